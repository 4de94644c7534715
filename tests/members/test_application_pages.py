"""The page by which one becomes a member, and the desk that decides: what is refused is said in words."""

import pytest

import kit
from members import actions
from members.forms.application import LONGEST
from members.models import Application, User
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, member, waiting

pytestmark = pytest.mark.django_db
PAGE, DESK = "/en/members/application/", "/en/members/applications/"
NOTE = "خدمتُ في فريق بابل منذ ٢٠١٢، وأريد أن ننقل التجربة."


@pytest.fixture
def applicant(client):
    """Somebody who meets every condition and has handed nothing in yet."""
    person = ServiceFactory(person=UserFactory(name_ar="زهراء كاظم عبد الأمير الحلّي")).person
    client.force_login(person)
    return person


@pytest.fixture
def decider():
    """A representative of another province."""
    return SeatFactory(representative=member()).representative


def handed_in(person=None, **fields):
    service = person.services.get() if person else ServiceFactory()
    return waiting(service.person, service.team.province, submitted_at=kit.now(), **fields)


def text(answer):
    return answer.content.decode()


def press(client, then, **fields):
    return client.post(PAGE, {"then": then, **fields})


def decide(client, application, decision, words="", language="en"):
    address = f"/{language}/members/applications/{application.pk}/"
    return client.post(address, {"decision": decision, "text": words}, follow=True)


def test_a_draft_is_kept_for_its_writer_alone(client, applicant, decider):
    assert press(client, "save", note=NOTE).status_code == 302

    assert NOTE in text(client.get(PAGE))
    draft = Application.objects.get(person=applicant)
    assert draft.state == "draft"
    client.force_login(decider)
    assert applicant.name not in text(client.get(DESK))
    assert client.get(f"{DESK}{draft.pk}/").status_code == 404
    assert decide(client, draft, "approve").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_submitting_too_early_says_why_and_keeps_the_words(client, language):
    person = ServiceFactory(from_on=kit.today(), confirmed_at=kit.now()).person
    client.force_login(person)

    answer = client.post(f"/{language}/members/application/", {"then": "submit", "note": NOTE})

    assert answer.status_code == 422
    unmet = answer.context["unmet"]
    assert "months" in [condition.key for condition in unmet]
    assert all(str(condition.words) in text(answer) for condition in unmet)
    assert NOTE in text(answer)
    assert not Application.objects.filter(person=person).exists()


@pytest.mark.parametrize("then", ["save", "submit"])
def test_who_has_never_served_is_told_so(client, then):
    client.force_login(UserFactory())

    answer = press(client, then, note=NOTE)

    assert answer.status_code == 422
    assert "Not submitted: this condition is not met" in text(answer)
    assert NOTE in text(answer)


def test_a_service_that_nobody_has_confirmed_does_not_count(client, applicant):
    applicant.services.update(confirmed_at=None)

    assert press(client, "submit").status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize("then", ["save", "submit"])
def test_words_beyond_measure_are_refused_and_kept(client, applicant, then):
    long = "ا" * (LONGEST + 1)

    answer = press(client, then, note=long)

    assert answer.status_code == 422
    assert answer.context["note_form"]["note"].value() == long
    assert not Application.objects.exists()


@pytest.mark.parametrize("then", ["", "approve", "٣", "\x00"])
def test_other_buttons_than_those_of_the_page_do_nothing(client, applicant, then):
    assert press(client, then, note=NOTE).status_code == 200
    assert not Application.objects.exists()


def test_submitting_twice_hands_in_once(client, applicant):
    press(client, "submit", note=NOTE)
    again = client.post(PAGE, {"then": "submit", "note": "مرة أخرى"}, follow=True)

    assert "Nothing was changed." in text(again)
    assert Application.objects.get(person=applicant).steps.get().text == NOTE


def test_what_was_asked_is_answered_in_the_same_place(client, applicant, decider):
    application = handed_in(applicant)
    client.force_login(decider)
    assert decide(client, application, "ask", "في أي معيار عملت؟").status_code == 200

    client.force_login(applicant)
    assert "في أي معيار عملت؟" in text(client.get(PAGE))
    empty = press(client, "answer", answer="  ")
    assert empty.status_code == 422
    assert "Write your answer." in text(empty)
    assert press(client, "answer", answer="في المعيار ٥").status_code == 302

    application.refresh_from_db()
    assert application.state == "submitted"
    assert [step.text for step in application.steps.all()] == ["في أي معيار عملت؟", "في المعيار ٥"]
    client.force_login(decider)
    assert "في المعيار ٥" in text(client.get(f"{DESK}{application.pk}/"))


def test_nothing_to_answer_is_said(client, applicant):
    handed_in(applicant)

    answer = client.post(PAGE, {"then": "answer", "answer": "جواب"}, follow=True)

    assert "Your application has moved on meanwhile. Nothing was changed." in text(answer)


def test_withdrawing_and_applying_again(client, applicant):
    first = handed_in(applicant)

    assert press(client, "withdraw").status_code == 302
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert "Nothing was changed." in text(client.post(PAGE, {"then": "withdraw"}, follow=True))
    assert press(client, "submit", note=NOTE).status_code == 302
    assert Application.objects.filter(person=applicant, state="submitted").count() == 1


