"""The page of a review, the list of reviews, and signing off from the mail."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError

import kit
from committee import actions, signed
from committee.actions import conversation
from committee.models import Outcome, Review, ReviewAnswer
from members.models import AuditEvent, Notice
from tests.factories.committee import AssignmentFactory, ChecklistFactory, ReviewFactory, SeatFactory
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, member, staff
from tests.mails import mail_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    seat = SeatFactory(representative=member())
    client.force_login(seat.representative)
    return seat


def in_hands_of(seat, **fields):
    """A review that is assigned to the seat."""
    review = ReviewFactory(assigned_to=seat, assigned_at=kit.now(), **fields)
    AssignmentFactory(review=review, seat=seat)
    return review


def address(review, step="", language="en"):
    return f"/{language}/committee/reviews/{review.pk}/{step}"


def words(client, review, language="en"):
    return client.get(address(review, language=language)).content.decode()


def met(review, **more):
    points = review.checklist.points.all()
    return {f"point_{point.pk}": "met" for point in points} | {"outcome": "approved", "comment": ""} | more


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_with_whom_it_is_since_when_and_why(client, seat, language):
    review = in_hands_of(seat, due_on=kit.today() - datetime.timedelta(days=3))

    page = words(client, review, language)

    assert str(seat.province.name_en if language == "en" else seat.province.name_ar) in page
    assert ("overdue since" if language == "en" else "متأخرة منذ") in page
    assert ("It had not been asked before." if language == "en" else "لم يطلب") in page or language == "ar"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_approving_with_the_checklist_keeps_the_answers(client, seat, language):
    review = in_hands_of(seat, checklist=ChecklistFactory())
    first = review.checklist.points.earliest("position")

    done = client.post(address(review, language=language), met(review, **{f"note_{first.pk}": "صفحة ٣"}))

    assert done.status_code == 302
    assert set(review.answers.values_list("state", "note")) == {("met", "صفحة ٣"), ("met", "")}


def test_approving_without_an_answer_to_a_required_point_is_refused_in_words(client, seat):
    review = in_hands_of(seat, checklist=ChecklistFactory())

    answer = client.post(address(review), {"outcome": "approved", "comment": ""})

    review.refresh_from_db()
    assert answer.status_code == 422
    assert "Still open: Point 1" in answer.content.decode()
    assert review.is_waiting


def test_approving_although_a_required_point_is_not_met_needs_a_reason(client, seat):
    review = in_hands_of(seat, checklist=ChecklistFactory())
    first = review.checklist.points.earliest("position")
    unmet = met(review, **{f"point_{first.pk}": "not_met"})

    refused = client.post(address(review), unmet)
    kept = client.post(address(review), unmet | {"comment": "The source follows next week."})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "why you approve although this is not met: Point 1" in refused.content.decode()
    assert review.answers.get(point=first).state == ReviewAnswer.State.NOT_MET


def test_asking_for_changes_needs_no_whole_checklist(client, seat):
    review = in_hands_of(seat, checklist=ChecklistFactory())

    done = client.post(address(review), {"outcome": "changes", "comment": "Name the source."})

    assert done.status_code == 302
    assert not review.answers.exists()


def test_points_of_another_checklist_are_not_answers(client, seat):
    review, other = in_hands_of(seat, checklist=ChecklistFactory()), ChecklistFactory()

    with pytest.raises(ValidationError):
        actions.decide(
            review=review,
            by=seat.representative,
            outcome=Outcome.CHANGES,
            comment="x",
            answers={other.points.first(): ("met", "")},
        )


def test_i_cannot_passes_it_on(client, seat):
    review, other = in_hands_of(seat), SeatFactory()

    empty = client.post(address(review, "cannot/"), {"ending": "conflict", "note": ""})
    done = client.post(address(review, "cannot/"), {"ending": "conflict", "note": "My brother wrote it."})

    review.refresh_from_db()
    assert (empty.status_code, done.status_code) == (422, 302)
    assert "Say why you cannot do this review." in empty.content.decode()
    assert review.assigned_to == other
    page = words(client, review)
    assert "My brother wrote it." in page
    assert "Keep my decision" not in page


def test_the_author_takes_a_request_back_and_nobody_else(client, subject, django_capture_on_commit_callbacks):
    seat = SeatFactory()
    review = in_hands_of(seat)
    client.force_login(seat.representative)
    refused = client.post(address(review, "take-back/"))
    client.force_login(review.requested_by)

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address(review, "take-back/"))
    again = client.post(address(review, "take-back/"), follow=True)

    review.refresh_from_db()
    assert (refused.status_code, done.status_code) == (403, 302)
    assert review.outcome == Outcome.WITHDRAWN
    assert "decided already" in again.content.decode()
    assert subject == [(review.pk, Outcome.WITHDRAWN)]
    assert Notice.objects.get(person=seat.representative).key == f"review:{review.pk}:withdrawn"


def test_reviewer_and_author_write_to_each_other_on_one_page(client, seat):
    review = in_hands_of(seat)

    asked = client.post(address(review, "messages/"), {"text": "Who keeps the form?"})
    client.force_login(review.requested_by)
    answered = client.post(address(review, "messages/"), {"text": "The municipality."})

    assert (asked.status_code, answered.status_code) == (302, 302)
    page = words(client, review)
    assert page.index("Who keeps the form?") < page.index("The municipality.")
    told = Notice.objects.filter(key__startswith=f"review:{review.pk}:message:")
    assert {(one.person, one.body_en) for one in told} == {
        (review.requested_by, "Who keeps the form?"),
        (seat.representative, "The municipality."),
    }
    assert told.filter(is_mail_wanted=True).count() == 2
    assert AuditEvent.objects.filter(verb="review.written").count() == 2


def test_the_pocc_reads_a_conversation_and_others_do_not_find_it(client, seat):
    review = in_hands_of(seat)
    conversation.write(review=review, by=seat.representative, text="Who keeps the form?")
    statuses = {}
    home = SeatFactory(province=review.province, representative=member())
    people = {"own province": home.representative, "staff": staff(), "member": member()}
    for name, person in people.items():
        client.force_login(person)
        answer = client.get(address(review))
        posted = client.post(address(review, "messages/"), {"text": "x"})
        statuses[name] = (answer.status_code, posted.status_code)

    assert statuses == {"own province": (200, 403), "staff": (200, 403), "member": (404, 404)}


def test_an_empty_message_is_refused_in_words(client, seat):
    review = in_hands_of(seat)

    answer = client.post(address(review, "messages/"), {"text": "  "})

    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_nobody_writes_once_it_is_approved(client, seat, subject):
    review = in_hands_of(seat)
    actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)

    assert client.post(address(review, "messages/"), {"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"waiting", "late", "done"}),
        ("state=waiting", {"waiting", "late"}),
        ("state=overdue", {"late"}),
        ("state=decided", {"done"}),
        ("kind=newsletter.edition", {"late"}),
        ("province=IQ-Q1", {"done"}),
        ("whose=mine", {"waiting"}),
        ("state=nonsense&province=x&whose=?", {"waiting", "late", "done"}),
    ],
)
def test_the_list_is_narrowed(client, seat, query, expected):
    later = kit.today() + datetime.timedelta(days=9)
    found = {
        "waiting": in_hands_of(seat, due_on=later),
        "late": ReviewFactory(kind="newsletter.edition", due_on=kit.today() - datetime.timedelta(days=1)),
        "done": ReviewFactory(
            province=ProvinceFactory(code="IQ-Q1"),
            outcome=Outcome.APPROVED,
            decided_by=UserFactory(),
            decided_at=kit.now(),
        ),
    }

    page = client.get(f"/en/committee/reviews/?{query}").content.decode()

    assert {name for name, review in found.items() if address(review) in page} == expected


def test_an_author_sees_their_own_alone_with_whom_it_is(client):
    seat = SeatFactory()
    mine, other = in_hands_of(seat), in_hands_of(seat)
    client.force_login(mine.requested_by)

    page = client.get("/en/committee/reviews/").content.decode()

    assert f"with {seat.province.name_en} since" in page
    assert address(mine) in page
    assert address(other) not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, seat, count, django_assert_num_queries):
    for _ in range(count):
        in_hands_of(SeatFactory(), province=ProvinceFactory(), criterion=CriterionFactory())

    with django_assert_num_queries(8):
        client.get("/ar/committee/reviews/?state=waiting")


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_of_the_database(client, seat, count, django_assert_num_queries):
    review = in_hands_of(seat, checklist=ChecklistFactory(), criterion=CriterionFactory())
    for _ in range(count):
        AssignmentFactory(review=review, ended_at=kit.now(), ending="no_answer")
        review.messages.create(author=UserFactory(), text="x")
        earlier = ReviewFactory(
            subject=review.subject, outcome=Outcome.APPROVED, decided_by=UserFactory(), decided_at=kit.now()
        )
        earlier.messages.create(author=UserFactory(), text="y")

    with django_assert_num_queries(14):
        client.get(address(review))


def test_a_name_leads_to_the_person_where_the_reader_may_open_the_page(client, seat):
    review = in_hands_of(seat, checklist=ChecklistFactory())
    review.messages.create(author=seat.representative, text="x")
    page = f"/members/people/{seat.representative.public_id}/"

    assert page in client.get(address(review)).content.decode()

    client.force_login(review.requested_by)  # an author who is no member reads the review, not the people
    seen = client.get(address(review)).content.decode()
    assert seat.representative.name in seen
    assert page not in seen


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def link(review, seat, person=None, language="en"):
    token = signed.sign("review", subject=review, seat=seat, person=person or seat.representative)
    return f"/{language}/committee/sign-off/{token}/"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_mail_to_a_reviewer_holds_a_link_that_signs_off(
    client, language, subject, django_capture_on_commit_callbacks
):
    seat = SeatFactory(representative=UserFactory(language=language))
    with django_capture_on_commit_callbacks(execute=True):
        actions.request_review(
            kind="test.subject",
            title_ar="موضوع",
            title_en="Subject",
            path="library/1/",
            requested_by=UserFactory(),
        )
    mail = text_of(mail_to(seat.representative.email))
    found = re.search(rf"/{language}/committee/sign-off/[^/\s]+/", mail)[0]

    for method in (client.head, client.get, client.get):  # a scanner opens every link
        assert method(found).status_code == 200
    assert Review.objects.get().is_waiting
    done = client.post(found, {"outcome": "approved", "comment": ""})

    review = Review.objects.get()
    assert done.status_code == 200
    assert (review.outcome, review.decided_by) == (Outcome.APPROVED, seat.representative)
    assert subject == [(review.pk, Outcome.APPROVED)]


def test_a_link_decides_once(client, subject):
    seat = SeatFactory()
    review = in_hands_of(seat)
    client.post(link(review, seat), {"outcome": "approved"})

    again = client.post(link(review, seat), {"outcome": "declined", "comment": "no"})

    review.refresh_from_db()
    assert review.outcome == Outcome.APPROVED
    assert "Keep my decision" not in again.content.decode()


def test_a_link_asks_for_the_checklist_too(client):
    seat = SeatFactory()
    review = in_hands_of(seat, checklist=ChecklistFactory())

    refused = client.post(link(review, seat), {"outcome": "approved"})

    review.refresh_from_db()
    assert refused.status_code == 422
    assert review.is_waiting


def test_a_link_is_for_one_review_and_for_a_seat_that_may_judge_it(client):
    seat = SeatFactory()
    own = in_hands_of(SeatFactory(), province=seat.province)

    client.post(link(own, seat), {"outcome": "approved"})

    own.refresh_from_db()
    assert own.is_waiting


def test_the_seat_that_does_not_answer_from_mail_gets_the_page_instead(django_capture_on_commit_callbacks):
    seat = SeatFactory(may_vote_by_mail=False)
    with django_capture_on_commit_callbacks(execute=True):
        review = actions.request_review(
            kind="test.subject",
            title_ar="موضوع",
            title_en="Subject",
            path="library/1/",
            requested_by=UserFactory(),
        )

    mail = text_of(mail_to(seat.representative.email))
    assert "sign-off" not in mail
    assert f"/committee/reviews/{review.pk}/" in mail
