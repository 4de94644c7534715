"""Erasing a person's data: asked for, seven days to cancel, then carried out once."""

import structlog
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import day
from mailing.kinds import SAFETY
from members import letters, rules
from members.actions.notices import tell
from members.erasing import erase_person
from members.models import Erasure, User
from members.reasons import ByOffice, because

log = structlog.get_logger(__name__)
PATH = "members/me/erasure/"


class AlreadyAsked(Exception):
    """An erasure is under way already."""


class LastSuperuser(Exception):
    """Nobody would be left who can give rights: somebody else must have them first."""


class Over(Exception):
    """It was cancelled or carried out before."""


@transaction.atomic
def ask_erasure(*, person, by, keeps_name=False, reason="", request=None):
    """In seven days the person's data are erased; they are written to, with a link that cancels it.

    Raises PermissionDenied, LastSuperuser, and AlreadyAsked.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not rules.may_erase(by, person):
        raise PermissionDenied
    if rules.is_last_superuser(person):
        raise LastSuperuser
    words = {"reason": reason.strip(), "keeps_name": keeps_name, "due_at": kit.now() + Erasure.GRACE}
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(person=person, asked_by=by, **words)
    except IntegrityError as error:
        raise AlreadyAsked from error
    audit.record(by, "erasure.asked", f"{person.public_id}: {erasure.reason}", request=request)
    letters.erasure_asked(erasure)
    _warn_staff(erasure)
    return erasure


def _warn_staff(erasure):
    """Who holds an office leaves a place that somebody must fill."""
    if not rules.offices_on(kit.today(), erasure.person):
        return
    tell(
        User.objects.filter(is_staff=True, is_active=True).exclude(pk=erasure.person_id),
        title=lambda: _("The holder of an office leaves on %(day)s") % {"day": day(erasure.due_at)},
        body=lambda: (
            _("%(name)s has asked for the erasure of their data. Think of who follows.")
            % {"name": erasure.person.name}
        ),
        path=f"admin/members/user/{erasure.person_id}/change/",
        key=f"erasure:{erasure.pk}",
        why=ByOffice(),
    )


@transaction.atomic
def cancel_erasure(*, erasure, by, request=None):
    """Nothing is erased. Raises PermissionDenied, and Over where it is too late or was cancelled before."""
    erasure = Erasure.objects.select_for_update(of=("self",)).select_related("person").get(pk=erasure.pk)
    if not rules.may_erase(by, erasure.person):
        raise PermissionDenied
    if not erasure.is_open:
        raise Over
    erasure.cancelled_by, erasure.cancelled_at = by, kit.now()
    erasure.save(update_fields=["cancelled_by", "cancelled_at"])
    audit.record(by, "erasure.cancelled", erasure.person.public_id, request=request)
    tell(
        [erasure.person],
        title=lambda: _("Your data are not erased"),
        body=lambda: _("The erasure was cancelled. Everything is as it was."),
        path="members/me/data/",
        key=f"erasure:{erasure.pk}:cancelled",
        kind=SAFETY,
        why=because(lambda: _("You get this because your data were to be erased.")),
    )
    return erasure


def erase_due(*, at):
    """Carry out every erasure whose seven days are over; returns how many. Late and twice are safe."""
    return sum(
        _try(pk, at) for pk in list(Erasure.objects.due(at).order_by("pk").values_list("pk", flat=True))
    )


def _try(pk, at):
    """One that fails stays due, and keeps no other waiting."""
    try:
        return erase(pk=pk, at=at)
    except LastSuperuser:
        log.warning("last_superuser_not_erased", erasure=pk)
    except Exception:
        log.exception("not_erased", erasure=pk)
    return False


@transaction.atomic
def erase(*, pk, at):
    """Carry out one erasure that is due; False where it is none any more. Raises LastSuperuser."""
    erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=pk)
    if not erasure.is_open or erasure.due_at > at:
        return False
    list(User.objects.filter(is_superuser=True).order_by("pk").select_for_update())
    person = User.objects.select_for_update().get(pk=erasure.person_id)
    if rules.is_last_superuser(person):
        raise LastSuperuser
    was = person.public_id
    erase_person(person, keeps_name=erasure.keeps_name)
    Erasure.objects.filter(pk=pk).update(done_at=at, was=was)
    audit.record(None, "erasure.done", person.public_id)
    return True


@transaction.atomic
def erase_again(*, lines):
    """After a restore: whoever was erased since the backup is erased again, now. Returns how many."""
    done = 0
    for line in lines:
        person = User.objects.filter(public_id=line["was"], erased_at__isnull=True).first()
        if person is None:
            continue
        now, words = kit.now(), {"keeps_name": line["keeps_name"]}
        asked, _is_new = Erasure.objects.open().get_or_create(
            person=person, defaults={"asked_by": person, "due_at": now}
        )
        Erasure.objects.filter(pk=asked.pk).update(due_at=now, **words)
        done += erase(pk=asked.pk, at=now)
    return done
