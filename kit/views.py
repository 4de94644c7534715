"""Pages of the look itself: the style guide, and what a phone needs to keep the portal on its screen."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from kit.styleguide import PARTS, sample


@login_not_required
def styleguide(request):
    """Every component in both directions; for staff, and for anybody in a demonstration."""
    if not (settings.DEBUG or settings.DEMONSTRATION or request.user.is_staff):
        raise Http404
    return render(request, "kit/styleguide.html", {"parts": PARTS} | sample())


@login_not_required
def manifest(request):
    """The web app manifest, in the language of the page."""
    icons = [
        {
            "src": static(f"img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    home = reverse("home")
    content = {
        "name": _("Excellence Network"),
        "short_name": _("Excellence Network"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "id": home,
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#062730",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")
