"""What search engines may find: the public pages, each with its address in the other languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

import kit
from library.models import Item, Transfer
from members.models import Province
from newsletter.models import Edition
from themes.models import Theme

HOUR = 3600
PAGES = (
    "home",
    "library:list",
    "transfers",
    "goals",
    "quarter_now",
    "chairs:order",
    "themes:list",
    "themes:ideas",
    "newsletter:archive",
    "newsletter:subscribe",
)
PRIVATE = ("admin/", "accounts/", "members/", "committee/", "library/new/", "library/mine/")


class PublicPages(Sitemap):
    """Rows of (argument of the address, instant of its last change); the portal's own origin."""

    i18n, alternates, limit = True, True, 2_000
    page = ""

    def items(self):
        return list(self.rows())

    def location(self, row):
        return reverse(self.page, args=[row[0]])

    def lastmod(self, row):
        return row[1]

    def get_latest_lastmod(self):
        return None  # it would read every row to tell it

    def get_protocol(self, protocol=None):
        return urlsplit(settings.PORTAL_ORIGIN).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.PORTAL_ORIGIN).netloc

    def _urls(self, page, protocol, domain):
        """Who reads neither language is sent to the Arabic page, as on the pages themselves."""
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            arabic = next(one["location"] for one in url["alternates"] if one["lang_code"] == "ar")
            url["alternates"].append({"location": arabic, "lang_code": "x-default"})
        return urls


class Standing(PublicPages):
    def rows(self):
        return [(name, None) for name in PAGES]

    def location(self, row):
        return reverse(row[0])


class Practices(PublicPages):
    page = "library:item"

    def rows(self):
        shown = Item.objects.readable_by(AnonymousUser()).with_changed_at()
        return shown.order_by("pk").values_list("pk", "changed_at")


class Transfers(PublicPages):
    page = "library:transfer"

    def rows(self):
        shown = Transfer.objects.visible_to(AnonymousUser()).order_by("pk")
        return ((pk, None) for pk in shown.values_list("pk", flat=True))


class Themes(PublicPages):
    page = "themes:theme"

    def rows(self):
        shown = Theme.objects.visible_to(AnonymousUser(), kit.today()).order_by("pk")
        return ((pk, None) for pk in shown.values_list("pk", flat=True))


class Editions(PublicPages):
    page = "newsletter:edition"

    def rows(self):
        return ((number, None) for number in _numbers())


class Goals(PublicPages):
    page = "goals_of_province"

    def rows(self):
        return ((code, None) for code in Province.objects.order_by("code").values_list("code", flat=True))


def _numbers():
    return Edition.objects.public().order_by("number").values_list("number", flat=True)


SECTIONS = {
    "pages": Standing,
    "practices": Practices,
    "transfers": Transfers,
    "themes": Themes,
    "newsletter": Editions,
    "goals": Goals,
}


@login_not_required
@require_safe
@cache_page(HOUR)
def index(request):
    """The sections and their pages, under the portal's own origin, whatever name it was asked by."""
    found = []
    for name, section in SECTIONS.items():
        address = settings.PORTAL_ORIGIN + reverse("sitemap", args=[name])
        further = range(2, section().paginator.num_pages + 1)
        found += [address, *(f"{address}?p={number}" for number in further)]
    rows = [views.SitemapIndexItem(location=location) for location in found]
    return render(request, "sitemap_index.xml", {"sitemaps": rows}, content_type="application/xml")


@login_not_required
@require_safe
@cache_page(HOUR)
def section(request, section):
    """One section, with `?p=` its further pages."""
    return views.sitemap(request, SECTIONS, section=section)


@login_not_required
@require_safe
def robots(request):
    """What is for signed-in people is not worth a visit; where the map is."""
    closed = [f"Disallow: /{language}/{path}" for language, _name in settings.LANGUAGES for path in PRIVATE]
    lines = [
        "User-agent: *",
        *closed,
        "Disallow: /tus/",
        "",
        f"Sitemap: {settings.PORTAL_ORIGIN}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
