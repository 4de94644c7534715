"""Suspending a member and lifting it: by another province, with a reason, for days that are still ahead."""

import datetime

import pytest

import kit
from kit.digits import arabic
from members.models import Suspension
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, member

pytestmark = pytest.mark.django_db
LIST = "/en/members/suspensions/"
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def decider(client):
    person = SeatFactory(representative=member()).representative
    client.force_login(person)
    return person


def page_of(person, language="en"):
    return f"/{language}/members/people/{person.public_id}/suspension/"


def suspend(client, person, reason="خالف ميثاق الشبكة", until_on="", language="en"):
    words = {"then": "suspend", "reason": reason, "until_on": until_on}
    return client.post(page_of(person, language), words)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_suspending_and_lifting(client, decider, language):
    person = member(name_ar="هدى صالح مهدي")
    until = kit.today() + 30 * A_DAY

    assert suspend(client, person, until_on=arabic(until.isoformat()), language=language).status_code == 302

    assert not person.is_member(kit.today())
    assert person.suspensions.get().until_on == until
    assert "خالف ميثاق الشبكة" in text(client.get(page_of(person, language)))
    assert client.post(page_of(person, language), {"then": "lift"}).status_code == 302
    assert person.suspensions.get().lifted_by == decider
    assert person.is_member(kit.today() + A_DAY)


def test_lifting_twice_changes_nothing_and_says_so(client, decider):
    person = member()

    answer = client.post(page_of(person), {"then": "lift"}, follow=True)

    assert "This suspension has ended already. Nothing was changed." in text(answer)


@pytest.mark.parametrize(
    ("reason", "until_on", "field"),
    [
        ("", "", "reason"),
        (" \n ", "", "reason"),
        ("سبب", "٢٠٢٠-٠١-٠١", "until_on"),
        ("سبب", "٣٠ شباط", "until_on"),
        ("ا" * 2001, "", "reason"),
    ],
)
def test_without_a_reason_or_for_days_gone_by_nobody_is_suspended(client, decider, reason, until_on, field):
    person = member()

    answer = suspend(client, person, reason, until_on)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert person.is_member(kit.today())


def test_a_second_suspension_is_refused_in_words(client, decider):
    person = member()
    suspend(client, person)

    answer = suspend(client, person, "سبب آخر")

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert Suspension.objects.get().reason == "خالف ميثاق الشبكة"


def test_who_may_not(client, decider):
    other, applicant = member(), UserFactory()
    for person in (decider, applicant):
        assert client.get(page_of(person)).status_code == 403
        assert suspend(client, person).status_code == 403
    SeatFactory(province=other.services.get().team.province, representative=other)
    fellow = member(province=other.services.get().team.province)
    client.force_login(other)
    assert suspend(client, fellow).status_code == 403
    client.force_login(member())
    assert client.get(LIST).status_code == 403
    assert suspend(client, other).status_code == 403
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("public_id", ["nobody", "%00", "لا-أحد"])
def test_who_is_nobody_is_not_found(client, decider, public_id):
    assert client.get(f"/en/members/people/{public_id}/suspension/").status_code == 404


def test_the_list_finds_a_member_by_name_and_says_when_there_is_none(client, decider):
    person = member(name_ar="هدى صالح مهدي")

    assert "Nobody is suspended" in text(client.get(LIST))
    assert page_of(person) in text(client.get(LIST, {"q": "هدى"}))
    for asked in ("لا أحد بهذا الاسم", "\x00", "%", "٣" * 300):
        assert "No member has this name." in text(client.get(LIST, {"q": asked}))


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, decider, count, django_assert_max_num_queries):
    for _ in range(count):
        Suspension.objects.create(person=member(), from_on=kit.today(), reason="سبب", imposed_by=decider)

    with django_assert_max_num_queries(10):
        assert len(client.get(LIST).context["in_force"]) == count
