"""Letters about motions: each once, links that change nothing by being opened, votes from the mail."""

import datetime
import re

import pytest

import kit
from committee import actions, motion_mail, signed, tasks
from committee.actions import motion_letters
from committee.models import Ballot, Motion, MotionLetter
from kit.calendar import add_working
from kit.clock import BAGHDAD
from mailing.models import Delivery
from members.actions.reminders import remind
from members.models import AuditEvent, Holiday, Reminder
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory
from tests.factories.members import UserFactory
from tests.mails import mail_to, mails_to

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LINK = re.compile(r"https?://[^/\s]+(/(?:ar|en)/committee/ballots/[^\s\"<]+)")


@pytest.fixture
def seats():
    return [SeatFactory(alternate=UserFactory()) for _ in range(3)]


def holders(seats):
    return [person for seat in seats for person in (seat.representative, seat.alternate)]


def links_in(mail):
    """The addresses of ballots in both bodies of a mail."""
    bodies = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return sorted({path for body in bodies for path in LINK.findall(body)})


def link(motion, seat, person, choice="yes"):
    token = signed.sign(motion_mail.PURPOSE, subject=motion, seat=seat, person=person)
    return f"/en/committee/ballots/{choice}/{token}/"


def state():
    """Everything that a link might change."""
    return (
        list(Ballot.objects.values_list("pk", "choice", "at")),
        list(Motion.objects.values_list("pk", "outcome")),
        AuditEvent.objects.count(),
        Delivery.objects.count(),
        MotionLetter.objects.count(),
    )


def test_as_a_motion_opens_each_holder_gets_four_links_of_their_own_once(seats):
    MotionFactory()

    assert [tasks.tend_motions(), tasks.tend_motions()] == [3, 0]

    found = [links_in(mail_to(person.email)) for person in holders(seats)]
    assert [len(links) for links in found] == [4] * 6
    assert len({path for links in found for path in links}) == 24


def test_opening_every_link_of_every_mail_changes_nothing(client, seats):
    """What a scanner does that opens all it finds before the reader does."""
    motion = MotionFactory()
    BallotFactory(motion=motion, seat=seats[2])
    tasks.tend_motions()
    before = state()
    paths = [path for person in holders(seats) for path in links_in(mail_to(person.email))]

    for path in paths:
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200

    assert len(paths) == 24
    assert state() == before


def test_one_press_votes_without_signing_in_and_the_seat_gets_its_receipt(client, seats):
    motion, seat = MotionFactory(), seats[0]
    path = link(motion, seat, seat.alternate, "no")
    assert "Vote against" in client.get(path).content.decode()

    answer = client.post(path)

    assert answer.url == path
    ballot = motion.ballots.get()
    assert (ballot.choice, ballot.cast_by, ballot.channel) == ("no", seat.alternate, "mail")
    assert ballot.is_by_alternate
    page = client.get(path).content.decode()
    assert "The answer of the seat is kept: against." in page
    assert "Vote against" not in page
    for person in holders([seat]):
        assert seat.alternate.name in mail_to(person.email).get_body(("plain",)).get_content()


def test_the_same_answer_again_sends_no_second_receipt(client, seats):
    motion, seat = MotionFactory(), seats[0]
    path = link(motion, seat, seat.representative)

    client.post(path)
    client.post(path)

    assert len(mails_to(seat.alternate.email)) == 1


def test_standing_back_from_the_mail_asks_why(client, seats):
    motion, seat = MotionFactory(), seats[0]
    path = link(motion, seat, seat.representative, "recuse")

    assert client.post(path).status_code == 422
    client.post(path, {"reason": "العقد لنا"})

    assert motion.ballots.get().reason == "العقد لنا"


def test_a_link_for_another_answer_is_none(client, seats):
    path = link(MotionFactory(), seats[0], seats[0].representative, "perhaps")

    assert client.get(path).status_code == 404


def hand_over(seat):
    seat.representative = UserFactory()


def close_seat(seat):
    seat.until_on = kit.today() - DAY


def shut_to_mail(seat):
    seat.may_vote_by_mail = False


@pytest.mark.parametrize("change", [hand_over, close_seat, shut_to_mail])
def test_who_no_longer_holds_the_seat_does_not_vote(client, seats, change):
    motion, seat = MotionFactory(), seats[0]
    path = link(motion, seat, seat.representative)
    change(seat)
    seat.save()

    assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]
    assert "the seat of the province has other holders now" in client.get(path).content.decode()
    assert not motion.ballots.exists()


def test_a_link_ends_with_its_motion(client, seats):
    motion = MotionFactory()
    path = link(motion, seats[0], seats[0].representative)
    actions.close(motion=motion, at=motion.closes_at)

    assert client.post(path).url == path
    assert "No answer is taken any more" in client.get(path).content.decode()
    assert not motion.ballots.exists()


