"""Inviting by mail, and what the link opens: GET shows, the button accepts, for the invited one alone."""

import datetime

import pytest
from django.urls import reverse

import kit
from kit import tokens
from members import letters
from members.actions.invitations import MOST_A_DAY, VALID_FOR
from members.models import Invitation, Role
from tests.factories.members import UserFactory, staff
from tests.factories.members_accounts import InvitationFactory, account, lead, link_sent_to

pytestmark = pytest.mark.django_db
PAGE = "/en/members/invitations/"
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def me(client):
    person = lead()
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode()


def team_of(person):
    return person.services.get().team


def invite(client, person, email="ضيف", **fields):
    words = {"email": email, "team": team_of(person).pk, "role": Role.CRITERION, "language": "ar"}
    return client.post(PAGE, words | fields)


def link(invitation, language="en"):
    return f"/{language}/members/invitations/{tokens.sign(letters.INVITATION, invitation.pk)}/"


def sent_by(person, *, days_ago=2, **fields):
    at = kit.now() - days_ago * A_DAY
    return InvitationFactory(invited_by=person, team=team_of(person), at=at, **fields)


def test_a_lead_invites_into_their_team(client, me, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = invite(client, me, "guest@babil.example", name="أم كلثوم عبد الرزاق")

    assert answer.status_code == 302
    assert "guest@babil.example" in text(client.get(PAGE))
    client.logout()
    page = client.get(link_sent_to("guest@babil.example", "invitations"))
    assert page.status_code == 200
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ضيف"),
        ("email", ""),
        ("email", "a@b.example\nBcc: c@d.example"),
        ("team", ""),
        ("team", "٩٩٩٩٩"),
        ("role", "king"),
        ("role", ""),
        ("language", "fr"),
        ("name", "ا" * 151),
    ],
)
def test_wrong_words_are_refused_above_their_field(client, me, field, value):
    answer = invite(client, me, **{"email": "guest@babil.example", field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Invitation.objects.exists()


def test_nobody_invites_into_another_team(client, me):
    answer = invite(client, me, "guest@babil.example", team=team_of(lead()).pk)

    assert answer.status_code == 422
    assert "team" in answer.context["form"].errors
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"email": "guest@babil.example"}).status_code == 403


def test_an_address_is_invited_once_at_a_time(client, me):
    invite(client, me, "guest@babil.example")

    answer = invite(client, me, "GUEST@babil.example")

    assert answer.status_code == 422
    assert "Somebody has invited this address already. Wait for the answer." in text(answer)
    Invitation.objects.update(at=kit.now() - 40 * A_DAY, expires_at=kit.now() - A_DAY)
    assert invite(client, me, "guest@babil.example").status_code == 302


def test_too_many_a_day_are_refused_in_words(client, me):
    InvitationFactory.create_batch(MOST_A_DAY, invited_by=me, team=team_of(me))

    answer = invite(client, me, "guest@babil.example")

    assert answer.status_code == 422
    assert "You have sent many invitations today. Go on tomorrow." in text(answer)


def test_sending_again_waits_for_a_day(client, me):
    old, fresh, closed = sent_by(me), sent_by(me, days_ago=0), sent_by(me, withdrawn_at=kit.now())
    said = [text(client.post(f"{PAGE}{one.pk}/again/", follow=True)) for one in (old, fresh, closed)]

    assert "The invitation is on its way by mail." in said[0]
    assert "It was sent within the last day. Wait until tomorrow." in said[1]
    assert "This invitation is closed. Nothing was changed." in said[2]
    old.refresh_from_db()
    assert old.expires_at > kit.now() + VALID_FOR - A_DAY
    assert client.get(f"{PAGE}{old.pk}/again/").status_code == 405


def test_withdrawing_closes_the_link(client, me):
    invitation = sent_by(me)

    for said in ("The invitation is withdrawn.", "This invitation is closed. Nothing was changed."):
        assert said in text(client.post(f"{PAGE}{invitation.pk}/withdrawal/", follow=True))
    assert client.get(f"{PAGE}{invitation.pk}/withdrawal/").status_code == 405
    client.logout()
    closed = client.get(link(invitation))
    assert closed.status_code == 410
    assert "This invitation is no longer valid" in text(closed)


