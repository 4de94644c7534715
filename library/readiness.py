"""What a transfer still lacks before its next step: reasons, evidence, and when it will be met."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.formats import day, number
from library.models import MONTHS, FitFact, Step, over_on


@dataclass(frozen=True)
class Condition:
    """One thing that is asked for; `evidence` says what was found, or how to meet it."""

    what: str
    is_met: bool
    evidence: str
    when: datetime.date | None = None  # the day on which it will be met by itself


@dataclass(frozen=True)
class Record:
    """What both sides have written down; lists, read once."""

    facts: list
    milestones: list
    documents: list
    measures: list  # with their outcomes
    piloted_on: datetime.date | None = None

    @classmethod
    def of(cls, transfer):
        """Five questions, whatever stands in it."""
        steps = {row.number: row for row in transfer.steps.all()}
        pilot = steps.get(Step.PILOTING)
        return cls(
            facts=list(transfer.facts.all()),
            milestones=list(transfer.milestones.all()),
            documents=list(transfer.documents.select_related("item__published_revision")),
            measures=list(transfer.measures.prefetch_related("outcomes")),
            piloted_on=pilot.on if pilot else None,
        )


def check(transfer, record, on):
    """The conditions of the next step, in the order in which one meets them; none where it has ended."""
    asked = {
        Step.CHECKED: _checked,
        Step.AGREED: _agreed,
        Step.ADAPTING: _adapting,
        Step.PILOTING: _piloting,
        Step.ACHIEVED: _achieved,
    }
    return asked[transfer.next_step](transfer, record, on) if transfer.next_step else []


def is_ready(conditions):
    return all(condition.is_met for condition in conditions)


def _checked(transfer, record, on):
    known = {fact.subject: fact for fact in record.facts}
    return [_declared(FitFact.Subject(subject), known.get(subject)) for subject in FitFact.Subject.values]


def _declared(subject, fact):
    what = subject.label.capitalize()
    if fact is None or not (fact.at_source or fact.at_adopter):
        return Condition(what, False, _("Both provinces declare how it is with them."))
    if not fact.at_source:
        return Condition(what, False, _("The source has not declared this yet."))
    if not fact.at_adopter:
        return Condition(what, False, _("The adopting province has not declared this yet."))
    if fact.holds is None:
        return Condition(what, False, _("Say whether the assumption holds in the adopting province."))
    return Condition(
        what, True, _("It holds.") if fact.holds else _("It does not hold; an answer is written.")
    )


def _agreed(transfer, record, on):
    broken = sum(fact.holds is False for fact in record.facts)
    words = ngettext("%(count)s assumption does not hold.", "%(count)s assumptions do not hold.", broken)
    evidence = words % {"count": number(broken)} if broken else _("Every assumption holds.")
    return [Condition(_("The fit check is done"), True, evidence)]


def _adapting(transfer, record, on):
    count = len(record.milestones)
    found = ngettext("%(count)s milestone.", "%(count)s milestones.", count) % {"count": number(count)}
    how = _("Write down what you will do, and by which day.")
    return [Condition(_("A plan with milestones"), bool(count), found if count else how)]


def _piloting(transfer, record, on):
    files = len(record.documents)
    found = ngettext("%(count)s document.", "%(count)s documents.", files) % {"count": number(files)}
    named = [str(measure.name) for measure in record.measures]
    how = _("Say what should change for citizens, and its value before the pilot.")
    return [
        Condition(
            _("An adapted document"),
            bool(files),
            found if files else _("Add the item in which you keep what you made of the practice."),
        ),
        Condition(_("A measure with its baseline"), bool(named), _(", ").join(named) if named else how),
    ]


def _achieved(transfer, record, on):
    first = over_on(record.piloted_on)[MONTHS[0]]
    has_run = on >= first
    open_ = [row.title for row in record.milestones if row.done_on is None]
    unmeasured = [str(one.name) for one in record.measures if not one.outcomes.all()]
    return [
        Condition(
            _("Three months of pilot"),
            has_run,
            _("Since %(day)s.") % {"day": day(record.piloted_on)},
            None if has_run else first,
        ),
        Condition(
            _("Every milestone is done"), not open_, _(", ").join(open_) if open_ else _("All of them.")
        ),
        Condition(
            _("An outcome of each measure"),
            not unmeasured,
            _(", ").join(unmeasured) if unmeasured else _("Every measure has an outcome."),
        ),
    ]
