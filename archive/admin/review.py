"""The review queue: one guess at a time in its sentence, the verdict a key or a button away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from archive import reviewing
from archive.admin.pages import desk_page, editor, row_id
from archive.merging import MergeRefused
from archive.models import Decision, Source, Verdict
from archive.reviewing import KINDS, Card, Choice, Kind, Place
from archive.reviewing.rules import RULES
from persian.digits import format_number

QUEUE = "admin:archive_review"
_PLACES = ("after", "mention", "find")  # of the address: where in the queue, not which queue


class QueueForm(forms.Form):
    """Which guesses to review; it lives in the address, so that it stays from one to the next."""

    kind = forms.ChoiceField(
        label="گونه",
        required=False,
        choices=[("", "همه"), *((kind.slug, kind.label) for kind in KINDS.values())],
    )
    source = forms.ModelChoiceField(
        Source.objects.current(),
        label="منبع",
        required=False,
        to_field_name="slug",
        empty_label="همه",
    )
    rule = forms.ChoiceField(
        label="قاعده",
        required=False,
        choices=[
            ("", "همه"),
            *((KINDS[kind].label, list(rules.items())) for kind, rules in RULES.items()),
        ],
    )
    certain_too = forms.BooleanField(label="گمان‌های مطمئن هم", required=False)

    def choice(self) -> Choice:
        """What was chosen; what cannot be is as if it were not chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        source = chosen.get("source")
        return Choice(
            kind=chosen.get("kind", ""),
            source=source.slug if source else "",
            rule=chosen.get("rule", ""),
            certain_too=chosen.get("certain_too", False),
        )


def queue_view(request: HttpRequest) -> HttpResponse:
    """One guess: the one that the address names, or the next of the chosen queue."""
    form = QueueForm(request.GET)
    choice = form.choice()
    after = Place.parse(request.GET.get("after", ""))
    if reference := request.GET.get("mention", ""):
        mention = _mention(reference)
    else:
        mention = reviewing.next_mention(choice, after)
    queue = _queue(request)
    last = reviewing.last_verdict(editor(request))
    find = request.GET.get("find", "").strip()
    card = Card.of(mention) if mention else None
    context = {
        "title": "بازبینی گمان‌ها",
        "form": form,
        "waiting": sum(reviewing.tally(choice).values()),
        "card": card,
        "after": Place.of(mention) if mention else None,
        "alike": reviewing.alike(mention).count() if mention else 0,
        "find": find,
        "found": reviewing.candidates(card.kind, find) if card else [],
        "last": last,
        "lesson": reviewing.lesson_of(last) if last else None,
        "queue": queue.urlencode(),
        "chosen": list(queue.items()),
    }
    return desk_page(request, "review/queue.html", Verdict, context)


@require_POST
def decide_view(request: HttpRequest) -> HttpResponse:
    """Take the verdict on one guess and lead on to the next."""
    kind, pk = _reference(request.POST.get("mention", ""))
    decision = _decision(request)
    entity = None
    if decision == Decision.CORRECT:
        entity = get_object_or_404(kind.entities, pk=_number(request.POST.get("entity", "")))
    try:
        seen = request.POST.get("seen", "")
        reviewing.decide(kind, pk, decision, editor(request), seen=seen, entity=entity)
    except reviewing.AlreadyDecided as error:
        messages.warning(request, error.reason)
    return _back(request, after=request.POST.get("after", ""))


def alike_view(request: HttpRequest, reference: str) -> HttpResponse:
    """All guesses like one of them, each with its sentence, to decide on together."""
    mention = _mention(reference)
    if request.method != "POST":
        cards = [Card.of(one) for one in reviewing.alike(mention)]
        context = {
            "title": "گمان‌های مانند هم",
            "card": Card.of(mention),
            "cards": cards,
            "query": request.GET.urlencode(),
        }
        return desk_page(request, "review/alike.html", Verdict, context)
    pks = [_number(pk) for pk in request.POST.getlist("pk")]
    decision = _decision(request)
    if decision == Decision.CORRECT:
        raise Http404
    verdict = reviewing.decide_alike(mention, pks, decision, editor(request))
    if verdict is None:
        messages.warning(request, "رأیی ثبت نشد: جمله‌ای برنگزیدید، یا دیگری رأی داده است.")
    elif verdict.count < len(pks):
        others = format_number(len(pks) - verdict.count)
        messages.warning(request, f"دربارهٔ {others} جمله پیش از شما رأی داده‌اند؛ همان ماند.")
    return _back(request, after=request.GET.get("after", ""))


@require_POST
def undo_view(request: HttpRequest) -> HttpResponse:
    """Take back a verdict of one's own and show its guess again."""
    own = Verdict.objects.filter(user=editor(request))
    verdict = get_object_or_404(own, pk=_number(request.POST.get("verdict", "")))
    if not reviewing.undo(verdict, editor(request)):
        messages.warning(request, "این رأی پیش از این برگردانده شده است.")
    return _back(request, mention=f"{verdict.kind}-{verdict.mention_id}")


@require_POST
def remember_view(request: HttpRequest) -> HttpResponse:
    """Make the words of a verdict another name of the official whom it names."""
    own = Verdict.objects.filter(user=editor(request))
    verdict = get_object_or_404(own, pk=_number(request.POST.get("verdict", "")))
    lesson = reviewing.lesson_of(verdict)
    if lesson is None or lesson.official is None:
        raise Http404
    try:
        reviewing.remember_name(lesson.official, lesson.text, editor(request))
    except MergeRefused as error:
        messages.warning(request, error.reason)
    else:
        messages.success(request, f"از این پس «{lesson.text}» همان {lesson.official} است.")
    return _back(request, after=request.POST.get("after", ""))


def _reference(reference: str) -> tuple[Kind, int]:
    """The kind and number that «city-12» names."""
    slug, _, pk = reference.partition("-")
    if slug not in KINDS:
        raise Http404
    return KINDS[slug], _number(pk)


def _mention(reference: str) -> Any:
    kind, pk = _reference(reference)
    rows = kind.mentions.objects.select_related("article__source", kind.entity)
    return get_object_or_404(rows, pk=pk)


def _number(text: str) -> int:
    if number := row_id(text):
        return number
    raise Http404


def _decision(request: HttpRequest) -> Decision:
    try:
        return Decision(request.POST.get("decision", ""))
    except ValueError:
        raise Http404 from None


def _queue(request: HttpRequest) -> QueryDict:
    """The parameters of the address that say which queue it is."""
    query = request.GET.copy()
    for name in _PLACES:
        query.pop(name, None)
    return query


def _back(request: HttpRequest, **places: str) -> HttpResponseRedirect:
    """To the same queue, there at this place."""
    query = _queue(request)
    query.update({name: value for name, value in places.items() if value})
    return HttpResponseRedirect(f"{reverse(QUEUE)}?{query.urlencode()}")
