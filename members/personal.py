"""What members keeps of a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.personal import Holding, Kept, mine, named
from members import models

NO_KEYS = ("name_key", "name_sound")


def _written(who):
    """What one wrote goes from both sides, save what was shown to staff; what others wrote stays theirs."""
    return Q(sender=who.person, reports__isnull=True)


def _unanswered(who):
    """What never counted: declared and not confirmed."""
    return Q(person=who.person, confirmed_at__isnull=True)


def _undecided(who):
    return Q(person=who.person, decided_at__isnull=True)


def _addressed(who):
    """Invitations that hold the person's own address."""
    found = Q(accepted_by=who.person)
    for address in who.addresses:
        found |= Q(email__iexact=address)
    return found


def _photo(profile):
    return [(profile.photo, f"photo-{profile.pk}.webp")] if profile.photo else []


HOLDING = Holding(
    (
        Kept(
            models.User,
            by=("pk",),
            hidden=("password", *NO_KEYS),
            title=_("what your account says of you"),
            is_emptied=True,
        ),
        mine(models.User.groups.through, "user", title=_("groups of staff")),
        mine(models.User.user_permissions.through, "user", title=_("rights given to you alone")),
        mine(models.Profile, "person", hidden=("skill_keys",), files=_photo),
        mine(models.Channel, "person"),
        mine(models.Listing, "person", hidden=NO_KEYS),
        mine(models.Notice, "person"),
        mine(models.Reminder, "person"),
        mine(models.Block, "person", "blocked"),
        mine(models.Eligibility, "person"),
        named(models.MessageReport, "by", "closed_by"),
        Kept(models.Message, by=("sender", "recipient"), goes=_written, hidden=("form_key",)),
        Kept(models.Service, by=("person", "confirmed_by", "refused_by"), goes=_unanswered),
        named(
            models.Step,
            "by",
            "application__person",
            forget={"text": ""},
            forget_by=("by",),
            title=_("steps of applications"),
        ),
        Kept(
            models.Application,
            by=("person", "decided_by"),
            goes=_undecided,
            forget={"note": ""},
            forget_by=("person",),
        ),
        named(
            models.Suspension,
            "person",
            "imposed_by",
            "lifted_by",
            forget={"reason": "–"},
            forget_by=("person",),
        ),
        Kept(
            models.Invitation,
            by=("invited_by", "accepted_by"),
            by_address=("email",),
            goes=_addressed,
        ),
        Kept(
            models.DataExport,
            by=("person", "asked_by"),
            goes=lambda who: Q(person=who.person),
            hidden=("path",),
            files=lambda export: [(export.path, export.name)] if export.path else [],
        ),
        Kept(
            models.Erasure,
            by=("person", "asked_by", "cancelled_by"),
            forget={"reason": ""},
            forget_by=("person",),
            hidden=("was",),
        ),
        mine(models.Consent, "person"),
        named(models.RosterImport, "by", "confirmed_by"),
        named(
            models.RosterRow,
            "person",
            by_address=("words__email",),
            forget={"words": {}, "about": {}, "reason": ""},
        ),
        named(models.AuditEvent, "actor", forget={"ip": None}),
    )
)
