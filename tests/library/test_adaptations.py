"""Adapting: what travels, what is asked for, the line that holds, and updates that never write over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from library import actions
from library.actions.publication import conditions_of
from library.models import Adaptation, Attachment, Item, Kind, Sealed, Step, UpdateProposal
from members.models import Notice
from tests.factories.adaptations import adapted, publish, source
from tests.factories.committee import SeatFactory
from tests.factories.library import AttachmentFactory, TagFactory, published
from tests.factories.members import CriterionFactory, UserFactory, member
from tests.factories.transfers import transfer

pytestmark = pytest.mark.django_db


def province_of(person):
    return person.services.get().team.province


def missing(revision):
    return [one.field for one in conditions_of(revision) if not one.is_met]


def states(made):
    return {row.field: row.state for row in made.proposals.all()}


def accept(made, field, by=None):
    row = made.proposals.open().get(field=field)
    return actions.decide_update(proposal=row, by=by or made.item.created_by, is_accepted=True)


def decline(made, field):
    row = made.proposals.open().get(field=field)
    return actions.decide_update(proposal=row, by=made.item.created_by, is_accepted=False)


def test_what_can_be_repeated_travels_and_what_is_of_the_province_is_asked_for():
    item = source(
        criterion=CriterionFactory(), tags=[TagFactory()], year=2013, needs_en="Paper.", cost="None",
        people_needed="Six", contact="Babil office", licence="CC0", results=[{}],
    )  # fmt: skip
    reader = member()
    made = actions.adapt(item=item, province=province_of(reader), by=reader)
    draft, old = made.item.newest, item.published_revision
    for name in ("title_ar", "title_en", "summary_en", "problem_ar", "body_en", "needs_en", "licence"):
        assert getattr(draft, name) == getattr(old, name) != "", name
    assert not any([draft.cost, draft.people_needed, draft.contact, made.item.year, draft.results.exists()])
    assert (made.item.province, made.item.created_by) == (province_of(reader), reader)
    assert (made.item.criterion, made.item.kind) == (item.criterion, item.kind)
    assert list(made.item.tags.all()) == list(item.tags.all())
    assert list(made.item.contributors.values_list("name", flat=True)) == [reader.name_ar]
    assert (made.source, made.revision, made.original) == (item, old, item)
    assert missing(draft) == ["changes", "contact"]
    with pytest.raises(actions.Incomplete):
        actions.submit(revision=draft, by=reader)


def test_files_are_the_same_rows_and_outlive_the_adaptation():
    made = adapted()
    draft, held = made.item.newest, list(made.revision.attachments.all())
    assert list(draft.attachments.all()) == held
    assert Attachment.objects.count() == 1
    assert Attachment.objects.visible_to(made.by).count() == 1
    actions.detach(revision=draft, attachment=held[0], by=made.by)
    actions.discard_draft(revision=draft, by=made.by)
    assert list(Attachment.objects.all()) == held
    assert not Adaptation.objects.exists()
    assert not Item.objects.filter(created_by=made.by).exists()


def test_an_adaptation_of_an_adaptation_keeps_both():
    first = adapted()
    publish(first.item)
    second = adapted(item=first.item)
    assert (second.source, second.original) == (first.item, first.source)


@pytest.mark.parametrize("kind", [Kind.SUCCESS_STORY, Kind.LESSON_LEARNED, Kind.ARTICLE, Kind.VIDEO])
def test_what_tells_of_one_province_is_not_adapted(kind):
    with pytest.raises(PermissionDenied):
        adapted(item=source(kind=kind))


def test_only_members_of_other_provinces_adapt_what_they_may_read():
    item = source()
    home = member(item.province)
    draft = adapted(item=item).item
    outsider = UserFactory()
    for province, by, of in [
        (item.province, home, item),
        (province_of(home), outsider, item),
        (province_of(member()), member(), item),
        (province_of(home), home, draft),
    ]:
        with pytest.raises(PermissionDenied):
            actions.adapt(item=of, province=province, by=by)
    actions.withdraw(item=item, by=item.created_by, reason="Old.")
    reader = member()
    with pytest.raises(PermissionDenied):
        actions.adapt(item=item, province=province_of(reader), by=reader)


def test_the_same_again_finds_the_draft_and_another_person_has_their_own():
    first = adapted()
    again = actions.adapt(item=first.source, province=first.item.province, by=first.by)
    assert again == first
    assert adapted(item=first.source, by=member(first.item.province)) != first


def test_what_is_for_members_stays_for_members():
    made = adapted(item=source(is_public=False))
    draft = made.item.newest
    assert made.item.is_public is False
    actions.save_draft(revision=draft, by=made.by, is_public=True)
    made.item.refresh_from_db()
    assert missing(made.item.newest) == ["is_public"]


def test_it_can_be_the_document_of_a_transfer_under_way():
    reader = member()
    item = source()
    begun = transfer(Step.ADAPTING, item=item, lead=reader)
    made = actions.adapt(item=item, province=begun.adopter, by=reader, is_tied=True)
    assert [row.item for row in begun.documents.all()] == [made.item]


def test_what_was_changed_is_reviewed_with_the_text():
    made = adapted()
    review = actions.submit(revision=made.item.newest, by=made.by)
    assert "what we changed and why (English)" in [part["en"] for part in review.parts]
    with pytest.raises(Sealed):
        actions.save_draft(revision=made.item.newest, by=made.by, changes_en="Three signatures.")


def test_the_database_keeps_the_line():
    made, other = adapted(), source()
    ours, theirs = publish(made.item), other.published_revision
    first = made.source

    def line(item, source, revision, original):
        return lambda: Adaptation.objects.create(
            item=item, source=source, revision=revision, original=original, by=made.by
        )

    wrong = [
        line(other, other, theirs, other),
        line(first, made.item, ours, first),  # a source becomes no adaptation: the line would be a ring
        line(other, made.item, ours, made.item),  # another original than the source's own
        line(other, made.item, made.revision, first),  # a version that is not the source's
        lambda: Adaptation.objects.filter(pk=made.pk).update(source=other, original=other, revision=theirs),
    ]
    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_each_part_that_changed_is_proposed_once_and_nothing_changes_by_itself():
    made = adapted()
    old = made.item.newest
    new = publish(made.source, title_en="Form of two pages", needs_ar="حبر")
    assert states(made) == {"title_en": "open", "needs_ar": "open"}
    assert {(row.base, row.revision) for row in made.proposals.all()} == {(made.revision, new)}
    made.item.newest.refresh_from_db()
    assert made.item.newest.title_en == old.title_en == "Form"
    told = Notice.objects.filter(person=made.by, key__startswith="adaptation:")
    assert [(one.path, "Form of two pages" in one.title_en) for one in told] == [
        (f"library/{made.item_id}/updates/", True)
    ]
    assert Notice.objects.filter(key__startswith="adaptation:").count() == 1


def test_accepted_words_go_into_a_draft_and_what_was_handed_in_never_changes():
    made = adapted()
    publish(made.item)
    read = made.item.published_revision
    publish(made.source, title_en="Form of two pages", body_en="<p>Two.</p>")
    accept(made, "title_en")
    decline(made, "body_en")
    draft = made.item.newest
    assert (draft.number, draft.review_id, draft.title_en) == (2, None, "Form of two pages")
    assert draft.body_en == "<p>One.</p>"
    made.item.refresh_from_db()
    assert made.item.published_revision == read
    assert made.item.published_revision.title_en == "Form"
    made.refresh_from_db()
    assert made.revision == made.source.published_revision


def test_words_that_stand_nowhere_else_are_never_lost():
    made = adapted(title_en="Our form")
    publish(made.source, title_en="Form of two pages")
    with pytest.raises(ValidationError):
        accept(made, "title_en")
    assert made.item.newest.title_en == "Our form"
    publish(made.item)
    accept(made, "title_en")  # ours stand in what was handed in
    assert made.item.newest.title_en == "Form of two pages"
    assert made.item.published_revision.title_en == "Our form"


def test_while_ours_is_in_review_words_are_kept_but_not_taken_over():
    made = adapted()
    actions.submit(revision=made.item.newest, by=made.by)
    publish(made.source, title_en="New", body_en="<p>Two.</p>")
    with pytest.raises(ValidationError):
        accept(made, "title_en")
    assert decline(made, "body_en").state == "declined"
    assert made.item.revisions.count() == 1


def test_new_files_of_the_source_join_ours():
    made = adapted()
    own = AttachmentFactory(item=made.item, name="ours.pdf")
    made.item.newest.attachments.add(own)
    draft = actions.new_version(item=made.source, by=made.source.created_by)
    old = draft.attachments.get()
    new = AttachmentFactory(item=made.source, name=old.name)
    draft.attachments.set([new])
    publish(made.source)
    assert states(made) == {"attachments": "open"}
    accept(made, "attachments")
    assert set(made.item.newest.attachments.all()) == {own, new}
    assert old in made.revision.attachments.all()


def test_newer_versions_supersede_what_is_undecided_and_ask_no_decided_words_again():
    made = adapted()
    first = made.revision
    publish(made.source, title_en="Second", body_en="<p>Two.</p>")
    accept(made, "title_en")
    third = publish(made.source, needs_en="Ink.")
    assert {(row.field, row.state, row.base) for row in made.proposals.filter(revision=third)} == {
        ("body_en", "open", first),
        ("needs_en", "open", first),
    }
    assert made.proposals.get(field="body_en", state="superseded").revision.number == 2
    made.refresh_from_db()
    assert made.revision == first
    for field in ("body_en", "needs_en"):
        decline(made, field)
    made.refresh_from_db()
    assert made.revision == third


def test_a_version_that_changes_nothing_of_ours_moves_the_line_on():
    made = adapted()
    new = publish(made.source, cost="Ten million")
    made.refresh_from_db()
    assert (made.revision, made.proposals.count()) == (new, 0)
    assert not Notice.objects.filter(key__startswith="adaptation:").exists()


def test_withdrawn_adaptations_are_left_alone_and_strangers_never_decide():
    gone, made = adapted(), None
    publish(gone.item)
    actions.withdraw(item=gone.item, by=gone.by, reason="Old.")
    made = adapted(item=gone.source)
    publish(gone.source, title_en="New")
    assert [row.adaptation for row in UpdateProposal.objects.all()] == [made]
    for person in (member(made.item.province), gone.source.created_by, SeatFactory().representative):
        with pytest.raises(PermissionDenied):
            accept(made, "title_en", by=person)


def test_an_overtaken_proposal_is_decided_no_more():
    made = adapted()
    publish(made.source, title_en="Second")
    row = made.proposals.get()
    publish(made.source, title_en="Third")
    with pytest.raises(actions.NotNow):
        actions.decide_update(proposal=row, by=made.by, is_accepted=True)
    assert published(kind=Kind.TOOL).published_revision  # what nobody adapted is published as ever


def test_once_ours_is_published_colleagues_decide_into_the_authors_draft():
    made = adapted()
    home, author = made.item.province, made.by
    colleague, lead = member(home), SeatFactory(province=home, representative=member()).representative
    publish(made.source, title_en="Second")
    with pytest.raises(PermissionDenied):
        accept(made, "title_en", by=colleague)  # a draft is its author's alone
    publish(made.item)
    publish(made.source, title_en="Third", body_en="<p>Three.</p>")
    told = Notice.objects.filter(key__startswith="adaptation:").order_by("pk")
    assert [one.person for one in told] == [author, author, lead]
    accept(made, "title_en", by=colleague)
    accept(made, "body_en", by=lead)
    draft = made.item.newest
    assert (draft.title_en, draft.created_by, draft.review_id) == ("Third", author, None)
    heard = Notice.objects.filter(key__startswith="adaptation-decided:")
    assert [(one.person, colleague.name in one.title_en) for one in heard.order_by("pk")] == [
        (author, True),
        (author, False),
    ]
    assert not actions.discard_draft(revision=draft, by=author)


def test_a_colleague_never_writes_over_words_of_the_authors_draft():
    made = adapted()
    publish(made.item)
    publish(made.source, title_en="Second")
    draft = actions.new_version(item=made.item, by=made.by)
    actions.save_draft(revision=draft, by=made.by, title_en="What only the author knows")
    with pytest.raises(ValidationError):
        accept(made, "title_en", by=member(made.item.province))
    made.item.refresh_from_db()
    assert made.item.newest.title_en == "What only the author knows"


def test_what_was_changed_and_why_is_found_as_the_text_is():
    item = published(body_en="<p>Ledgers.</p>", changes_en="Marshland families sign twice.")
    held = str(Item.objects.values_list("search", flat=True).get(pk=item.pk))
    weights = [held.partition(f"'{word}':")[2].partition(" ")[0][-1:] for word in ("marshland", "ledger")]
    assert weights == ["C", "C"]
