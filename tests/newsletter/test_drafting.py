"""Draft for me: what is proposed, and that hand edits are left alone."""

import datetime
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from kit.clock import BAGHDAD
from kit.quarter import Quarter
from library.models import Kind
from newsletter import actions, drafting
from newsletter.models import Edition, Section
from tests.factories import library
from tests.factories.chairs import TermFactory
from tests.factories.members import ProvinceFactory, TeamFactory, staff
from tests.factories.newsletter import MONTH, EditionFactory, editor, released, with_item
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


def at(year, month, day):
    return datetime.datetime(year, month, day, 9, tzinfo=BAGHDAD)


def draft(month=MONTH, by=None):
    return actions.draft_edition(month=month, by=by or staff())


def test_a_draft_holds_what_was_published_by_section():
    story = library.published(kind=Kind.SUCCESS_STORY)
    template = library.published(kind=Kind.TEMPLATE)
    lesson = library.published(kind=Kind.LESSON_LEARNED)

    edition = draft()

    assert {(entry.section, entry.item) for entry in edition.entries.all()} == {
        (Section.SUCCESSES, story),
        (Section.PICKS, template),
        (Section.LEARNING, lesson),
    }
    entry = edition.entries.get(item=story)
    assert entry.title_ar == story.published_revision.title_ar
    assert entry.text_en == story.published_revision.summary_en


def test_what_readers_may_not_see_is_left_out():
    library.published(is_public=False)
    library.ItemFactory()

    assert not draft().entries.exists()


def test_only_what_is_new_since_the_month_of_the_last_released_edition_is_taken():
    released(month=date(2026, 10, 1), number=7)
    library.published(published_at=at(2026, 9, 30))
    new = library.published(published_at=at(2026, 10, 1))

    edition = draft()

    assert [entry.item for entry in edition.entries.all()] == [new]
    assert edition.number == 8


def test_what_another_edition_offered_is_not_offered_again():
    earlier = EditionFactory(month=date(2026, 10, 1))
    with_item(earlier)

    assert not draft().entries.exists()


def test_a_section_holds_what_one_reads_at_a_sitting_and_the_featured_province_comes_first():
    province = TeamFactory().province
    mine = library.published(kind=Kind.SUCCESS_STORY, province=province, published_at=at(2026, 11, 1))
    for day in range(2, 8):
        library.published(kind=Kind.SUCCESS_STORY, published_at=at(2026, 11, day))

    edition = draft()

    assert edition.province == province
    assert edition.entries.count() == drafting.MOST[Section.SUCCESSES]
    assert edition.entries.order_by("position").first().item == mine


def test_the_province_that_waited_longest_is_featured():
    waited, recent = TeamFactory().province, TeamFactory().province
    EditionFactory(month=date(2026, 9, 1), province=waited)
    EditionFactory(month=date(2026, 10, 1), province=recent)
    library.published(province=recent)

    assert draft().province == waited


def test_a_province_without_a_team_is_not_proposed():
    library.published(province=ProvinceFactory())

    assert draft().province is None


def test_the_theme_of_the_quarter_is_named():
    theme = ThemeFactory(term=TermFactory(quarter=Quarter(2026, 4)))
    ThemeFactory(term=TermFactory(quarter=Quarter(2026, 3)))

    assert draft().theme == theme


def test_the_welcome_is_written_in_both_languages_from_the_facts():
    province = TeamFactory(province=ProvinceFactory(name_ar="نينوى", name_en="Ninewa")).province
    for _n in range(3):
        library.published(province=province)

    edition = draft()

    assert edition.welcome_en == (
        "This month we feature Ninewa. 3 practices that the POCC has reviewed are ready for you. "
        "Take home what fits your province, and tell us what changed for citizens."
    )
    assert "نينوى" in edition.welcome_ar
    assert "٣ ممارسات" in edition.welcome_ar
    assert edition.title_ar == edition.entries.order_by("position").first().title_ar


def test_drafting_again_adds_only_what_is_new_and_keeps_hand_edits():
    library.published(kind=Kind.TOOL)
    edition = draft()
    entry = edition.entries.get()
    entry.text_en = "In the editor's words."
    entry.save()
    Edition.objects.filter(pk=edition.pk).update(welcome_en="Dear colleagues,", title_ar="")
    new = library.published(kind=Kind.TOOL)

    edition = draft()

    assert edition.entries.count() == 2
    assert edition.entries.get(pk=entry.pk).text_en == "In the editor's words."
    assert edition.entries.exclude(pk=entry.pk).get().item == new
    assert edition.welcome_en == "Dear colleagues,"
    assert edition.title_ar == ""
    assert "ممارستان" in edition.welcome_ar


def test_drafting_again_leaves_the_chosen_province_alone():
    first, chosen = TeamFactory().province, ProvinceFactory()
    edition = draft()
    assert edition.province == first
    Edition.objects.filter(pk=edition.pk).update(province=chosen, theme=None)

    assert draft().province == chosen


def test_what_was_taken_out_by_hand_does_not_come_back():
    library.published()
    edition = draft()
    entry = edition.entries.get()
    entry.removed_at = at(2026, 11, 3)
    entry.save()

    assert not draft().entries.standing().exists()


def test_editions_are_numbered_one_after_the_other():
    first = draft(date(2026, 10, 1))
    again = draft(date(2026, 10, 15))
    second = draft(date(2026, 11, 1))

    assert (first.number, again.number, second.number) == (1, 1, 2)
    assert again.pk == first.pk


def test_an_editor_drafts_for_the_quarter_of_their_term_alone():
    chair_editor = editor(MONTH)

    assert draft(date(2026, 12, 1), by=chair_editor).created_by == chair_editor
    with pytest.raises(PermissionDenied):
        draft(date(2027, 1, 1), by=chair_editor)
    assert not Edition.objects.filter(month=date(2027, 1, 1)).exists()


def test_an_edition_under_review_is_not_drafted_again():
    edition = released(month=MONTH)

    with pytest.raises(actions.NotOpen):
        draft(edition.month)
