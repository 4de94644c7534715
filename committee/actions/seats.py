"""Seats of the POCC: opened, handed over, closed; the past ones stay in the books."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import invitations, mail, rules, seating
from committee.models import Seat
from kit import audit
from members.models import Province

A_DAY = datetime.timedelta(days=1)


@transaction.atomic
def open_seat(*, province, representative, by, alternate=None, since_on=None, request=None):
    """Give a province its seat; the holders are welcomed by mail. Raises ValidationError: what is missing."""
    province, since_on = _take(province, by), since_on or kit.today()
    _refuse(seating.place_of(province, since_on).conditions)
    with invitations.kept_up(province):
        seat = _sit(province, representative, alternate, since_on)
    audit.record(by, "seat.opened", _label(seat), request=request)
    return seat


@transaction.atomic
def hand_over(*, seat, representative, by, alternate=None, on=None, request=None):
    """Other holders from a day on: the seat of those before ends the day before, and stays in the books."""
    province, on = _take(seat.province, by), on or kit.today()
    seat = Seat.objects.select_related("province").get(pk=seat.pk)
    if seat.until_on is not None:
        raise ValidationError(_("This seat is closed already. Open another one."))
    if on < kit.today() or on <= seat.since_on:
        raise ValidationError(_("A seat is handed over today or later, and at least a day after it began."))
    with invitations.kept_up(province):
        seat.until_on = on - A_DAY
        seat.save()
        new = _sit(province, representative, alternate, on)
    audit.record(by, "seat.handed_over", _label(new), request=request)
    return new


@transaction.atomic
def close_seat(*, seat, by, until_on=None, request=None):
    """The last day of a seat; its answers to open motions count until then."""
    _take(seat.province, by)
    seat = Seat.objects.select_related("province").get(pk=seat.pk)
    until_on = until_on or kit.today()
    if seat.until_on is not None:
        raise ValidationError(_("This seat is closed already. Open another one."))
    if until_on < max(seat.since_on, kit.today() - A_DAY):
        raise ValidationError(_("The last day of a seat is yesterday or later."))
    with invitations.kept_up(seat.province):
        seat.until_on = until_on
        seat.save()
    audit.record(by, "seat.closed", f"{_label(seat)} · {until_on}", request=request)
    return seat


@transaction.atomic
def name_alternate(*, seat, alternate, by, request=None):
    """Another alternate, or none; the representative stays."""
    _take(seat.province, by)
    seat = Seat.objects.select_related("province", "representative").get(pk=seat.pk)
    if not seat.is_open(kit.today()):
        raise ValidationError(_("This seat is closed already. Open another one."))
    if alternate:
        _refuse(seating.of_person(alternate, seat.province, kit.today()))
    with invitations.kept_up(seat.province):
        seat.alternate = alternate
        seat.full_clean()
        seat.save()
        if alternate:
            mail.welcome(seat, alternate, since=max(seat.since_on, kit.today()))
    audit.record(by, "seat.alternate", _label(seat), request=request)
    return seat


def _take(province, by):
    """The province, held: two who seat somebody at once come one after the other; nobody else waits."""
    if not rules.may_keep_seats(by):
        raise PermissionDenied
    return Province.objects.select_for_update(no_key=True).get(pk=province.pk)


def _sit(province, representative, alternate, since_on):
    people = [person for person in (representative, alternate) if person]
    for person in people:
        _refuse(seating.of_person(person, province, kit.today()))
    seat = Seat(province=province, representative=representative, alternate=alternate, since_on=since_on)
    seat.full_clean()
    seat.save()
    for person in people:
        mail.welcome(seat, person, since=since_on)
    return seat


def _refuse(conditions):
    missing = [condition.evidence for condition in conditions if not condition.is_met]
    if missing:
        raise ValidationError(missing)


def _label(seat):
    return f"{seat.province.code} {seat.pk}"
