"""Duties that prove themselves: meetings in the quarter, at a place of the chairing province."""

import datetime

import pytest

from chairs.duties import duties_of
from chairs.models import Duty
from chairs.registries import duty_evidence
from kit.clock import BAGHDAD
from tests.factories.chairs import TermFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ProvinceFactory

pytestmark = pytest.mark.django_db


def held(day, **fields):
    at = datetime.datetime.combine(day, datetime.time(10), BAGHDAD)
    over = {"state": "held", "opened_at": at, "closed_at": at + datetime.timedelta(hours=2)}
    return MeetingFactory(starts_at=at, **(over | {"place": "Erbil"} | fields))


@pytest.fixture
def term():
    return TermFactory(province=ProvinceFactory(name_en="Babil", name_ar="بابل"))


def found(term, duty):
    return [proof.path for proof in duty_evidence.call(duty.value, term=term)]


def paths(*meetings):
    return [f"committee/meetings/{meeting.pk}/" for meeting in meetings]


def test_meetings_of_the_quarter_prove_coordination_the_newest_first(term):
    first, last = held(term.quarter.first), held(term.quarter.last)
    held(term.quarter.previous.last)
    MeetingFactory(starts_at=first.starts_at + datetime.timedelta(days=9))

    assert found(term, Duty.COORDINATE) == paths(last, first)


@pytest.mark.parametrize(
    ("fields", "is_host"),
    [
        ({"place": "ديوان محافظة بابل"}, True),
        ({"place": "BABIL governorate"}, True),
        ({"place": "Erbil"}, False),
        ({"place": "Babil 0770", "mode": "phone"}, False),
    ],
)
def test_who_is_host_is_read_from_the_place(term, fields, is_host):
    meeting = held(term.quarter.first, **fields)

    assert found(term, Duty.HOST) == (paths(meeting) if is_host else [])


def test_each_of_the_five_has_its_evidence_and_both_cost_one_query(term, django_assert_num_queries):
    held(term.quarter.first, place="Babil")
    assert set(duty_evidence.keys()) == set(Duty.values)

    with django_assert_num_queries(5):
        done = {state.duty for state in duties_of(term) if state.is_done}

    assert done == {Duty.COORDINATE, Duty.HOST}