def test_a_seat_that_does_not_vote_by_mail_is_told_without_links():
    seat = SeatFactory(may_vote_by_mail=False)
    MotionFactory()

    tasks.tend_motions()

    assert links_in(mail_to(seat.representative.email)) == []


def test_a_seat_that_opens_later_hears_of_it_as_well(seats):
    MotionFactory()
    tasks.tend_motions()
    late = SeatFactory()

    assert tasks.tend_motions() == 1
    assert len(links_in(mail_to(late.representative.email))) == 4


def test_nobody_hears_of_a_motion_before_it_opens(seats):
    MotionFactory(opens_at=kit.now() + DAY, closes_at=kit.now() + 9 * DAY)

    assert tasks.tend_motions() == 0


def subjects(person):
    return [str(mail["Subject"]) for mail in mails_to(person.email)]


def at_noon(day):
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=BAGHDAD)


def reminded():
    return remind(on=kit.today(), only=["committee.motions"])


@pytest.fixture
def week(moved_clock, seats):
    """A motion that opened on a Sunday and closes in the week after; `go(day)` moves on and reminds."""
    sunday = datetime.date(2035, 6, 3)
    moved_clock(at_noon(sunday))
    closes_on = add_working(sunday, 7)
    motion = MotionFactory(opens_at=kit.now(), closes_at=at_noon(closes_on))
    tasks.tend_motions()

    def go(day):
        moved_clock(at_noon(day) - datetime.timedelta(hours=3))
        return reminded()

    return motion, closes_on, go


def working_before(day, count):
    """The first day from which so many working days lead to that day."""
    return min(d for d in (day - n * DAY for n in range(1, 20)) if add_working(d, count) == day)


def test_seats_without_an_answer_are_reminded_three_days_and_one_day_before_once_each(week, seats):
    motion, closes_on, go = week
    BallotFactory(motion=motion, seat=seats[0])
    three, one = working_before(closes_on, 3), working_before(closes_on, 1)

    told = [go(day) for day in (three - DAY, three, three, one, one, closes_on)]

    assert told == [0, 4, 0, 4, 0, 0]
    assert len(subjects(seats[1].representative)) == 3
    assert len(subjects(seats[0].representative)) == 1


def test_a_late_run_reminds_once_with_the_nearer_step(week, seats):
    _motion, closes_on, go = week

    assert go(working_before(closes_on, 1)) == 6
    assert set(Reminder.objects.values_list("step", flat=True)) == {"1"}


def test_who_heard_of_it_today_is_not_reminded_today(seats, moved_clock):
    moved_clock(at_noon(datetime.date(2035, 6, 3)))
    MotionFactory(opens_at=kit.now(), closes_at=kit.now() + DAY)
    tasks.tend_motions()

    assert reminded() == 0


def test_another_closing_hour_brings_other_reminders(week, seats):
    motion, closes_on, go = week
    go(working_before(closes_on, 3))
    later = add_working(closes_on, 7)
    actions.move_close(motion=motion, closes_at=at_noon(later), by=motion.proposer)

    assert go(working_before(later, 3)) == 6


@pytest.mark.parametrize(
    ("end", "subject"),
    [
        (lambda motion: actions.close(motion=motion, at=motion.closes_at), "Not carried"),
        (lambda motion: actions.withdraw(motion=motion, by=motion.proposer, why="فات أوانه"), "Withdrawn"),
    ],
)
def test_the_seats_hear_how_it_ended_once(seats, moved_clock, end, subject):
    motion, person = MotionFactory(), seats[0].representative
    person.language = "en"
    person.save()
    tasks.tend_motions()
    end(motion)
    moved_clock(motion.closes_at + DAY)

    assert [tasks.tend_motions(), tasks.tend_motions()] == [3, 0]
    assert subjects(person)[-1] == f"{subject}: {motion.title_en}"
    assert links_in(mail_to(person.email)) == []


def test_news_that_is_old_is_not_written(seats, moved_clock):
    motion = MotionFactory()
    tasks.tend_motions()
    actions.close(motion=motion, at=motion.closes_at)
    moved_clock(motion.closes_at + 8 * DAY)

    assert motion_letters.write_due(at=kit.now()) == 0


def test_reminders_come_before_the_days_off_of_the_seat_s_province(week, seats):
    _motion, closes_on, go = week
    three = working_before(closes_on, 3)
    off = working_before(closes_on, 2)
    Holiday.objects.create(on=off, name_ar="عطلة", name_en="Holiday", province=seats[0].province)
    before = working_before(closes_on, 4)

    told = [go(day) for day in (before, three)]

    assert told == [2, 4]
