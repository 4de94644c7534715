"""Solutions of a team: written, changed, achieved or stopped, on working days of its province."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import kit
from mailing.models import Delivery, Mailing
from members.actions import solutions
from members.models import AuditEvent, Holiday, Solution
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import CriterionFactory, ServiceFactory, TeamFactory
from tests.factories.members_teams import GoalFactory, HolidayFactory, SolutionFactory, achieved, lead
from tests.racing import at_once

pytestmark = pytest.mark.django_db
SUNDAY, MONDAY, TUESDAY = (datetime.date(2035, 3, day) for day in (4, 5, 6))
FRIDAY = datetime.date(2035, 3, 2)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def leader(team):
    return lead(team)


def written(team, by, due_on, **fields):
    fields = {"title_ar": "حل", "criterion": CriterionFactory()} | fields
    return solutions.add(team=team, by=by, due_on=due_on, **fields)


def test_a_due_day_at_the_weekend_moves_to_sunday(team, leader):
    assert written(team, leader, FRIDAY).due_on == SUNDAY


def test_a_province_s_own_holiday_moves_its_due_days_and_no_other_s(team, leader):
    other = TeamFactory()
    HolidayFactory(on=MONDAY, province=team.province)

    assert written(team, leader, MONDAY).due_on == TUESDAY
    assert written(other, lead(other), MONDAY).due_on == MONDAY


def test_staff_s_correction_of_an_estimated_holiday_counts(team, leader):
    holiday = HolidayFactory(on=SUNDAY, is_estimated=True)
    before = written(team, leader, SUNDAY)

    holiday.on, holiday.is_estimated = MONDAY, False
    holiday.save()

    assert before.due_on == MONDAY
    assert written(team, leader, SUNDAY).due_on == SUNDAY
    assert written(team, leader, MONDAY).due_on == TUESDAY
    assert Holiday.objects.free_days(team.province) >= {MONDAY}


FORM = {
    "title_ar": "نافذة موحدة",
    "title_en": "One counter",
    "goal_ar": "زيارة واحدة",
    "goal_en": "One visit",
    "due_on": "٢٠٣٥-٠٣-٠٢",
    "state": "planned",
    "is_public": "on",
}


@pytest.mark.parametrize(("language", "said"), [("ar", "يوم عطلة"), ("en", "is a day off")])
def test_a_solution_is_written_on_the_page_which_says_that_the_day_moved(
    client, team, leader, language, said
):
    client.force_login(leader)
    form = FORM | {"criterion": CriterionFactory().pk}

    page = client.post(f"/{language}/members/teams/{team.pk}/solutions/new/", form, follow=True)

    solution = Solution.objects.get()
    assert (solution.team, solution.due_on, solution.is_public) == (team, SUNDAY, True)
    assert said in page.content.decode()
    assert AuditEvent.objects.filter(verb="solution.added", actor=leader).exists()


def test_a_public_goal_says_what_changes_for_citizens(client, team, leader):
    client.force_login(leader)
    form = FORM | {"criterion": CriterionFactory().pk, "goal_ar": "", "goal_en": " "}

    answer = client.post(f"/en/members/teams/{team.pk}/solutions/new/", form)

    assert answer.status_code == 422
    assert "what changes for citizens; then it can be public" in answer.content.decode()
    assert 'value="One counter"' in answer.content.decode()
    assert not Solution.objects.exists()


def test_the_slower_of_two_is_told_and_may_then_keep_theirs(client, team, leader):
    client.force_login(leader)
    solution = SolutionFactory(team=team, due_on=MONDAY)
    form = FORM | {"criterion": solution.criterion_id, "version": solutions.version_of(solution)}
    other = lead(team, person__name_ar="زهراء كريم")
    fields = {"version": form["version"], "title_en": "Faster"}
    solutions.change(solution=solution, by=other, **fields)

    told = client.post(f"/en/members/solutions/{solution.pk}/", form)
    solution.refresh_from_db()
    kept, page = solution.title_en, told.content.decode()
    form["version"] = solutions.version_of(solution)
    again = client.post(f"/en/members/solutions/{solution.pk}/", form)

    solution.refresh_from_db()
    assert (told.status_code, kept) == (422, "Faster")
    assert "Faster" in page
    assert 'value="One counter"' in page
    assert f'name="version" value="{form["version"]}"' in page
    assert (again.status_code, solution.title_en) == (302, "One counter")


def test_it_is_achieved_on_the_page_and_goes_on_after_all(client, team, leader):
    client.force_login(leader)
    solution = SolutionFactory(team=team)
    form = {
        "version": solutions.version_of(solution),
        "state": "achieved",
        "on": kit.today().isoformat(),
        "what_came": "Nine days now",
    }

    silent = client.post(f"/ar/members/solutions/{solution.pk}/end/", form | {"what_came": ""})
    client.post(f"/ar/members/solutions/{solution.pk}/end/", form)
    solution.refresh_from_db()
    ended = solution.state, solution.ended_on, solution.what_came
    client.post(f"/ar/members/solutions/{solution.pk}/reopening/")

    solution.refresh_from_db()
    assert silent.status_code == 422
    assert ended == ("achieved", kit.today(), "Nine days now")
    assert (solution.state, solution.ended_on) == ("under_way", None)


def test_nothing_ends_on_a_day_that_is_ahead(team, leader):
    solution = SolutionFactory(team=team)
    ahead = kit.today() + datetime.timedelta(days=1)

    with pytest.raises(ValidationError):
        solutions.finish(
            solution=solution,
            version=solutions.version_of(solution),
            by=leader,
            state="stopped",
            on=ahead,
            what_came="x",
        )


def finish(solution, by, state="achieved"):
    version = solutions.version_of(solution)
    given = {"on": kit.today(), "what_came": "Nine days now", "state": state}
    return solutions.finish(solution=solution, version=version, by=by, **given)


def test_followers_get_one_mail_when_a_public_goal_is_achieved(team, leader):
    goal, topic = GoalFactory(team=team), f"province:{team.province.code}"
    follower = SubscriptionFactory(topic=topic, language="en")
    SubscriptionFactory(topic="province:XX")

    finish(goal, leader)
    solutions.reopen(solution=goal, by=leader)
    finish(goal, leader)

    mailing = Mailing.objects.get()
    assert (mailing.topic, mailing.kind_id, mailing.state) == (topic, "province", Mailing.State.SENDING)
    assert [delivery.address for delivery in Delivery.objects.all()] == [follower.address]
    assert goal.title_en in mailing.subject_en
    assert goal.title_ar in mailing.subject_ar
    for words in (mailing.text_en, mailing.html_en):
        assert f"/en/goals/{team.province.code}/#goal-{goal.pk}" in words
        assert "Nine days now" in words


@pytest.mark.parametrize(("is_public", "state"), [(False, "achieved"), (True, "stopped")])
def test_nobody_is_mailed_of_what_is_not_public_or_was_stopped(team, leader, is_public, state):
    SubscriptionFactory(topic=f"province:{team.province.code}")

    finish(SolutionFactory(team=team, is_public=is_public), leader, state)

    assert not Mailing.objects.exists()


def test_lateness():
    today = kit.today()
    day = datetime.timedelta(days=1)
    late, done = SolutionFactory(due_on=today - 3 * day), achieved(due_on=today - 2 * day)

    assert list(Solution.objects.late(today)) == [late]
    assert (late.days_late(today), done.days_late(today)) == (3, 2)
    assert (late.is_late(today), done.is_late(today)) == (True, False)


@pytest.mark.parametrize("verb", ["add", "change", "finish", "reopen"])
def test_who_does_not_keep_the_team_changes_nothing(team, verb):
    by, solution = ServiceFactory(team=team).person, SolutionFactory(team=team)
    version = solutions.version_of(solution)
    verbs = {
        "add": lambda: written(team, by, MONDAY),
        "change": lambda: solutions.change(solution=solution, version=version, by=by, title_ar="x"),
        "finish": lambda: finish(solution, by),
        "reopen": lambda: solutions.reopen(solution=solution, by=by),
    }

    with pytest.raises(PermissionDenied):
        verbs[verb]()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", [1, -1])
def test_of_two_edits_at_once_one_is_kept_and_the_other_told(order):
    team = TeamFactory()
    by, solution = lead(team), SolutionFactory(team=team)
    version = solutions.version_of(solution)
    verbs = [
        lambda title=title: solutions.change(solution=solution, version=version, by=by, title_en=title)
        for title in ("One", "Two")
    ]

    answers = at_once(*verbs[::order], held=solution)

    kept = [answer for answer in answers if isinstance(answer, Solution)]
    told = [answer for answer in answers if isinstance(answer, solutions.Changed)]
    assert (len(kept), len(told)) == (1, 1)
    assert Solution.objects.get().title_en == kept[0].title_en == told[0].record.title_en


@pytest.mark.django_db(transaction=True)
def test_achieved_twice_at_once_is_mailed_once():
    team = TeamFactory()
    by, goal = lead(team), GoalFactory(team=team)
    SubscriptionFactory(topic=f"province:{team.province.code}")
    version = solutions.version_of(goal)
    given = {"state": "achieved", "on": kit.today(), "what_came": "x", "version": version, "by": by}

    answers = at_once(*[lambda: solutions.finish(solution=goal, **given)] * 2, held=goal)

    assert sorted(type(answer).__name__ for answer in answers) == ["Changed", "Solution"]
    assert Delivery.objects.count() == 1
