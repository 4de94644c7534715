"""The fate of every row, and its reason: what is asked and what is known go in, verdicts come out."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import override

from kit.files import Refused
from kit.files.scanner import ScannerAway
from kit.sheets import spelt
from library import completeness
from library.importing.reasons import Refusal
from library.importing.reference import Asked
from library.models import DocumentRow, Item, Revision

Fate = DocumentRow.Fate


@dataclass(frozen=True)
class Verdict:
    fate: str
    reason: str = ""
    about: dict = field(default_factory=dict)
    asked: Asked | None = None
    item: Item | None = None


def judge(lines, reference, *, for_review):
    """number of the row → Verdict, for all lines of a sheet. Raises ScannerAway."""
    asked, verdicts = [], {}
    for line in lines:
        try:
            asked.append(reference.understand(line))
        except Refusal as refusal:
            verdicts[line.number] = Verdict(Fate.REFUSED, refusal.reason, refusal.about)
    there, seen, files = known(asked), {}, Files(reference.bundle)
    for one in asked:
        try:
            verdicts[one.number] = _verdict(one, there, seen, files, for_review)
        except Refusal as refusal:
            verdicts[one.number] = Verdict(Fate.REFUSED, refusal.reason, refusal.about, one)
    return verdicts


def _verdict(one, there, seen, files, for_review):
    if (earlier := seen.setdefault(one.identity, one.number)) != one.number:
        raise Refusal("double", line=earlier)
    if item := there.of(one):
        return Verdict(Fate.THERE, "there", asked=one, item=item)
    files.look_at(one)
    with override("en"):  # as it stands in the code: the reason is said in the language of who reads it
        missing = [condition for condition in conditions_of(one) if not condition.is_met]
    if for_review and missing:
        return Verdict(Fate.DRAFT, "incomplete", {"what": [condition.what for condition in missing]}, one)
    return Verdict(Fate.REVIEW if for_review else Fate.DRAFT, asked=one)


def conditions_of(one):
    """What the item would still lack for a review (library.completeness)."""
    facts = {name: one.facts[name] for name in ("kind", "province", "criterion")}
    revision = Revision(item=Item(**facts), **one.texts)
    return completeness.check(revision, results=[], files=list(one.files))


class Files:
    """Each file of the folder is looked at once, whatever the number of rows that name it."""

    def __init__(self, bundle):
        self.bundle, self.refused = bundle, {}

    def look_at(self, one):
        for key, name in one.files:
            if (key, name) not in self.refused:
                self.refused[key, name] = self._why(key, name)
            if why := self.refused[key, name]:
                raise Refusal("file", text=name, why=why)

    def _why(self, key, name):
        try:
            self.bundle.look_at(key, name)
        except ScannerAway:
            raise
        except Refused as refusal:
            return refusal.code
        return None


@dataclass(frozen=True)
class Known:
    """Items that the library holds, by what they say."""

    by_key: dict
    by_title: dict

    def of(self, one):
        if one.identity in self.by_key:
            return self.by_key[one.identity]
        return next(filter(None, map(self.by_title.get, _titles(one))), None)


def known(asked):
    """Items that came by such rows, or that have the same kind, province and title: two queries."""
    keys = [one.identity for one in asked]
    by_key = {item.form_key: item for item in Item.objects.filter(form_key__in=keys)}
    titled = Q(pk__in=[])
    lowered = {f"lower_{language}": Lower(f"title_{language}") for language in ("ar", "en")}
    for language in ("ar", "en"):
        titles = [one.texts.get(f"title_{language}", "").lower() for one in asked]
        titled |= Q(**{f"lower_{language}__in": [title for title in titles if title]})
    by_title = {}
    for revision in Revision.objects.alias(**lowered).filter(titled).select_related("item").order_by("pk"):
        item = revision.item
        for language in ("ar", "en"):
            title = spelt(getattr(revision, f"title_{language}"))
            by_title.setdefault((item.kind, item.province_id, language, title), item)
    return Known(by_key, by_title)


def _titles(one):
    province = one.facts["province"]
    for language in ("ar", "en"):
        if title := one.texts.get(f"title_{language}"):
            yield one.facts["kind"], province and province.pk, language, spelt(title)
