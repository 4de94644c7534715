"""Why one gets a mail: from the record that caused it, in the language of the mail, for every kind."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

import kit
from chairs import notices as chairs
from committee import mail, motion_mail
from library import notices as transfers
from library import question_notices, talk_notices
from mailing import kinds
from members import actions, letters, rules
from members.models import Notice
from members.reasons import ByOffice
from tests.factories.chairs import TermFactory
from tests.factories.committee import MotionFactory, ReviewFactory, SeatFactory
from tests.factories.library import published
from tests.factories.members import ServiceFactory, UserFactory, member, staff
from tests.factories.questions import AnswerFactory, QuestionFactory
from tests.factories.talk import CommentFactory
from tests.factories.transfers import transfer
from tests.mails import mail_to

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
APPS = ("chairs", "committee", "library", "members", "themes")


def calls_of(name):
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") == name
                    and node.args[1:] + node.keywords
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", {word.arg for word in node.keywords}


def test_every_app_above_members_says_of_which_kind_its_mail_is():
    missing = [
        place
        for name in ("tell", "write_to")
        for place, words in calls_of(name)
        if "kind" not in words and not place.startswith("members/")
    ]

    assert missing == []


def both(why, person):
    with translation.override("ar"):
        arabic = why(person)
    with translation.override("en"):
        return arabic, why(person)


def told(person):
    """The kinds and reasons of all that the person was told."""
    return {(notice.kind, notice.why_en) for notice in person.notices.all()}


def test_an_office_is_the_reason_with_its_province():
    seat, editor, helper, nobody = SeatFactory(alternate=UserFactory()), UserFactory(), staff(), UserFactory()
    term = TermFactory()
    term.editors.add(editor)
    province, chairing = seat.province, term.province

    assert both(ByOffice(), seat.representative) == (
        f"تصلك هذه الرسالة لأنك تمثل {province.name_ar} في POCC.",
        f"You get this because you represent {province.name_en} in the POCC.",
    )
    assert both(ByOffice(), seat.alternate)[1].startswith("You get this because you are the alternate of")
    assert chairing.name_en in both(ByOffice(), editor)[1]
    assert chairing.name_ar in both(ByOffice(), editor)[0]
    assert both(ByOffice(), helper)[1] == "You get this because you are Taqadum staff."
    assert both(ByOffice(), nobody)[1].startswith("You get this because it concerns your work")


def test_offices_are_asked_for_once_for_everybody(django_assert_num_queries):
    seats = [SeatFactory() for _ in range(5)]
    why = ByOffice()

    with django_assert_num_queries(2):
        for seat in seats:
            both(why, seat.representative)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_mail_holds_its_reason_in_its_language(language):
    seat = SeatFactory(representative=UserFactory(language=language))
    motion_mail.write(MotionFactory(), seat, "opened")

    name = {"ar": seat.province.name_ar, "en": seat.province.name_en}[language]
    words = {"ar": f"لأنك تمثل {name}", "en": f"because you represent {name}"}[language]
    for part in mail_to(seat.representative.email).iter_parts():
        assert words in part.get_content()


def test_duties_a_review_and_a_term():
    seat, author, other, coach = SeatFactory(), UserFactory(), UserFactory(), UserFactory()
    review = ReviewFactory(requested_by=author, assigned_to=seat)
    review.authors.add(other)
    for person in (author, other, seat.representative):
        why = mail.why_of(review)(person)
        actions.tell([person], title=lambda: "x", path="x/", kind="duty", why=lambda person, why=why: why)
    term = TermFactory(coach=coach)
    chairs.term_ahead(term, "30", [coach])

    assert str(mail.why_of(review)(author)) != str(mail.why_of(review)(other))
    with translation.override("en"):
        assert mail.why_of(review)(author) == "You get this because you asked for this review."
        assert mail.why_of(review)(other) == "You get this because the review is about your work."
        assert seat.province.name_en in mail.why_of(review)(seat.representative)
    assert told(coach) == {("duty", f"You get this because you coach {term.province.name_en} for its term.")}


def test_practices_a_transfer():
    found = transfer()
    transfers.begun(found, by=None)

    adopter = found.adopter.name_en
    assert told(found.lead) == {("practice", f"You get this because you lead this transfer for {adopter}.")}
    assert told(found.item.created_by) == {("practice", "You get this because you wrote the practice.")}


def test_talk_comments_questions_and_answers():
    item = published(created_by=member())
    first = CommentFactory(item=item, writer=member())
    talk_notices.told(CommentFactory(item=item, parent=first, writer=member()))
    answer = AnswerFactory(question=QuestionFactory())
    question_notices.answered(answer)
    question_notices.solved(answer)

    assert ("talk", "You get this because the practice is your work.") in told(item.created_by)
    assert told(first.writer) == {("talk", "You get this because you wrote in this thread.")}
    assert told(answer.question.asker) == {("talk", "You get this because you asked the network.")}
    assert told(answer.author) == {("talk", "You get this because you answered the question.")}


def test_membership_a_service_and_who_is_asked_about_it():
    lead, helper = UserFactory(language="en"), staff(language="en")
    led = ServiceFactory(person=lead, role="leader")
    service = ServiceFactory(team=led.team, confirmed_at=None, confirmed_by=None)
    for person in (lead, helper):
        letters.ask_to_confirm(service, person)
    actions.confirm(service=service, by=lead)

    team = led.team.name_en
    assert f"because you lead {team}." in mail_to(lead.email).get_body(("plain",)).get_content()
    assert "nobody leads this team" in mail_to(helper.email).get_body(("plain",)).get_content()
    assert told(service.person) == {("notice", f"You get this because you declared a service in {team}.")}


def test_messages_name_who_wrote():
    sender, person = member(), member()
    actions.send(sender=sender, recipient=person, body="؟")

    assert (
        Notice.objects.get(person=person).why_ar == f"تصلك هذه الرسالة لأن رسالة وردتك من {sender.name_ar}."
    )


def test_safety_a_second_step_that_was_removed():
    person, helper = UserFactory(), staff()
    actions.reset_second_step(person=person, by=helper, reason="phone lost")

    assert told(person) == {("safety", "You get this because it changes how you sign in.")}


def test_every_kind_has_its_words_in_both_languages():
    for kind in kinds.KINDS.values():
        assert all(kind[name] for name in ("name_ar", "name_en", "about_ar", "about_en"))


def test_who_holds_no_office_any_more_is_not_told_that_they_do():
    seat = SeatFactory()
    person = seat.representative
    seat.until_on = kit.today()
    seat.representative = UserFactory()
    seat.save()

    assert rules.offices_on(kit.today(), person) == []
    assert "represent" not in both(ByOffice(), person)[1]
