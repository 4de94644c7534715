"""Declaring a service, answering for one on the page and by the link in the mail, ending it."""

import datetime

import pytest
import time_machine

import kit
from kit import tokens
from kit.calendar import add_months
from kit.formats import day
from members import actions, letters
from members.models import Notice, Role, Service
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, staff
from tests.factories.members_accounts import lead, link_sent_to

pytestmark = pytest.mark.django_db
NEW = "/en/members/services/new/"
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def leader():
    began = datetime.date(2013, 5, 16)
    return lead(TeamFactory(started_on=began, self_assessed_on=began + 100 * A_DAY))


@pytest.fixture
def team(leader):
    return leader.services.get().team


@pytest.fixture
def me(client):
    person = UserFactory(name_ar="حسين كريم عبد الأمير")
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode()


def declare(client, team, from_on="2024-01-15", until_on="", role=Role.CRITERION, language="en"):
    fields = {"team": team.pk, "role": role, "from_on": from_on, "until_on": until_on}
    return client.post(f"/{language}/members/services/new/", fields)


def waiting_service(team):
    return ServiceFactory(team=team, from_on=datetime.date(2024, 1, 1), confirmed_at=None)


def link(service, asked):
    token = tokens.sign(letters.CONFIRM_SERVICE, [service.pk, asked.pk])
    return f"/en/members/services/answer/{token}/"


@pytest.mark.parametrize("day", ["2024-01-15", "٢٠٢٤-٠١-١٥", "۲۰۲۴-۰۱-۱۵", " ٢٠٢٤-٠١-١٥\u200f"])
def test_a_day_is_read_in_every_script(client, me, team, day):
    assert declare(client, team, day).status_code == 302
    assert me.services.get().from_on == datetime.date(2024, 1, 15)


@pytest.mark.parametrize(
    ("from_on", "until_on", "field", "words"),
    [
        ("", "", "from_on", "This field is required."),
        ("2024-02-30", "", "from_on", "Enter a valid date."),
        ("كانون الثاني", "", "from_on", "Enter a valid date."),
        ("٢٠٢٤-١٣-٠١", "", "from_on", "Enter a valid date."),
        ("2024-01-15", "غداً", "until_on", "Enter a valid date."),
        ("2024-01-15", "٢٠٢٤-٠١-١٤", "until_on", "Service cannot end before it started."),
        ("٢٠١٣-٠٥-١٥", "", "from_on", "This team began on 16 May 2013. Give that day or a later one."),
        ("2226-01-15", "", "from_on", "This day is more than a year ahead. Look at the year again."),
        ("0001-01-01", "", "from_on", "This team began on 16 May 2013. Give that day or a later one."),
    ],
)
def test_wrong_days_are_refused_in_words_and_kept(client, me, team, from_on, until_on, field, words):
    answer = declare(client, team, from_on, until_on)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [words]
    assert answer.context["form"]["from_on"].value() == from_on
    assert not me.services.exists()


@pytest.mark.parametrize(
    ("team_key", "role"), [("٩٩٩٩٩٩", "leader"), ("x", "leader"), ("", ""), ("1", "king")]
)
def test_teams_and_roles_that_are_none_are_refused(client, me, team_key, role):
    answer = client.post(NEW, {"team": team_key, "role": role, "from_on": "2024-01-15"})

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not me.services.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_overlap_is_refused_in_words(client, me, team, language):
    declare(client, team, "2024-01-15", "2024-06-30")

    answer = declare(client, team, "2024-06-30", language=language)

    assert answer.status_code == 422
    said = {
        "ar": "هذا الشخص يخدم بهذا الدور في هذا الفريق في ذلك الوقت.",
        "en": "This person already serves in this role in this team at that time.",
    }
    assert said[language] in " ".join(answer.context["form"].non_field_errors())
    assert me.services.count() == 1
    assert declare(client, team, "2024-07-01").status_code == 302


