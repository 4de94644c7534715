"""What the cells of a row refer to: kind, province, criterion, tags, files. Five queries, then none."""

import re
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from kit.digits import latin
from kit.sheets import cells, spelt
from library.importing.bundle import last_of
from library.importing.columns import MEMBERS, TEXTS, audiences, kinds
from library.importing.reasons import Refusal
from library.models import Tag
from members import spellings
from members.models import Solution, Team

NAMESPACE = uuid.UUID("6f0b8e5e-2f4c-4b8e-9a63-1d5a52a4a0c7")
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_FILES = 20
NAMED = re.compile(r"[;؛\n|]")  # a comma may stand in a file's name
IS_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Asked:
    """A row whose cells are understood. `files` are (key in the bundle, name to keep)."""

    number: int
    texts: dict
    facts: dict  # kind, province, team, solution, criterion, year, is_public
    tags: tuple
    partners: tuple
    contributors: tuple
    files: tuple

    @property
    def identity(self):
        """The same for every row that says the same thing: a kind, a province, the two titles."""
        province = self.facts["province"]
        titles = [spelt(self.texts.get(f"title_{language}", "")) for language in ("ar", "en")]
        said = [self.facts["kind"], province.code if province else "", *titles]
        return uuid.uuid5(NAMESPACE, "\n".join(said))


class Reference:
    """What the portal knows, and the folder (a Bundle)."""

    def __init__(self, bundle):
        self.bundle, self.named = bundle, set()
        self.provinces, self.criteria = spellings.provinces(), spellings.criteria()
        self.teams = _by_province(Team.objects.all(), "name", lambda team: team.province_id)
        solutions = Solution.objects.select_related("team")
        self.solutions = _by_province(solutions, "title", lambda solution: solution.team.province_id)
        self.tags = {}
        for tag in Tag.objects.all():
            for name in (tag.slug, tag.name_ar, tag.name_en):
                self.tags[spelt(name)] = tag

    def understand(self, line):
        """The row as Asked. Raises Refusal."""
        words = line.words
        if line.formulae:
            raise Refusal("formula", column=line.formulae[0])
        files = self._files(words.get("files", ""))
        texts = {name: words[name] for name in TEXTS if name in words}
        if not (texts.get("title_ar") or texts.get("title_en")):
            raise Refusal("no_title")
        _check_address(texts.get("source_url", ""))
        facts = self._facts(words)
        further = [_known(self.provinces, part, "unknown_province") for part in _listed(words, "partners")]
        return Asked(
            number=line.number,
            texts=texts,
            facts=facts,
            tags=tuple(_known(self.tags, part, "unknown_tag") for part in _listed(words, "tags")),
            partners=tuple(one for one in further if one != facts["province"]),
            contributors=tuple(_listed(words, "contributors")),
            files=files,
        )

    def unnamed(self):
        """Names of the files that no row has named so far."""
        return sorted(name for key, name in self.bundle.names().items() if key not in self.named)

    def _facts(self, words):
        audience = _known(audiences(), words.get("audience", ""), "bad_audience")
        province = _known(self.provinces, words.get("province", ""), "unknown_province")
        there = province.pk if province else None
        return {
            "kind": _known(kinds(), words["kind"], "unknown_kind", may_be_empty=False),
            "province": province,
            "team": _known(self.teams.get(there, {}), words.get("team", ""), "unknown_team"),
            "solution": _known(self.solutions.get(there, {}), words.get("solution", ""), "unknown_solution"),
            "criterion": _known(self.criteria, words.get("criterion", ""), "unknown_criterion"),
            "year": _year(words.get("year", "")),
            "is_public": audience != MEMBERS,
        }

    def _files(self, written):
        found = {}
        for name in [written] if self.bundle.find(written) else NAMED.split(written):
            if not name.strip():
                continue
            keys = self.bundle.find(name)
            if not keys:
                raise Refusal("no_file", text=name.strip())
            if len(keys) > 1:
                raise Refusal("which_file", text=name.strip())
            found[keys[0]] = last_of(name)
            self.named.add(keys[0])
        if len(found) > MOST_FILES:
            raise Refusal("many_files")
        return tuple(found.items())


def _by_province(rows, name, province_of):
    """Key of a province → spelling of a name in either language → the row."""
    found = {}
    for row in rows:
        for language in ("ar", "en"):
            if written := getattr(row, f"{name}_{language}"):
                found.setdefault(province_of(row), {})[spelt(written)] = row
    return found


def _known(known, word, reason, may_be_empty=True):
    if not word and may_be_empty:
        return None
    if spelt(word) not in known:
        raise Refusal(reason, text=word)
    return known[spelt(word)]


def _listed(words, key):
    return cells.several(words.get(key, ""))


def _year(written):
    if not written:
        return None
    digits = latin(written)
    if not digits.isdecimal() or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise Refusal("bad_year", text=written)
    return int(digits)


def _check_address(written):
    try:
        if written:
            IS_ADDRESS(written)
    except ValidationError:
        raise Refusal("bad_url", text=written) from None
