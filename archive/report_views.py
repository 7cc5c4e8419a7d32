"""The form by which readers say what is wrong with an article."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from archive.form_fields import PlainTextField
from archive.models import Article, ArticleStatus, ErrorReport, ReportKind
from archive.models.reports import REPORT_CHARS
from archive.views import readable, withdrawn
from archive.visitors import Allowance, address_of
from persian.digits import format_number

REPORTS = Allowance(per_minute=5)


class ReportForm(forms.ModelForm):
    """`website` is a trap: people do not see it, machines fill it in."""

    kind = forms.ChoiceField(
        label="چه چیزی نادرست است؟",
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "یکی را برگزینید."},
    )
    text = PlainTextField(
        label="شرح",
        max_length=REPORT_CHARS,
        help_text=f"جملهٔ نادرست و درستِ آن را بنویسید، تا {format_number(REPORT_CHARS)} نویسه.",
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={"required": "در چند واژه بنویسید چه دیده‌اید."},
    )
    email = forms.EmailField(
        label="رایانامهٔ شما",
        required=False,
        help_text="جایی نشان داده نمی‌شود و پس از رسیدگی پاک می‌شود.",
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
        error_messages={"invalid": "این رایانامه درست نوشته نشده است."},
    )
    website = forms.CharField(required=False)

    class Meta:
        model = ErrorReport
        fields = ["kind", "text", "email"]

    def is_of_a_machine(self) -> bool:
        return bool(self.data.get("website"))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what came of it; 410 when the article was withdrawn."""
    article = readable(pk)
    if article.status == ArticleStatus.WITHDRAWN:
        return withdrawn(request, article)
    if request.method != "POST":
        return _page(request, article, ReportForm())
    form = ReportForm(request.POST, instance=ErrorReport(article=article))
    if form.is_of_a_machine():  # which is not to learn what gave it away
        return redirect("archive:reported", pk)
    if not form.is_valid():
        return _page(request, article, form, status=400)
    if seconds := REPORTS.wait_seconds(address_of(request)):
        form.add_error(None, "چند گزارش پشت سر هم رسید. یک دقیقهٔ دیگر دوباره بفرستید.")
        response = _page(request, article, form, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    form.save()
    return redirect("archive:reported", pk)


@require_safe
def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """Thanks, and what happens now."""
    return render(request, "archive/reported.html", {"article": readable(pk)})


def _page(
    request: HttpRequest, article: Article, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {"article": article, "form": form}
    return render(request, "archive/report.html", context, status=status)
