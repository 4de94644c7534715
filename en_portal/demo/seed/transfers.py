"""Practices on their way into other provinces, by the verbs: from just begun to verified, and one stopped."""

import datetime
import decimal

from en_portal.demo.seed import past, texts
from en_portal.demo.seed.library import form_key
from library import actions
from library.models import FitFact, Item, Kind, Step, Transfer


def is_there():
    return Transfer.objects.exists()


def load(*, today, **_given):
    told = texts.read("transfers")
    people, provinces = texts.persons(), texts.provinces()
    for row in told["transfers"]:
        Way(row, told, people, provinces, today).walk()


class Way:
    """One transfer, step by step, on the office days on which each would have been taken."""

    def __init__(self, row, told, people, provinces, today):
        self.row, self.told, self.people, self.today = row, told, people, today
        self.lead, self.contact = people[row["lead"]], people[row["contact"]]
        self.adopter = provinces[row["adopter"]]
        self.item = Item.objects.get(form_key=form_key(row["item"]))

    def walk(self):
        """Before each step both sides write down what it asks for."""
        prepare = {
            Step.CHECKED: self._declare,
            Step.ADAPTING: self._plan,
            Step.PILOTING: self._adapt,
            Step.ACHIEVED: self._measure,
        }
        with self._on(self.row["days"][0]):
            self.transfer = actions.begin(
                item=self.item, adopter=self.adopter, by=self.lead, note=self.row["note"]
            )
        for step, days_ago in zip(list(Step)[1:], self.row["days"][1:], strict=False):
            with self._on(days_ago):
                if step in prepare:
                    prepare[step]()
                by = self.contact if step == Step.AGREED else self.lead
                actions.take_step(transfer=self.transfer, step=step, by=by)
        self._end()

    def _on(self, days_ago):
        return past.at(past.moment(past.office_day(self.today, days_ago), 11))

    def _declare(self):
        facts, broken = self.told["facts"], self.told["broken"]
        source = {subject: {"at_source": facts[subject][0]} for subject in FitFact.Subject.values}
        actions.declare(transfer=self.transfer, by=self.contact, facts=source)
        ours = {
            subject: {
                "at_adopter": facts[subject][1],
                "holds": subject != broken["subject"],
                "answer": broken["answer"] if subject == broken["subject"] else "",
            }
            for subject in FitFact.Subject.values
        }
        actions.declare(transfer=self.transfer, by=self.lead, facts=ours)

    def _plan(self):
        planned = past.office_day(self.today, self.row["days"][3]) + datetime.timedelta(days=45)
        self.milestone = actions.plan(
            transfer=self.transfer, by=self.lead, title=self.row["milestone"], planned_on=planned
        )

    def _adapt(self):
        draft = actions.start_draft(
            by=self.lead,
            kind=Kind.TEMPLATE,
            province=self.adopter,
            form_key=form_key(f"{self.row['item']}-{self.adopter.code}"),
            is_demonstration=True,
            title_ar=self.row["document_ar"],
            title_en=self.row["document_en"],
        )
        actions.add_document(transfer=self.transfer, by=self.lead, item=draft.item)
        self.measure = actions.add_measure(transfer=self.transfer, by=self.lead, **self._figure())

    def _figure(self):
        figure = self.row["measure"]
        return figure | {"baseline": decimal.Decimal(figure["baseline"])}

    def _measure(self):
        actions.finish_milestone(milestone=self.milestone, by=self.lead)
        for months, value in self.row["outcomes"].items():
            actions.report(
                measure=self.measure,
                by=self.lead,
                months=int(months),
                value=decimal.Decimal(value),
                source=self.row["measure"]["source"],
            )

    def _end(self):
        if stopped := self.row.get("stopped"):
            with self._on(stopped["days_ago"]):
                actions.stop(
                    transfer=self.transfer, by=self.lead, kind=stopped["kind"], reason=stopped["text"]
                )
        if verified := self.row["verified"]:
            with self._on(verified["days_ago"]):
                actions.verify(
                    transfer=self.transfer, by=self.people[verified["by"]], verification=verified["text"]
                )
