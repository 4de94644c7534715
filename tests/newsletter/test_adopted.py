"""Achieved transfers in the draft: proposed once, told with their outcome, shown wherever an edition is."""

import datetime
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

import kit
from kit.clock import BAGHDAD
from library.models import Step, Withdrawal
from mailing import links
from newsletter import actions, adopted, drafting, letter
from newsletter.models import Section
from tests.factories import library, transfers
from tests.factories.members import ProvinceFactory, TeamFactory, member, staff
from tests.factories.newsletter import MONTH, EditionFactory, EntryFactory, released, with_item

pytestmark = pytest.mark.django_db


def draft(month=MONTH):
    return actions.draft_edition(month=month, by=staff())


def achieved_on(year, month, day, **fields):
    """Its last step was taken on that day; the other steps lie before it."""
    at = datetime.datetime(year, month, day, 9, tzinfo=BAGHDAD)
    found = transfers.transfer(Step.ACHIEVED, **fields)
    found.steps.filter(number=Step.ACHIEVED).update(at=at)
    return found


@pytest.fixture
def basrah_from_babil():
    babil = ProvinceFactory(name_ar="بابل", name_en="Babil")
    item = library.published(
        province=babil, created_by=member(babil), title_ar="شباك واحد", title_en="One window"
    )
    basrah = ProvinceFactory(name_ar="البصرة", name_en="Basrah")
    found = transfers.transfer(Step.ACHIEVED, item=item, lead=member(basrah))
    transfers.measure(found, outcomes=[(3, 20), (6, 9)])
    return found


def verify(found, at=None):
    found.verified_at, found.verified_by = at or kit.now(), member()
    found.verified_for = ProvinceFactory(name_ar="بغداد", name_en="Baghdad")
    found.verification = "زرنا الدائرة"
    found.save()


def test_an_achieved_transfer_is_a_success_told_with_its_outcome_in_both_languages(basrah_from_babil):
    entry = draft().entries.get(transfer=basrah_from_babil)

    assert (entry.section, entry.item, entry.url) == (Section.SUCCESSES, None, "")
    assert (entry.title_ar, entry.title_en) == ("شباك واحد", "One window")
    assert entry.text_en == "Basrah took it up from Babil. Days to finish: 34 → 9 days after 6 months."
    for words in ("البصرة", "بابل", "أيام الإنجاز", "من ٣٤ إلى ٩ يوماً"):
        assert words in entry.text_ar
    assert "→" not in entry.text_ar  # it would point against the reading


def test_who_verified_it_is_said(basrah_from_babil):
    verify(basrah_from_babil)

    entry = draft().entries.get(transfer=basrah_from_babil)

    assert entry.text_en.endswith("Baghdad has verified it.")
    assert "بغداد" in entry.text_ar


def test_without_a_figure_nothing_is_claimed():
    found = transfers.transfer(Step.ACHIEVED)

    text = adopted.entry_of(found).text_en

    assert text == f"{found.adopter.name_en} took it up from {found.source.name_en}."


def test_what_is_not_achieved_withdrawn_or_for_members_alone_is_left_out():
    transfers.transfer(Step.PILOTING)
    transfers.achieved(item=library.published(created_by=member(), is_public=False))
    withdrawn = transfers.achieved()
    Withdrawal.objects.create(item=withdrawn.item, by=withdrawn.item.created_by, reason="x")

    assert not draft().entries.filter(transfer__isnull=False).exists()


def test_only_what_was_achieved_or_verified_since_the_last_released_edition_is_proposed():
    released(month=date(2026, 10, 1), number=7)
    achieved_on(2026, 9, 30)
    new = achieved_on(2026, 10, 1)
    verified_since = achieved_on(2026, 8, 1)
    verify(verified_since, at=datetime.datetime(2026, 10, 5, 9, tzinfo=BAGHDAD))

    proposed = draft().entries.filter(transfer__isnull=False)

    assert {entry.transfer for entry in proposed} == {new, verified_since}


def test_what_an_edition_told_is_not_told_again_when_it_is_verified():
    found = achieved_on(2026, 10, 2)
    EntryFactory(edition=released(month=date(2026, 10, 1), number=7), transfer=found, url="")
    verify(found, at=datetime.datetime(2026, 11, 5, 9, tzinfo=BAGHDAD))

    assert not draft().entries.filter(transfer__isnull=False).exists()


def test_drafting_again_proposes_it_once_and_not_after_it_was_taken_out(basrah_from_babil):
    edition = draft()
    entry = edition.entries.get(transfer=basrah_from_babil)
    draft()
    assert edition.entries.filter(transfer=basrah_from_babil).count() == 1
    actions.take_out(edition=edition, entry=entry, by=staff())
    draft()
    assert not edition.entries.standing().filter(transfer=basrah_from_babil).exists()


def test_what_was_taken_up_and_what_is_new_crowd_each_other_out_of_no_edition():
    for _ in range(drafting.MOST[Section.SUCCESSES] + 1):
        transfers.achieved()
        library.published(kind="success_story")

    draft()
    standing = draft().entries.filter(section=Section.SUCCESSES)

    assert standing.filter(item__isnull=False).count() == drafting.MOST[Section.SUCCESSES]
    assert standing.filter(transfer__isnull=False).count() == drafting.MOST_ADOPTED


def test_an_entry_leads_to_one_thing_once(basrah_from_babil):
    edition = EditionFactory()
    EntryFactory(edition=edition, transfer=basrah_from_babil)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(edition=edition, transfer=basrah_from_babil)
    with pytest.raises(IntegrityError), transaction.atomic():
        with_item(edition, transfer=transfers.achieved())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_letter_leads_to_the_transfer_in_both_parts(basrah_from_babil, language):
    edition = draft()
    built = letter.build(edition, language)
    entry = edition.entries.get(transfer=basrah_from_babil)
    address = links.absolute(f"/{language}/{basrah_from_babil.path}")
    for part in (built.html, built.text):
        assert address in part
        assert getattr(entry, f"text_{language}") in part


def test_one_that_was_withdrawn_since_is_not_sent(basrah_from_babil):
    edition = draft()
    item = basrah_from_babil.item
    Withdrawal.objects.create(item=item, by=item.created_by, reason="x")

    assert not edition.entries.shown().filter(transfer__isnull=False).exists()


def test_editor_preview_and_archive_show_it(client, basrah_from_babil):
    edition = draft(kit.today())
    TeamFactory(province=edition.province or basrah_from_babil.adopter)
    client.force_login(staff())
    page = client.get(reverse("newsletter:edit", args=[edition.number])).content.decode()
    assert f'href="{basrah_from_babil.get_absolute_url()}"' in page
    assert f"entry-{edition.entries.get(transfer=basrah_from_babil).pk}-url" not in page
    page = client.get(reverse("newsletter:letter", args=[edition.number, "ar"])).content.decode()
    assert basrah_from_babil.path in page


def test_a_review_keeps_the_transfer_and_reads_others_as_before(basrah_from_babil):
    plain = EditionFactory()
    EntryFactory(edition=plain, section=Section.SUCCESSES)
    without = actions.editions.handed_in(plain)
    EntryFactory(edition=plain, section=Section.SUCCESSES, transfer=basrah_from_babil, url="")
    assert actions.editions.handed_in(plain) != without


def test_the_public_page_of_an_edition_leads_to_it(client, basrah_from_babil):
    from tests.factories.newsletter import sent

    edition = EditionFactory()
    EntryFactory(edition=edition, section=Section.SUCCESSES, transfer=basrah_from_babil, url="")
    edition = sent(edition=edition)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert basrah_from_babil.get_absolute_url() in page
