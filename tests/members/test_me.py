"""One's own page: what waits, how one stands, teams, deeds, and the ways into work."""

import pytest

from members import actions
from members.models import Application, Role
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.members import ServiceFactory, UserFactory, member, staff, waiting
from tests.factories.members_accounts import account

pytestmark = pytest.mark.django_db
MOST = 12  # frame and session 3, the way to membership 4, desk 4, deeds 1


def page_of(client, person, language="en"):
    client.force_login(person)
    return client.get(f"/{language}/members/me/").content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_is_new_reads_what_to_do_first(client, language):
    html = page_of(client, UserFactory(name_ar=""), language)

    assert f"/{language}/members/me/settings/" in html
    assert f"/{language}/members/services/new/" in html
    assert f"/{language}/library/new/" not in html.partition("<main")[2].partition("</main")[0]


def test_a_lead_finds_the_service_that_waits(client):
    lead = ServiceFactory(role=Role.LEADER, person=account())
    asked = ServiceFactory(team=lead.team, confirmed_at=None)

    html = page_of(client, lead.person)

    assert f"/en/members/services/{asked.pk}/" in html
    assert f"/en/members/teams/{lead.team.pk}/" in html
    assert "Nothing waits for you." not in html


def test_a_representative_counts_what_other_provinces_handed_in(client):
    holder = member()
    own = holder.services.get().team.province
    SeatFactory(province=own, representative=holder)
    for province in (own, None):
        service = ServiceFactory(**({"team__province": province} if province else {}))
        waiting(service.person, service.team.province, submitted_at="2026-01-01T00:00Z")

    html = page_of(client, holder)

    assert 'wait for a decision</span><span class="badge">1</span>' in html


def test_who_was_asked_is_led_to_the_answer(client):
    service = ServiceFactory()
    state = Application.State.ASKED
    waiting(
        service.person, service.team.province, state, submitted_at="2026-01-01T00:00Z", reason="Since when?"
    )

    assert "/en/members/application/#step-4" in page_of(client, service.person)


def test_a_message_waits_once(client):
    reader = member()
    actions.send(sender=member(), recipient=reader, body="Good morning")

    html = page_of(client, reader)

    assert "Messages that you have not read" in html
    assert "Notices that you have not read" not in html


def test_staff_are_not_asked_to_become_members(client):
    html = page_of(client, staff())

    assert "My membership" not in html
    assert "/en/admin/" in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_whatever_the_person_has_done(client, django_assert_max_num_queries, count):
    person = member()
    team = person.services.get().team
    for _number in range(count):
        ServiceFactory(team=team, confirmed_at=None)
        published(created_by=person)
    ServiceFactory(team=team, role=Role.LEADER, person=person)
    SeatFactory(province=team.province, representative=person)
    client.force_login(person)
    client.get("/en/members/me/")

    with django_assert_max_num_queries(MOST):
        html = client.get("/en/members/me/").content.decode()

    assert html.count("asks you to confirm") == count
