"""What happened since a decision was taken, out of every app that has something to say about it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import ActionItem
from committee.registries import Happening, happenings
from kit.clock import BAGHDAD
from kit.formats import day, number


def since(motion, on):
    """What every app tells of the days from the decision to `on`, in the reader's words."""
    began = motion.closed_at.astimezone(BAGHDAD).date()
    found = happenings.call_all(motion=motion, began=began, until=on)
    return [happening for told in found.values() for happening in told]


def action_items(motion, began, until):
    """What was agreed under the decision, item by item, and how much of it is done."""
    found = list(ActionItem.objects.filter(item__motion=motion).select_related("owner", "province"))
    done = sum(action.done_at is not None for action in found)
    if not found:
        return [Happening(_("Action items"), _("None was agreed under this decision."))]
    shown = {"done": number(done), "all": number(len(found))}
    words = ngettext("%(done)s of %(all)s is done.", "%(done)s of %(all)s are done.", len(found)) % shown
    return [Happening(_("Action items"), words, tuple(_line(action, until) for action in found))]


def _line(action, on):
    words = {
        "what": action.text,
        "who": action.province.name if action.province else "",
        "day": day(action.due_on),
    }
    if action.done_at:
        return _("%(what)s: done on %(day)s") % {**words, "day": day(action.done_at)}
    if action.due_on < on:
        return _("%(what)s: overdue since %(day)s") % words
    return _("%(what)s: due on %(day)s") % words


def decided(motion, began, until):
    """How the vote itself went."""
    shown = {"day": day(began), "yes": number(motion.yes_count), "no": number(motion.no_count)}
    return [Happening(_("Decision"), _("Carried on %(day)s, %(yes)s for and %(no)s against.") % shown)]
