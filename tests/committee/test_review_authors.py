"""The author's side of a review: who asked, and those whose work it is."""

import pytest
from django.core.exceptions import PermissionDenied

import kit
from committee import actions, rules
from committee.actions import conversation
from committee.actions.assigning import why_not
from committee.models import Outcome
from library import actions as library
from library.models import Revision
from mailing.models import Delivery
from members.models import Notice
from newsletter import actions as newsletter
from tests.factories.chairs import TermFactory
from tests.factories.committee import ReviewFactory, SeatFactory, approve
from tests.factories.library import seat_elsewhere, submitted
from tests.factories.members import UserFactory, member, staff
from tests.factories.newsletter import MONTH, EditionFactory, EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return member()


@pytest.fixture
def review(author):
    """Asked for by somebody else."""
    review = ReviewFactory(title_ar="عمل", title_en="Work")
    review.authors.add(author)
    return review


def address(review, step=""):
    return f"/en/committee/reviews/{review.pk}/{step}"


def test_an_author_reads_and_writes_and_neither_decides_nor_takes_back(client, review, author):
    client.force_login(author)

    page = client.get(address(review)).content.decode()
    answer = client.post(address(review, "messages/"), {"text": "The law is named in part 2."})

    assert author.name in page
    assert answer.status_code == 302
    assert review.messages.get().author == author
    assert client.post(address(review), {"outcome": "approved"}).status_code == 403
    assert client.post(address(review, "take-back/")).status_code == 403


def test_authors_find_it_among_their_reviews_and_others_do_not(client, review, author):
    for person, is_there in ((author, True), (member(), False)):
        client.force_login(person)
        for query in ("", "?whose=mine"):
            page = client.get(f"/en/committee/reviews/{query}").content.decode()
            assert ("Work" in page) is is_there
        assert client.get(address(review)).status_code == (200 if is_there else 404)


def test_an_author_who_holds_a_seat_never_judges_the_work(review, author):
    seat = SeatFactory(representative=author)

    assert not rules.may_decide(author, review)
    assert why_not(review, seat, kit.today())
    with pytest.raises(PermissionDenied):
        actions.decide(review=review, by=author, outcome=Outcome.APPROVED)


def test_the_turn_never_comes_to_the_seat_of_an_author(author):
    SeatFactory(representative=UserFactory(), alternate=author)
    fields = {"kind": "test.subject", "title_ar": "عمل", "title_en": "Work", "path": "library/1/"}

    review = actions.request_review(requested_by=UserFactory(), authors=[author], **fields)

    assert review.assigned_to is None
    assert list(review.authors.all()) == [author]


def test_every_author_hears_what_is_written_and_what_is_decided(review, author):
    seat = SeatFactory()

    conversation.write(review=review, by=seat.representative, text="Which law?")
    actions.decide(review=review, by=seat.representative, outcome=Outcome.CHANGES, comment="Name it.")

    assert set(Notice.objects.values_list("person", flat=True)) == {author.pk, review.requested_by_id}
    decided = Delivery.objects.filter(address__in=[author.email, review.requested_by.email])
    assert decided.count() >= 2


def test_the_library_names_the_writer_and_the_contributors_whom_the_portal_knows(client):
    seat_elsewhere()
    known = member()
    item = submitted().item
    draft = Revision.objects.get()
    item.contributors.create(person=known, name=known.name)
    item.contributors.create(name="بالاسم فقط")
    approve(draft.review)
    second = library.new_version(item=draft.item, by=item.created_by)

    review = library.submit(revision=second, by=staff())

    assert set(review.authors.all()) == {item.created_by, known}
    client.force_login(known)
    assert client.get(f"/en/{review.path}").status_code == 200
    client.force_login(member())
    assert client.get(f"/en/{review.path}").status_code == 404


def test_the_newsletter_names_the_editors_of_the_chair():
    term = TermFactory(quarter="2026-Q4")
    editors = [UserFactory(), UserFactory()]
    term.editors.set(editors)
    edition = EditionFactory(month=MONTH)
    EntryFactory(edition=edition)

    review = newsletter.request_review(edition=edition, by=editors[0])

    assert set(review.authors.all()) == {editors[1]}
    assert rules.may_write(editors[1], review)
