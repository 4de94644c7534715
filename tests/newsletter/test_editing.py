"""The words and blocks of an edition: kept, moved, taken out, put back, and never overwritten unasked."""

import pytest
from django.core.exceptions import PermissionDenied

from newsletter import actions
from newsletter.models import Edition, Section
from tests.factories.members import UserFactory, staff
from tests.factories.newsletter import EditionFactory, EntryFactory, released, with_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def me():
    return staff()


def again(edition):
    return Edition.objects.get(pk=edition.pk)


def order(edition, section=Section.EVENTS):
    return list(edition.entries.standing().filter(section=section).order_by("position", "pk"))


def test_only_what_differs_is_kept_and_by_whom_is_written_down(edition, me):
    entry = EntryFactory(edition=edition)

    actions.save_edits(
        edition=edition, by=me, head={"title_en": "New"}, blocks={entry.pk: {"text_en": "12 seats left."}}
    )

    entry.refresh_from_db()
    kept = again(edition)
    assert (kept.title_en, kept.title_ar, entry.text_en) == ("New", edition.title_ar, "12 seats left.")
    assert (kept.saves, kept.saved_by) == (1, me)


def test_words_that_are_kept_already_change_nothing(edition, me):
    before = edition.history.count()

    actions.save_edits(edition=edition, by=me, head={"title_en": edition.title_en}, blocks={}, base=0)

    assert again(edition).saves == 0
    assert edition.history.count() == before


def test_the_ends_of_lines_as_browsers_send_them_are_no_other_words(edition, me):
    Edition.objects.update(welcome_ar="أهلاً.\n\nبكم.")

    actions.save_edits(edition=edition, by=me, head={"welcome_ar": "أهلاً.\r\n\r\nبكم."})
    assert again(edition).saves == 0
    actions.save_edits(edition=edition, by=me, head={"welcome_ar": "أهلاً.\r\nبكم."})

    assert again(edition).welcome_ar == "أهلاً.\nبكم."


def test_who_began_before_somebody_elses_words_is_told_and_replaces_nothing(edition, me):
    actions.save_edits(edition=edition, by=me, head={"title_en": "Hers"}, base=0)

    with pytest.raises(actions.Changed):
        actions.save_edits(edition=edition, by=staff(), head={"title_en": "His"}, base=0)
    assert again(edition).title_en == "Hers"

    actions.save_edits(edition=edition, by=staff(), head={"title_en": "His"}, base=1)
    assert again(edition).title_en == "His"


def test_a_form_that_is_sent_twice_is_no_other_window(edition, me):
    for _time in range(2):
        actions.save_edits(edition=edition, by=me, head={"title_en": "Hers"}, base=0)

    assert again(edition).saves == 1


def test_what_another_adds_moves_or_takes_out_meanwhile_is_no_other_words(edition, me):
    first, second = EntryFactory(edition=edition), EntryFactory(edition=edition)
    actions.add_entry(edition=edition, entry=EntryFactory.build(edition=None), by=staff())
    actions.move(edition=edition, entry=second, step=-1, by=staff())
    actions.take_out(edition=edition, entry=first, by=staff())

    actions.save_edits(edition=edition, by=me, base=0, blocks={first.pk: {"title_en": "Still mine"}})

    first.refresh_from_db()
    assert first.title_en == "Still mine"
    assert first.removed_at is not None


def test_a_draft_that_keeps_itself_makes_no_version(edition, me):
    entry = EntryFactory(edition=edition)
    versions = edition.history.count(), entry.history.count()

    actions.save_edits(
        edition=edition,
        by=me,
        head={"title_en": "Ne"},
        blocks={entry.pk: {"title_en": "x"}},
        has_version=False,
    )

    assert (edition.history.count(), entry.history.count()) == versions
    actions.save_edits(edition=edition, by=me, head={"title_en": "New"})
    assert edition.history.count() == versions[0] + 1


def test_blocks_move_within_their_section_and_stop_at_its_ends(edition, me):
    one, two, three = (EntryFactory(edition=edition, position=7) for _n in range(3))
    EntryFactory(edition=edition, section=Section.PICKS, position=1)

    actions.move(edition=edition, entry=three, step=-1, by=me)
    assert order(edition) == [one, three, two]
    actions.move(edition=edition, entry=one, step=1, by=me)
    assert order(edition) == [three, one, two]
    actions.move(edition=edition, entry=three, step=-1, by=me)
    actions.move(edition=edition, entry=two, step=1, by=me)

    assert order(edition) == [three, one, two]


def test_what_is_taken_out_is_skipped_by_moves_and_comes_back_where_it_stood(edition, me):
    one, two, three = (EntryFactory(edition=edition) for _n in range(3))
    actions.take_out(edition=edition, entry=two, by=me)
    assert order(edition) == [one, three]

    actions.put_back(edition=edition, entry=two, by=me)
    assert order(edition) == [one, two, three]

    actions.take_out(edition=edition, entry=two, by=me)
    actions.move(edition=edition, entry=three, step=-1, by=me)
    assert order(edition) == [three, one]


def test_a_block_that_changes_its_section_goes_to_the_end_of_the_other(edition, me):
    there = EntryFactory(edition=edition, section=Section.PICKS, position=4)
    entry = with_item(edition)

    actions.save_edits(edition=edition, by=me, blocks={entry.pk: {"section": Section.PICKS}})

    assert order(edition, Section.PICKS) == [there, entry]


def test_a_block_of_another_edition_is_not_reached(edition, me):
    foreign = EntryFactory()

    actions.save_edits(edition=edition, by=me, blocks={foreign.pk: {"title_en": "Mine now"}})

    foreign.refresh_from_db()
    assert foreign.title_en != "Mine now"


def test_words_of_a_released_edition_and_strangers_words_are_not_kept(edition, me):
    entry = EntryFactory(edition=edition)
    verbs = [
        (actions.save_edits, {"head": {"title_en": "x"}}),
        (actions.move, {"entry": entry, "step": 1}),
        (actions.take_out, {"entry": entry}),
        (actions.put_back, {"entry": entry}),
    ]
    for verb, given in verbs:
        with pytest.raises(PermissionDenied):
            verb(edition=edition, by=UserFactory(), **given)
    released(edition=edition)
    for verb, given in verbs:
        with pytest.raises(actions.NotOpen):
            verb(edition=edition, by=me, **given)
