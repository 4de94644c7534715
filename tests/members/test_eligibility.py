"""The rule of membership, case by case: what holds on a day, and from which day on."""

import datetime
from types import SimpleNamespace

import pytest

from members.eligibility import (
    ASSESSMENT,
    MONTHS,
    SERVICE,
    STANDING,
    Record,
    Stretch,
    assess,
    day_of_months,
    foreseen,
    is_eligible,
    met_on,
    parts_served,
)

NEVER = None


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def served(start, until=None, assessed="2020-01-01", role="criterion", confirmed=True):
    return Stretch(day(start), day(until), role, day(assessed), confirmed)


def rule(months=6, assessed=True, roles=("sponsor", "posc", "leader", "criterion"), since="2013-05-16"):
    return SimpleNamespace(
        minimum_months=months,
        needs_self_assessment=assessed,
        counting_roles=list(roles),
        effective_from=day(since),
    )


def record(*services, suspended=()):
    return Record(services, tuple((day(start), day(until)) for start, until in suspended))


TODAY = "2026-11-24"
CASES = {
    # name: (record, policy, asked on, met on that day, from which day on)
    "nobody": (record(), rule(), TODAY, False, NEVER),
    "six months to the day": (record(served("2026-05-24")), rule(), TODAY, True, "2026-11-24"),
    "one day short": (record(served("2026-05-25")), rule(), TODAY, False, "2026-11-25"),
    "long ago": (record(served("2019-03-01", assessed="2019-06-01")), rule(), TODAY, True, "2019-09-01"),
    "31 August and six months": (record(served("2026-08-31")), rule(), TODAY, False, "2027-02-28"),
    "31 August before a leap year": (record(served("2027-08-31")), rule(), TODAY, False, "2028-02-29"),
    "30 August": (record(served("2026-08-30")), rule(), TODAY, False, "2027-02-28"),
    "1 September": (record(served("2026-09-01")), rule(), TODAY, False, "2027-03-01"),
    "from 29 February": (record(served("2024-02-29")), rule(), "2024-08-29", True, "2024-08-29"),
    "from 29 February, the day before": (
        record(served("2024-02-29")),
        rule(),
        "2024-08-28",
        False,
        "2024-08-29",
    ),
    "a year from 29 February": (record(served("2024-02-29")), rule(12), "2025-02-28", True, "2025-02-28"),
    "31 October": (record(served("2026-10-31")), rule(), TODAY, False, "2027-04-30"),
    "starts tomorrow": (record(served("2026-11-25")), rule(), TODAY, False, "2027-05-25"),
    "starts today": (record(served(TODAY)), rule(), TODAY, False, "2027-05-24"),
    "started ahead, asked later": (record(served("2026-11-25")), rule(), "2027-05-25", True, "2027-05-25"),
    "ended after six months": (
        record(served("2024-01-01", "2024-06-30")),
        rule(),
        TODAY,
        True,
        "2024-07-01",
    ),
    "ended a day too soon": (record(served("2024-01-01", "2024-06-29")), rule(), TODAY, False, NEVER),
    "ended, long enough, long ago": (
        record(served("2020-01-01", "2022-01-01")),
        rule(),
        TODAY,
        True,
        "2020-07-01",
    ),
    "will end too soon": (record(served("2026-10-01", "2026-12-31")), rule(), TODAY, False, NEVER),
    "will end soon enough": (
        record(served("2026-10-01", "2027-03-31")),
        rule(),
        TODAY,
        False,
        "2027-04-01",
    ),
    "a gap adds nothing": (
        record(served("2026-01-01", "2026-03-31"), served("2026-06-01")),
        rule(),
        TODAY,
        True,
        "2026-09-01",
    ),
    "two halves of a month over a gap": (
        record(served("2026-01-01", "2026-06-15"), served("2026-09-10", "2026-09-24")),
        rule(),
        TODAY,
        True,
        "2026-09-25",
    ),
    "over a gap, a day short": (
        record(served("2026-01-01", "2026-06-15"), served("2026-09-10", "2026-09-23")),
        rule(),
        TODAY,
        False,
        NEVER,
    ),
    "many short pieces never suffice": (
        record(*(served(f"2026-{month:02d}-01", f"2026-{month:02d}-10") for month in range(1, 11))),
        rule(),
        TODAY,
        False,
        NEVER,
    ),
    "overlap across teams counts once": (
        record(served("2026-07-01"), served("2026-08-01", role="leader")),
        rule(),
        TODAY,
        False,
        "2027-01-01",
    ),
    "one within another": (
        record(served("2026-01-01", "2026-12-31"), served("2026-03-01", "2026-04-01")),
        rule(),
        TODAY,
        True,
        "2026-07-01",
    ),
    "two teams one after the other": (
        record(served("2026-01-01", "2026-03-31"), served("2026-04-01", "2026-06-30")),
        rule(),
        TODAY,
        True,
        "2026-07-01",
    ),
    "back to back, a day missing": (
        record(served("2026-01-01", "2026-03-31"), served("2026-04-02", "2026-06-30")),
        rule(),
        TODAY,
        False,
        NEVER,
    ),
    "team never assessed": (record(served("2026-01-01", assessed=None)), rule(), TODAY, False, NEVER),
    "team assessed later": (
        record(served("2026-01-01", assessed="2026-12-01")),
        rule(),
        TODAY,
        False,
        "2026-12-01",
    ),
    "team assessed today": (record(served("2026-01-01", assessed=TODAY)), rule(), TODAY, True, TODAY),
    "team assessed before one came": (
        record(served("2026-01-01", assessed="2015-01-01")),
        rule(),
        TODAY,
        True,
        "2026-07-01",
    ),
    "team assessed after one left": (
        record(served("2024-01-01", "2025-01-01", assessed="2026-12-15")),
        rule(),
        TODAY,
        False,
        "2026-12-15",
    ),
    "one of two teams is assessed": (
        record(served("2026-01-01", assessed=None), served("2026-10-01", assessed="2026-11-01")),
        rule(),
        TODAY,
        True,
        "2026-11-01",
    ),
    "no assessment asked for": (
        record(served("2026-01-01", assessed=None)),
        rule(assessed=False),
        TODAY,
        True,
        "2026-07-01",
    ),
    "not confirmed": (record(served("2026-01-01", confirmed=False)), rule(), TODAY, False, NEVER),
    "one confirmed, one not": (
        record(served("2026-01-01", confirmed=False), served("2026-09-01")),
        rule(),
        TODAY,
        False,
        "2027-03-01",
    ),
    "a role that does not count": (record(served("2026-01-01")), rule(roles=["leader"]), TODAY, False, NEVER),
    "only the counting role": (
        record(served("2026-01-01"), served("2026-08-01", role="leader")),
        rule(roles=["leader"]),
        TODAY,
        False,
        "2027-02-01",
    ),
    "suspended without end": (
        record(served("2026-01-01"), suspended=[("2026-11-01", None)]),
        rule(),
        TODAY,
        False,
        NEVER,
    ),
    "suspended until a day": (
        record(served("2026-01-01"), suspended=[("2026-11-01", "2026-12-31")]),
        rule(),
        TODAY,
        False,
        "2027-01-01",
    ),
    "suspended until today": (
        record(served("2026-01-01"), suspended=[("2026-11-01", TODAY)]),
        rule(),
        TODAY,
        False,
        "2026-11-25",
    ),
    "suspended once": (
        record(served("2025-01-01"), suspended=[("2025-08-01", "2026-01-31")]),
        rule(),
        TODAY,
        True,
        "2026-02-01",
    ),
    "suspended twice in a row": (
        record(served("2025-01-01"), suspended=[("2026-11-01", "2026-11-30"), ("2026-12-01", "2026-12-31")]),
        rule(),
        TODAY,
        False,
        "2027-01-01",
    ),
    "no months asked for": (record(served("2026-11-01")), rule(0), TODAY, True, "2026-11-01"),
    "one month": (record(served("2026-10-31")), rule(1), TODAY, False, "2026-11-30"),
    "asked of the past": (record(served("2026-01-01")), rule(), "2026-06-30", False, "2026-07-01"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_rule_case_by_case(name):
    facts, policy, on, expected, since = CASES[name]

    conditions = assess(facts, day(on), policy)

    assert (is_eligible(conditions), met_on(conditions)) == (expected, day(since))


def test_the_table_is_long_enough():
    assert len(CASES) >= 40


def test_each_condition_brings_its_evidence():
    first, second = served("2026-01-01", "2026-03-31"), served("2026-10-01", assessed="2026-11-01")
    unsure = served("2026-05-01", confirmed=False)

    found = {one.key: one for one in assess(record(first, second, unsure), day(TODAY), rule())}

    assert list(found) == [SERVICE, MONTHS, ASSESSMENT, STANDING]
    assert found[SERVICE].evidence == (first, second)
    assert found[SERVICE].waiting == (unsure,)
    assert (found[MONTHS].months, found[MONTHS].days, found[MONTHS].needed) == (4, 23, 6)
    assert set(found[ASSESSMENT].evidence) == {first, second}


POLICIES = [rule(), rule(9, since="2027-01-01"), rule(3, since="2028-01-01")]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-06-01", "2026-12-01"),  # before the rule changes
        ("2026-08-01", "2027-05-01"),  # six months would be over after the change: nine are asked for
        ("2027-10-15", "2028-01-15"),  # three are enough then
        ("2027-04-15", "2028-01-01"),  # the milder rule itself opens the door
        ("2026-01-01", TODAY),  # already
    ],
)
def test_the_day_is_foreseen_under_the_rule_in_force_then(start, expected):
    assert foreseen(record(served(start)), day(TODAY), POLICIES) == day(expected)


