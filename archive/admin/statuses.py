"""The steps between draft, published and withdrawn, each asked for with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from archive.admin.pages import desk_page, editor
from archive.models import Article, ArticleStatus
from archive.publishing import set_status
from archive.roles import PUBLISH
from persian.digits import format_number


@dataclass(frozen=True)
class Step:
    """One status to go to: its words, and whether a reason must be given."""

    status: ArticleStatus
    title: str
    effect: str
    button: str
    done: str
    needs_reason: bool = False


STEPS = {
    step.status.value: step
    for step in (
        Step(
            ArticleStatus.PUBLISHED,
            "انتشار مقاله",
            "خوانندگان آن را می‌بینند و در جست‌وجو، فهرست‌ها و خوراک‌ها پیدا می‌شود.",
            "منتشر کن",
            "منتشر شد",
        ),
        Step(
            ArticleStatus.WITHDRAWN,
            "پس‌گرفتن مقاله",
            "از جست‌وجو، فهرست‌ها و خوراک‌ها برداشته می‌شود و صفحه‌اش دلیل را نشان می‌دهد.",
            "پس بگیر",
            "پس گرفته شد",
            needs_reason=True,
        ),
        Step(
            ArticleStatus.DRAFT,
            "بازگرداندن به پیش‌نویس",
            "برای خوانندگان گویی هرگز نبوده است. آنچه را دیده و به آن ارجاع داده‌اند، پس بگیرید.",
            "پیش‌نویس کن",
            "پیش‌نویس شد",
        ),
    )
}


def steps_from(article: Article) -> list[Step]:
    """Where the article can go from its status."""
    return [step for step in STEPS.values() if step.status != article.status]


class ReasonForm(forms.Form):
    reason = forms.CharField(label="دلیل", max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, step: Step, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["reason"].required = step.needs_reason


def step_view(request: HttpRequest, pk: int, status: str) -> HttpResponse:
    """Ask for the reason, then take one article to the status and go back to its page."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    if status not in STEPS:
        raise Http404
    article = get_object_or_404(Article, pk=pk)
    form = ReasonForm(STEPS[status], request.POST or None)
    chosen = Article.objects.filter(pk=pk)
    if request.method != "POST" or not form.is_valid():
        return reason_page(request, STEPS[status], chosen, form)
    take_step(request, STEPS[status], chosen, form.cleaned_data["reason"])
    return redirect("admin:archive_article_change", article.pk)


def take_step(request: HttpRequest, step: Step, articles: QuerySet[Article], reason: str) -> None:
    """Take the articles to the status, and say so."""
    count = set_status(articles, step.status, editor(request), reason)
    messages.success(request, f"{format_number(count)} مقاله {step.done}.")


def reason_page(
    request: HttpRequest,
    step: Step,
    articles: QuerySet[Article],
    form: ReasonForm,
    action: str = "",
) -> HttpResponse:
    """The page that asks for the reason; `action` is that of the list, if it asks."""
    context = {
        "title": step.title,
        "step": step,
        "articles": articles,
        "form": form,
        "action": action,
    }
    return desk_page(request, "article/status.html", Article, context)
