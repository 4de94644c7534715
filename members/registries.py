"""What upper apps may register with members."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from kit.registry import Registry
from kit.rows import Row


@dataclass(frozen=True)
class Office:
    """An office that a person holds for a province on a day."""

    REPRESENTATIVE, ALTERNATE, EDITOR = "representative", "alternate", "editor"
    OF_COMMITTEE = REPRESENTATIVE, ALTERNATE

    kind: str
    person_id: int
    province_id: int

    @property
    def words(self):
        """What it is called."""
        return NAMES[self.kind]

    @property
    def is_of_committee(self):
        return self.kind in self.OF_COMMITTEE


@dataclass(frozen=True)
class Holders:
    """Rows each of which gives an office of one kind: where in them the person and the province stand."""

    kind: str
    queryset: object
    person: str
    province: str

    def of(self, person):
        return replace(self, queryset=self.queryset.filter(**{self.person: person}))

    def columns(self):
        """The same for every kind, so that one union holds them all."""
        held = self.queryset.order_by().filter(**{f"{self.person}__isnull": False})
        return held.values_list(Value(self.kind), F(self.person), F(self.province))


NAMES = {
    Office.REPRESENTATIVE: _("POCC representative"),
    Office.ALTERNATE: _("alternate in the POCC"),
    Office.EDITOR: _("chair editor"),
}


@dataclass(frozen=True)
class Deed:
    """Something a person has done for the network, as their profile shows it; `title` is a bilingual Text."""

    kind: str  # what it is, in the reader's language
    title: str
    path: str  # without the language; empty where no page shows it
    on: object  # a date
    times: int = 1  # how many deeds the title tells of


@dataclass(frozen=True)
class Rows:
    """Rows that are deeds, the key of whose they are, and what of each is told, as Row takes it."""

    queryset: object
    person: str
    facts: dict = field(default_factory=dict)

    def columns(self, app):
        """The same for every app, so that one union holds them all; rows that say the same are one deed."""
        rows = self.queryset.order_by()
        return rows.values_list(F(self.person), Value(app), Row(**self.facts)).distinct()


@dataclass(frozen=True)
class Deeds:
    """What an app tells of deeds; called with people it tells them alone, in one query."""

    rows: Callable  # (people) → [Rows]
    told: Callable  # facts of a row → Deed; dates come as ISO text

    def __call__(self, people):
        return _told({"": self}, people)


# (on) → [Holders]: who holds an office on that day; `rules.offices_on` joins them in one query.
offices = Registry("members.offices")
# Deeds, called with (people) → {public key of a person: [Deed]}: what they have done, in bulk; `deeds_of`
# joins all apps in one query and orders them.
deeds = Registry("members.deeds")
# name of the app → kit.personal.Holding: every model with a key to a person is named by exactly one.
holdings = Registry("members.holdings")
# name → members.reminders.Rule: what people are reminded of, whom, when, until when.
reminders = Registry("members.reminders")
# (person, change) → None: "left" when the account is closed, "suspended" when membership rests, "erased" when
# their data are, "service_ended" when they serve in a province no more: whoever gave them an office that asks
# for it ends it.
person_changed = Registry("members.person_changed")


def deeds_of(people):
    """public key of each person → what they have done in every app, the newest first; one query for all."""
    people = [getattr(person, "pk", person) for person in people]
    apps = deeds.keys()
    done = {person: [] for person in people} | _told({app: deeds[app] for app in apps}, people)
    return {person: sorted(theirs, key=lambda deed: deed.on, reverse=True) for person, theirs in done.items()}


def _told(apps, people):
    """What those apps tell, by person; on one day by kind and title, so that the order is always the same."""
    parts = [rows.columns(app) for app, told in apps.items() for rows in told.rows(people)]
    done = {}
    for person, app, facts in parts[0].union(*parts[1:], all=True):
        done.setdefault(person, []).append(apps[app].told(facts))
    return {
        person: sorted(theirs, key=lambda deed: (deed.kind, deed.title)) for person, theirs in done.items()
    }
