"""Terms under an order: written down, accepted, skipped, swapped, begun and completed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

import kit
from chairs import actions, reminders
from chairs.models import Swap, Term
from committee.models import MotionKind
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from members.actions.reminders import remind
from members.models import AuditEvent, Notice
from tests.factories.chairs import TermFactory, order_set, proposed, seated
from tests.factories.committee import decided
from tests.factories.members import UserFactory, staff
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db
Q = Quarter(2035, 2)


@pytest.fixture(autouse=True)
def at_the_start(moved_clock):
    """20 February 2035: the second quarter is 40 days ahead."""
    moved_clock(datetime.datetime(2035, 2, 20, 12, tzinfo=BAGHDAD))
    return moved_clock


@pytest.fixture
def network():
    provinces, representatives = seated()
    order_set(provinces, Q)
    return provinces, representatives


def holders(first=Q, count=4):
    held = {term.quarter: term.province for term in Term.objects.held().select_related("province")}
    return [held.get(first.plus(n)) for n in range(count)]


def term_of(province, quarter=None):
    terms = Term.objects.filter(province=province)
    return (terms.filter(quarter=quarter) if quarter else terms).order_by("quarter").first()


def test_a_carried_order_writes_the_coming_terms_down(network):
    provinces, representatives = network

    assert holders() == provinces
    assert set(Term.objects.values_list("state", flat=True)) == {"scheduled"}
    assert Notice.objects.filter(person=representatives[0], path=term_of(provinces[0]).path).count() == 1


def test_a_motion_that_failed_sets_nothing():
    provinces, _ = seated()
    order = proposed(provinces, Q, decided("failed", kind=MotionKind.ROTATION_ORDER))

    actions.end_motion(order.motion)

    order.refresh_from_db()
    assert order.set_at is None
    assert not Term.objects.exists()


def test_a_new_order_never_rewrites_the_past(network, at_the_start):
    provinces, representatives = network
    actions.accept(term=term_of(provinces[0]), by=representatives[0])
    at_the_start(datetime.datetime(2035, 5, 1, 12, tzinfo=BAGHDAD))
    actions.turn_over(on=kit.today())

    order_set(provinces[::-1], Quarter(2034, 1))

    assert term_of(provinces[0], Q).state == "active"
    assert holders(Q, 3) == [provinces[0], provinces[3], provinces[2]]


def test_the_database_keeps_what_is_over():
    over = TermFactory(state="completed", quarter=Quarter(2034, 4))

    for change in ({"state": "active"}, {"quarter": Q}, {"province": TermFactory(quarter=Q).province}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Term.objects.filter(pk=over.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        over.delete()


def test_only_the_province_itself_accepts_and_once(network):
    provinces, representatives = network
    term = term_of(provinces[0])

    with pytest.raises(PermissionDenied):
        actions.accept(term=term, by=representatives[1])
    accepted = actions.accept(term=term, by=representatives[0])
    with pytest.raises(actions.Changed):
        actions.accept(term=term, by=representatives[0])

    assert (accepted.state, accepted.accepted_by) == ("accepted", representatives[0])
    assert AuditEvent.objects.filter(verb="term.accepted", actor=representatives[0]).count() == 1


def test_a_skipped_province_goes_behind_and_who_accepted_stays(network):
    provinces, representatives = network
    actions.accept(term=term_of(provinces[2]), by=representatives[2])

    actions.skip(term=term_of(provinces[0]), reason="Elections", by=representatives[0])

    assert holders() == [provinces[1], provinces[3], provinces[2], provinces[0]]
    assert term_of(provinces[2]).state == "accepted"
    skipped = Term.objects.get(state="skipped")
    assert (skipped.quarter, skipped.skip_reason) == (Q, "Elections")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_skip_says_why(network, reason):
    provinces, representatives = network

    with pytest.raises(ValidationError):
        actions.skip(term=term_of(provinces[0]), reason=reason, by=representatives[0])


def test_work_that_the_order_leaves_without_a_quarter_stays_and_says_why_to_each_reader(network, client):
    provinces, representatives = network
    ThemeFactory(term=term_of(provinces[3]), state="draft")

    with override("ar"):
        order_set(provinces[:3], Q)

    client.force_login(representatives[0])
    pages = {language: client.get(f"/{language}/chairs/").content.decode() for language in ("ar", "en")}
    assert "The new order gives this quarter to another." in pages["en"]
    assert "الترتيب الجديد" in pages["ar"]


def swapped(network, confirm=True):
    provinces, representatives = network
    swap = actions.ask_swap(
        term=term_of(provinces[0]), other=term_of(provinces[2]), reason="Floods", by=representatives[0]
    )
    swap = actions.agree_swap(swap=swap, by=representatives[2])
    return actions.confirm_swap(swap=swap, by=staff()) if confirm else swap


def test_two_provinces_swap_with_their_editors_and_a_third_confirms(network):
    provinces, representatives = network
    editor = representatives[0]
    actions.name_editors(term=term_of(provinces[0]), editors=[editor], by=representatives[0])
    swap = swapped(network, confirm=False)

    for person in (representatives[0], representatives[2]):
        with pytest.raises(PermissionDenied):
            actions.confirm_swap(swap=swap, by=person)
    actions.confirm_swap(swap=swap, by=representatives[1])

    assert holders() == [provinces[2], provinces[1], provinces[0], provinces[3]]
    moved = term_of(provinces[0])
    assert (moved.quarter, moved.state, list(moved.editors.all())) == (Q.plus(2), "accepted", [editor])
    assert actions.reschedule(on=kit.today()) == 0


def test_a_quarter_that_was_swapped_may_be_swapped_on(network):
    provinces, representatives = network
    swapped(network)
    again = actions.ask_swap(
        term=term_of(provinces[2]), other=term_of(provinces[1]), reason="Harvest", by=representatives[2]
    )
    again = actions.agree_swap(swap=again, by=representatives[1])
    actions.confirm_swap(swap=again, by=staff())

    assert actions.reschedule(on=kit.today()) == 0
    assert holders() == [provinces[1], provinces[2], provinces[0], provinces[3]]
    assert Swap.objects.in_force().count() == 2


def test_a_swap_is_void_when_the_order_changes(network):
    provinces, representatives = network
    swap = swapped(network)

    order_set([provinces[3], provinces[2], provinces[1], provinces[0]], Q)

    swap.refresh_from_db()
    assert swap.ending == Swap.Ending.ORDER
    assert holders() == provinces[::-1]
    told = Notice.objects.filter(key=f"swap:{swap.pk}:ended").values_list("person", flat=True)
    assert set(told) == {representatives[0].pk, representatives[2].pk}


def test_a_swap_holds_when_the_new_order_gives_both_the_same_quarters(network):
    provinces, _ = network
    swap = swapped(network)

    order_set([provinces[0], provinces[3], provinces[2], provinces[1]], Q)

    swap.refresh_from_db()
    assert not swap.is_ended
    assert holders() == [provinces[2], provinces[3], provinces[0], provinces[1]]


@pytest.mark.parametrize(
    ("later", "held", "is_void"),
    [([2, 3, 1, 0], [2, 1, 0, 3], False), ([3, 2, 1, 0], [0, 1, 3, 2], True)],
    ids=["both quarters are theirs still", "one quarter is another's"],
)
def test_a_swap_across_two_orders_holds_or_is_void_as_a_whole(network, later, held, is_void):
    provinces, representatives = network
    swap = swapped(network)

    order_set([provinces[n] for n in later], Q.plus(2))

    swap.refresh_from_db()
    told = Notice.objects.filter(key=f"swap:{swap.pk}:ended").values_list("person", flat=True)
    assert holders() == [provinces[n] for n in held]
    assert (swap.ending, len(told)) == ((Swap.Ending.ORDER, 2) if is_void else ("", 0))
    assert actions.reschedule(on=kit.today()) == 0


@pytest.mark.parametrize(
    ("later", "held", "is_void"), [([2, 3, 1, 0], [2, 1, 0, 3], False), ([3, 2, 1, 0], [2, 1, 3, 2], True)]
)
@pytest.mark.parametrize("month", [4, 7])
def test_what_was_served_of_a_swap_stays_when_a_new_order_comes(
    network, at_the_start, month, later, held, is_void
):
    provinces, representatives = network
    swap = swapped(network)
    at_the_start(datetime.datetime(2035, 4, 5, 12, tzinfo=BAGHDAD))
    actions.turn_over(on=kit.today())
    actions.accept(term=term_of(provinces[1]), by=representatives[1])
    at_the_start(datetime.datetime(2035, month, 20, 12, tzinfo=BAGHDAD))
    actions.turn_over(on=kit.today())

    order_set([provinces[n] for n in later], Q.plus(2))

    swap.refresh_from_db()
    assert holders() == [provinces[n] for n in held]
    assert term_of(provinces[2], Q).state == ("active" if month == 4 else "completed")
    assert swap.is_ended == is_void


def test_a_skip_makes_the_swap_of_that_quarter_void(network):
    provinces, representatives = network
    swap = swapped(network)

    actions.skip(term=term_of(provinces[2], Q), reason="Elections", by=representatives[2])

    swap.refresh_from_db()
    assert swap.ending == Swap.Ending.SKIPPED
    assert holders() == [provinces[0], provinces[1], provinces[3], provinces[2]]


def test_the_quarter_turns_over_once_however_late_and_often(network, at_the_start):
    provinces, representatives = network
    for n in (0, 1):
        actions.accept(term=term_of(provinces[n]), by=representatives[n])
    at_the_start(datetime.datetime(2035, 8, 20, 12, tzinfo=BAGHDAD))

    first = actions.turn_over(on=kit.today())
    again = actions.turn_over(on=kit.today())

    assert [term_of(province).state for province in provinces[:2]] == ["completed", "active"]
    assert (first, again) == (3, 0)
    assert AuditEvent.objects.filter(verb="term.completed").count() == 1


def test_a_term_that_nobody_accepted_does_not_begin_until_it_is_accepted(network, at_the_start):
    provinces, representatives = network
    at_the_start(datetime.datetime(2035, 4, 5, 12, tzinfo=BAGHDAD))

    actions.turn_over(on=kit.today())
    before = term_of(provinces[0]).state
    after = actions.accept(term=term_of(provinces[0]), by=representatives[0])

    assert (before, after.state) == ("scheduled", "active")


@pytest.mark.parametrize(
    ("day", "sent"), [((2, 28), []), ((3, 5), [30]), ((3, 20), [14]), ((3, 31), [3]), ((4, 2), [])]
)
def test_reminders_come_in_time_the_nearest_alone_and_once(network, day, sent):
    provinces, representatives = network
    on = datetime.date(2035, *day)

    remind(on=on, only=["chairs.ahead"])
    remind(on=on, only=["chairs.ahead"])

    keys = Notice.objects.filter(person=representatives[0], key__contains=":ahead:").values_list(
        "key", flat=True
    )
    assert [int(key.rpartition(":")[2]) for key in keys] == sent


def test_a_quarter_without_a_holder_raises_an_alarm_each_week(network):
    provinces, representatives = network
    on, day = datetime.date(2035, 3, 3), datetime.timedelta(days=1)  # a Saturday
    TermFactory(quarter=Q.previous)

    quarters = reminders.quarters_without_holder(on)
    for late in (0, 1, 4, 6, 7, 8):  # nobody is told on Saturday, nor on Friday
        remind(on=on + late * day, only=["chairs.nobody"])
    actions.accept(term=term_of(provinces[0]), by=representatives[0])

    told = Notice.objects.filter(person=representatives[3], key__startswith="chairs:gap:")
    assert quarters == [Q]
    assert told.count() == 2
    assert reminders.quarters_without_holder(on) == []


def test_editors_are_members_of_the_province_and_are_told(network):
    provinces, representatives = network
    term = term_of(provinces[0])

    with pytest.raises(ValidationError):
        actions.name_editors(term=term, editors=[representatives[1]], by=representatives[0])
    actions.name_editors(term=term, editors=[representatives[0]], by=representatives[0])

    assert Notice.objects.filter(person=representatives[0], key=f"term:{term.pk}:editor").exists()


def test_duties_are_ticked_with_a_note_by_who_edits():
    term = TermFactory()
    editor = UserFactory()
    term.editors.add(editor)

    with pytest.raises(PermissionDenied):
        actions.tick(term=term, duty="host", note="A workshop", by=UserFactory())
    with pytest.raises(ValidationError):
        actions.tick(term=term, duty="host", note=" ", by=editor)
    done = actions.tick(term=term, duty="host", note="A workshop", by=editor)
    again = actions.tick(term=term, duty="host", note="Two workshops", by=editor)

    assert (done.pk, again.note) == (again.pk, "Two workshops")


def test_hand_over_is_received_by_the_next_chair_once(network, at_the_start):
    provinces, representatives = network
    for n in (0, 1):
        actions.accept(term=term_of(provinces[n]), by=representatives[n])
    at_the_start(datetime.datetime(2035, 6, 20, 12, tzinfo=BAGHDAD))
    actions.turn_over(on=kit.today())
    term = term_of(provinces[0])

    record = actions.hand_over(term=term, notes="The tender workshop is booked", by=representatives[0])
    with pytest.raises(PermissionDenied):
        actions.receive(term=term, by=representatives[2])
    actions.receive(term=term, by=representatives[1])
    with pytest.raises(ValidationError):
        actions.hand_over(term=term, notes="Other words", by=representatives[0])

    record.refresh_from_db()
    assert record.received_by == representatives[1]
