"""The open seats as candidates for a review, as they stand in the database."""

from django.db.models import Count, Max, Q

from committee.assignment import Candidate
from committee.models import Seat
from kit.text import name_key
from members.models import Profile, Service


def candidates(criterion, on):
    """Every open seat with its load and its knowledge of the criterion; four queries."""
    seats = list(Seat.objects.open(on).select_related("province"))
    counted = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).order_by()
    waiting = dict(counted.annotate(n=Count("reviews", filter=Q(reviews__outcome=""))).values_list("pk", "n"))
    last = dict(counted.annotate(last=Max("assignments__at")).values_list("pk", "last"))
    knowing = _knowing(criterion, seats, on)
    return [
        Candidate(
            seat=seat,
            is_expert=bool(knowing & {seat.representative_id, seat.alternate_id}),
            waiting=waiting[seat.pk],
            last_at=last[seat.pk],
        )
        for seat in seats
    ]


def _knowing(criterion, seats, on):
    """Holders who serve the criterion in their team, or name it among their skills."""
    if criterion is None:
        return set()
    holders = {pk for seat in seats for pk in (seat.representative_id, seat.alternate_id) if pk}
    serving = Service.objects.confirmed().current(on).filter(person__in=holders, criteria=criterion)
    names = [name_key(name)[:60] for name in (criterion.name_ar, criterion.name_en)]
    skilled = Profile.objects.filter(person__in=holders, skill_keys__overlap=names)
    return set(serving.values_list("person", flat=True)) | set(skilled.values_list("person", flat=True))
