"""What the portal counts for the goals of a theme in the records of the floors below."""

from django.utils.translation import gettext as _

from committee.models import Constraint
from themes.registries import Measure


def _law_answered(theme, until):
    return Constraint.objects.law_answered(theme.term.quarter.first, until).count()


MEASURES = {
    "committee.law_answered": Measure(
        lambda theme: _("questions of law before the committee that were answered since the quarter began"),
        _law_answered,
    ),
}
