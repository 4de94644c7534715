"""The one engine of reminders: takes what is due by a day, and tells each person of each step once."""

import structlog
from django.db import transaction

import kit
from members.models import Holiday, Reminder
from members.registries import reminders

log = structlog.get_logger(__name__)


def remind(*, on, only=None):
    """Carry out the rules (`only` those of these names); returns how many people were told.

    Late, twice, or two at once: a row for each rule, case, step and person is kept with the letter. What
    fails for one person, case or rule is logged, holds up no other, and is tried again by the next run.
    """
    free = _Free()
    return sum(_carry_out(name, reminders[name], on, free) for name in only or reminders.keys())


class _Free:
    """Days off, by province; asked for once each."""

    def __init__(self):
        self._known = {}

    def __call__(self, province):
        if province not in self._known:
            self._known[province] = Holiday.objects.free_days(province)
        return self._known[province]


def _carry_out(name, rule, on, free):
    told = 0
    try:
        for case in list(rule.cases(on)):
            steps = rule.due(case, on, free(case.province))
            told += _try(name, rule, case, steps, on) if steps else 0
    except Exception:
        log.exception("reminders_failed", rule=name)
    return told


def _try(name, rule, case, steps, on):
    try:
        return _remind(name, rule, case, steps, on)
    except Exception:
        log.exception("reminders_failed", rule=name, case=case.key)
        return 0


@transaction.atomic
def _remind(name, rule, case, steps, on):
    case, told = rule.hold(case, on), 0
    if case is None:
        return 0
    for step in steps:
        key = {"rule": name, "subject": case.key, "step": step.key_on(on)}
        known = set(Reminder.objects.filter(**key).values_list("person", flat=True))
        for person in rule.people(case, step, on):
            if person.pk not in known:
                told += _tell(rule, case, step, person, key)
    if rule.then:
        rule.then(case, on)
    return told


def _tell(rule, case, step, person, key):
    """Row and letter stand or fall together; another run that was faster has kept the row."""
    try:
        with transaction.atomic():
            _row, is_new = Reminder.objects.get_or_create(**key, person=person, defaults={"at": kit.now()})
            if is_new:
                rule.letter(case, step, person)
            return int(is_new)
    except Exception:
        log.exception("reminder_failed", person=person.pk, **key)
        return 0


def table():
    """The rules as rows of a table, in the active language: name, what, whom, when, until."""
    for name, rule in ((name, reminders[name]) for name in sorted(reminders.keys())):
        when = " · ".join(str(step.words) for step in rule.steps)
        yield name, str(rule.what), str(rule.whom), when, str(rule.until)
