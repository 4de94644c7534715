"""The duties of a term: what proves each by itself, and what was ticked by hand."""

from dataclasses import dataclass

from chairs.models import Duty, DutyDone
from chairs.registries import Evidence, duty_evidence


@dataclass(frozen=True)
class State:
    """A duty of a term with its evidence."""

    duty: str
    words: str
    evidence: list[Evidence]
    ticked: DutyDone | None

    @property
    def is_done(self):
        return bool(self.evidence) or self.ticked is not None


def duties_of(term):
    """The plan's five, in its order; one query and those of the registered evidence."""
    ticked = {done.duty: done for done in term.duties_done.select_related("by")}
    return [
        State(
            duty.value,
            duty.label,
            duty_evidence.call(duty.value, term=term) if duty.value in duty_evidence else [],
            ticked.get(duty.value),
        )
        for duty in Duty
    ]