@pytest.mark.parametrize("deed", ["again", "withdrawal"])
def test_other_people_s_invitations_are_not_found(client, me, deed):
    other = sent_by(lead())

    assert client.post(f"{PAGE}{other.pk}/{deed}/").status_code == 404
    assert other.email not in text(client.get(PAGE))
    client.force_login(staff())
    assert client.post(f"{PAGE}{other.pk}/{deed}/").status_code == 302


@pytest.mark.parametrize("language", ["ar", "en"])
def test_accepting_declares_the_service_that_the_lead_vouches_for(client, me, language):
    invitation = sent_by(me)
    guest = account(email=invitation.email)
    client.force_login(guest)

    assert client.get(link(invitation, language)).status_code == 200
    assert not guest.services.exists()
    assert client.post(link(invitation, language)).url == f"/{language}/members/me/"

    service = guest.services.get()
    assert (service.team, service.confirmed_by) == (team_of(me), me)
    again = client.post(link(invitation, language))
    assert again.status_code == 410
    assert guest.services.count() == 1


def test_another_address_than_the_invited_one_accepts_nothing(client, me):
    invitation = sent_by(me)
    other = account(email="other@babil.example")
    unconfirmed = UserFactory(email=invitation.email)
    for person in (other, unconfirmed):
        client.force_login(person)
        for ask in (client.get, client.post):
            assert "was sent to another address than yours" in text(ask(link(invitation)))

    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_visitor_goes_on_to_sign_up_or_in(client, me):
    new, known = sent_by(me), sent_by(me, email=account(email="known@babil.example").email)
    client.logout()

    assert client.post(link(new)).url == reverse("account_signup")
    assert new.email in text(client.get("/en/accounts/signup/"))
    assert client.post(link(known)).url == reverse("account_login")


@pytest.mark.parametrize("method", ["get", "post"])
def test_old_and_broken_links_accept_nothing(client, me, method):
    invitation = sent_by(me, days_ago=VALID_FOR.days + 1)
    guest = account(email=invitation.email)
    client.force_login(guest)
    ask = getattr(client, method)

    old, torn = ask(link(invitation)), ask(link(invitation)[:-9] + "/")
    foreign = ask(f"{PAGE}{tokens.sign(letters.CONFIRM_SERVICE, invitation.pk)}/")
    gone = ask(f"{PAGE}{tokens.sign(letters.INVITATION, 10**6)}/")

    assert [answer.status_code for answer in (old, torn, foreign, gone)] == [410, 404, 404, 404]
    assert "Ask who invited you to send it again." in text(old)
    assert not guest.services.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, me, count, django_assert_max_num_queries):
    for _ in range(count):
        sent_by(me, accepted_by=UserFactory(), accepted_at=kit.now())

    with django_assert_max_num_queries(10):
        assert len(client.get(PAGE).context["page"].object_list) == count


def test_the_sentence_runs_as_the_page_whatever_the_letters_of_the_name(client, me):
    page = text(client.get(link(sent_by(me))))

    sentence = page.partition("invites you to the Excellence Network")[0].rpartition("<p")[2]
    assert sentence.startswith(">")


def test_one_s_own_address_is_not_invited(client, me):
    answer = invite(client, me, me.email.upper())

    assert answer.context["form"].errors["email"] == ["This is your own address."]


def test_who_leads_one_team_need_not_choose_it(client, me):
    form = client.get(PAGE).context["form"]

    assert [str(value) for value, _label in form["team"].field.choices] == [str(team_of(me).pk)]
    assert form["role"].field.required


def test_who_has_accepted_and_is_signed_in_goes_on(client, me):
    invitation = sent_by(me, accepted_at=kit.now(), accepted_by=UserFactory())
    signed_in = text(client.get(link(invitation)))
    client.logout()

    assert "/en/members/me/" in signed_in.partition("<main")[2].partition("</main")[0]
    assert "Sign in with the address" in text(client.get(link(invitation)))
