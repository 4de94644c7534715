"""What the editors of an edition are told."""

from django.db.models import Q
from django.utils.translation import gettext as _

from chairs.models import Term
from chairs.notices import why_of
from kit import formats
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import User
from members.reasons import ByOffice


def cannot_start(edition):
    """The hour of a scheduled edition has come in vain: said once for that hour, however often tried."""
    term = Term.objects.of(edition.month).first()
    editors = Q(pk__in=term.editors.values("pk")) if term else Q()
    tell(
        User.objects.filter(Q(is_staff=True) | editors, is_active=True),
        title=lambda: (
            _("The newsletter of %(month)s could not be sent") % {"month": formats.month_year(edition.month)}
        ),
        body=lambda: _(
            "Its hour has come, and it could not start. It is tried again each minute. Press “Send now” on "
            "its page to read what is missing; where nothing is said, the log of the server knows it."
        ),
        path=f"newsletter/{edition.number}/sending/",
        key=f"edition:{edition.pk}:in-vain:{edition.send_at:%Y%m%d%H%M}",
        kind=DUTY,
        why=why_of(term) if term else ByOffice(),
    )
