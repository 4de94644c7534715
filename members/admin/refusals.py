"""What a verb of membership says when it refuses, in the words that staff read."""

from django.utils.translation import gettext as _

from members import actions
from members.actions import solutions


def _unmet(error):
    names = [str(condition.words) for condition in error.conditions if not condition.is_met]
    return _("Not met today: %(conditions)s.") % {"conditions": _(", ").join(names)}


REFUSALS = {
    actions.NotReady: _unmet,
    actions.AlreadyDecided: lambda error: _("This application has moved on already. Nothing was changed."),
    actions.AlreadyAnswered: lambda error: _("This service has been answered already. Nothing was changed."),
    actions.UnderWay: lambda error: _("A copy is being made already."),
    actions.AlreadyAsked: lambda error: _("The erasure has been asked for already."),
    actions.LastSuperuser: lambda error: _(
        "Give somebody else all rights first: nobody would be left who can."
    ),
    actions.Over: lambda error: _("It was cancelled already. Nothing was changed."),
    solutions.Changed: lambda error: _("Somebody has changed it a moment ago. Look at it again first."),
}
