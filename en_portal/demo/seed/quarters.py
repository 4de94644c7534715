"""Terms of the chair around this quarter, their themes, and how far their goals have moved."""

import datetime

from chairs.models import Term
from en_portal.demo.seed import texts
from kit.quarter import Quarter
from themes.models import Goal, Progress, Theme

WORDS = ("title_ar", "title_en", "summary_ar", "summary_en")
MEASURE = ("statement_ar", "statement_en", "unit_ar", "unit_en", "baseline", "target")
EDITORS = {"previous": -1, "current": 0}


def is_there():
    return Term.objects.exists()


def load(*, today, **_given):
    network, provinces, people = texts.read("network"), texts.provinces(), texts.persons()
    now = Quarter.of(today)
    terms = {}
    for row in network["terms"]:
        terms[row["quarter"]] = Term.objects.create(
            quarter=now.plus(row["quarter"]), province=provinces[row["province"]], state=row["state"]
        )
    for row in texts.read("people")["people"]:
        if row["edits"]:
            terms[EDITORS[row["edits"]]].editors.add(people[row["key"]])
    for row in network["themes"]:
        _theme(row, terms[row["quarter"]], now, today)


def _theme(row, term, now, today):
    theme = Theme.objects.create(term=term, state=row["state"], **{name: row[name] for name in WORDS})
    for goal in row["goals"]:
        due = now.plus(goal["due_quarter"]).last
        kept = Goal.objects.create(theme=theme, due_on=due, **{name: goal[name] for name in MEASURE})
        for report in goal["progress"]:
            on = term.quarter.first + datetime.timedelta(days=report["day"])
            if on <= today:
                notes = {name: report[name] for name in ("note_ar", "note_en")}
                Progress.objects.create(goal=kept, on=on, value=report["value"], **notes)
