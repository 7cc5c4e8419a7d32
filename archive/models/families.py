"""Story families: articles that tell one story. They stay articles of their own."""

from django.db import models

from archive.models.article import Article
from archive.models.changes import RecordedModel, RecordedQuerySet
from persian.digits import to_persian_digits


class StoryFamily(models.Model):
    """Articles of which each was like at least half of the others when it came."""

    created_at = models.DateTimeField("زمان", auto_now_add=True)

    class Meta:
        verbose_name = "خانوادهٔ خبر"
        verbose_name_plural = "خانواده‌های خبر"
        default_permissions = ()

    def __str__(self) -> str:
        return f"خانوادهٔ {to_persian_digits(self.pk)}"


class FamilyMember(RecordedModel):
    """An article's place in a family; one that an editor took out comes into no other."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="family_member", verbose_name="مقاله"
    )
    family = models.ForeignKey(
        StoryFamily, on_delete=models.CASCADE, related_name="members", verbose_name="خانواده"
    )
    is_removed = models.BooleanField("خبر دیگری است", default=False)

    objects = RecordedQuerySet["FamilyMember"].as_manager()

    class Meta:
        verbose_name = "روایت"
        verbose_name_plural = "روایت‌های دیگر این خبر"
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self.family)


class StoryPrint(models.Model):
    """An article as `archive.likeness.Story` has it; articles without one wait to be looked at."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="story_print"
    )
    hashes = models.BinaryField()
    pairs = models.PositiveIntegerField()
    figures = models.JSONField()
    provinces = models.JSONField()
    at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article)


class StoryBand(models.Model):
    """One of an article's numbers that like articles share (archive.likeness.band_values)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="story_bands")
    value = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["value", "article"], name="band_articles")]

    def __str__(self) -> str:
        return f"{self.value:x}"
