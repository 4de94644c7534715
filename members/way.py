"""A person's way to membership on one day: conditions, the day ahead, the application, what rests."""

import datetime
from dataclasses import dataclass, replace

from members import eligibility
from members.models import Application, MembershipPolicy, Suspension


@dataclass(frozen=True)
class Way:
    """`foreseen`: the day on which all conditions hold; `hoped`: the same, were waiting service confirmed."""

    on: datetime.date
    policy: MembershipPolicy
    conditions: list
    foreseen: datetime.date | None
    hoped: datetime.date | None
    application: Application | None = None
    suspension: Suspension | None = None

    @property
    def is_ready(self):
        return eligibility.is_eligible(self.conditions)

    @property
    def unmet(self):
        return [condition for condition in self.conditions if not condition.is_met]

    @property
    def days_left(self):
        return None if self.foreseen is None else (self.foreseen - self.on).days

    @property
    def state(self):
        """The application's state, or "" while there is none."""
        return self.application.state if self.application else ""

    @property
    def is_writing(self):
        """The person may write a first word, go on with a draft, or begin again."""
        ended = (Application.State.DECLINED, Application.State.WITHDRAWN)
        return self.state in ("", Application.State.DRAFT, *ended)

    @property
    def is_member(self):
        return self.state == Application.State.APPROVED and self.suspension is None

    @property
    def note(self):
        return self.application.note if self.application and self.is_writing else ""


def way_of(person, on):
    """Four queries, whatever the person has done, and a fifth for who was ever suspended."""
    policies = list(MembershipPolicy.objects.all())
    policy = ([p for p in policies if p.effective_from <= on] or policies[:1])[-1]
    record = eligibility.record_of(person)
    confirmed = replace(record, services=tuple(replace(s, is_confirmed=True) for s in record.services))
    known = person.applications.select_related("policy", "province", "decided_by").order_by(
        "-created_at", "-pk"
    )
    return Way(
        on=on,
        policy=policy,
        conditions=eligibility.assess(record, on, policy),
        foreseen=eligibility.foreseen(record, on, policies),
        hoped=eligibility.foreseen(confirmed, on, policies),
        application=known.first(),
        suspension=_suspension(person, on) if record.suspensions else None,
    )


def _suspension(person, on):
    return person.suspensions.in_force(on).select_related("imposed_by").first()
