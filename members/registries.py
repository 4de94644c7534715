"""What upper apps may register with members."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kit.registry import Registry


@dataclass(frozen=True)
class Office:
    """An office that a person holds for a province on a day."""

    REPRESENTATIVE, ALTERNATE, EDITOR = "representative", "alternate", "editor"

    kind: str
    person_id: int
    province_id: int

    @property
    def words(self):
        """What it is called."""
        return NAMES[self.kind]

    @property
    def is_of_committee(self):
        return self.kind in (self.REPRESENTATIVE, self.ALTERNATE)


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


# (on, person=None) → [Office]: offices held on that day, by one person or by everybody.
offices = Registry("members.offices")
# (people) → {public key of a person: [Deed]}: what they have done, in bulk; `deeds_of` joins and orders them.
deeds = Registry("members.deeds")
# name of the app → kit.personal.Holding: every model with a key to a person is named by exactly one.
holdings = Registry("members.holdings")
# (person, change) → None: "left" when the account is closed, "suspended" when membership rests, "erased" when
# their data are: whoever gave them an office ends it.
person_changed = Registry("members.person_changed")


def deeds_of(people):
    """public key of each person → what they have done in every app, the newest first."""
    people = [getattr(person, "pk", person) for person in people]
    done = {person: [] for person in people}
    for found in deeds.call_all(people=people).values():
        for person, theirs in found.items():
            done[person] += theirs
    return {person: sorted(theirs, key=lambda deed: deed.on, reverse=True) for person, theirs in done.items()}
