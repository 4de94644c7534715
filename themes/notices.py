"""What the chair is told about its theme."""

from django.utils.translation import gettext as _

from chairs.notices import concerned, why_of
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.reminders import week_of
from themes.models import Theme


def decided(theme):
    """What the POCC has said."""
    is_approved = theme.state == Theme.State.APPROVED
    tell(
        concerned(theme.term),
        title=lambda: (
            (
                _("The POCC has approved the theme “%(theme)s”")
                if is_approved
                else _("The theme “%(theme)s” comes back for changes")
            )
            % {"theme": theme.title}
        ),
        path=theme.path,
        key=f"theme:{theme.pk}:{theme.motion_id}",
        kind=DUTY,
        why=why_of(theme.term),
    )


def no_theme(term, on, people):
    tell(
        people,
        title=lambda: _("No theme is chosen yet for %(quarter)s") % {"quarter": term.quarter.label},
        body=lambda: _("The bank of ideas may help. The POCC approves what you propose."),
        path=f"themes/new/{term.pk}/",
        key=f"term:{term.pk}:theme:{week_of(on)}",
        kind=DUTY,
        why=why_of(term),
    )
