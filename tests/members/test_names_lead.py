"""Names lead to the page of the person where the reader may open it, and are plain words where not."""

import pytest

import kit
from library.models import Contributor
from members import rules
from members.models import Profile, Role
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.members import ServiceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """One who is listed, one who is not, one who is no member, one whose account is closed."""
    hidden, gone = member(), member()
    Profile.objects.create(person=hidden, is_listed=False)
    gone.is_active = False
    gone.save()
    return [member(), hidden, UserFactory(), gone]


@pytest.fixture
def places(people):
    """A team in which they serve and an item that names them, with its own author."""
    team = ServiceFactory(role=Role.LEADER, person=member()).team
    item = published(created_by=UserFactory())
    for person in people:
        ServiceFactory(team=team, person=person)
        Contributor.objects.create(item=item, person=person, name=f"named {person.pk}")
    Contributor.objects.create(item=item, name="without an account")
    return team, item


def linked(client, reader, path, people):
    """Whose pages the page leads to."""
    if reader is not None:
        client.force_login(reader)
    html = client.get(path).content.decode().partition("<main")[2]
    assert all(person.name in html or f"named {person.pk}" in html for person in people)
    return [person for person in people if f"/en/members/people/{person.public_id}/" in html]


def of_team(team):
    return team.services.get(role=Role.LEADER).person


READERS = {
    "a visitor": lambda team: None,
    "a newcomer": lambda team: UserFactory(),
    "a member": of_team,
    "a seat": lambda team: SeatFactory(province=team.province).representative,
    "staff": lambda team: staff(),
}


@pytest.mark.parametrize("reader", READERS)
def test_contributors_lead_where_their_page_opens(client, people, places, reader):
    team, item = places
    viewer = READERS[reader](team)

    shown = linked(client, viewer, f"/en/library/{item.pk}/", people)

    wanted = [] if viewer is None else [one for one in people if rules.may_read_profile(viewer, one)]
    assert shown == wanted
    assert len(wanted) == {"a visitor": 0, "a newcomer": 0, "a member": 1}.get(reader, 3)


@pytest.mark.parametrize("reader", ["a member", "a seat", "staff"])
def test_people_of_a_team_lead_where_their_page_opens(client, people, places, reader):
    team, _item = places
    viewer = READERS[reader](team)

    shown = linked(client, viewer, f"/en/members/teams/{team.pk}/", people)

    assert shown == [one for one in people if rules.may_read_profile(viewer, one)]


def test_holders_of_seats_lead_to_their_pages(client):
    seat = SeatFactory(alternate=UserFactory())
    closed = SeatFactory(since_on=kit.today(), alternate=UserFactory(is_active=False))
    people = [seat.representative, seat.alternate, closed.alternate]

    assert linked(client, staff(), "/en/committee/seats/", people) == people[:2]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_item_costs_the_same_however_many_it_names(
    client, count, is_signed_in, django_assert_max_num_queries
):
    item = published()
    for number in range(count):
        Contributor.objects.create(item=item, person=member(), name=f"{number}")
    if is_signed_in:
        client.force_login(member())
        client.get(f"/en/library/{item.pk}/")

    with django_assert_max_num_queries(8 if is_signed_in else 6):
        client.get(f"/en/library/{item.pk}/")
