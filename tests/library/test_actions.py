"""Writing, submitting and publishing."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from committee.actions import decide
from library import actions
from library.actions.drafts import InReview
from library.models import Attachment, Item, Kind, Revision, Sealed
from tests.factories.committee import approve
from tests.factories.library import published, seat_elsewhere, submitted, upload
from tests.factories.members import ProvinceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


def test_a_title_alone_starts_a_draft():
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_ar="قائمة تدقيق المناقصة")
    assert (draft.number, draft.state, draft.item.created_by) == (1, Revision.State.DRAFT, author)
    assert str(draft.item) == "قائمة تدقيق المناقصة"


def test_a_form_sent_twice_starts_one_draft():
    author, key = member(), uuid.uuid4()
    actions.start_draft(by=author, kind=Kind.TOOL, form_key=key, title_en="First")
    again = actions.start_draft(by=author, kind=Kind.TOOL, form_key=key, title_en="Second")
    assert Item.objects.count() == Revision.objects.count() == 1
    assert again.title_en == "Second"


def test_the_form_of_another_person_is_not_ours():
    key = uuid.uuid4()
    actions.start_draft(by=member(), kind=Kind.TOOL, form_key=key, title_en="First")
    with pytest.raises(PermissionDenied):
        actions.start_draft(by=member(), kind=Kind.TOOL, form_key=key, title_en="Second")


def test_who_is_no_member_starts_nothing():
    with pytest.raises(PermissionDenied):
        actions.start_draft(by=UserFactory(), kind=Kind.TOOL, title_en="First")


def test_what_is_not_named_stays():
    author = member()
    draft = actions.start_draft(
        by=author,
        kind=Kind.TOOL,
        title_en="Checklist",
        cost="None",
        contributors=["Ali", "Zainab"],
        results=[{"measure_en": "Days", "before": 34, "after": 9}],
    )
    draft = actions.save_draft(revision=draft, by=author, title_en="One-page checklist")
    assert (draft.title_en, draft.cost, draft.results.count()) == ("One-page checklist", "None", 1)
    draft = actions.save_draft(revision=draft, by=author, results=[], contributors=["Zainab", " Zainab "])
    assert not draft.results.exists()
    assert [person.name for person in draft.item.contributors.all()] == ["Zainab"]


def test_a_submitted_version_never_changes():
    revision = submitted()
    author = revision.item.created_by
    for attempt in (
        lambda: actions.save_draft(revision=revision, by=author, title_en="Other"),
        lambda: actions.attach(revision=revision, upload=upload(), by=author),
        lambda: actions.discard_draft(revision=revision, by=author),
        lambda: Revision.objects.get(pk=revision.pk).save(),
    ):
        with pytest.raises(Sealed):
            attempt()
    assert not Attachment.objects.exists()


def test_submitting_says_what_is_missing():
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.SUCCESS_STORY, title_en="Checklist")
    with pytest.raises(actions.Incomplete) as error:
        actions.submit(revision=draft, by=author)
    missing = [condition.field for condition in error.value.conditions if not condition.is_met]
    assert missing == ["summary", "province", "problem", "body", "results"]
    assert Revision.objects.get().review is None


def test_submitting_asks_the_seat_of_another_province():
    own = ProvinceFactory()
    seat_elsewhere(province=own)
    other = seat_elsewhere()
    revision = submitted(province=own)
    review = revision.review
    assert review.assigned_to == other
    assert (review.kind, review.version) == ("library.revision", 1)
    assert review.path == f"library/{revision.item_id}/versions/1/"
    assert revision.state == Revision.State.SUBMITTED


def test_submitting_twice_gives_one_review():
    revision = submitted()
    assert actions.submit(revision=revision, by=revision.item.created_by) == revision.review


def test_approval_publishes_and_keeps_the_first_date():
    seat = seat_elsewhere()
    revision = submitted()
    author = revision.item.created_by
    approve(revision.review, seat)
    item = Item.objects.get()
    first = item.published_at
    assert item.published_revision == revision
    assert first

    draft = actions.new_version(item=item, by=author)
    actions.save_draft(revision=draft, by=author, title_en="Longer checklist")
    review = actions.submit(revision=draft, by=author)
    assert Item.objects.get().published_revision == revision
    approve(review, seat)
    item = Item.objects.get()
    assert (item.published_revision, item.published_at) == (draft, first)


@pytest.mark.parametrize("outcome", ["changes", "declined"])
def test_other_outcomes_publish_nothing(outcome):
    seat = seat_elsewhere()
    revision = submitted()
    decide(review=revision.review, by=seat.representative, outcome=outcome, comment="Name the law.")
    assert Item.objects.get().published_at is None
    assert Revision.objects.get().state == outcome


def test_a_new_version_copies_texts_results_and_files():
    item = published(
        title_en="Checklist",
        results=[{"after": 9}],
        files=[{"name": "form.pdf"}],
        created_by=member(),
        cost="None",
    )
    draft = actions.new_version(item=item, by=item.created_by)
    assert (draft.number, draft.title_en, draft.cost) == (2, "Checklist", "None")
    assert [(r.before, r.after) for r in draft.results.all()] == [(34, 9)]
    assert list(draft.attachments.all()) == list(item.published_revision.attachments.all())
    assert actions.new_version(item=item, by=item.created_by) == draft


def test_no_new_version_while_the_newest_is_in_review():
    revision = submitted()
    with pytest.raises(InReview):
        actions.new_version(item=revision.item, by=revision.item.created_by)


def test_facts_of_a_published_item_are_staffs_to_change():
    item = published(kind=Kind.TOOL, created_by=member())
    draft = actions.new_version(item=item, by=item.created_by)
    actions.save_draft(revision=draft, by=item.created_by, kind=Kind.MANUAL)
    assert Item.objects.get().kind == Kind.TOOL
    actions.save_draft(revision=draft, by=staff(), kind=Kind.MANUAL)
    assert Item.objects.get().kind == Kind.MANUAL


def test_withdrawing_keeps_the_row_and_needs_a_reason():
    item = published(created_by=member())
    with pytest.raises(ValidationError):
        actions.withdraw(item=item, by=item.created_by, reason="  ")
    actions.withdraw(item=item, by=item.created_by, reason="The law has changed.")
    assert not Item.objects.published().exists()
    assert Item.objects.get().withdrawal.reason == "The law has changed."
    with pytest.raises(PermissionDenied):
        actions.new_version(item=Item.objects.get(), by=item.created_by)


def test_a_discarded_draft_takes_its_item_and_files_along(django_capture_on_commit_callbacks):
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    actions.attach(revision=draft, upload=upload(), by=author)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_draft(revision=draft, by=author)
    assert not Item.objects.exists()
    assert not Attachment.objects.exists()


def test_a_discarded_second_version_leaves_the_published_one():
    item = published(created_by=member(), files=[{"name": "form.pdf"}])
    draft = actions.new_version(item=item, by=item.created_by)
    actions.discard_draft(revision=draft, by=item.created_by)
    assert item.revisions.count() == 1
    assert item.published_revision.attachments.count() == 1
