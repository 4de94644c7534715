"""What must never be false of items, versions and files."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

import kit
from library.models import Attachment, Item, Result, Revision, Withdrawal
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.library import (
    AttachmentFactory,
    ItemFactory,
    RevisionFactory,
    approve,
    published,
    submitted,
)
from tests.factories.members import ProvinceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_item_has_one_draft_and_each_number_once():
    revision = RevisionFactory()
    refused(lambda: RevisionFactory(item=revision.item, number=2))
    approve(revision)
    refused(lambda: RevisionFactory(item=revision.item, number=1, review=ReviewFactory()))
    assert RevisionFactory(item=revision.item, number=2).state == Revision.State.DRAFT


def test_a_draft_may_lack_a_title_but_nothing_submitted_may():
    revision = RevisionFactory(title_ar="", title_en="")
    refused(lambda: Revision.objects.filter(pk=revision.pk).update(review=ReviewFactory()))


def test_publication_has_its_date_and_its_revision():
    revision = RevisionFactory()
    refused(lambda: Item.objects.filter(pk=revision.item_id).update(published_revision=revision))
    refused(lambda: Item.objects.filter(pk=revision.item_id).update(published_at=kit.now()))


def test_a_file_is_kept_once_an_item_and_is_never_empty():
    attachment = AttachmentFactory()
    refused(lambda: AttachmentFactory(item=attachment.item, sha256=attachment.sha256))
    refused(lambda: AttachmentFactory(size=0))
    assert AttachmentFactory(sha256=attachment.sha256)


def test_a_result_says_what_was_measured():
    revision = RevisionFactory()
    refused(lambda: Result.objects.create(revision=revision, after=4))


def test_the_state_is_that_of_the_review():
    revision = submitted()
    assert revision.state == Revision.State.SUBMITTED
    for outcome in ("changes", "declined", "approved"):
        review = revision.review
        review.outcome, review.decided_by, review.decided_at, review.comment = (
            outcome, UserFactory(), kit.now(), "Why.",
        )  # fmt: skip
        assert revision.state == outcome


def test_a_title_stands_for_the_item_in_lists():
    item = published(title_en="Checklist", title_ar="")
    RevisionFactory(item=item, number=2, title_en="Longer checklist")
    draft = RevisionFactory(title_ar="مسودة", title_en="").item
    empty = ItemFactory()
    shown = {row.pk: str(row) for row in Item.objects.with_titles()}
    assert shown == {item.pk: "Checklist", draft.pk: "مسودة", empty.pk: str(empty)}


@pytest.fixture
def shelf():
    """One item of each standing."""
    author = member()
    withdrawn = published()
    Withdrawal.objects.create(item=withdrawn, by=UserFactory(), reason="Old law.")
    return {
        "author": author,
        "open": published(),
        "members": published(is_public=False),
        "draft": RevisionFactory(item__created_by=author).item,
        "withdrawn": withdrawn,
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", {"open"}),
        ("applicant", {"open"}),
        ("member", {"open", "members"}),
        ("author", {"open", "members", "draft"}),
        ("staff", {"open", "members", "draft", "withdrawn"}),
    ],
)
def test_who_sees_which_item(shelf, who, seen):
    people = {
        "visitor": AnonymousUser,
        "applicant": UserFactory,
        "member": member,
        "author": lambda: shelf["author"],
        "staff": staff,
    }
    visible = Item.objects.visible_to(people[who]())
    assert {name for name in shelf if name != "author" and visible.filter(pk=shelf[name].pk).exists()} == seen


def test_which_versions_a_representative_sees():
    home = ProvinceFactory()
    seat = SeatFactory(province=home)
    ours = RevisionFactory(item__province=home)
    theirs, draft, nobodys = RevisionFactory(), RevisionFactory(), RevisionFactory(item__province=None)
    for revision in (ours, theirs, nobodys):
        approve(revision)
    visible = Revision.objects.visible_to(seat.representative)
    assert set(visible) == {theirs, nobodys}
    assert set(Revision.objects.visible_to(staff())) == {ours, theirs, draft, nobodys}
    assert not Revision.objects.visible_to(AnonymousUser()).exists()


def test_a_file_is_visible_with_a_version_that_holds_it():
    item = published(files=[{"name": "old.pdf"}])
    seat = SeatFactory()
    held = item.attachments.get()
    hidden = AttachmentFactory(item=item)
    draft = RevisionFactory(item=item, number=2)
    draft.attachments.add(hidden)
    visitor = Attachment.objects.visible_to(AnonymousUser())
    assert set(visitor) == {held}
    assert hidden not in Attachment.objects.visible_to(seat.representative)
    assert hidden in Attachment.objects.visible_to(item.created_by)
