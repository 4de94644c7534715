"""Shared constraints for tests."""

from committee.actions import constraints
from committee.models import Body, LawVersion
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory


def shared(count=2, **fields):
    """A constraint that so many provinces share; the holders of their seats reported it."""
    seats = [SeatFactory(alternate=UserFactory()) for _ in range(count)]
    given = {"text": "تتأخر الموافقات.", "title_ar": "تأخر الموافقات", "title_en": "Late approvals"}
    first = seats[0]
    found = constraints.report(by=first.representative, province=first.province, **{**given, **fields})
    for seat in seats[1:]:
        constraints.join(constraint=found, by=seat.representative, province=seat.province)
    return found


def ministry():
    return Body.objects.get(name_en="Ministry of Planning")


def law():
    """The newest version of the law on provinces."""
    return LawVersion.objects.last()


def raised(by, **fields):
    """A constraint about which a letter was sent."""
    found = shared(**fields)
    letter = constraints.draft_letter(constraint=found, body=ministry(), by=by)
    return constraints.send_letter(letter=letter, by=by)


def drafted_letter(*, by, province, kept_by):
    """The letter about a question of law that somebody asked for their province."""
    found = constraints.report(by=by, province=province, text="x", title_en="A question", law=law())
    return constraints.draft_letter(constraint=found, body=ministry(), by=kept_by)
