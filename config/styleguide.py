"""The living style page: every token, and every partial in its states."""

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from config import design_tokens
from config.specimens import specimens

SCHEMES, DIRECTIONS = ("light", "dark"), ("rtl", "ltr")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """All components; `scheme` and `dir` of the address choose how. Only while DEBUG is on."""
    _require_debug()
    shown = [(one, render_to_string(one.partial, one.context, request)) for one in specimens()]
    shown.sort(key=lambda pair: pair[0].partial)
    context = {
        "components": [
            (partial, list(states)) for partial, states in groupby(shown, lambda p: p[0].partial)
        ],
        "stylesheets": sorted(
            file.name
            for file in (settings.BASE_DIR / "static/css/components").glob("*.css")
            if not file.name.startswith("desk_")
        ),
        "tokens": [
            (name, value, design_tokens.colours("dark")[name])
            for name, value in design_tokens.colours("light").items()
        ],
        "contrasts": design_tokens.contrasts(),
        "scheme": _asked(request, "scheme", SCHEMES),
        "direction": _asked(request, "dir", DIRECTIONS) or "rtl",
    }
    return render(request, "styleguide.html", context)


@require_safe
def scheme_css(request: HttpRequest, scheme: str) -> HttpResponse:
    """The tokens of one scheme, whatever the reader's system asks for."""
    _require_debug()
    tokens = design_tokens.declarations(scheme)
    lines = [f"color-scheme: {scheme};", *(f"--{name}: {tokens[name]};" for name in tokens)]
    return HttpResponse(f":root {{ {' '.join(lines)} }}\n", content_type="text/css; charset=utf-8")


def _asked(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    value = request.GET.get(name, "")
    return value if value in choices else ""


def _require_debug() -> None:
    if not settings.DEBUG:
        raise Http404