def test_what_is_not_in_sight_is_not_foreseen():
    assert foreseen(record(served("2026-01-01", assessed=None)), day(TODAY), POLICIES) is None


def test_a_day_before_the_first_policy_is_judged_by_it():
    assert foreseen(record(served("2012-01-01", assessed="2012-01-01")), day("2012-03-01"), POLICIES) == day(
        "2012-07-01"
    )


@pytest.mark.parametrize(
    ("start", "until", "on", "expected"),
    [
        ("2026-01-01", None, "2026-01-31", (0, 29)),  # thirty days of a longer month are no month yet
        ("2026-01-01", None, "2026-02-01", (1, 0)),
        ("2026-02-01", None, "2026-03-01", (1, 0)),
        ("2026-01-01", "2026-01-10", "2026-11-24", (0, 10)),
        ("2026-12-01", None, "2026-11-24", (0, 0)),
    ],
)
def test_months_served_by_a_day(start, until, on, expected):
    assert divmod(parts_served([served(start, until)], day(on)), 30) == expected


def test_months_are_those_of_the_calendar():
    for months, expected in [(1, "2026-09-30"), (5, "2027-01-31"), (6, "2027-02-28"), (18, "2028-02-29")]:
        assert day_of_months([served("2026-08-31")], months) == day(expected)
