"""Who may do what in a transfer, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from library import rules
from library.models import Step
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, member, staff
from tests.factories.transfers import sides, transfer

pytestmark = pytest.mark.django_db
# begin, step, keep, report, stop, verify, read the record
TABLE = {
    Step.INTERESTED: """
        visitor         - - - - - - -
        adopter         + + + - + - +
        source          - - - - + - +
        other           + - - - - - +
        not a member    - - - - - - -
        seat elsewhere  + - - - - - +
        seat of source  + - - - + - +
        staff           - - - - + - +""",
    Step.CHECKED: """
        visitor         - - - - - - -
        adopter         + - + - + - +
        source          - + - - + - +
        other           + - - - - - +
        not a member    - - - - - - -
        seat elsewhere  + - - - - - +
        seat of source  + + - - + - +
        staff           - - - - + - +""",
    Step.PILOTING: """
        visitor         - - - - - - -
        adopter         + + + + + - +
        source          - - - - - - +
        other           + - - - - - +
        not a member    - - - - - - -
        seat elsewhere  + - - - - - +
        seat of source  + - - - - - +
        staff           - - - - + - +""",
    Step.ACHIEVED: """
        visitor         - - - - - - -
        adopter         + - - + - - +
        source          - - - - - - +
        other           + - - - - - +
        not a member    - - - - - - -
        seat elsewhere  + - - - - + +
        seat of source  + - - - - - +
        staff           - - - - - - +""",
}


def people(item, author, reader):
    outsider = UserFactory()
    ServiceFactory(person=outsider, team=TeamFactory(province=reader.services.get().team.province))
    return {
        "visitor": AnonymousUser(),
        "adopter": reader,
        "source": author,
        "other": member(),
        "not a member": outsider,
        "seat elsewhere": SeatFactory(representative=member()).representative,
        "seat of source": SeatFactory(province=item.province, representative=member()).representative,
        "staff": staff(),
    }


def marks(user, found):
    part = rules.part_in(user, found)
    answers = [
        rules.may_begin(user, found.item),
        part.may_step,
        part.may_keep,
        part.may_report,
        part.may_stop,
        bool(part.verifying),
        rules.may_read_record(user),
    ]
    return " ".join("+" if answer else "-" for answer in answers)


@pytest.mark.parametrize("step", TABLE)
def test_who_may_do_what(step):
    item, author, reader = sides()
    found = transfer(step, item=item, lead=reader)
    rows = [f"{who:<15} {marks(user, found)}" for who, user in people(item, author, reader).items()]
    assert rows == [line.strip() for line in TABLE[step].strip().splitlines()]


def test_who_works_for_a_side_never_verifies_with_another_seat():
    item, author, reader = sides()
    found = transfer(Step.ACHIEVED, item=item, lead=reader)
    seat = SeatFactory(representative=author)
    assert rules.part_in(seat.representative, found).verifying == ()
