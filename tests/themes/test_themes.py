"""A theme from the first draft to what was learned."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import kit
from chairs.duties import duties_of
from committee import actions as committee
from committee.models import Motion
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from mailing.models import Delivery, Mailing
from members.actions.reminders import remind
from members.models import AuditEvent, Notice
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import UserFactory, member, staff
from tests.factories.themes import GoalFactory, ProgressFactory, ThemeFactory
from themes import actions
from themes.models import Idea, Progress, Theme

PROOF = "https://portal.example/ar/library/4/"
pytestmark = pytest.mark.django_db
Q = Quarter(2035, 2)
WORDS = {"title_ar": "المشتريات", "title_en": "Procurement", "summary_ar": "نظم", "summary_en": "Systems"}
GOAL = {
    "statement_ar": "نظم",
    "statement_en": "Systems",
    "unit_ar": "نظام",
    "unit_en": "systems",
    "target": 7,
}


@pytest.fixture(autouse=True)
def clock(moved_clock):
    moved_clock(datetime.datetime(2035, 4, 10, 12, tzinfo=BAGHDAD))
    return moved_clock


@pytest.fixture
def term():
    term = TermFactory(quarter=Q)
    term.editors.add(UserFactory())
    return term


@pytest.fixture
def editor(term):
    return term.editors.get()


def ready(term, editor, **goal):
    theme = actions.propose(term=term, by=editor, **WORDS)
    actions.write_goal(theme=theme, by=editor, **(GOAL | {"due_on": Q.next.last} | goal))
    return theme


def test_the_pocc_approves_it_and_it_begins_where_its_term_runs(term, editor):
    theme = actions.submit(theme=ready(term, editor), by=editor)
    seats = [SeatFactory() for _ in range(3)]
    motion = theme.motion

    for seat in seats[:2]:
        committee.cast(motion=motion, seat=seat, by=seat.representative, choice="yes", channel="page")

    theme.refresh_from_db()
    assert theme.state == "active"
    assert "Systems: 7 systems by 30 September 2035" in motion.text_en
    assert Notice.objects.filter(person=editor, key=f"theme:{theme.pk}:{motion.pk}").count() == 1
    assert duties_of(term)[0].is_done


def test_not_carried_it_goes_back_and_may_be_asked_again(term, editor):
    theme = actions.submit(theme=ready(term, editor), by=editor)
    SeatFactory()
    committee.withdraw(motion=theme.motion, by=editor, why="Too early.")

    theme.refresh_from_db()
    again = actions.submit(theme=theme, by=editor)

    assert theme.state == "returned"
    assert (again.state, Motion.objects.count()) == ("submitted", 2)


def test_what_is_missing_is_said_before_the_pocc_is_asked(term, editor):
    theme = actions.propose(term=term, by=editor, title_ar="المشتريات", title_en="Procurement")

    with pytest.raises(ValidationError) as refused:
        actions.submit(theme=theme, by=editor)

    assert len(refused.value.messages) == 3
    assert not Motion.objects.exists()


@pytest.mark.parametrize(
    "due", [Q.first - datetime.timedelta(days=1), Q.next.last + datetime.timedelta(days=1)]
)
def test_goals_are_due_in_the_quarter_or_the_next(term, editor, due):
    with pytest.raises(ValidationError):
        actions.submit(theme=ready(term, editor, due_on=due), by=editor)


@pytest.mark.parametrize("verb", ["propose", "change", "submit", "report"])
def test_only_the_chair_and_staff(term, editor, verb):
    theme, other = ready(term, editor), member()
    goal = GoalFactory(theme=ThemeFactory(term=term))
    verbs = {
        "propose": lambda: actions.propose(term=term, by=other, **WORDS),
        "change": lambda: actions.change(theme=theme, by=other, title_en="x"),
        "submit": lambda: actions.submit(theme=theme, by=other),
        "report": lambda: actions.report(goal=goal, by=other, on=kit.today(), value=1, note_en="x"),
    }

    with pytest.raises(PermissionDenied):
        verbs[verb]()


def test_a_theme_approved_ahead_begins_with_its_term_once(editor):
    ahead = TermFactory(quarter=Q.next, state="accepted")
    theme, other = (ThemeFactory(term=ahead, state="approved") for _ in range(2))

    before = actions.activate_due()
    ahead.state = "active"
    ahead.save()
    after = [actions.activate_due(), actions.activate_due()]

    assert (before, after) == (0, [1, 0])
    assert list(Theme.objects.filter(state="active")) == [theme]
    other.refresh_from_db()
    assert other.state == "approved"


def test_a_report_needs_evidence_and_reaches_who_follows(term, editor):
    theme = ThemeFactory(term=term)
    goal = GoalFactory(theme=theme)
    follower = SubscriptionFactory(topic=f"theme:{theme.pk}", language="en")

    with pytest.raises(ValidationError):
        actions.report(goal=goal, by=editor, on=kit.today(), value=Decimal(3), note_en=" ")
    with pytest.raises(ValidationError):
        actions.report(goal=goal, by=editor, on=Q.last, value=Decimal(3), note_en="x")
    actions.report(goal=goal, by=editor, on=kit.today(), value=Decimal(3), note_en="Three signed")
    actions.report(goal=goal, by=editor, on=kit.today(), value=Decimal(3), note_en="Three", url=PROOF)

    progress = Progress.objects.get()
    assert (progress.value, progress.url) == (3, PROOF)
    mailing = Mailing.objects.get()
    assert [delivery.address for delivery in Delivery.objects.all()] == [follower.address]
    assert "3 of 100" in mailing.subject_en
    assert "Three signed" in mailing.text_en
    assert f"/en/themes/{theme.pk}/" in mailing.text_en


def test_followers_hear_of_a_value_that_is_corrected_on_its_day(term, editor):
    theme = ThemeFactory(term=term)
    goal = GoalFactory(theme=theme)
    SubscriptionFactory(topic=f"theme:{theme.pk}", language="en")

    for value in (3, 4, 3):
        actions.report(goal=goal, by=editor, on=kit.today(), value=Decimal(value), note_en="Signed")

    told = Mailing.objects.order_by("pk").values_list("subject_en", flat=True)
    assert ["4 of 100" in subject for subject in told] == [False, True, False]
    assert Delivery.objects.count() == 3


def test_a_goal_computes_itself_until_it_does_not_move(term, editor):
    theme = ThemeFactory(term=term)
    goal = GoalFactory(theme=theme, measure="library.practices", target=2)
    item = published(theme=theme)
    type(item).objects.filter(pk=item.pk).update(published_at=kit.now())
    published(theme=None)

    moved = [actions.measure_all(on=kit.today()) for _ in range(2)]

    assert moved == [1, 0]
    assert goal.progress.get().value == 1
    with pytest.raises(PermissionDenied):
        actions.report(goal=goal, by=editor, on=kit.today(), value=2, note_en="x")


def test_the_query_is_said_in_words_to_the_pocc(term, editor):
    theme = actions.submit(theme=ready(term, editor, measure="library.success_stories"), by=editor)

    assert "success stories on this theme in the library" in theme.motion.text_en
    assert "قصص النجاح" in theme.motion.text_ar


def test_it_closes_with_what_came_and_what_was_learned(term, editor, clock):
    theme = ThemeFactory(term=term)
    goal = GoalFactory(theme=theme, due_on=Q.next.last)
    given = {"theme": theme, "by": editor, "outcomes": {goal.pk: "partly"}, "lessons_en": "Start earlier"}

    with pytest.raises(PermissionDenied):
        actions.close(**given)
    clock(datetime.datetime(2035, 7, 2, 12, tzinfo=BAGHDAD))
    for fault in ({"outcomes": {}}, {"lessons_en": ""}):
        with pytest.raises(ValidationError):
            actions.close(**(given | fault))
    closed = actions.close(**given)

    goal.refresh_from_db()
    assert (closed.state, closed.lessons_en, goal.outcome) == ("closed", "Start earlier", "partly")
    assert AuditEvent.objects.filter(verb="theme.closed", actor=editor).count() == 1


def test_no_theme_is_brought_to_mind_each_week_until_there_is_one(term, editor):
    saturday, day = datetime.date(2035, 4, 14), datetime.timedelta(days=1)

    for late in (0, 1, 6, 7, 8):  # nobody is told on Saturday, nor on Friday
        remind(on=saturday + late * day, only=["themes.none"])
    told = Notice.objects.filter(person=editor, key__contains=f"term:{term.pk}:theme").count()
    actions.submit(theme=ready(term, editor), by=editor)

    assert told == 2
    assert remind(on=saturday + 15 * day, only=["themes.none"]) == 0


def test_the_plan_s_four_ideas_are_there_and_members_support_them_once():
    idea, person = Idea.objects.get(key="procurement"), member()

    for _ in range(2):
        actions.support(idea=idea, by=person)
    with pytest.raises(PermissionDenied):
        actions.support(idea=idea, by=UserFactory())

    first = Idea.objects.with_support(person).first()
    assert Idea.objects.exclude(key=None).count() == 4
    assert (first, first.supporters, first.is_mine) == (idea, 1, True)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_draws_the_goal_with_a_table_beside_it(client, term, language):
    goal = GoalFactory(theme=ThemeFactory(term=term))
    ProgressFactory(goal=goal, on=Q.first, value=40, note_en="Signed", note_ar="موقّع")

    page = client.get(f"/{language}/themes/{goal.theme_id}/").content.decode()

    assert "<polyline" in page
    assert ("موقّع" if language == "ar" else "Signed") in page


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_the_same_of_the_database(client, count, django_assert_num_queries):
    for n in range(count):
        GoalFactory(theme=ThemeFactory(term__quarter=Q.plus(-n)))
        Idea.objects.create(title_ar=f"x{n}", goal_ar="x", proposed_by=UserFactory())

    with django_assert_num_queries(3):
        client.get("/ar/themes/")
    with django_assert_num_queries(2):
        client.get("/ar/themes/ideas/")


def test_the_chair_s_way_through_the_pages(client, term, editor, clock):
    client.force_login(editor)
    client.post(f"/ar/themes/new/{term.pk}/", WORDS)
    theme = Theme.objects.get()
    form = GOAL | {"baseline": "٠", "target": "٧", "due_on": "2035-09-30", "measure": ""}
    client.post(f"/ar/themes/{theme.pk}/goals/new/", form)
    client.post(f"/ar/themes/{theme.pk}/motion/")
    theme.refresh_from_db()
    state, goal = theme.state, theme.goals.get()
    Theme.objects.filter(pk=theme.pk).update(state="active")
    client.post(
        f"/ar/themes/goals/{goal.pk}/progress/", {"on": "2035-04-10", "value": "٣", "note_ar": "ثلاثة"}
    )
    clock(datetime.datetime(2035, 7, 2, 12, tzinfo=BAGHDAD))
    client.post(f"/ar/themes/{theme.pk}/close/", {f"goal_{goal.pk}": "not", "lessons_ar": "تأخرنا"})

    theme.refresh_from_db()
    assert state == "submitted"
    assert goal.progress.get().value == 3
    assert (theme.state, theme.goals.get().outcome) == ("closed", "not")


def test_a_visitor_asks_to_follow(client, term):
    theme = ThemeFactory(term=term)

    shown = client.get(f"/ar/themes/{theme.pk}/follow/")
    asked = client.post(f"/ar/themes/{theme.pk}/follow/", {"email": "a@b.example", "language": "ar"})

    assert shown.status_code == 200
    assert asked.status_code == 302


def test_staff_help_but_drafts_are_not_for_visitors(client, term):
    theme = ThemeFactory(term=term, state="draft")

    assert client.get(f"/ar/themes/{theme.pk}/").status_code == 404
    client.force_login(staff())
    assert client.get(f"/ar/themes/{theme.pk}/").status_code == 200
