"""The demo: invented articles, understood and found like any other."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from archive.demo.articles import lines
from archive.models import Article, Official, Quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


def test_demo_articles_are_the_same_each_time() -> None:
    assert list(lines(20)) == list(lines(20))
    assert len(set(lines(20))) == 20


def test_a_demo_names_its_people_and_says_that_it_is_one(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    call_command("make_demo", articles=12)
    call_command("make_demo", articles=12)
    assert Article.objects.count() == 12
    assert not Article.objects.filter(officialmentions=None).exists()
    assert not Quote.objects.filter(speaker_name="").exists()
    official = Official.objects.first()
    assert official is not None
    assert official.name.startswith("مسئول نمونهٔ ")
    page = client.get(official.get_absolute_url()).content.decode()
    assert "همهٔ مقاله‌ها، آدم‌ها، شرکت‌ها و رقم‌های این‌جا ساختگی است" in page


def test_invented_articles_never_enter_a_real_archive() -> None:
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("make_demo")
    assert not Article.objects.exists()