def test_opening_the_link_of_the_mail_changes_nothing_and_its_button_confirms(
    client, me, leader, team, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        declare(client, team)
    client.logout()
    address = link_sent_to(leader.email, "answer")

    for _ in range(2):
        page = client.get(address)
        assert page.status_code == 200
        assert me.name in text(page)
    assert client.head(address).status_code == 200
    assert me.services.get().is_waiting

    done = client.post(address, {"answer": "confirm"}, follow=True)

    service = me.services.get()
    assert service.confirmed_by == leader
    assert done.status_code == 200
    assert not done.wsgi_request.user.is_authenticated
    assert 'name="answer"' not in text(done)


def test_refusing_by_the_link_needs_a_reason(client, leader, team):
    service = waiting_service(team)

    empty = client.post(link(service, leader), {"answer": "refuse", "reason": "  "})
    assert empty.status_code == 422
    assert "Say why you refuse it" in text(empty)
    assert client.post(link(service, leader), {"answer": "ربما"}).status_code == 422
    service.refresh_from_db()
    assert service.is_waiting

    client.post(link(service, leader), {"answer": "refuse", "reason": "بدأ في آذار."})
    service.refresh_from_db()
    assert (service.refused_by, service.refusal) == (leader, "بدأ في آذار.")


def test_the_link_answered_again_says_so(client, leader, team):
    service = waiting_service(team)
    client.post(link(service, leader), {"answer": "confirm"})

    again = client.post(link(service, leader), {"answer": "refuse", "reason": "لا"})

    assert again.status_code == 200
    assert "This service has been answered." in text(again)
    service.refresh_from_db()
    assert service.refused_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_old_and_broken_links_say_what_to_do(client, leader, team, method):
    service = waiting_service(team)
    ask = getattr(client, method)
    with time_machine.travel(kit.now() - letters.CONFIRM_WITHIN - A_DAY):
        old = link(service, leader)

    expired, torn = ask(old, {"answer": "confirm"}), ask(old[:-9] + "/", {"answer": "confirm"})
    other = tokens.sign(letters.INVITATION, [service.pk, leader.pk])
    foreign = ask(f"/en/members/services/answer/{other}/", {"answer": "confirm"})

    assert (expired.status_code, torn.status_code, foreign.status_code) == (410, 404, 404)
    assert "This link is too old." in text(expired)
    assert "This link is not whole." in text(torn)
    service.refresh_from_db()
    assert service.is_waiting


def test_the_link_of_who_leads_no_more_opens_nothing(client, leader, team):
    service = waiting_service(team)
    Service.objects.filter(person=leader).update(until_on=kit.today() - A_DAY)
    for asked in (leader, UserFactory(), UserFactory(is_active=False), service.person):
        answer = client.post(link(service, asked), {"answer": "confirm"})
        assert answer.status_code == 403
        assert "You cannot answer for this service any more." in text(answer)
    service.refresh_from_db()
    assert service.is_waiting


def test_answering_on_the_page(client, leader, team):
    service = waiting_service(team)
    address = f"/en/members/services/{service.pk}/"
    client.force_login(leader)

    assert client.post(address, {"answer": "refuse", "reason": ""}).status_code == 422
    assert client.post(address, {"answer": ""}).status_code == 422
    assert client.post(address, {"answer": "confirm"}).status_code == 302
    again = client.post(address, {"answer": "refuse", "reason": "لا"}, follow=True)

    assert "This service has been answered already. Nothing was changed." in text(again)
    service.refresh_from_db()
    assert service.confirmed_by == leader


def test_nobody_answers_for_themselves_and_others_do_not_see_it(client, team):
    service = waiting_service(team)
    address = f"/en/members/services/{service.pk}/"
    client.force_login(service.person)
    assert client.get(address).status_code == 200
    assert client.post(address, {"answer": "confirm"}).status_code == 403

    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "confirm"}).status_code == 404
    service.refresh_from_db()
    assert service.is_waiting


