"""What is new for the public, as Atom feeds in each language: reform goals achieved, practices published."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext as _

from kit.clock import BAGHDAD
from library.models import Item
from mailing import links
from members.models import Solution
from newsletter.feeds import FeedInLanguage

SHOWN = 20


class GoalFeed(FeedInLanguage):
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


class PracticeFeed(FeedInLanguage):
    def title(self, language):
        return _("New practices of the Excellence Network")

    def subtitle(self, language):
        return _("Tried by a provincial team, checked by a representative of another province.")

    def link(self, language):
        return links.absolute(reverse("library:list"))

    def feed_url(self, language):
        return links.absolute(reverse("practices_feed", args=[language]))

    def items(self, language):
        shown = Item.objects.readable_by(AnonymousUser()).for_list().with_changed_at()
        return shown.order_by("-published_at", "-pk")[:SHOWN]

    def item_title(self, item):
        return str(item.published_revision.title)

    def item_description(self, item):
        return linebreaks(item.published_revision.summary, True)

    def item_link(self, item):
        return links.absolute(item.get_absolute_url())

    item_guid = item_link

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
