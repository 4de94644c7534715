"""The engine of reminders: due by a day, each step once a person, whoever runs it how late and how often."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from kit.calendar import next_working
from members.actions.reminders import remind
from members.models import Holiday, Reminder, User
from members.registries import reminders
from members.reminders import Case, Rule, Step, Weekly
from tests.factories.members import ProvinceFactory, UserFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db
SUNDAY = datetime.date(2035, 6, 3)
DAY = datetime.timedelta(days=1)


class World:
    """One rule over people themselves: the case of each is that they are to be reminded by a day."""

    def __init__(self, *steps, day=SUNDAY + 10 * DAY, **fields):
        self.told, self.settled, self.broken, self.done, self.day = [], set(), set(), [], day
        self.rule = Rule(
            what="a thing", whom="everybody", until="it is done", steps=steps,
            cases=lambda on: [Case("1", self.day, None, self.province)],
            people=lambda case, step, on: User.objects.filter(is_staff=False).order_by("pk"),
            letter=self.letter,
            hold=lambda case, on: None if case.key in self.settled else case,
            **fields,
        )  # fmt: skip
        self.province = None

    def letter(self, case, step, person):
        if person.pk in self.broken:
            User.objects.filter(pk=person.pk).update(position="written before it failed")
            raise RuntimeError("no letter")
        self.told.append((step.key_on(SUNDAY), person.pk))

    def run(self, on):
        return remind(on=on, only=["test"])


@pytest.fixture
def world(monkeypatch):
    """`world(*steps)`: the only rule, with people to tell."""

    def make(*steps, **fields):
        made = World(*steps, **fields)
        monkeypatch.setitem(reminders._functions, "test", made.rule)
        return made

    return make


@pytest.mark.parametrize(
    ("step", "day", "due"),
    [
        (Step("3", -3), SUNDAY + 4 * DAY, SUNDAY + DAY),
        (Step("1", -1), SUNDAY, SUNDAY - 3 * DAY),  # Thursday, before the days off
        (Step("1", -1, is_working=True), SUNDAY, SUNDAY - 3 * DAY),
        (Step("3", -3, is_working=True), SUNDAY + 3 * DAY, SUNDAY),
        (Step("0", 0), SUNDAY - DAY, SUNDAY),
        (Step("4", 4), SUNDAY, SUNDAY + 4 * DAY),
        (Step("5", 5), SUNDAY, SUNDAY + 7 * DAY),
        (Step("5", 5, is_working=True), SUNDAY, SUNDAY + 7 * DAY),
    ],
)
def test_a_step_is_due_on_a_working_day_before_its_day_rather_than_after(step, day, due):
    assert step.due_on(Case("1", day, None), due, ()) == due


def test_a_weekly_step_comes_on_the_first_working_day_of_each_week():
    weekly, case = Weekly(10), Case("1", SUNDAY + 14 * DAY, None)

    assert weekly.due_on(case, SUNDAY + 2 * DAY, ()) == SUNDAY + 4 * DAY  # ten days before
    assert weekly.due_on(case, SUNDAY + 7 * DAY, ()) == SUNDAY + 7 * DAY
    assert weekly.due_on(case, SUNDAY + 9 * DAY, [SUNDAY + 7 * DAY]) == SUNDAY + 8 * DAY
    assert weekly.key_on(SUNDAY - DAY) == weekly.key_on(SUNDAY + 5 * DAY) != weekly.key_on(SUNDAY + 6 * DAY)


def test_due_is_by_a_day_and_once_however_often_it_runs(world):
    person, one = UserFactory(), world(Step("7", -7), Step("3", -3), day=SUNDAY + 9 * DAY)

    told = [one.run(SUNDAY + n * DAY) for n in (1, 2, 2, 3, 4, 7)]

    assert told == [0, 1, 0, 0, 1, 0]  # brought forward from the Saturday and the Friday before
    assert Reminder.objects.filter(person=person).count() == 2


def test_a_late_run_takes_the_nearest_step_alone_and_a_ladder_all_of_them(world):
    UserFactory()
    late = world(Step("7", -7), Step("3", -3), day=SUNDAY + 4 * DAY)
    assert late.run(SUNDAY + 3 * DAY) == 1
    assert [step for step, _person in late.told] == ["3"]

    Reminder.objects.all().delete()
    ladder = world(Step("1", 1), Step("4", 4), Step("8", 8), day=SUNDAY, is_ladder=True)
    assert ladder.run(SUNDAY + 4 * DAY) == 2
    assert ladder.run(SUNDAY + 30 * DAY) == 1


def test_nobody_is_reminded_on_a_day_off_unless_it_would_be_too_late(world):
    UserFactory()
    friday = SUNDAY + 5 * DAY
    far, near = (world(Step("20", -20), day=friday + n * DAY) for n in (3, 2))

    reminders._functions["test"] = far.rule
    assert far.run(friday) == 0
    reminders._functions["test"] = near.rule
    assert near.run(friday) == 1


def test_the_holidays_of_the_case_s_province_count(world):
    UserFactory()
    one = world(Step("1", 1), day=SUNDAY - 4 * DAY)
    one.province = ProvinceFactory().pk
    Holiday.objects.create(on=SUNDAY, province_id=one.province, name_ar="ذكرى", name_en="Memorial")

    assert [one.run(SUNDAY), one.run(SUNDAY + DAY)] == [0, 1]


def test_what_is_settled_before_it_is_written_is_left_alone(world):
    UserFactory()
    one = world(Step("7", -7), day=SUNDAY + 2 * DAY)
    one.settled.add("1")

    assert one.run(SUNDAY) == 0
    assert not Reminder.objects.exists()


def test_a_letter_that_fails_stops_no_other_and_is_tried_again(world):
    first, second = UserFactory(), UserFactory()
    one = world(Step("7", -7), day=SUNDAY + 2 * DAY)
    one.broken.add(first.pk)

    assert one.run(SUNDAY) == 1
    assert [person for _step, person in one.told] == [second.pk]
    first.refresh_from_db()
    assert first.position == ""  # what it had begun is undone
    one.broken.clear()
    assert one.run(SUNDAY) == 1


def test_a_rule_that_fails_stops_no_other(world, monkeypatch):
    def fail(on):
        raise RuntimeError

    UserFactory()
    one = world(Step("7", -7), day=SUNDAY + 2 * DAY)
    monkeypatch.setitem(reminders._functions, "a", Rule("", "", "", (), fail, None, None, None))

    assert remind(on=SUNDAY, only=["a", "test"]) == 1
    assert len(one.told) == 1


def test_who_comes_later_is_told_as_well(world):
    UserFactory()
    one = world(Step("7", -7), day=SUNDAY + 2 * DAY)
    one.run(SUNDAY)
    UserFactory()

    assert one.run(SUNDAY) == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_each_person_once(world):
    people = [UserFactory() for _ in range(5)]
    one = world(Step("7", -7), day=SUNDAY + 2 * DAY)

    def hold(case, on):
        """Both have read that nobody was told, and go on together."""
        known = list(Reminder.objects.all())
        assert known == []
        User.objects.select_for_update().get(pk=people[0].pk)
        return case

    monkey = Rule(**{**vars(one.rule), "hold": hold})
    reminders._functions["test"] = monkey

    answers = at_once(lambda: one.run(SUNDAY), lambda: one.run(SUNDAY), held=people[0])

    assert sum(answers) == 5
    assert Reminder.objects.count() == len(one.told) == 5


def test_the_database_keeps_one_reminder_for_rule_case_step_and_person():
    row = {"rule": "a", "subject": "1", "step": "3", "person": UserFactory()}
    Reminder.objects.create(**row)

    with pytest.raises(IntegrityError, match="reminder_once"), transaction.atomic():
        Reminder.objects.create(**row)


def test_a_run_without_any_rule_due_tells_nobody():
    assert remind(on=next_working(SUNDAY)) == 0
