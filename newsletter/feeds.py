"""The archive as an Atom feed in each language."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override

from mailing import links
from newsletter.models import Edition

SHOWN = 20


class LanguageFeed(Atom1Feed):
    """Atom with xml:lang, which tells readers the direction."""

    mime_type = "application/atom+xml; charset=utf-8"


class FeedInLanguage(Feed):
    """A feed whose address names its language."""

    feed_type = LanguageFeed

    def __call__(self, request, *args, **kwargs):
        if kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        with override(kwargs["language"]):
            response = super().__call__(request, *args, **kwargs)
        response["Content-Language"] = kwargs["language"]
        return response

    def get_object(self, request, language):
        return language

    def get_feed(self, obj, request):
        self.language = obj
        return super().get_feed(obj, request)


class EditionFeed(FeedInLanguage):
    def title(self, language):
        return _("Newsletter of the Excellence Network")

    def subtitle(self, language):
        return _("What worked in the provinces, once a month.")

    def link(self, language):
        return links.absolute(reverse("newsletter:archive"))

    def feed_url(self, language):
        return links.absolute(reverse("newsletter_roots:feed", args=[language]))

    def items(self, language):
        return Edition.objects.public().with_joined().order_by("-number")[:SHOWN]

    def item_title(self, edition):
        return str(edition.headline())

    def item_description(self, edition):
        return linebreaks(edition.welcome, autoescape=True)

    def item_link(self, edition):
        return links.absolute(edition.get_absolute_url())

    def item_guid(self, edition):
        return links.absolute(edition.get_absolute_url())

    def item_pubdate(self, edition):
        return edition.mailing.starts_at

    item_updateddate = item_pubdate
