"""Membership that rests for a time, by a representative of another province, with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.calendar import ONE_DAY
from members import rules
from members.actions.notices import tell
from members.models import Suspension, User
from members.reasons import because
from members.registries import person_changed


@transaction.atomic
def suspend(*, person, by, reason, until_on=None, request=None):
    """From today the person is no member, until a day or until it is lifted.

    Raises PermissionDenied, and ValidationError where they are suspended already.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not rules.may_suspend(by, person):
        raise PermissionDenied
    suspension = Suspension(person=person, from_on=kit.today(), until_on=until_on, reason=reason.strip())
    suspension.imposed_by, suspension.imposed_at = by, kit.now()
    suspension.full_clean()
    suspension.save()
    audit.record(by, "membership.suspended", person.public_id, request=request)
    person_changed.call_all(person=person, change="suspended")
    tell(
        [person],
        title=lambda: _("Your membership is suspended"),
        body=lambda: suspension.reason,
        path="members/application/",
        key=f"suspension:{suspension.pk}",
        why=because(_why),
    )
    return suspension


@transaction.atomic
def lift(*, suspension, by, request=None):
    """The person is a member again: the last day is yesterday, or today for a suspension that began today."""
    suspension = (
        Suspension.objects.select_for_update(of=("self",)).select_related("person").get(pk=suspension.pk)
    )
    if not rules.may_suspend(by, suspension.person):
        raise PermissionDenied
    if not suspension.is_in_force(kit.today()) or suspension.lifted_at is not None:
        return suspension  # what has ended is not written anew
    suspension.lifted_by, suspension.lifted_at = by, kit.now()
    suspension.until_on = max(suspension.from_on, kit.today() - ONE_DAY)
    suspension.save()
    audit.record(by, "membership.restored", suspension.person.public_id, request=request)
    tell(
        [suspension.person],
        title=lambda: _("Your membership is in force again"),
        path="members/application/",
        key=f"suspension.lifted:{suspension.pk}",
        why=because(_why),
    )
    return suspension


def _why():
    return _("You get this because it changes your membership.")
