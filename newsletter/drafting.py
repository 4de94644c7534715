"""*Draft for me*: what the machine proposes. It adds what is new and leaves hand edits alone."""

import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext, ngettext, override

import kit
from kit import formats
from kit.calendar import add_months
from kit.clock import BAGHDAD
from library.models import Item, Kind
from members.models import Province
from newsletter import adopted, ledger, picked
from newsletter.models import Edition, Entry, Section
from themes.models import Theme

SECTIONS = {
    Kind.SUCCESS_STORY: Section.SUCCESSES,
    Kind.CASE_STUDY: Section.SUCCESSES,
    Kind.LESSON_LEARNED: Section.LEARNING,
    Kind.SET_BACK: Section.LEARNING,
    Kind.VIDEO: Section.LEARNING,
    Kind.ARTICLE: Section.LEARNING,
    Kind.WORKSHEET: Section.LEARNING,
}
# What a reader takes in at one sitting; an editor may add more by hand.
MOST = {Section.SUCCESSES: 4, Section.PICKS: 5, Section.LEARNING: 3}
MOST_ADOPTED = 2  # practices that were taken up, behind the new ones: neither crowds the other out
LANGUAGES = ("ar", "en")


def section_of(item):
    return SECTIONS.get(item.kind, Section.PICKS)


def new_items(edition):
    """Public items published since the month of the last released edition, in no other edition so far."""
    return items_for(edition.month, edition)


def items_for(month, edition=None):
    """The same for a month that may have no edition yet."""
    elsewhere = Entry.objects.exclude(edition=edition) if edition else Entry.objects.all()
    items = Item.objects.published().filter(is_public=True).exclude(newsletter_entries__in=elsewhere)
    earlier = Edition.objects.released().filter(month__lt=month).order_by("-month").first()
    if earlier:
        items = items.filter(
            published_at__gte=datetime.datetime.combine(earlier.month, datetime.time(), BAGHDAD)
        )
    return items.select_related("published_revision", "province").order_by("-published_at", "-pk")


def turns_for(month, edition=None):
    """The ledger for a month: provinces with a team, the least served first, as (province, turn).

    `edition` is that of the month where there is one: what it features itself does not count.
    """
    others = Edition.objects.exclude(pk=edition.pk if edition else None).filter(province__isnull=False)
    featured = {
        row["province"]: row
        for row in others.values("province").annotate(last=Max("month"), times=Count("pk")).order_by()
    }
    items = items_for(month, edition).order_by().values_list("province").annotate(Count("pk"))
    counts = dict(items)
    with_team = Province.objects.filter(teams__started_on__lt=add_months(month, 1)).distinct()
    provinces = {province.code: province for province in with_team}
    ranked = ledger.rank(
        ledger.Turn(
            code,
            featured.get(province.pk, {}).get("last"),
            counts.get(province.pk, 0),
            featured.get(province.pk, {}).get("times", 0),
        )
        for code, province in provinces.items()
    )
    return [(provinces[turn.code], turn) for turn in ranked]


def next_month():
    """The first month from this one on that has no edition yet."""
    month, taken = kit.today().replace(day=1), set(Edition.objects.values_list("month", flat=True))
    while month in taken:
        month = add_months(month, 1)
    return month


def fill(edition):
    """Propose province, theme, entries and words; returns how many entries were added."""
    items = list(new_items(edition))
    is_untouched = not (
        edition.province_id or edition.welcome_ar or edition.welcome_en or edition.entries.exists()
    )
    if is_untouched:
        edition.province = next((province for province, _turn in turns_for(edition.month, edition)), None)
        edition.theme = Theme.objects.active(edition.month).first()
    written_before = words(edition)
    added = picked.add(edition, MOST[Section.PICKS]) + _add_entries(edition, items)
    added += adopted.add(edition, MOST_ADOPTED)
    for field, text in words(edition).items():
        if is_untouched or getattr(edition, field) == written_before[field]:
            setattr(edition, field, text)
    edition.save()
    return added


def _add_entries(edition, items):
    """The featured province's items first, then the newest, up to what a section holds."""
    offered = set(edition.entries.values_list("item_id", flat=True))
    places = {section: _places(edition, section) for section in MOST}
    added = 0
    for item in sorted(items, key=lambda item: item.province_id != edition.province_id):
        section = section_of(item)
        taken, position = places[section]
        if item.pk in offered or taken >= MOST[section]:
            continue
        places[section] = (taken + 1, position + 1)
        entry_of(item, edition=edition, section=section, position=position + 1).save()
        added += 1
    return added


def _places(edition, section):
    """How many entries stand in a section, those of transfers apart, and the last position in it."""
    standing = edition.entries.standing().filter(section=section)
    last = standing.aggregate(last=Max("position"))["last"] or 0
    return standing.filter(transfer__isnull=True).count(), last


def entry_of(item, **place):
    """An item in the few words of its published summary."""
    revision = item.published_revision
    return Entry(
        item=item,
        title_ar=revision.title_ar,
        title_en=revision.title_en,
        text_ar=revision.summary_ar,
        text_en=revision.summary_en,
        **place,
    )


def lead_of(edition, entries):
    """The piece that opens the letter: the featured province's first item, else the first item."""
    with_item = [entry for entry in entries if entry.item_id]
    featured = [entry for entry in with_item if entry.item.province_id == edition.province_id]
    return next(iter(featured or with_item), None)


def words(edition):
    """Title and welcome in both languages, from the facts alone."""
    entries = in_order(edition.entries.shown().select_related("item"))
    lead = lead_of(edition, entries)
    count = sum(1 for entry in entries if entry.item_id)
    texts = {}
    for language in LANGUAGES:
        texts[f"title_{language}"] = getattr(lead, f"title_{language}")[:150] if lead else ""
        with override(language), formats.choosing(""):
            texts[f"welcome_{language}"] = _welcome(edition.province, count)
    return texts


def in_order(entries):
    """Entries as they stand in the letter: by section, then by position."""
    order = list(Section)
    return sorted(entries, key=lambda entry: (order.index(entry.section), entry.position, entry.pk))


def _welcome(province, count):
    sentences = []
    if province:
        sentences.append(gettext("This month we feature %(province)s.") % {"province": province.name})
    if count:
        words = ngettext(
            "%(number)s practice that the POCC has reviewed is ready for you.",
            "%(number)s practices that the POCC has reviewed are ready for you.",
            count,
        )
        sentences.append(words % {"number": formats.number(count)})
    sentences.append(gettext("Take home what fits your province, and tell us what changed for citizens."))
    return " ".join(sentences)