def test_a_member_who_submits_again_changes_nothing(client):
    client.force_login(member())

    answer = client.post(PAGE, {"then": "submit", "note": ""}, follow=True)

    assert "Nothing was changed." in text(answer)
    assert Application.objects.count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_approving_makes_a_member_from_today(client, decider, language):
    application = handed_in()
    client.force_login(decider)

    assert decide(client, application, "approve", language=language).status_code == 200

    application.refresh_from_db()
    assert application.member_since == kit.today()
    assert application.decided_by == decider


@pytest.mark.parametrize("decision", ["ask", "decline"])
@pytest.mark.parametrize("words", ["", " \n "])
def test_asking_and_declining_need_a_reason(client, decider, decision, words):
    application = handed_in()
    client.force_login(decider)

    answer = decide(client, application, decision, words)

    assert answer.status_code == 422
    assert "Say what is missing, or why it is declined." in text(answer)
    application.refresh_from_db()
    assert application.is_waiting


@pytest.mark.parametrize("decision", ["", "yes", "withdraw"])
def test_a_decision_is_one_of_three(client, decider, decision):
    application = handed_in()
    client.force_login(decider)

    answer = decide(client, application, decision, "كلام لا يضيع")

    assert answer.status_code == 422
    assert "كلام لا يضيع" in text(answer)
    application.refresh_from_db()
    assert application.is_waiting


def test_who_is_declined_reads_why_and_may_apply_again(client, applicant, decider):
    application = handed_in(applicant)
    client.force_login(decider)
    decide(client, application, "decline", "لم تكتمل المدة.")

    client.force_login(applicant)
    page = text(client.get(PAGE))

    assert "لم تكتمل المدة." in page
    assert "You may apply again." in page


@pytest.mark.parametrize("decision", ["approve", "ask", "decline"])
def test_the_second_of_two_deciders_reads_that_it_has_moved_on(client, decider, decision):
    application = handed_in()
    actions.decline(application=application, by=decider, text="السبب")
    client.force_login(SeatFactory(representative=member()).representative)

    answer = decide(client, application, decision, "سبب آخر")

    assert answer.status_code == 200
    assert "This application has moved on already. Nothing was changed." in text(answer)
    application.refresh_from_db()
    assert (application.decided_by, application.reason) == (decider, "السبب")


def test_approving_is_refused_once_a_condition_no_longer_holds(client, decider):
    application = handed_in()
    application.person.services.update(confirmed_at=None)
    client.force_login(decider)

    answer = decide(client, application, "approve")

    assert answer.status_code == 422
    assert "A condition is not met today. Ask for more, or decline." in text(answer)
    application.refresh_from_db()
    assert application.is_waiting


def test_one_s_own_province_reads_and_does_not_decide(client):
    application = handed_in()
    holder = SeatFactory(province=application.province, representative=member()).representative
    client.force_login(holder)

    assert 'name="decision"' not in text(client.get(f"{DESK}{application.pk}/"))
    assert decide(client, application, "approve").status_code == 403
    application.refresh_from_db()
    assert application.is_waiting


def test_the_desk_is_empty_in_words_and_closed_to_others(client, applicant, decider):
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}{handed_in().pk}/").status_code == 404

    client.force_login(decider)
    Application.objects.filter(state="submitted").delete()
    for page in ("", "?page=x", "?page=-1", "?page=٢"):
        assert client.get(DESK + page).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_asks_the_same_of_the_database(client, decider, count, django_assert_max_num_queries):
    team = TeamFactory()
    for _ in range(count):
        handed_in(ServiceFactory(team=team).person)
        member()
    client.force_login(decider)

    with django_assert_max_num_queries(10):  # frame and session 4, the desk 6
        assert len(client.get(DESK).context["waiting"]) == count


def test_what_hangs_on_the_confirmation_says_so(client, applicant):
    applicant.services.update(confirmed_at=None)

    page = text(client.get(PAGE))

    assert page.count("It counts once the service is confirmed.") == 2
    assert "No day is in sight yet." not in page


@pytest.mark.parametrize(("language", "shown"), [("ar", "مدير الشعبة"), ("en", "Head of unit")])
def test_the_job_title_stands_in_the_language_of_the_page(client, applicant, decider, language, shown):
    User.objects.filter(pk=applicant.pk).update(position_ar="مدير الشعبة", position_en="Head of unit")
    application = handed_in(applicant)
    own = client.get(f"/{language}/members/application/")
    client.force_login(decider)
    read = client.get(f"/{language}/members/applications/{application.pk}/")

    for page in (text(own), text(read)):
        assert [words in page for words in ("مدير الشعبة", "Head of unit")] == [
            words == shown for words in ("مدير الشعبة", "Head of unit")
        ]


def test_words_that_a_decision_may_need_are_not_called_optional(client, decider):
    application = handed_in()
    client.force_login(decider)

    page = text(client.get(f"{DESK}{application.pk}/"))

    assert "Your words to the applicant" in page
    assert "(optional)" not in page
