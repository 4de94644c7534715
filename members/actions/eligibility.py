"""Finding, each day, who has come to meet every condition of membership."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext, ngettext

import kit
from kit.formats import number
from members import rules
from members.actions.notices import tell
from members.eligibility import assess, is_eligible, met_on, perhaps, records
from members.models import Application, Eligibility, MembershipPolicy, User
from members.reasons import ByOffice, because


@transaction.atomic
def find_eligible(*, on):
    """Keep and tell, once a person, that they meet every condition; their representative is told too.

    Late and doubled runs find what earlier ones left, one after the other. Returns how many were found.
    """
    policy = MembershipPolicy.objects.in_force(on)
    MembershipPolicy.objects.select_for_update().get(pk=policy.pk)  # two runs at once: one waits
    of_person = {"person": OuterRef("pk")}
    people = perhaps(on, policy).filter(
        ~Exists(Eligibility.objects.filter(**of_person)),
        ~Exists(Application.objects.filter(state=Application.State.APPROVED, **of_person)),
    )
    found = {}
    for person, record in records(people.values("pk")).items():
        conditions = assess(record, on, policy)
        if is_eligible(conditions):
            found[person] = (met_on(conditions), record)
    Eligibility.objects.bulk_create(
        Eligibility(person_id=person, policy=policy, since_on=since, found_at=kit.now())
        for person, (since, _record) in found.items()
    )
    _tell(found, on)
    return len(found)


def _tell(found, on):
    people = User.objects.filter(pk__in=found).in_bulk()
    handed_in = Application.objects.filter(person__in=found).open().exclude(state=Application.State.DRAFT)
    faster = set(handed_in.values_list("person", flat=True))  # they need not be told what they did already
    tell(
        [one for one in people.values() if one.pk not in faster],
        title=lambda: gettext("You can become a member of the Excellence Network"),
        body=lambda: gettext("You meet every condition. Hand in your application."),
        path="members/application/",
        key="eligible",
        why=because(lambda: gettext("You get this because your service in OSTP is confirmed.")),
    )
    _tell_those_who_decide(found, people, on)


def _tell_those_who_decide(found, people, on):
    """The representative of each province; Taqadum staff where nobody holds its seat that day."""
    seats = {seat.province_id: seat.person_id for seat in rules.representatives(on)}
    reachable = User.objects.reachable().filter(Q(pk__in=seats.values()) | Q(is_staff=True)).in_bulk()
    staff = [one for one in reachable.values() if one.is_staff]
    for province in sorted({province for _since, record in found.values() for province in record.provinces}):
        holder = reachable.get(seats.get(province))
        for hearer in [holder] if holder else staff:
            names = [
                people[person].name
                for person, (_since, record) in found.items()
                if person != hearer.pk and province in record.provinces
            ]
            if names:
                _tell_of_names(hearer, names, province, key=f"eligible:{province}:{min(found)}")


def _tell_of_names(hearer, names, province, key):
    tell(
        [hearer],
        title=lambda: (
            ngettext(
                "%(count)s person of your province can become a member",
                "%(count)s people of your province can become members",
                len(names),
            )
            % {"count": number(len(names))}
        ),
        body=lambda: "\n".join(names),
        path="members/teams/",
        key=key,
        why=ByOffice(province),
    )
