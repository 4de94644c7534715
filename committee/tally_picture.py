"""The count of a motion as a bar: each answer a part of it, and the mark that those in favour must reach."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Ballot

Choice = Ballot.Choice


@dataclass(frozen=True)
class Part:
    """One answer: how many seats gave it, and where it stands in the bar (in hundredths of its length)."""

    key: str
    label: str
    count: int
    start: str
    length: str


def parts(tally):
    """The parts of the bar in their order, the silent seats last."""
    counted = [
        (Choice.YES, Choice.YES.label, tally.yes),
        (Choice.NO, Choice.NO.label, tally.no),
        (Choice.ABSTAIN, Choice.ABSTAIN.label, tally.abstain),
        (Choice.RECUSE, Choice.RECUSE.label, tally.recused),
        ("silent", _("no answer"), tally.silent),
    ]
    found, before = [], 0
    for key, label, count in counted:
        found.append(Part(str(key), label, count, _share(before, tally), _share(count, tally)))
        before += count
    return found


def mark(tally):
    """Where the votes in favour reach the majority, as things stand."""
    return _share(min(tally.majority.needed, tally.seats), tally)


def _share(count, tally):
    return f"{100 * count / max(1, tally.seats):.2f}"