@pytest.mark.parametrize("day", ["", "٢٠٢٣-١٢-٣١", "31/12", "x"])
def test_a_wrong_last_day_is_refused_in_words(client, team, day):
    service = waiting_service(team)
    client.force_login(service.person)

    answer = client.post(f"/en/members/services/{service.pk}/end/", {"on": day})

    assert answer.status_code == 422
    assert answer.context["form"].errors["on"]
    service.refresh_from_db()
    assert service.until_on is None


def test_a_last_day_in_arabic_digits_is_kept_and_given_once(client, team):
    service = waiting_service(team)
    client.force_login(service.person)
    address = f"/en/members/services/{service.pk}/end/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "٢٠٢٤-٠٣-٣١"}).status_code == 302

    service.refresh_from_db()
    assert service.until_on == datetime.date(2024, 3, 31)
    assert client.post(address, {"on": "2025-03-31"}).status_code == 403


def test_staff_are_asked_where_a_team_has_no_lead(client, me, django_capture_on_commit_callbacks):
    helper = staff()

    with django_capture_on_commit_callbacks(execute=True):
        declare(client, TeamFactory())

    client.post(link_sent_to(helper.email, "answer"), {"answer": "confirm"})
    assert me.services.get().confirmed_by == helper


@pytest.mark.parametrize(("months", "status"), [(12, 302), (13, 422)])
def test_a_service_may_begin_within_a_year(client, me, team, months, status):
    begins = add_months(kit.today(), months)

    assert declare(client, team, begins.isoformat()).status_code == status
    assert me.services.count() == (status == 302)


def test_a_service_ahead_does_not_serve_yet(client, me, team):
    declare(client, team, add_months(kit.today(), 2).isoformat())

    page = text(client.get("/en/members/application/"))

    assert f"from {day(me.services.get().from_on)}" in page
    assert "still serving" not in page


def test_who_was_refused_is_told_so_until_they_declare_again(client, me, team, leader):
    pages = ("/en/members/me/", "/en/members/application/")
    declare(client, team)
    actions.refuse(service=me.services.get(), by=leader, reason="اليوم خطأ")
    refused = [text(client.get(page)) for page in pages]
    declare(client, team)

    assert all("Your service was not confirmed. Read why" in page for page in refused)
    assert "application/#step-2" in refused[0]
    assert not any("was not confirmed. Read why" in text(client.get(page)) for page in pages)


def test_no_notice_asks_for_an_answer_that_was_given(me, team, leader):
    second = lead(team)
    service = actions.declare(person=me, team=team, role=Role.CRITERION, from_on=kit.today())
    asked = Notice.objects.filter(person__in=[leader, second]).unread()
    before = asked.count()

    actions.confirm(service=service, by=second)

    assert (before, asked.count()) == (2, 0)


def take_back(client, pk):
    words = {"then": "take_back", "service": pk}
    return client.post("/en/members/application/", words, follow=True)


def test_what_was_declared_wrongly_is_taken_back(client, me, team, leader):
    declare(client, team)
    service = me.services.get()
    address = link(service, leader)
    assert "Take it back" in text(client.get("/en/members/application/"))

    answer = take_back(client, service.pk)

    assert "Your service is taken back." in text(answer)
    assert not me.services.exists()
    assert not Notice.objects.filter(person=leader).exists()
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Nothing waits for your answer." in text(gone)
    assert declare(client, team).status_code == 302


@pytest.mark.parametrize("of", ["confirmed", "refused", "another", "", "x", "9" * 30])
def test_nothing_else_is_taken_back(client, me, team, leader, of):
    service = actions.declare(person=me, team=team, role=Role.CRITERION, from_on=kit.today())
    if of == "confirmed":
        actions.confirm(service=service, by=leader)
    elif of == "refused":
        actions.refuse(service=service, by=leader, reason="اليوم خطأ")
    other = waiting_service(team)
    pk = other.pk if of == "another" else service.pk if of in ("confirmed", "refused") else of

    answer = take_back(client, pk)

    assert "This service has been answered already. Nothing was changed." in text(answer)
    assert Service.objects.filter(pk__in=[service.pk, other.pk]).count() == 2
