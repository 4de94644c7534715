"""A way of counting in a sentence or three, as everybody reads it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from committee.models import Majority, Quorum
from kit import formats

QUORUMS = {
    Quorum.MORE_THAN_HALF: lambda rule: _("More than half of the open seats must take part."),
    Quorum.HALF: lambda rule: _("At least half of the open seats must take part."),
    Quorum.TWO_THIRDS: lambda rule: _("At least two thirds of the open seats must take part."),
    Quorum.NUMBER: lambda rule: (
        ngettext(
            "At least %(count)s seat must take part.",
            "At least %(count)s seats must take part.",
            rule.quorum_number,
        )
        % {"count": formats.number(rule.quorum_number)}
    ),
}
MAJORITIES = {
    Majority.SIMPLE: lambda: _(
        "A motion is carried when more than half of those who take part are in favour."
    ),
    Majority.ABSOLUTE: lambda: _("A motion is carried when more than half of all seats are in favour."),
    Majority.TWO_THIRDS: lambda: _(
        "A motion is carried when at least two thirds of those who take part are in favour."
    ),
}


def words_of(rule, language):
    """Quorum, majority, and what abstention and recusal do, in that language."""
    with override(language), formats.choosing(""):
        return " ".join(
            [
                QUORUMS[Quorum(rule.quorum_type)](rule),
                MAJORITIES[Majority(rule.majority_type)](),
                _("An abstention counts among those who take part, a recusal does not."),
            ]
        )
