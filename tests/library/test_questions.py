"""Who has solved this? Who hears, who answers, who settles, and the one draft that comes of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

import kit
from library import actions
from library.actions import questions
from library.models import Answer, Item, Kind, Question
from members.models import Notice
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.members import CriterionFactory, ServiceFactory, UserFactory, member, staff
from tests.factories.questions import AnswerFactory, QuestionFactory, solved
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def expert(criterion, **fields):
    person = member()
    ServiceFactory(person=person, role="criterion", **fields).criteria.add(criterion)
    return person


def told(key):
    return set(Notice.objects.filter(key=key).values_list("person", flat=True))


def test_it_goes_to_who_serves_the_criterion_and_to_nobody_else():
    criterion, other = CriterionFactory(), CriterionFactory()
    asker, knows = expert(criterion), expert(criterion)
    expert(other)
    expert(criterion, confirmed_at=None)
    SeatFactory(representative=member())
    question = actions.ask_network(by=asker, title=" How? ", text="Tell us.", criterion=criterion)
    assert question.title == "How?"
    assert told(f"question:{question.pk}:asked") == {knows.pk}
    assert Notice.objects.get().title_en == "Who has solved this? How?"


@pytest.mark.parametrize("has_criterion", [True, False])
def test_where_nobody_serves_it_the_representatives_hear(has_criterion):
    seat = SeatFactory(representative=member(), alternate=member())
    member()
    criterion = CriterionFactory() if has_criterion else None
    question = actions.ask_network(by=member(), title="How?", criterion=criterion)
    assert told(f"question:{question.pk}:asked") == {seat.representative_id}


def test_who_is_told_of_answers_and_of_the_solution():
    asker, first, second = member(), member(), member()
    question = QuestionFactory(asker=asker)
    one = actions.answer(question=question, by=first, text="So.")
    actions.answer(question=question, by=second, text="Or so.")
    own = actions.answer(question=question, by=asker, text="Thanks, how long?")
    assert told(f"question:{question.pk}:answer:{one.pk}") == {asker.pk}
    assert told(f"question:{question.pk}:answer:{own.pk}") == set()
    actions.mark_solution(answer=one, by=asker)
    assert told(f"question:{question.pk}:solution") == {first.pk}
    assert told(f"question:{question.pk}:solved") == {second.pk}
    question.refresh_from_db()
    assert (question.state, question.is_open) == ("solved", False)
    with pytest.raises(actions.Settled):
        actions.answer(question=question, by=second, text="Late.")


def test_only_the_asker_settles_and_only_members_speak():
    question = QuestionFactory()
    answer = AnswerFactory(question=question)
    for person in (answer.author, member(), staff()):
        with pytest.raises(PermissionDenied):
            actions.mark_solution(answer=answer, by=person)
        with pytest.raises(PermissionDenied):
            actions.end_question(question=question, by=person)
    with pytest.raises(PermissionDenied):
        actions.answer(question=question, by=UserFactory(), text="x")
    with pytest.raises(PermissionDenied):
        actions.ask_network(by=UserFactory(), title="x")


def test_taken_back_while_nobody_answered_else_closed():
    asker = member()
    alone, answered = QuestionFactory(asker=asker), AnswerFactory(question__asker=asker).question
    assert actions.end_question(question=alone, by=asker).state == "withdrawn"
    assert actions.end_question(question=answered, by=asker).state == "closed"
    reader = member()
    assert list(Question.objects.visible_to(reader)) == [answered]
    assert set(Question.objects.visible_to(asker)) == {alone, answered}


def test_too_many_in_one_day(monkeypatch):
    monkeypatch.setattr(questions, "QUESTIONS_A_DAY", 1)
    monkeypatch.setattr(questions, "ANSWERS_A_DAY", 1)
    person = member()
    question = actions.ask_network(by=person, title="A")
    with pytest.raises(ValidationError):
        actions.ask_network(by=person, title="B")
    actions.answer(question=question, by=person, text="x")
    with pytest.raises(ValidationError):
        actions.answer(question=question, by=person, text="y")


@pytest.mark.parametrize("who", ["asker", "answerer"])
def test_one_tap_makes_a_draft_of_whoever_of_the_two_taps(client, who):
    criterion = CriterionFactory()
    question = solved(title="كيف نقلل الانتظار؟", text="ثلاث ساعات.", criterion=criterion)
    solution = question.answers.get()
    person = question.asker if who == "asker" else solution.author
    client.force_login(person)
    address = reverse("library:question_draft", args=[question.pk])
    answer = client.post(address, {"kind": "case_study"})
    item = Item.objects.get()
    assert answer.url == reverse("library:edit", args=[item.pk])
    draft = item.newest
    assert (item.created_by, item.kind, item.criterion) == (person, Kind.CASE_STUDY, criterion)
    assert item.province == person.services.get().team.province
    assert (draft.title_ar, draft.problem_ar) == ("كيف نقلل الانتظار؟", "ثلاث ساعات.")
    assert draft.body_ar == "<p>فتحنا شباكاً ثانياً.</p><p>ثم وزعنا الأرقام.</p>"
    assert {one.name for one in item.contributors.all()} == {question.asker.name, solution.author.name}
    question.refresh_from_db()
    assert question.item == item
    assert (
        reverse("library:question", args=[question.pk])
        in client.get(item.get_absolute_url()).content.decode()
    )
    client.post(address, {"kind": "case_study"})
    assert Item.objects.count() == 1


def test_nobody_else_makes_the_draft_and_no_other_kind(client):
    question = solved()
    for person in (member(), staff()):
        client.force_login(person)
        address = reverse("library:question_draft", args=[question.pk])
        assert client.post(address, {"kind": "case_study"}).status_code == 403
    client.force_login(question.asker)
    assert client.post(address, {"kind": "video"}).status_code == 422
    open_ = QuestionFactory(asker=question.asker)
    address = reverse("library:question_draft", args=[open_.pk])
    assert client.post(address, {"kind": "case_study"}).status_code == 403
    assert not Item.objects.exists()


def test_what_people_typed_becomes_no_markup_of_the_draft():
    question = solved(title="<b>How</b>")
    question.answers.update(text="<script>alert(1)</script>\nnext")
    item = actions.make_draft(question=question, by=question.asker, kind=Kind.LESSON_LEARNED)
    assert "<script>" not in item.newest.body_en
    assert "&lt;script&gt;" in item.newest.body_en


def test_the_published_practice_leads_to_its_question_for_members_alone(client):
    item = published()
    question = solved(item=item)
    link = reverse("library:question", args=[question.pk])
    assert link not in client.get(item.get_absolute_url()).content.decode()
    client.force_login(member())
    assert link in client.get(item.get_absolute_url()).content.decode()
    assert item.get_absolute_url() in client.get(link).content.decode()


def test_staff_hide_and_show(client):
    question = QuestionFactory()
    answer = AnswerFactory(question=question)
    reader = member()
    client.force_login(staff())
    for model, row in (("answer", answer), ("question", question)):
        address = reverse(f"admin:library_{model}_changelist")
        client.post(address, {"action": "hide", "_selected_action": [row.pk]})
    question.refresh_from_db()
    assert not Answer.objects.visible_to(reader).exists()
    assert not Question.objects.visible_to(reader).exists()
    assert Question.objects.visible_to(question.asker).exists()
    assert not question.is_open
    client.post(address, {"action": "show", "_selected_action": [question.pk]})
    assert Question.objects.visible_to(reader).exists()
    with pytest.raises(PermissionDenied):
        actions.hide(rows=Question.objects.all(), by=reader)


def test_one_solution_a_question_is_kept_by_the_database():
    question = solved()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(question=question, is_solution=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionFactory(settled_at=kit.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", [1, -1])
def test_two_drafts_at_once_are_one(order):
    question = solved()
    people = [question.asker, question.answers.get().author][::order]
    make = [
        lambda who=who: actions.make_draft(question=question, by=who, kind=Kind.CASE_STUDY) for who in people
    ]
    assert at_once(*make, held=question) == [Item.objects.get()] * 2


@pytest.mark.django_db(transaction=True)
def test_a_late_answer_and_the_solution_at_once():
    asker = member()
    question = QuestionFactory(asker=asker)
    first = AnswerFactory(question=question)
    verbs = [
        lambda: actions.mark_solution(answer=first, by=asker),
        lambda: actions.answer(question=question, by=first.author, text="More."),
    ]
    answers = at_once(*verbs, held=question)
    question.refresh_from_db()
    assert question.state == "solved"
    late = question.answers.filter(at__gt=question.settled_at)
    assert not late.exists()
    assert isinstance(answers[1], (Answer, actions.Settled))


def test_a_search_without_a_good_answer_offers_to_ask(client):
    criterion = CriterionFactory(number=4)
    published(title_en="Tender notices", criterion=criterion)
    offer = "/en/library/questions/new/?q=zeppelin&amp;criterion=4"
    client.force_login(member())
    assert offer in client.get("/en/library/?q=zeppelin&criterion=4").content.decode()
    assert "questions/new/" not in client.get("/en/library/").content.decode()
    form = client.get("/en/library/questions/new/?q=zeppelin&criterion=4").context["form"]
    assert form.initial == {"title": "zeppelin", "criterion": criterion}


def test_pages_ask_answer_solve_in_both_languages(client):
    asker, helper = member(), member()
    client.force_login(asker)
    answer = client.post("/en/library/questions/new/", {"title": "How?", "text": "<i>x</i>"})
    question = Question.objects.get()
    assert answer.url == f"/en/library/questions/{question.pk}/"
    client.force_login(helper)
    assert client.post(answer.url, {"text": ""}).status_code == 422
    client.post(answer.url, {"text": "So <b>we</b> did."})
    for language in ("ar", "en"):
        page = client.get(f"/{language}/library/questions/").content.decode()
        assert "How?" in page
        page = client.get(f"/{language}/library/questions/{question.pk}/").content.decode()
        assert "<b>we</b>" not in page
        assert "solution/" not in page
    client.force_login(asker)
    given = question.answers.get()
    client.post(reverse("library:question_solution", args=[question.pk]), {"answer": given.pk})
    assert [row.pk for row in client.get("/en/library/questions/?show=solved").context["page"]] == [
        question.pk
    ]
    assert not client.get("/en/library/questions/").context["page"].object_list
    assert "kind" in client.get(answer.url).content.decode()


def test_pages_cost_the_same_however_many(client, django_assert_max_num_queries):
    client.force_login(member())
    question = QuestionFactory()
    for _ in range(6):
        AnswerFactory(question=question)
        AnswerFactory(question=QuestionFactory(criterion=CriterionFactory()))
    with django_assert_max_num_queries(8):
        client.get("/en/library/questions/")
    with django_assert_max_num_queries(8):
        client.get(f"/en/library/questions/{question.pk}/")
