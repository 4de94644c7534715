"""Why a row is refused, and what it changes, in sentences for the reader."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kit import formats
from kit.sheets import cells, spelt
from members.models import Role
from members.rosters.columns import COLUMNS, roles


class Refusal(Exception):
    """A row that cannot be carried out: a key of REASONS, and the facts that its sentence speaks of."""

    def __init__(self, reason, **about):
        super().__init__(reason)
        self.reason, self.about = reason, about


REASONS = {
    "formula": gettext_noop("The cell “%(column)s” holds a formula. Paste its value instead."),
    "no_name": gettext_noop("The row has no name."),
    "name_long": gettext_noop("The name is longer than 150 letters."),
    "bad_email": gettext_noop("“%(text)s” is not an e-mail address."),
    "unknown_province": gettext_noop("There is no province “%(text)s”."),
    "no_team": gettext_noop("Neither the team nor the province is given."),
    "unknown_team": gettext_noop("There is no team “%(text)s” here."),
    "which_team": gettext_noop("The province has several teams: name the one that is meant."),
    "other_team": gettext_noop("This row is about another team than the one that the sheet is for."),
    "not_yours": gettext_noop("You do not lead this team."),
    "unknown_role": gettext_noop("“%(text)s” is no role. Write one of these: %(roles)s."),
    "unknown_criterion": gettext_noop("There is no criterion “%(text)s”."),
    "no_start": gettext_noop("The first day is missing."),
    "bad_day": gettext_noop(
        "“%(text)s” is not a day. Write it as 2024-03-01, or as 1/3/2024 with the day first."
    ),
    "ends_before": gettext_noop("The last day lies before the first one."),
    "before_team": gettext_noop("This team began on %(day)s. Give that day or a later one."),
    "far_ahead": gettext_noop("This day is more than a year ahead. Look at the year again."),
    "overlap": gettext_noop(
        "The person serves in this role in this team at that time already: since %(from_on)s."
    ),
    "overlap_line": gettext_noop(
        "Row %(line)s of this sheet says the same role in this team for some of these days."
    ),
    "double": gettext_noop("Row %(line)s of this sheet says the same."),
    "namesakes": gettext_noop("Several people of this name serve in the team. Give the e-mail address."),
    "other_name": gettext_noop("This e-mail address belongs to a person with another name."),
    "other_name_line": gettext_noop("Row %(line)s of this sheet has this e-mail address with another name."),
    "own": gettext_noop(
        "This is your own service. Nobody confirms their own: ask another lead, or Taqadum staff."
    ),
    "office": gettext_noop("This person holds an office. Taqadum staff can give the e-mail address."),
    "elsewhere": gettext_noop("This person serves in another province. Taqadum staff can add the service."),
}


def because(row):
    """Why the row is refused, in the reader's language; "" where it is not."""
    if not row.reason:
        return ""
    words = {"roles": _(", ").join(map(str, Role.labels))}
    return _(REASONS[row.reason]) % (words | {key: _shown(key, fact) for key, fact in row.about.items()})


def _shown(key, fact):
    if key == "column":
        return COLUMNS.title_of(fact)
    if key == "line":
        return formats.number(fact)
    return _day(fact) if key in ("day", "from_on", "until_on") else fact


def _day(written):
    return formats.day(datetime.date.fromisoformat(written)) if written else _("none yet")


def facts(row):
    """What else the row says: in the reader's words where it is understood, else as the sheet has it."""
    words = row.words
    role = roles().get(spelt(words.get("role", "")))
    place = words.get("team") or words.get("province")
    found = [words.get("email"), role.label if role else words.get("role"), place, _days(words)]
    return [fact for fact in found if fact]


def _days(words):
    first, last = (_read(words.get(key, "")) for key in ("from_on", "until_on"))
    if first and not last:
        return _("since %(day)s") % {"day": first}
    return f"{first} – {last}" if first else last


def _read(written):
    try:
        return formats.day(cells.day(written))
    except ValueError:
        return written


def changes(row):
    """[(what, before, after)] of a changed service, in words."""
    found = []
    for key, fact in row.about.items():
        if key == "until_on":
            found.append((_("last day"), *map(_day, fact)))
        elif key == "criteria":
            found.append(
                (_("criteria"), *(_(", ").join(map(formats.number, numbers)) or "–" for numbers in fact))
            )
        elif key == "confirmed":
            found.append((_("declared by the person"), _("not confirmed yet"), _("confirmed")))
        elif key == "email":
            found.append((_("e-mail address"), "–", fact))
    return found
