"""What was approved is what was handed in; the next version is reviewed beside the one before."""

import pytest
from django.db import connection

from committee import actions, contents
from committee.actions.reviews import AlreadyDecided
from committee.models import Review
from library import actions as library
from library.models import Revision
from tests.factories.committee import ReviewFactory, SeatFactory, all_met, approve
from tests.factories.library import submitted
from tests.factories.members import UserFactory, member
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def ask(subject, version, **texts):
    return actions.request_review(
        kind="test.subject",
        title_ar="موضوع",
        title_en="Subject",
        path=f"{subject}versions/{version}/",
        subject=subject,
        version=version,
        requested_by=UserFactory(),
        parts=contents.parts_of(texts.items()),
    )


def test_a_new_version_knows_the_review_before_and_what_changed(client, subject):
    seat = SeatFactory(representative=member())
    first = ask("library/7/", 1, title="A", summary="B")
    first.messages.create(author=seat.representative, text="Who keeps the form?")
    approve(first, seat)
    second = ask("library/7/", 2, title="A", summary="C", cost="1")
    client.force_login(seat.representative)

    page = client.get(f"/en/committee/reviews/{second.pk}/").content.decode()

    assert second.previous == first
    assert contents.changed(first, second) == ["summary", "cost"]
    assert "Changed since version 1" in page
    assert "Who keeps the form?" in page


def test_another_subject_is_not_the_version_before():
    ask("library/7/", 1, title="A")

    assert ask("library/8/", 1, title="A").previous is None


def test_a_review_keeps_the_digest_of_what_was_handed_in():
    review = submitted().review

    parts = Revision.objects.get(review=review)
    assert review.digest == contents.digest_of(review.parts)
    assert review.version == parts.number


def test_a_text_that_is_not_the_one_handed_in_is_not_approved(client):
    seat, revision = SeatFactory(representative=member()), submitted()
    with connection.cursor() as cursor:  # past the seal, as only somebody with the database could
        cursor.execute("UPDATE library_revision SET title_en = 'Forged' WHERE id = %s", [revision.pk])
    client.force_login(seat.representative)
    met = {f"point_{point.pk}": state for point, (state, _note) in all_met(revision.review).items()}

    answer = client.post(f"/en/committee/reviews/{revision.review_id}/", met | {"outcome": "approved"})

    assert answer.status_code == 422
    assert "not the one that was handed in" in answer.content.decode()
    assert Review.objects.get(pk=revision.review_id).is_waiting
    assert Revision.objects.get(pk=revision.pk).item.published_revision is None


def handed_in_twice():
    """Version 1 waits for its review while version 2 has been handed in as well."""
    first = submitted()
    second = Revision.objects.create(
        item=first.item, number=2, title_en="Second", created_by=first.created_by, review=ReviewFactory(
            kind="library.revision", requested_by=first.created_by, version=2
        ),
    )  # fmt: skip
    return first, second


def test_approving_version_1_while_version_2_waits_publishes_version_1():
    seat, (first, second) = SeatFactory(), handed_in_twice()

    approve(first.review, seat)

    item = Revision.objects.get(pk=first.pk).item
    assert item.published_revision == first
    assert Review.objects.get(pk=second.review_id).is_waiting


def test_approving_version_1_after_version_2_leaves_readers_version_2():
    seat, (first, second) = SeatFactory(), handed_in_twice()
    approve(second.review, seat)

    approve(first.review, seat)

    assert Revision.objects.get(pk=first.pk).item.published_revision == second


def test_an_item_whose_request_was_taken_back_goes_on_with_another_version():
    revision = submitted()
    author = revision.review.requested_by

    actions.take_back(review=revision.review, by=author)
    draft = library.new_version(item=revision.item, by=author)

    assert Revision.objects.select_related("review").get(pk=revision.pk).state == Revision.State.WITHDRAWN
    assert draft.number == 2


@pytest.mark.django_db(transaction=True)
def test_decided_and_taken_back_at_once_is_one_of_the_two(subject):
    seat, review = SeatFactory(), ReviewFactory()

    answers = at_once(
        lambda: approve(review, seat),
        lambda: actions.take_back(review=review, by=review.requested_by),
        held=review,
    )

    assert sum(isinstance(answer, AlreadyDecided) for answer in answers) == 1
    assert len(subject) == 1
    assert subject[0][1] == Review.objects.get(pk=review.pk).outcome


def test_a_digest_names_every_part_in_order():
    one, other = (contents.parts_of(pairs) for pairs in ([("a", "1"), ("b", "2")], [("a", "2"), ("b", "1")]))

    assert contents.digest_of(one) != contents.digest_of(other)
    assert contents.digest_of(one) == contents.digest_of(contents.parts_of([("a", "1"), ("b", "2")]))
