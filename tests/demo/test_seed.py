"""The demonstration network as it stands in the database after it was loaded."""

import datetime
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

import kit
from chairs.models import Term
from chairs.rules import may_edit_for_the_chair
from committee import rules as committee
from committee.actions.holders import end_without_service
from committee.models import Motion, Review
from en_portal.demo import seed
from en_portal.demo.seed import texts
from kit.calendar import is_working
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from library.models import Adaptation, Attachment, Item, Revision
from mailing.models import Delivery, Letter, Mailing, Subscription
from members.models import (
    AuditEvent,
    Holiday,
    Notice,
    Phase,
    Province,
    Service,
    Solution,
    Team,
    TeamPhase,
    User,
)
from newsletter.models import Edition
from themes.models import Goal, Progress, Theme

PASSWORD = "Dijla-and-Furat-19"
OURS = {"members", "committee", "chairs", "themes", "library", "newsletter", "mailing", "account"}


def load():
    return seed.load(PASSWORD)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The network, loaded once for this module and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def network(loaded, db):
    """Each test in a savepoint of its own on the loaded network; the people by their keys."""
    return texts.persons()


def everything():
    """Every row of our tables, histories included."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }


def test_every_part_is_loaded(loaded, network):
    assert loaded == [
        "places",
        "people",
        "admissions",
        "profiles",
        "quarters",
        "chairing",
        "library",
        "newsletter",
        "teams",
        "meetings",
        "motions",
        "constraints",
        "rosters",
        "transfers",
        "adaptations",
        "learning",
        "talk",
        "questions",
    ]


def test_a_second_run_writes_nothing(network):
    before = everything()

    assert load() == []

    assert everything() == before


def test_the_library_has_the_reforms_an_adaptation_and_two_texts_to_learn_from_published_and_marked(
    network,
):
    items = Item.objects.published().select_related("published_revision__review")

    assert items.count() == items.filter(is_demonstration=True).count() == 25
    assert not Item.objects.filter(is_demonstration=False).exists()
    assert not items.filter(search__isnull=True).exists()
    for item in items:
        review = item.revisions.get(number=1).review
        assert item.published_at == review.decided_at > review.requested_at > item.created_at
        assert is_working(item.published_at.astimezone(BAGHDAD).date())


def test_a_visitor_sees_what_is_public(network):
    assert Item.objects.visible_to(AnonymousUser()).count() == 23
    assert Item.objects.visible_to(network["suzan.omar"]).count() == 25


def test_the_source_of_an_adaptation_has_changes_to_decide_on(network):
    made = Adaptation.objects.get()

    assert made.item.published_revision.changes
    assert {row.field for row in made.proposals.open()} == {"body_ar", "body_en", "needs_ar", "needs_en"}
    assert not Notice.objects.filter(key__startswith="adaptation:", is_mail_wanted=True).exists()


def test_every_review_was_decided_for_another_province(network):
    provinces = {seat.representative_id: seat.province_id for seat in committee.Seat.objects.all()}
    decided = Review.objects.decided()

    assert decided.count() >= 23
    assert all(provinces[review.decided_by_id] != review.province_id for review in decided)
    assert len({review.decided_by_id for review in decided}) == 7


def test_something_waits_on_the_desk(network):
    states = sorted(revision.state for revision in Revision.objects.exclude(published_item__isnull=False))

    assert states == [
        "approved",  # what the source of the adaptation was before
        "changes",
        *["draft"] * 4,
        "submitted",
        "submitted",
    ]  # three of them are adapted documents
    assert Review.objects.overdue(kit.today()).count() == 1


def test_reviews_show_checklists_a_conversation_and_whose_turn_it_was(network):
    approved = Review.objects.filter(outcome="approved").exclude(digest="")

    assert all(review.answers.count() == review.checklist.points.count() for review in approved)
    waiting = Review.objects.waiting().filter(messages__isnull=False).distinct().get()
    assert [turn.ending for turn in waiting.assignments.all()] == ["absence", ""]
    assert waiting.messages.count() == 2


def test_the_counts_of_ended_motions_are_those_of_their_ballots(network):
    names = {"yes": "yes_count", "no": "no_count", "abstain": "abstain_count", "recuse": "recuse_count"}
    ended = Motion.objects.filter(seats_count__isnull=False)

    assert ended.exists()
    for motion in ended:
        cast = Counter(motion.ballots.values_list("choice", flat=True))
        assert {choice: getattr(motion, name) for choice, name in names.items()} == {
            choice: cast[choice] for choice in names
        }, motion


def test_documents_are_attached_read_and_licensed(network):
    attachments = Attachment.objects.all()

    assert {name.rpartition(".")[2] for name in attachments.values_list("name", flat=True)} == {
        "pdf",
        "docx",
        "pptx",
        "md",
        "txt",
    }
    assert not attachments.unread().exists()
    assert not attachments.filter(licence="").exists()
    assert attachments.get(name="Principles of plain language - training slides.pptx").text
    assert "حقوق" in attachments.filter(name="الإعلان العالمي لحقوق الإنسان.txt").first().text


def test_provinces_teams_and_people_are_there(network):
    assert Province.objects.count() == 19
    assert Team.objects.count() == 7
    assert User.objects.filter(email__isnull=True).count() == 2
    assert len(network) == 45
    assert not Service.objects.confirmed().filter(confirmed_at__gt=kit.now()).exists()


@pytest.mark.parametrize(
    ("key", "is_member", "has_desk", "edits", "is_staff"),
    [
        ("yousif.majid", False, False, False, False),
        ("riyam.qusay", False, False, False, False),
        ("noor.sabah", True, False, False, False),
        ("karrar.fadhil", True, False, False, False),
        ("maha.adnan", True, True, False, False),
        ("duaa.moayad", True, True, False, False),
        ("laith.nawfal", True, False, True, False),
        ("saad.naji", True, False, False, False),
        ("luma.tariq", False, False, False, True),
    ],
)
def test_each_role_may_what_it_should(network, key, is_member, has_desk, edits, is_staff):
    person, today = network[key], kit.today()

    assert person.is_member(today) is is_member
    assert committee.may_open_desk(person) is has_desk
    assert may_edit_for_the_chair(person, today) is edits
    assert person.is_staff is is_staff


def test_every_account_has_the_password_and_a_confirmed_address(network):
    assert all(person.has_usable_password() for person in network.values())
    assert authenticate(username="maha.adnan@baghdad.example", password=PASSWORD) == network["maha.adnan"]
    assert User.objects.filter(email__isnull=False, emailaddress__verified=True).count() == len(network)


def test_staff_are_in_their_group(network):
    assert network["luma.tariq"].has_perm("library.view_item")


def test_quarters_stand_around_today(network):
    now = Quarter.of(kit.today())

    assert Term.objects.of(kit.today()).get().province.code == "IQ-NI"
    assert list(Term.objects.order_by("quarter").values_list("quarter", flat=True)) == [
        now.plus(count) for count in (-1, 0, 1, 2, 3, 4, 5)
    ]
    assert Theme.objects.active(kit.today()).get().title_en == "Resolve and unify Law 21 interpretation"
    assert Goal.objects.get(unit_en="million US dollars").due_on == now.last
    assert not Progress.objects.filter(on__gt=kit.today()).exists()


def test_one_edition_was_sent_and_one_is_a_draft(network):
    sent, draft = Edition.objects.order_by("number")

    assert sent.mailing.state == Mailing.State.DONE
    assert sent.mailing.deliveries.filter(state=Delivery.State.SENT, sent_at__lt=kit.now()).count() == 28
    assert sent.entries.count() == 4
    assert draft.state == Edition.State.DRAFT
    assert draft.month == kit.today().replace(day=1)


def test_thirty_subscribers_of_whom_some_wait_and_some_left(network):
    assert Subscription.objects.count() == 30
    assert Subscription.objects.active().count() == 26
    assert Subscription.objects.unconfirmed().count() == 2
    assert Subscription.objects.filter(left_through__edition__number=1).count() == 2


def test_nobody_is_written_to_about_the_past(network):
    assert not Letter.objects.exists()
    assert not Delivery.objects.waiting().exists()


def test_deeds_have_the_dates_of_the_past(network):
    oldest = AuditEvent.objects.order_by("at").first()

    assert oldest.at < kit.now() - datetime.timedelta(days=180)
    assert not AuditEvent.objects.filter(at__gt=kit.now()).exists()


def test_each_team_has_gone_through_its_phases_and_runs_four_and_five_side_by_side(network):
    today = kit.today()

    assert [phase.number for phase in Phase.objects.all()] == [1, 2, 3, 4, 5]
    assert all("demonstration" in phase.name_en for phase in Phase.objects.all())
    for team in Team.objects.all():
        phases = {entry.phase.number: entry for entry in team.phases.select_related("phase")}
        assert phases[1].from_on == team.started_on
        assert phases[2].until_on == team.self_assessed_on
        assert set(TeamPhase.objects.filter(team=team).current(today)) == {phases[4], phases[5]}


def test_solutions_are_public_goals_some_achieved_and_one_late(network):
    today, solutions = kit.today(), Solution.objects.select_related("team__province")

    assert solutions.count() == 22
    assert all(2 <= team.solutions.count() <= 4 for team in Team.objects.all())
    assert solutions.late(today).count() == 1
    assert solutions.achieved().count() == 8
    assert solutions.filter(state=Solution.State.STOPPED).count() == 1
    for solution in solutions:
        assert is_working(solution.due_on, Holiday.objects.free_days(solution.team.province))
        assert bool(solution.what_came) is not solution.is_open


def test_whoever_holds_a_seat_serves_in_the_team_of_its_province(network):
    assert end_without_service(on=kit.today()) == 0
