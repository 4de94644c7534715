"""What the search box offers while one types."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from kit import limits
from kit.formats import number
from library import phrases
from library.models import Phrase
from library.selection import LONGEST

ASKED = 6_000  # a minute from one address: an office that types, not a flood
KEPT = 60  # seconds in the reader's own browser


@login_not_required
@require_safe
@vary_on_cookie
def suggestions(request):
    """Titles, tags and words that begin so, of what the reader may see."""
    if not limits.is_within(request, "suggest", most=ASKED, seconds=60):
        return JsonResponse({"rows": [], "said": ""}, status=429)
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    found = phrases.beginning(request.user, typed.lstrip()) if typed.strip() else []
    names = dict(Phrase.Kind.choices)
    rows = [{"text": text, "kind": "" if kind == Phrase.Kind.WORD else names[kind]} for kind, text in found]
    response = JsonResponse({"rows": rows, "said": _said(len(rows))})
    patch_cache_control(response, private=True, max_age=KEPT)
    return response


def _said(count):
    """For who does not see the list."""
    if not count:
        return _("No suggestions")
    words = ngettext("%(count)s suggestion", "%(count)s suggestions", count)
    return words % {"count": number(count)}
