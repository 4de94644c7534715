"""Rosters are carried out as they were shown, once; what has changed since is left out and said."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

import kit
from mailing.models import Delivery
from members import tasks
from members.actions import rosters
from members.actions.invitations import MOST_A_DAY
from members.models import AuditEvent, Invitation, Notice, RosterImport, Service, User
from members.rosters import sheets, writing
from tests.factories.committee import SeatFactory
from tests.factories.kit import upload
from tests.factories.members import CriterionFactory, ServiceFactory, TeamFactory, UserFactory, member, staff
from tests.factories.members_accounts import account, lead
from tests.factories.rosters import sheet

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def me(team):
    return lead(team)


def brought(me, team, *rows):
    return rosters.bring(by=me, team=team, sheet=sheet(*rows))


def carried_out(me, team, *rows):
    return rosters.confirm(roster=brought(me, team, *rows), by=me)


def test_bringing_changes_nothing_but_the_roster(me, team):
    before = User.objects.count(), Service.objects.count()

    roster = brought(me, team, {}, {"role": "x"})

    assert (User.objects.count(), Service.objects.count()) == before
    assert (roster.state, roster.result) == ("shown", {"new_person": 1, "refused": 1})


def test_a_new_person_has_no_password_an_unproven_address_and_confirmed_service(me, team):
    CriterionFactory(number=4)

    carried_out(me, team, {"email": "Zainab@Babil.example", "criteria": "4", "until_on": "2025-01-31"})

    service = Service.objects.get(from_on=DAY)
    person = service.person
    assert (person.email, person.name_ar) == ("zainab@babil.example", "زينب كاظم")
    assert not person.has_usable_password()
    assert [address.verified for address in person.emailaddress_set.all()] == [False]
    assert (service.until_on, service.confirmed_by) == (datetime.date(2025, 1, 31), me)
    assert [criterion.number for criterion in service.criteria.all()] == [4]
    assert list(User.objects.named("زينب")) == [person]
    assert [(one.history_user, one.history_type) for one in service.history.all()] == [(me, "+")]


def test_services_change_as_shown_with_their_history(me, team):
    first, second = CriterionFactory(number=1), CriterionFactory(number=2)
    person = account(name_ar="زينب كاظم", email="z@babil.example")
    service = ServiceFactory(team=team, person=person, from_on=DAY, confirmed_at=None)
    service.criteria.add(first)

    carried_out(me, team, {"email": person.email, "until_on": "2025-03-01", "criteria": "2"})

    service.refresh_from_db()
    assert (service.until_on, service.confirmed_by) == (datetime.date(2025, 3, 1), me)
    assert list(service.criteria.all()) == [second]
    assert service.history.first().history_type == "~"
    notice = Notice.objects.get(person=person)
    assert not notice.is_mail_wanted
    assert str(team.name_en) in notice.title_en


def test_a_person_of_the_team_without_an_address_is_given_theirs(me, team):
    person = ServiceFactory(
        team=team, from_on=DAY, person=UserFactory(name_ar="زينب كاظم", email=None)
    ).person

    carried_out(me, team, {"email": "z@babil.example"})

    person.refresh_from_db()
    assert person.email == "z@babil.example"


def test_who_holds_an_office_is_given_an_address_by_staff_alone(me, team):
    person = ServiceFactory(
        team=team, from_on=DAY, person=UserFactory(name_ar="زينب كاظم", email=None)
    ).person
    SeatFactory(province=team.province, alternate=person)
    row = {"email": "z@babil.example"}

    assert brought(me, team, row).rows.get().reason == "office"
    assert rosters.bring(by=staff(), team=team, sheet=sheet(row)).result == {"changed": 1}


def test_the_same_sheet_again_changes_nothing(me, team):
    rows = [
        {"email": "z@babil.example"},
        {"name_ar": "حسن علي"},
        {"name_ar": "حسن علي", "role": "posc", "until_on": "2024-05-01"},
        {"name_ar": "", "name_latin": "Sara", "from_on": "2024-06-01"},
        {"role": "x"},
    ]
    carried_out(me, team, *rows)
    before = list(User.history.values_list("pk")), list(Service.history.values_list("pk"))

    again = brought(me, team, *rows)

    assert again.result == {"unchanged": 4, "refused": 1}
    rosters.confirm(roster=again, by=me)
    assert (list(User.history.values_list("pk")), list(Service.history.values_list("pk"))) == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("is_staff", [True, False])
def test_an_export_comes_back_unchanged(me, team, ending, is_staff):
    for number, name in enumerate(["=1+1", "@sum", "'=x", "زينب كاظم", "زينب كاظم"], 1):
        address = f"p{number}@babil.example" if number < 4 else None
        person = UserFactory(name_ar=name, name_latin="-Ali", email=address)
        days = {"from_on": DAY - number * datetime.timedelta(9), "until_on": DAY if number % 2 else None}
        service = ServiceFactory(team=team, person=person, **days)
        service.criteria.set([CriterionFactory(number=n) for n in range(number)])
    ServiceFactory(team=team, confirmed_at=None)

    reader = staff() if is_staff else me
    content = writing.roster(Service.objects.filter(team=team), ending, reader)

    read = sheets.read(upload(f"r.{ending}", content))
    assert rosters.bring(by=me, team=team, sheet=read).result == {"unchanged": 6}
    assert rosters.bring(by=staff(), sheet=read).result == {"unchanged": 6}


@pytest.mark.parametrize("count", [1, 30])
def test_an_export_asks_the_same_questions_for_any_number(team, django_assert_num_queries, count):
    for n in range(count):
        ServiceFactory(team=team).criteria.add(CriterionFactory(number=n))

    reader = staff()
    with django_assert_num_queries(3):
        writing.roster(Service.objects.filter(team=team), "csv", reader)


def test_an_export_gives_an_address_to_those_whom_its_owner_shows_it(team):
    ServiceFactory(team=team, person__email="hidden@babil.example")
    shown = ServiceFactory(team=team, person__email="shown@babil.example").person
    other = ServiceFactory(team=team, person__email="signs.in@babil.example").person
    for person, address, visibility in [
        (shown, "Shown@babil.example", "members"),
        (other, "office@babil.example", "members"),
        (other, "signs.in@babil.example", "nobody"),
    ]:
        person.channels.create(kind="email", value=address, visibility=visibility)

    of_team = Service.objects.filter(team=team)
    for_lead = writing.roster(of_team, "csv", member()).decode()
    for_staff = writing.roster(of_team, "csv", staff()).decode()

    assert "shown@babil.example" in for_lead
    assert "hidden@" not in for_lead
    assert "signs.in@" not in for_lead
    assert "office@" not in for_lead
    assert "hidden@babil.example" in for_staff


def test_a_row_that_the_world_has_overtaken_is_left_out_and_says_so(me, team):
    roster = brought(me, team, {"email": "z@babil.example"}, {"name_ar": "حسن علي"})
    person = account(email="z@babil.example", name_ar="زينب كاظم")
    ServiceFactory(team=team, person=person, from_on=DAY - datetime.timedelta(days=1))

    done = rosters.confirm(roster=roster, by=me)

    row = done.rows.shifted().get()
    assert (row.was, row.fate, row.reason) == ("new_person", "refused", "overlap")
    assert done.result == {"new_person": 1}
    assert Service.objects.filter(person=person).count() == 1


def test_who_confirms_is_judged_anew(me, team):
    other = lead(team, name_ar="زينب كاظم")
    row = {"email": other.email, "role": "sponsor"}

    done = rosters.confirm(roster=brought(me, team, row), by=other)

    assert done.rows.shifted().get().reason == "own"


def test_only_leads_of_the_team_and_staff_bring_and_confirm(me, team):
    with pytest.raises(PermissionDenied):
        brought(lead(), team, {})
    with pytest.raises(PermissionDenied):
        brought(me, None, {})
    roster = brought(me, team, {})
    for verb in (rosters.confirm, rosters.discard):
        with pytest.raises(PermissionDenied):
            verb(roster=roster, by=lead())
    assert rosters.confirm(roster=roster, by=staff()).state == "done"


def test_a_roster_is_confirmed_or_thrown_away_once(me, team):
    roster = carried_out(me, team, {})
    for verb in (rosters.confirm, rosters.discard):
        with pytest.raises(rosters.NotShown):
            verb(roster=roster, by=me)

    rosters.discard(roster=brought(me, team, {}), by=me)

    assert RosterImport.objects.count() == 1


def test_a_long_roster_waits_for_the_queue_and_a_lost_hint_is_found(me, team, monkeypatch):
    monkeypatch.setattr(rosters, "AT_ONCE", 1)
    roster = brought(me, team, {}, {"name_ar": "حسن علي"})
    assert roster.state == "judging"
    with pytest.raises(rosters.NotShown):
        rosters.confirm(roster=roster, by=me)

    assert tasks.work_on_rosters() == 2
    assert rosters.confirm(roster=roster, by=me).state == "carrying"
    assert tasks.work_on_roster(roster.pk) == 2
    assert tasks.work_on_roster(roster.pk) == tasks.work_on_rosters() == 0

    roster.refresh_from_db()
    assert roster.state == "done"


def test_new_people_are_invited_when_asked_and_each_once(me, team):
    done = carried_out(me, team, {"email": "z@babil.example"}, {"name_ar": "حسن علي"})
    assert not Delivery.objects.exists()

    assert rosters.invite_people(roster=done, by=me) == (1, False)
    assert rosters.invite_people(roster=done, by=me) == (0, False)

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.team, invitation.role) == ("z@babil.example", team, "criterion")
    assert Delivery.objects.get().address == "z@babil.example"


def test_the_day_s_limit_of_invitations_holds(me, team):
    rows = [{"name_ar": f"زينب {n}", "email": f"z{n}@babil.example"} for n in range(MOST_A_DAY + 1)]
    done = carried_out(me, team, *rows)

    assert rosters.invite_people(roster=done, by=me) == (MOST_A_DAY, True)


def test_every_deed_stands_in_the_trail(me, team):
    rosters.discard(roster=brought(me, team, {}), by=me)
    carried_out(me, team, {})
    rosters.record_export(by=me, of=team)

    events = AuditEvent.objects.filter(verb__startswith="roster.").order_by("pk")
    assert [event.verb for event in events] == [
        "roster.brought",
        "roster.discarded",
        "roster.brought",
        "roster.confirmed",
        "roster.exported",
    ]
    assert {event.actor for event in events} == {me}


def test_carrying_out_asks_the_same_questions_for_any_number(me, team, django_assert_max_num_queries):
    roster = brought(me, team, *({"name_ar": f"زينب {n}", "email": f"z{n}@b.example"} for n in range(60)))

    with django_assert_max_num_queries(50):
        rosters.confirm(roster=roster, by=me)

    assert Service.objects.filter(from_on=DAY, confirmed_at__lte=kit.now()).count() == 60
