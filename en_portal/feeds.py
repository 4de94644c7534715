"""Public reform goals that were achieved, as an Atom feed in each language."""

import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit.clock import BAGHDAD
from mailing import links
from members.models import Solution
from newsletter.feeds import LanguageFeed

SHOWN = 20


class GoalFeed(Feed):
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

    def title(self, language):
        return _("Reform goals that provinces have achieved")

    def subtitle(self, language):
        return _("What changed for citizens, and what came of it.")

    def link(self, language):
        return links.absolute(reverse("goals"))

    def feed_url(self, language):
        return links.absolute(reverse("goals_feed", args=[language]))

    def items(self, language):
        achieved = Solution.objects.public().achieved().select_related("team__province")
        return achieved.order_by("-ended_on", "-pk")[:SHOWN]

    def item_title(self, solution):
        return f"{solution.team.province.name}: {solution.title}"

    def item_description(self, solution):
        return format_html("{}{}", linebreaks(solution.goal, True), linebreaks(solution.what_came, True))

    def item_link(self, solution):
        return links.absolute(solution.address)

    def item_guid(self, solution):
        return links.absolute(solution.address)

    def item_pubdate(self, solution):
        return datetime.datetime.combine(solution.ended_on, datetime.time(12), BAGHDAD)

    item_updateddate = item_pubdate
