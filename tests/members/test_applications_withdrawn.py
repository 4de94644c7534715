"""An application that its writer takes back: who had it before them hears of it."""

import pytest

from members import actions
from members.models import Application, Notice
from tests.factories.committee import SeatFactory
from tests.factories.members import ProvinceFactory, UserFactory, waiting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("is_handed_in", "count"), [(True, 1), (False, 0)])
def test_the_representatives_hear_that_it_was_taken_back(is_handed_in, count):
    elsewhere, person = SeatFactory(), UserFactory()
    state = Application.State.SUBMITTED if is_handed_in else Application.State.DRAFT
    application = waiting(person, ProvinceFactory(), state=state)
    if not is_handed_in:
        Application.objects.update(submitted_at=None)

    actions.withdraw(application=application, by=person)

    told = Notice.objects.filter(person=elsewhere.representative, title_en__contains="has withdrawn")
    assert told.count() == count
