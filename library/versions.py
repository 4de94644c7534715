"""A version part by part: what it holds when it is handed in, and what changed from the published one."""

from dataclasses import dataclass

from committee import contents
from kit import richtext
from library.actions.drafts import MEASURES, TEXTS
from library.models import Revision


@dataclass(frozen=True)
class Difference:
    """One part that reads differently: its name, the words before and after."""

    name: str
    before: str
    after: str


ROWS = ("results", "attachments")


def differences(before, after):
    """Parts of the text that differ, then results and files."""
    found = []
    for name in (*TEXTS, *ROWS):
        old, new = words(before, name), words(after, name)
        if old != new:
            found.append(Difference(_title(name), old, new))
    return found


def words(revision, name):
    """What a part says, without markup; results and files a line each."""
    if name in ROWS:
        return "\n".join(_line(row) for row in getattr(revision, name).all())
    return richtext.plain(getattr(revision, name))


def handed_in(revision):
    """The parts of a version as a review keeps them: texts, results, files by their checksum.

    Without the contact: it goes when the person whose it is has their data erased. The context, and what was
    changed in an adaptation, are parts where they are said.
    """
    names = [name for name in TEXTS if name != "contact"]
    names = [
        name for name in names if not name.startswith(("context_", "changes_")) or getattr(revision, name)
    ]
    named = [(Revision._meta.get_field(name).verbose_name, getattr(revision, name)) for name in names]
    results = revision.results.order_by("pk").values_list(*MEASURES)
    files = revision.attachments.order_by("pk").values_list("sha256", "name")
    named += [(_title("results"), list(map(list, results))), (_title("attachments"), list(map(list, files)))]
    return contents.parts_of(named)


def _title(name):
    related = Revision._meta.get_field(name)
    return getattr(related, "verbose_name", None) or related.related_model._meta.verbose_name_plural


def _line(row):
    if hasattr(row, "measure"):
        return f"{row.measure}: {row.before} → {row.after} {row.unit}"
    return str(row)
