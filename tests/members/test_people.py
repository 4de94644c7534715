"""The page of a person: who may open it, what it says, and which channels each reader sees on it."""

import datetime

import pytest

import kit
from committee.models import Outcome
from members import actions, rules
from members.models import Channel, Profile, Suspension
from tests.factories.chairs import TermFactory
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.library import published
from tests.factories.members import (
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    UserFactory,
    member,
    staff,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MOST = 10  # frame and session 3, the person 1, services 1, offices 2, deeds 1, channels 2
VALUES = {"nobody": "0770111", "province": "0770222", "members": "0770333"}


def address(person, language="en"):
    return f"/{language}/members/people/{person.public_id}/"


def opened(client, viewer, person, language="en"):
    if viewer is None:
        client.logout()
    else:
        client.force_login(viewer)
    return client.get(address(person, language))


@pytest.fixture
def owner():
    """A member of Babil with one channel of each visibility."""
    person = member(ProvinceFactory(code="IQ-BB"), name_ar="زينب هادي", name_latin="Zainab Hadi")
    for visibility, value in VALUES.items():
        Channel.objects.create(person=person, kind="phone", value=value, visibility=visibility)
    return person


def rest(person):
    """Their membership rests."""
    Suspension.objects.create(person=person, from_on=kit.today(), reason="x", imposed_by=staff())
    return person


def gone(person):
    """Their service ended yesterday; they stay a member."""
    person.services.update(until_on=kit.today() - DAY)
    return person


READERS = {
    "a visitor": (lambda home: None, set()),
    "a newcomer": (lambda home: UserFactory(), set()),
    "serving there, no member": (lambda home: ServiceFactory(team__province=home).person, set()),
    "a member of the province": (lambda home: member(home), {"province", "members"}),
    "a member of another province": (lambda home: member(), {"members"}),
    "a member who served there": (lambda home: gone(member(home)), {"members"}),
    "suspended": (lambda home: rest(member(home)), set()),
    "a seat of another province": (
        lambda home: SeatFactory(representative=member()).representative,
        {"members"},
    ),
    "a seat of the province": (
        lambda home: SeatFactory(province=home, representative=member(home)).representative,
        {"province", "members"},
    ),
    "Taqadum staff": (lambda home: staff(), {"members"}),
}


@pytest.mark.parametrize("reader", READERS)
def test_who_sees_which_channel(client, owner, reader):
    make, wanted = READERS[reader]
    viewer = make(owner.services.get().team.province)

    response = opened(client, viewer, owner)

    html = response.content.decode()
    assert {visibility for visibility, value in VALUES.items() if value in html} == wanted
    if viewer is not None:
        seen = Channel.objects.visible_to(viewer).filter(person=owner)
        assert {channel.visibility for channel in seen} == wanted


def test_owners_see_all_their_channels_and_who_sees_them(client, owner):
    html = opened(client, owner, owner).content.decode()

    assert all(value in html for value in VALUES.values())
    assert "only me" in html


def test_who_may_open_a_page(client):
    seat = SeatFactory().representative
    listed, hidden = member(), member()
    Profile.objects.create(person=hidden, is_listed=False)
    newcomer, reader = UserFactory(), member()
    wanted = {
        reader: {listed},
        seat: {listed, hidden, newcomer},
        staff(): {listed, hidden, newcomer},
        newcomer: {newcomer},
        hidden: {listed, hidden},
        rest(member()): set(),
    }

    for viewer, readable in wanted.items():
        for person in (listed, hidden, newcomer):
            is_open = opened(client, viewer, person).status_code == 200
            assert is_open == (person in readable) == rules.may_read_profile(viewer, person)


@pytest.mark.parametrize("field", ["is_active", "erased_at"])
def test_nobody_reads_of_who_is_gone(client, owner, field):
    setattr(owner, field, {"is_active": False, "erased_at": kit.now()}[field])
    owner.save()

    for viewer in (member(), SeatFactory().representative, staff()):
        assert opened(client, viewer, owner).status_code == 404
        assert not rules.may_read_profile(viewer, owner)
        assert client.get(f"/p/{owner.public_id}").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_tells_who_a_person_is_and_what_they_did(client, owner, language):
    service = owner.services.get()
    service.criteria.add(CriterionFactory(name_ar="القيادة", name_en="Leadership"))
    Profile.objects.create(person=owner, skills=["المشتريات"], ask_about="اسألني عن العقود")
    SeatFactory(province=service.team.province, representative=owner)
    TermFactory().editors.add(owner)
    item = published(created_by=owner)

    html = opened(client, member(), owner, language).content.decode()

    words = ["زينب هادي", "Zainab Hadi", "المشتريات", "اسألني عن العقود", f"/{language}/library/{item.pk}/"]
    words += {"ar": ["القيادة"], "en": ["Leadership", "POCC representative", "chair editor"]}[language]
    for word in words:
        assert word in html
    assert "?skill=" in html
    assert f'href="/{language}/members/directory/"' in html.partition("<main")[0]  # the frame is the reader's


def test_one_writes_to_members_and_not_to_those_who_want_none(client, owner):
    viewer = member()
    link = f"/en/members/people/{owner.public_id}/write/"

    assert link in opened(client, viewer, owner).content.decode()
    actions.block(person=owner, blocked=viewer)
    assert link not in opened(client, viewer, owner).content.decode()
    assert link not in opened(client, owner, owner).content.decode()


def test_no_address_is_shown(client, owner):
    assert owner.email not in opened(client, member(), owner).content.decode()


@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        ("phone", "+9647701234567", "tel:+9647701234567"),
        ("whatsapp", "07701234567", "https://wa.me/9647701234567"),
        ("whatsapp", "+9647701234567", "https://wa.me/9647701234567"),
        ("whatsapp", "009647701234567", "https://wa.me/9647701234567"),
        ("telegram", "@zainab", "https://t.me/zainab"),
        ("email", "z@babil.example", "mailto:z@babil.example"),
    ],
)
def test_a_telephone_opens_the_channel(kind, value, link):
    assert Channel(kind=kind, value=value).link == link


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_whatever_was_done(client, django_assert_max_num_queries, count):
    person = member()
    SeatFactory(representative=person)
    quarter = TermFactory().quarter
    for number in range(count):
        ServiceFactory(person=person).criteria.add(CriterionFactory())
        published(created_by=person)
        Channel.objects.create(person=person, kind="phone", value=f"0770{number}", visibility="members")
        TermFactory(quarter=quarter.plus(number + 1)).editors.add(person)
    client.force_login(member())
    client.get(address(person))

    with django_assert_max_num_queries(MOST):
        client.get(address(person))


def test_a_deed_that_tells_of_several_counts_them_all(client):
    person = member()
    for _ in range(3):
        ReviewFactory(outcome=Outcome.APPROVED, decided_by=person, decided_at=kit.now())

    answer = opened(client, member(), person)

    assert answer.context["numbers"] == [("Quality control", 3)]
