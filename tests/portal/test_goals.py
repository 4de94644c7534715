"""Public reform goals: what citizens read, how they narrow it, and how they follow a province."""

import datetime
from xml.etree import ElementTree

import pytest

import kit
from mailing.models import Delivery, Subscription
from tests.factories.members import CriterionFactory, ProvinceFactory, TeamFactory
from tests.factories.members_teams import GoalFactory, SolutionFactory, achieved

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
GOALS_QUERIES = 5
DAY = datetime.timedelta(days=1)


@pytest.fixture
def babil():
    return TeamFactory(province=ProvinceFactory(code="IQ-BB", name_ar="بابل", name_en="Babil"))


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_citizens_read_public_goals_and_no_others(client, babil, language):
    shown, kept_back = GoalFactory(team=babil), SolutionFactory(team=babil)

    for address in (f"/{language}/goals/", f"/{language}/goals/IQ-BB/"):
        page = read(client, address)
        assert getattr(shown, f"title_{language}") in page
        assert getattr(shown, f"goal_{language}") in page
        assert getattr(kept_back, f"title_{language}") not in page


def test_a_late_goal_is_called_late_and_an_achieved_one_says_what_came_of_it(client, babil):
    GoalFactory(team=babil, due_on=kit.today() - 4 * DAY)
    achieved(team=babil)

    page = read(client, "/en/goals/IQ-BB/")

    assert "4 days late" in page
    assert "Nine days now" in page


def test_filters_narrow_the_list_and_nonsense_is_left_aside(client, babil):
    late, done = GoalFactory(team=babil, due_on=kit.today() - DAY), achieved()
    criterion = done.criterion.number

    found = {
        query: [
            goal for goal in (late, done) if f'id="goal-{goal.pk}"' in read(client, f"/en/goals/?{query}")
        ]
        for query in (
            "state=late",
            "state=achieved",
            "state=stopped",
            "province=IQ-BB",
            f"criterion={criterion}",
            "state=x&criterion=%27&province=nowhere",
        )
    }

    assert list(found.values()) == [[late], [done], [], [late], [done], [late, done]]


def test_an_unknown_province_is_not_found(client):
    assert client.get("/ar/goals/IQ-ZZ/").status_code == 404
    assert client.get("/ar/goals/IQ-ZZ/follow/").status_code == 404


def test_an_empty_page_says_so(client, babil):
    assert "No public reform goal has been written down yet" in read(client, "/en/goals/IQ-BB/")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("path", ["", "IQ-BB/"])
def test_goals_ask_the_same_of_the_database(client, babil, path, count, django_assert_num_queries):
    for _n in range(count):
        GoalFactory(criterion=CriterionFactory())
        GoalFactory(team=babil)

    with django_assert_num_queries(GOALS_QUERIES):
        client.get(f"/ar/goals/{path}")


def test_a_page_that_is_shared_tells_what_it_is_about(client, babil):
    page = read(client, "/en/goals/IQ-BB/")

    assert '<meta property="og:title" content="Reform goals of Babil">' in page
    assert "What changes for citizens in Babil" in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_following_a_province_sends_one_mail_to_confirm(client, babil, language):
    page = read(client, f"/{language}/goals/IQ-BB/follow/")

    answer = client.post(
        f"/{language}/goals/IQ-BB/follow/", {"email": "zahra@babil.example", "language": language}
    )

    wish = Subscription.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/goals/asked/")
    assert (wish.topic, wish.language, wish.is_active) == ("province:IQ-BB", language, False)
    assert wish.consent_text in page
    assert wish.title_en == "Reform goals of Babil"
    assert "بابل" in wish.title_ar
    assert Delivery.objects.count() == 1
    assert client.get(answer["Location"]).status_code == 200


def test_what_is_no_address_is_said_and_a_robot_gets_nothing(client, babil):
    wrong = client.post("/ar/goals/IQ-BB/follow/", {"email": "ali@", "language": "ar"})
    robot = client.post(
        "/ar/goals/IQ-BB/follow/", {"email": "bot@spam.example", "language": "ar", "website": "x"}
    )

    assert (wrong.status_code, robot.status_code) == (422, 302)
    assert not Subscription.objects.exists()


def test_asking_often_is_limited(client, babil):
    form = {"email": "zahra@babil.example", "language": "ar"}

    answers = [client.post("/ar/goals/IQ-BB/follow/", form).status_code for _n in range(11)]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_feed_holds_what_was_achieved(client, babil, language):
    goal = achieved(team=babil)
    GoalFactory(team=babil)

    response = client.get(f"/feeds/goals.{language}.xml")

    entry = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert len(entry) == 1
    assert getattr(goal, f"title_{language}") in entry[0].findtext(f"{ATOM}title")
    assert entry[0].find(f"{ATOM}link").attrib["href"].endswith(f"/{language}/goals/IQ-BB/#goal-{goal.pk}")
    assert client.get("/feeds/goals.de.xml").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_home_names_the_goal_that_is_due_next(client, babil, language):
    GoalFactory(team=babil, due_on=kit.today() - DAY)
    GoalFactory(team=babil, due_on=kit.today() + 30 * DAY)
    following = GoalFactory(team=babil, due_on=kit.today() + DAY)

    page = read(client, f"/{language}/")

    assert f"/{language}/goals/IQ-BB/#goal-{following.pk}" in page
    assert ("3 public reform goals" if language == "en" else "٣ أهداف إصلاح") in page
