"""From draft to release, and back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

import kit
from committee import actions as committee
from committee.models import Review
from mailing.models import Delivery, Mailing
from members.models import Notice, User
from newsletter import actions, letter, readiness
from newsletter.models import Edition, Section
from tests.factories import library
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory, all_met
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import TeamFactory, UserFactory, staff
from tests.factories.newsletter import MONTH, EditionFactory, EntryFactory, editor, released, sent, with_item

pytestmark = pytest.mark.django_db
State = Edition.State


def ready(**fields):
    edition = EditionFactory(month=MONTH, **fields)
    EntryFactory(edition=edition)
    return edition


def again(edition):
    return Edition.objects.with_joined().get(pk=edition.pk)


def decide(review, outcome="approved", comment=""):
    by, answers = SeatFactory().representative, all_met(review)
    return committee.decide(review=review, by=by, outcome=outcome, comment=comment, answers=answers)


def test_an_item_is_added_by_hand_once():
    edition, item = ready(), library.published()
    person = staff()

    first = actions.add_item(edition=edition, item=item, section=Section.PICKS, by=person)
    second = actions.add_item(edition=edition, item=item, section=Section.LEARNING, by=person)

    assert first.pk == second.pk
    assert again(edition).entries.get(item=item).section == Section.PICKS


def test_an_item_that_was_taken_out_comes_back_by_hand():
    edition = ready()
    entry = with_item(edition, removed_at=kit.now())

    actions.add_item(edition=edition, item=entry.item, section=Section.LEARNING, by=staff())

    entry.refresh_from_db()
    assert entry.removed_at is None
    assert entry.section == Section.LEARNING


def test_a_review_asks_another_province_than_the_chair():
    chair = TermFactory(quarter="2026-Q4").province
    SeatFactory(province=chair)
    other = SeatFactory()
    edition = ready()

    review = actions.request_review(edition=edition, by=staff())

    assert review.kind == "newsletter.edition"
    assert (review.province, review.assigned_to) == (chair, other)
    assert review.path == f"newsletter/{edition.number}/preview/"
    assert (review.title_ar, review.title_en) == (edition.title_ar, edition.title_en)
    assert again(edition).state == State.SUBMITTED


def test_what_is_not_ready_is_not_put_before_a_reviewer():
    edition = EditionFactory(province=None, welcome_ar="")

    with pytest.raises(actions.NotReady) as refusal:
        actions.request_review(edition=edition, by=staff())

    assert [condition.is_met for condition in refusal.value.conditions] == [False, False, False, True, True]
    assert len(refusal.value.messages) == 3
    assert not Review.objects.exists()


def test_a_letter_that_mail_programs_would_cut_is_not_ready():
    edition = ready()
    EntryFactory(edition=edition, text_ar="ط" * 110_000)

    assert [condition.is_met for condition in readiness.of(edition)] == [True, True, True, False, True]


def test_an_entry_in_one_language_is_advice_and_no_obstacle():
    edition = ready()
    EntryFactory(edition=edition, title_en="")

    conditions = readiness.of(edition)

    assert [condition.is_met for condition in conditions] == [True, True, True, True, False]
    assert readiness.is_ready(conditions)


def test_approval_releases_and_nothing_changes_while_it_waits():
    edition, person = ready(), staff()
    review = actions.request_review(edition=edition, by=person)
    with pytest.raises(actions.NotOpen):
        actions.add_item(edition=edition, item=library.published(), section=Section.PICKS, by=person)
    with pytest.raises(actions.NotOpen):
        actions.request_review(edition=edition, by=person)

    decided = decide(review)

    assert again(edition).released_at == decided.decided_at
    assert again(edition).state == State.RELEASED


@pytest.mark.parametrize("outcome", ["changes", "declined"])
def test_any_other_outcome_gives_it_back_and_the_next_review_has_the_next_version(outcome):
    edition, person = ready(), staff()
    decide(actions.request_review(edition=edition, by=person), outcome, "العنوان طويل")

    assert again(edition).state == State.RETURNED
    assert again(edition).is_open
    review = actions.request_review(edition=edition, by=person)

    assert review.version == 2
    assert again(edition).state == State.SUBMITTED


def test_nobody_of_the_chair_province_releases():
    chair = TermFactory(quarter="2026-Q4").province
    own = SeatFactory(province=chair)
    review = actions.request_review(edition=ready(), by=staff())

    with pytest.raises(PermissionDenied):
        committee.decide(review=review, by=own.representative, outcome="approved")


def test_a_released_edition_is_opened_again_and_loses_release_and_hour():
    edition = released()
    actions.schedule(edition=edition, at=kit.now() + datetime.timedelta(days=1), by=staff())

    actions.reopen(edition=edition, by=staff())

    edition = again(edition)
    assert edition.state == State.DRAFT
    assert (edition.review, edition.released_at, edition.send_at) == (None, None, None)


def test_a_sent_edition_is_neither_opened_nor_scheduled():
    edition = sent()

    with pytest.raises(actions.NotOpen):
        actions.reopen(edition=edition, by=staff())
    with pytest.raises(actions.NotOpen):
        actions.schedule(edition=edition, at=kit.now(), by=staff())


def test_a_draft_is_neither_sent_nor_scheduled():
    edition = ready()

    with pytest.raises(actions.NotOpen):
        actions.send(edition=edition, by=staff())
    with pytest.raises(actions.NotOpen):
        actions.schedule(edition=edition, at=kit.now(), by=staff())
    assert not Mailing.objects.exists()


def test_sending_makes_one_mailing_for_confirmed_subscribers_in_their_language():
    SubscriptionFactory(address="zahra@province.example", language="ar")
    SubscriptionFactory(address="john@province.example", language="en")
    SubscriptionFactory(address="asked@province.example", confirmed_at=None)
    SubscriptionFactory(address="left@province.example", left_at=kit.now())
    SubscriptionFactory(address="other@province.example", topic="theme:12")
    edition = released()

    mailing = actions.send(edition=edition, by=staff())

    assert mailing.key == f"newsletter-{edition.number}"
    assert mailing.topic == "newsletter"
    assert set(mailing.deliveries.values_list("address", "language")) == {
        ("zahra@province.example", "ar"),
        ("john@province.example", "en"),
    }
    assert again(edition).state == State.STARTED


def test_sending_twice_changes_nothing():
    SubscriptionFactory()
    edition = released()

    first = actions.send(edition=edition, by=staff())
    SubscriptionFactory()
    second = actions.send(edition=edition, by=staff())

    assert first.pk == second.pk
    assert Delivery.objects.filter(mailing__isnull=False).count() == 1


def test_due_editions_start_late_and_once():
    hour = kit.now()
    due, later = released(), released()
    actions.schedule(edition=due, at=hour, by=staff())
    actions.schedule(edition=later, at=hour + datetime.timedelta(days=2), by=staff())

    counts = [actions.start_due(at=hour + datetime.timedelta(hours=30)) for _run in range(2)]

    assert counts == [1, 0]
    assert again(due).mailing is not None
    assert again(later).mailing is None


@pytest.fixture(params=["too long", "cannot be written"])
def two_due(request, monkeypatch):
    """(hour, one that cannot be sent, a later one that can)."""
    hour = kit.now()
    broken, sound = released(number=1, month=MONTH), released(number=2)
    for edition in (broken, sound):
        actions.schedule(edition=edition, at=hour, by=staff())
    if request.param == "too long":
        broken.entries.update(text_en="x" * 110_000)
        return hour, broken, sound
    build = letter.build

    def stumble(edition, language):
        if edition.pk == broken.pk:
            raise ZeroDivisionError
        return build(edition, language)

    monkeypatch.setattr(letter, "build", stumble)
    return hour, broken, sound


def test_one_that_cannot_be_sent_holds_up_no_other(two_due):
    hour, broken, sound = two_due

    assert actions.start_due(at=hour) == 1
    assert again(broken).state == State.SCHEDULED
    assert again(sound).state == State.STARTED


def test_who_may_mend_what_cannot_be_sent_is_told_once(two_due):
    hour, broken, _sound = two_due
    person = editor(MONTH)

    for minute in range(3):
        actions.start_due(at=hour + datetime.timedelta(minutes=minute))

    notice = Notice.objects.get(person=person)
    assert notice.path == f"newsletter/{broken.number}/sending/"
    assert "November 2026" in notice.title_en
    assert "edit for" in notice.why_en
    assert set(
        Notice.objects.filter(key=notice.key).exclude(pk=notice.pk).values_list("person", flat=True)
    ) == set(User.objects.filter(is_staff=True).values_list("pk", flat=True))

    actions.schedule(edition=again(broken), at=hour + datetime.timedelta(hours=1), by=person)
    actions.start_due(at=hour + datetime.timedelta(hours=1))
    assert Notice.objects.filter(person=person).count() == 2  # the new hour has come in vain too


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel", "resend"])
def test_only_editors_steer(verb):
    edition = sent(month=MONTH)

    with pytest.raises(PermissionDenied):
        actions.steer(edition=edition, verb=verb, by=UserFactory())
    actions.steer(edition=edition, verb=verb, by=editor(MONTH))


def test_strangers_change_nothing():
    edition, stranger = released(), UserFactory()

    for verb, arguments in {
        actions.request_review: {},
        actions.reopen: {},
        actions.send: {},
        actions.schedule: {"at": None},
        actions.add_item: {"item": library.published(), "section": "picks"},
    }.items():
        with pytest.raises(PermissionDenied):
            verb(edition=edition, by=stranger, **arguments)


def test_a_withdrawn_item_does_not_leave_with_the_edition():
    edition = EditionFactory()
    kept, gone = with_item(edition), with_item(edition)
    TeamFactory(province=edition.province)
    library.actions.withdraw(item=gone.item, by=staff(), reason="خطأ في الأرقام")

    assert list(edition.entries.shown()) == [kept]
