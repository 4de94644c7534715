"""The picture that stands beside a link to a public practice, wherever it is shared."""

import hashlib
import io
import json

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags, quote_etag
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from kit.pdf import draw
from library.models import Item

KEPT = 7 * 24 * 3600  # seconds; other words are another picture
DRAWN_AS = 1  # another number once the drawing changes
TEMPLATE = "library/share.typ"


@login_not_required
@require_safe
def picture(request, pk):
    """JPEG, 1200 by 630, in the language of the address; of what everybody may read alone."""
    item = get_object_or_404(Item.objects.readable_by(AnonymousUser()).for_list(), pk=pk)
    words = {
        "practice": str(item.published_revision.title),
        "kind": capfirst(item.get_kind_display()),
        "province": str(item.province.name) if item.province else _("The whole network"),
        "reviewed": _("POCC-reviewed"),
    }
    told = json.dumps([DRAWN_AS, get_language(), words], sort_keys=True)
    etag = hashlib.sha256(told.encode()).hexdigest()[:32]
    if quote_etag(etag) in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(_drawn(etag, words), content_type="image/jpeg")
    response["ETag"] = quote_etag(etag)
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _drawn(key, words):
    """From the cache; drawn where it is not there, or the cache is away."""
    key = f"share:{key}"
    kept = cache.get(key)
    if kept is None:
        kept = _jpeg(draw(TEMPLATE, title=words["practice"], **words))
        cache.set(key, kept, KEPT)
    return kept


def _jpeg(drawing):
    out = io.BytesIO()
    Image.open(io.BytesIO(drawing)).convert("RGB").save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()
