"""The letter about what is new under somebody's searches: one for all of them, with the reason for each."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.formats import number
from mailing.kinds import SEARCH
from members.actions.notices import tell
from members.mail import write_to
from members.reasons import because

LISTED = 10  # under one search; the page has the others


def write(person, found, until):
    """A notice in the portal and one letter. `found`: [(search, items)], each with at least one item."""
    new = len({item.pk for _search, items in found for item in items})

    def title():
        words = ngettext(
            "%(count)s new practice matches your searches",
            "%(count)s new practices match your searches",
            new,
        )
        return words % {"count": number(new)}

    tell(
        [person],
        title=title,
        body=lambda: "\n".join(f"{search.name}: {number(len(items))}" for search, items in found),
        path="library/searches/",
        key=f"searches:{until.isoformat()}",
        kind=SEARCH,
        why=because(_why),
        by_mail=False,
    )
    write_to(
        person,
        "library/mail/searches",
        lambda: {
            "title": title(),
            "groups": [_group(search, items) for search, items in found],
            "action": _("My searches"),
            "action_url": settings.PORTAL_ORIGIN + reverse("library:searches"),
            "reason": _why(),
        },
        kind=SEARCH,
    )


def _why():
    return _("You get this because you keep these searches. You can pause or delete each.")


def _group(search, items):
    return {"name": search.name, "items": items[:LISTED], "more": max(0, len(items) - LISTED)}
