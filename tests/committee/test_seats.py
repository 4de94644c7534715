"""Seats: opened where the team is ready, handed over, closed; past ones stay; two at once seat one."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import kit
from committee import seating
from committee.actions import seats as verbs
from committee.models import MotionLetter, Seat
from committee.tasks import tend_motions
from members.models import AuditEvent
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory
from tests.factories.members import (
    LONG_AGO,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
    staff,
)
from tests.mails import mail_to

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory(self_assessed_on=kit.today() - 30 * DAY)


def serving(team, **person):
    """Somebody who serves in the team, with confirmation."""
    return ServiceFactory(team=team, person=UserFactory(**person)).person


def opened(team, **more):
    given = {"representative": serving(team), "alternate": serving(team), "by": staff()}
    return verbs.open_seat(province=team.province, **given | more)


def test_a_seat_is_opened_and_its_holders_are_welcomed(team):
    seat = opened(team)

    assert seat.is_open(kit.today())
    assert AuditEvent.objects.filter(verb="seat.opened").exists()
    for person in (seat.representative, seat.alternate):
        assert team.province.name in mail_to(person.email).get_body(("plain",)).get_content()


def no_team():
    return ProvinceFactory(), UserFactory(), "no OSTP team"


def not_assessed():
    team = TeamFactory(self_assessed_on=None)
    return team.province, serving(team), "has not completed it yet"


def seated():
    team = TeamFactory(self_assessed_on=kit.today() - 30 * DAY)
    SeatFactory(province=team.province)
    return team.province, serving(team), "has represented it since"


def stranger():
    return (
        TeamFactory(self_assessed_on=kit.today() - 30 * DAY).province,
        UserFactory(),
        "no confirmed service",
    )


def unreachable():
    team = TeamFactory(self_assessed_on=kit.today() - 30 * DAY)
    return team.province, serving(team, email=None), "cannot sign in"


def advisor():
    team = TeamFactory(self_assessed_on=kit.today() - 30 * DAY)
    return team.province, serving(team, is_staff=True), "never vote"


@pytest.mark.parametrize("make", [no_team, not_assessed, seated, stranger, unreachable, advisor])
def test_a_refusal_says_why_in_both_languages(make):
    from django.utils.translation import override

    province, person, reason = make()
    words = {}
    for language in ("ar", "en"):
        with override(language), pytest.raises(ValidationError) as refused:
            verbs.open_seat(province=province, representative=person, by=staff())
        words[language] = " ".join(refused.value.messages)

    assert reason in words["en"]
    assert words["ar"]
    assert reason not in words["ar"]


def test_the_committee_does_not_seat_itself(team):
    with pytest.raises(PermissionDenied):
        opened(team, by=SeatFactory().representative)


def test_nobody_is_their_own_alternate(team):
    person = serving(team)

    with pytest.raises(ValidationError):
        opened(team, representative=person, alternate=person)


def test_a_seat_is_handed_over_and_the_past_one_stays(team):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    person = serving(team)

    new = verbs.hand_over(seat=seat, representative=person, by=staff())

    seat.refresh_from_db()
    assert (seat.until_on, new.since_on) == (kit.today() - DAY, kit.today())
    assert list(Seat.objects.open(kit.today()).filter(province=team.province)) == [new]
    assert mail_to(person.email)


@pytest.mark.parametrize("days", [-1, 0])
def test_a_seat_is_not_handed_over_backwards(team, days):
    seat = opened(team)

    with pytest.raises(ValidationError):
        verbs.hand_over(seat=seat, representative=serving(team), on=kit.today() + days * DAY, by=staff())


def test_new_holders_answer_anew_and_hear_of_what_is_open(team):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    motion = MotionFactory()
    tend_motions()
    BallotFactory(motion=motion, seat=seat)

    new = verbs.hand_over(seat=seat, representative=serving(team), by=staff())
    tend_motions()

    assert MotionLetter.objects.filter(seat=new, kind="opened").exists()
    assert "ballots" in mail_to(new.representative.email).get_body(("plain",)).get_content()


def test_a_closed_seat_stays_in_the_books(team):
    seat = opened(team)

    verbs.close_seat(seat=seat, by=staff())

    with pytest.raises(ValidationError):
        verbs.close_seat(seat=seat, by=staff())
    with pytest.raises(ValidationError):
        verbs.hand_over(seat=seat, representative=serving(team), by=staff(), on=kit.today() + DAY)
    assert not Seat.objects.open(kit.today() + DAY).exists()


def test_the_last_day_does_not_lie_far_back(team):
    with pytest.raises(ValidationError):
        verbs.close_seat(seat=opened(team), by=staff(), until_on=kit.today() - 9 * DAY)


def test_a_province_has_one_seat_on_any_day(team):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    verbs.close_seat(seat=seat, by=staff())

    for since_on in (kit.today() - 20 * DAY, kit.today()):
        with pytest.raises(ValidationError):
            opened(team, since_on=since_on)

    assert opened(team, since_on=kit.today() + DAY).pk != seat.pk


def test_the_next_holders_are_shown_beside_those_of_today(team):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    new = verbs.hand_over(seat=seat, representative=serving(team), by=staff(), on=kit.today() + 9 * DAY)

    place = seating.place_of(team.province, kit.today())

    assert (place.seat, place.coming, place.past) == (seat, new, ())


def test_the_alternate_is_named_alone(team):
    seat, person = opened(team), serving(team)

    verbs.name_alternate(seat=seat, alternate=person, by=staff())
    seat.refresh_from_db()
    assert seat.alternate == person
    with pytest.raises(ValidationError):
        verbs.name_alternate(seat=seat, alternate=UserFactory(), by=staff())
    verbs.name_alternate(seat=seat, alternate=None, by=staff())

    seat.refresh_from_db()
    assert seat.alternate is None


def test_staff_open_hand_over_and_close_on_pages(client, team):
    client.force_login(staff())
    first, second, third = serving(team), serving(team), serving(team)

    client.post(reverse("committee:seat_open", args=[team.province.code]), {"representative": first.pk})
    seat = Seat.objects.get()
    client.post(reverse("committee:seat_alternate", args=[seat.pk]), {"alternate": second.pk})
    tomorrow = (kit.today() + DAY).isoformat()
    client.post(
        reverse("committee:seat_hand_over", args=[seat.pk]), {"representative": third.pk, "on": tomorrow}
    )
    new = Seat.objects.get(representative=third)
    client.post(
        reverse("committee:seat_close", args=[new.pk]), {"until_on": (kit.today() + 9 * DAY).isoformat()}
    )

    seat.refresh_from_db()
    new.refresh_from_db()
    assert (seat.alternate, seat.until_on) == (second, kit.today())
    assert new.until_on == kit.today() + 9 * DAY


def test_the_page_says_above_the_form_why_not(client):
    team = TeamFactory(self_assessed_on=None)
    client.force_login(staff())

    answer = client.post(
        f"/en/committee/seats/of/{team.province.code}/", {"representative": serving(team).pk}
    )

    assert answer.status_code == 422
    assert "has not completed it yet" in answer.content.decode()
    assert not Seat.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_who_sits_who_sat_and_why_a_province_has_no_seat(client, team, language):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    new = verbs.hand_over(seat=seat, representative=serving(team), by=staff())
    waiting = TeamFactory(self_assessed_on=None)
    client.force_login(new.representative)

    page = client.get(f"/{language}/committee/seats/").content.decode()

    for shown in (new.representative.name, seat.representative.name, waiting.province.name):
        assert shown in page
    assert reverse("committee:seat_close", args=[new.pk]) not in page


def test_seats_are_for_the_committee_and_staff(client, team):
    client.force_login(member())
    assert client.get(reverse("committee:seats")).status_code == 403


def test_the_page_costs_the_same_with_many_provinces(client):
    def cost():
        client.get(reverse("committee:seats"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("committee:seats")).status_code == 200
        return len(captured)

    def one_more():
        team = TeamFactory(self_assessed_on=kit.today() - DAY)
        SeatFactory(province=team.province, alternate=UserFactory())
        SeatFactory(
            province=team.province,
            since_on=LONG_AGO - 9 * DAY,
            until_on=LONG_AGO - DAY,
            alternate=UserFactory(),
        )
        TeamFactory(self_assessed_on=None)

    client.force_login(staff())
    one_more()
    few = cost()
    for _ in range(29):
        one_more()

    assert cost() == few <= 8


def test_the_checker_agrees_for_one_province_and_for_all(team):
    opened(team)
    TeamFactory(self_assessed_on=None)
    ProvinceFactory()
    today = kit.today()

    for place in seating.provinces(today, staff()):
        assert seating.place_of(place.province, today) == place


def admin_form(team, **more):
    given = {"province": team.province_id, "since_on": kit.today().isoformat(), "may_vote_by_mail": "on"}
    return given | more


def test_the_admin_opens_a_seat_by_the_verb_and_says_why_not(client, team):
    client.force_login(staff())
    address, person = reverse("admin:committee_seat_add"), serving(team)

    refused = client.post(address, admin_form(team, representative=UserFactory().pk))
    assert refused.status_code == 200
    assert not Seat.objects.exists()
    client.post(address, admin_form(team, representative=person.pk))

    assert Seat.objects.get().representative == person
    assert AuditEvent.objects.filter(verb="seat.opened").count() == 1
    assert mail_to(person.email)


def test_the_admin_hands_over_and_closes_by_the_verbs(client, team):
    seat = opened(team, since_on=kit.today() - 9 * DAY)
    client.force_login(staff())

    def act(seat, name, **given):
        return client.post(reverse("admin:committee_seat_verb", args=[seat.pk, name]), given)

    assert act(seat, "hand-over", representative=serving(TeamFactory()).pk).status_code == 422
    act(seat, "hand-over", representative=serving(team).pk)
    new = Seat.objects.open(kit.today()).get()
    act(new, "close")

    new.refresh_from_db()
    assert new.until_on == kit.today()
