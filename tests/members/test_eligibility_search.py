"""What SQL narrows to before the rule is asked, and the properties that both must have."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.eligibility import (
    Record,
    Stretch,
    assess,
    day_of_months,
    eligible,
    is_eligible,
    met_on,
    parts_served,
    perhaps,
    record_of,
    records,
    surely,
)
from members.models import MembershipPolicy, Service, Suspension, User
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory

ON = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)
DAYS = st.integers(-1500, 400).map(lambda n: ON + n * DAY)
ROLES = ["sponsor", "posc", "leader", "criterion"]


@st.composite
def stretches(draw):
    """Services as they may be, each of its own team."""
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(DAYS)
        until = draw(st.none() | st.integers(0, 700).map(lambda n, start=start: start + n * DAY))
        assessed = draw(st.none() | DAYS)
        found.append(Stretch(start, until, draw(st.sampled_from(ROLES)), assessed, draw(st.booleans())))
    return tuple(found)


@given(stretches(), st.integers(0, 14))
def test_the_day_is_the_first_on_which_the_parts_suffice(services, months):
    found = day_of_months(services, months)

    if found is None:
        far = max((s.until_on or ON for s in services), default=ON) + 400 * DAY
        assert parts_served(services, far) < months * 30 or not services
    else:
        assert parts_served(services, found) >= months * 30
        first = min(s.from_on for s in services)
        assert found == first or parts_served(services, found - DAY) < months * 30


@given(stretches(), stretches())
def test_more_service_never_delays(services, more):
    before, after = day_of_months(services, 6), day_of_months(services + more, 6)

    assert before is None or (after is not None and after <= before + 2 * DAY)


@given(stretches(), DAYS)
def test_what_holds_goes_on_holding(services, on):
    policy = MembershipPolicy(
        minimum_months=6, needs_self_assessment=True, counting_roles=ROLES, effective_from=ON
    )
    conditions = assess(Record(services), on, policy)

    if is_eligible(conditions):
        assert met_on(conditions) <= on
        assert is_eligible(assess(Record(services), on + 30 * DAY, policy))


def write(services):
    person = UserFactory()
    for one in services:
        team = TeamFactory(self_assessed_on=one.assessed_on, started_on=datetime.date(2000, 1, 1))
        fields = {} if one.is_confirmed else {"confirmed_at": None}
        ServiceFactory(
            person=person, team=team, role=one.role, from_on=one.from_on, until_on=one.until_on, **fields
        )
    return person


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.lists(stretches(), min_size=1, max_size=4), months=st.integers(0, 9), asked=st.booleans())
def test_sql_never_leaves_out_who_is_eligible(several, months, asked):
    policy = MembershipPolicy(
        minimum_months=months, needs_self_assessment=asked, counting_roles=ROLES[:3], effective_from=ON
    )
    people = [write(services) for services in several]

    narrowed = set(perhaps(ON, policy).values_list("pk", flat=True))

    for person in people:
        if is_eligible(assess(record_of(person), ON, policy)):
            assert person.pk in narrowed


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.lists(stretches(), min_size=1, max_size=4), months=st.integers(0, 9), asked=st.booleans())
def test_who_is_found_eligible_is_exactly_who_the_rule_says(several, months, asked):
    policy = MembershipPolicy(
        minimum_months=months, needs_self_assessment=asked, counting_roles=ROLES[:3], effective_from=ON
    )
    people = [write(services) for services in several]
    suspended = people[0]
    Suspension.objects.create(person=suspended, from_on=ON, until_on=ON, reason="x", imposed_by=UserFactory())

    sure = set(surely(ON, policy).filter(pk__in=[person.pk for person in people]))
    found = set(eligible(User.objects.filter(pk__in=[person.pk for person in people]), ON, policy))

    assert found == {p for p in people if is_eligible(assess(record_of(p), ON, policy))}
    assert sure <= found


@pytest.mark.django_db
def test_months_added_from_several_services_count_and_the_sure_are_not_fetched(django_assert_num_queries):
    policy = MembershipPolicy.objects.in_force(ON)
    in_one = [write([Stretch(ON - 400 * DAY, None, "posc", ON - 300 * DAY)]) for _ in range(3)]
    added = write(
        [
            Stretch(ON - 400 * DAY, ON - 300 * DAY, "posc", ON - 300 * DAY),
            Stretch(ON - 120 * DAY, None, "posc", None),
        ]
    )

    with django_assert_num_queries(3):
        found = set(eligible(User.objects.all(), ON, policy))

    assert set(surely(ON, policy)) == set(in_one)
    assert found == {*in_one, added}


@pytest.mark.django_db
def test_sql_leaves_out_who_cannot_be():
    policy = MembershipPolicy.objects.in_force(ON)
    alone = write([Stretch(ON - 400 * DAY, None, "posc", ON - 300 * DAY)])
    write([Stretch(ON - 100 * DAY, None, "posc", ON - 300 * DAY)])
    write([Stretch(ON - 400 * DAY, None, "posc", None)])
    write([Stretch(ON - 400 * DAY, None, "posc", ON - 300 * DAY, is_confirmed=False)])
    suspended = write([Stretch(ON - 400 * DAY, None, "posc", ON - 300 * DAY)])
    Suspension.objects.create(person=suspended, from_on=ON, reason="x", imposed_by=alone)

    assert set(perhaps(ON, policy)) == {alone}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_records_of_many_are_read_in_two_queries(count, django_assert_num_queries):
    for _ in range(count):
        write([Stretch(ON - 400 * DAY, None, "posc", ON), Stretch(ON - 100 * DAY, None, "leader", None)])

    with django_assert_num_queries(2):
        found = records(User.objects.values("pk"))

    assert len(found) == count
    assert all(len(one.services) == 2 for one in found.values())


@pytest.mark.django_db
def test_refused_services_are_no_part_of_the_record():
    person = write([Stretch(ON - 400 * DAY, None, "posc", ON, is_confirmed=False)])
    Service.objects.update(refused_at=ON_NOON, refused_by=UserFactory(), refusal="not with us")

    assert record_of(person) == Record()


ON_NOON = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
