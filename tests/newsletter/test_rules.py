"""Who may do what with an edition: one table."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from newsletter import actions, rules
from newsletter.models import Edition
from tests.factories.committee import SeatFactory, approve
from tests.factories.members import UserFactory, member, staff
from tests.factories.newsletter import MONTH, EditionFactory, EntryFactory, editor

pytestmark = pytest.mark.django_db
ANOTHER_QUARTER = datetime.date(2026, 8, 1)


@pytest.fixture
def waiting():
    """An edition that waits for its review."""
    edition = EditionFactory(month=MONTH)
    EntryFactory(edition=edition)
    actions.request_review(edition=edition, by=staff())
    return Edition.objects.with_joined().get(pk=edition.pk)


PEOPLE = {
    "visitor": AnonymousUser,
    "person": UserFactory,
    "member": member,
    "editor": lambda: editor(MONTH),
    "editor of another quarter": lambda: editor(ANOTHER_QUARTER),
    "representative": lambda: SeatFactory().representative,
    "staff": staff,
}
#                             desk   edit   preview
TABLE = {
    "visitor": (False, False, False),
    "person": (False, False, False),
    "member": (False, False, False),
    "editor": (True, True, True),
    "editor of another quarter": (True, False, False),
    "representative": (False, False, True),
    "staff": (True, True, True),
}


@pytest.mark.parametrize("who", TABLE)
def test_rules(who, waiting):
    person = PEOPLE[who]()

    may = (rules.may_open_desk(person), rules.may_edit(person, waiting), rules.may_preview(person, waiting))

    assert may == TABLE[who]


@pytest.mark.parametrize("who", [who for who in TABLE if who != "visitor"])
def test_the_list_of_the_desk_is_what_may_be_edited(who, waiting):
    person = PEOPLE[who]()

    assert Edition.objects.editable_by(person).exists() is TABLE[who][1]


def test_a_representative_reads_no_edition_that_nobody_asked_them_about():
    assert not rules.may_preview(SeatFactory().representative, EditionFactory())


def test_the_reviewer_may_still_read_what_was_decided(waiting):
    seat = SeatFactory()
    approve(waiting.review, seat)

    assert rules.may_preview(seat.representative, waiting)


def test_an_editor_of_a_skipped_term_edits_nothing():
    person = editor(MONTH)
    person.edited_terms.update(state="skipped", skip_reason="لا فريق بعد")

    assert not rules.may_open_desk(person)
    assert not rules.may_edit(person, EditionFactory(month=MONTH))
