"""The page of one meeting: everything that a phone in a call needs, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Q

import kit
from committee import voting
from committee.actions import follow_up
from committee.forms.meetings import ActionForm
from committee.models import ActionItem, Attendance, Ballot, Meeting, Minutes, Motion
from committee.quorum import presence
from members.rules import readable_among


@dataclass(frozen=True)
class Answer:
    """A seat that is there, and what it answered; `ballot` is None while it has not."""

    place: object
    ballot: Ballot | None


@dataclass(frozen=True)
class Vote:
    """A motion that is voted in the meeting: the answers of the seats that are there, and the count."""

    motion: Motion
    answers: tuple
    counted: voting.Tally
    mine: tuple  # those that the reader gives

    @property
    def others(self):
        """Seats whose answer the secretary may record: those that have not answered by themselves."""
        free = (answer for answer in self.answers if answer.ballot is None or answer.ballot.recorded_by_id)
        return [answer for answer in free if answer not in self.mine]

    @property
    def answered(self):
        return sum(answer.ballot is not None for answer in self.answers)


def page_of(user, meeting, action_form=None):
    """The context of a meeting's page."""
    found, items = presence(meeting), _items(meeting)
    record, waiting = _minutes(meeting)
    votes = _votes(user, meeting, items, found)
    for item in items:
        item.vote = votes.get(item.motion_id)
    actions, older = _actions(meeting)
    return {
        "meeting": meeting,
        "presence": found,
        "readable": readable_among(user, [place.person for place in found.places]),
        "statuses": Attendance.Status,
        "choices": Ballot.Choice,
        "items": items,
        "may_move": meeting.is_scheduled and any(_is_mine(place, user) for place in found.places),
        # Who is there decides whether a motion may be put to the vote: their boxes follow the taps.
        "in_reach": ",".join(f"#motion-{pk}" for pk in votes),
        "minutes_planned": sum(item.minutes for item in items),
        "record": record,
        "is_locked": record is not None and record.is_locked,
        "to_approve": waiting if meeting.is_under_way else [],
        "actions": actions,
        "older_actions": older if not meeting.is_held else [],
        "action_form": action_form or new_action_form(meeting, found, items),
        "today": kit.today(),
    }


def new_action_form(meeting, found, items, data=None):
    """An action item of this meeting; its owner holds a seat."""
    initial = {"due_on": follow_up.usual_due(kit.today())}
    return ActionForm(data, meeting=meeting, people=found.people, items=items, initial=initial)


def _items(meeting):
    joined = meeting.items.select_related(
        "motion__province", "motion__voting_rule", "carried_from__meeting", "looks_back_at"
    )
    return list(joined.prefetch_related("papers"))


def _minutes(meeting):
    """The meeting's own minutes, and those of earlier meetings that wait for approval."""
    before = Q(approved_at__isnull=True, meeting__starts_at__lt=meeting.starts_at)
    found = Minutes.objects.filter(Q(meeting=meeting) | before).select_related("meeting", "approved_in")
    own = [record for record in found if record.meeting_id == meeting.pk]
    return (own or [None])[0], [record for record in found if record.meeting_id != meeting.pk]


def _actions(meeting):
    """What was agreed here, and what is still open from earlier meetings."""
    earlier = Q(done_at__isnull=True, meeting__in=Meeting.objects.before(meeting).order_by())
    found = list(
        ActionItem.objects.filter(Q(meeting=meeting) | earlier).select_related("owner", "province", "meeting")
    )
    here = [action for action in found if action.meeting_id == meeting.pk]
    return here, [action for action in found if action.meeting_id != meeting.pk]


def _votes(user, meeting, items, found):
    """{motion: its vote} of the motions that are voted in this meeting; one query for all ballots."""
    motions = [item.motion for item in items if item.motion_id and item.motion.meeting_id == meeting.pk]
    ballots = {}
    if motions:
        for ballot in Ballot.objects.filter(motion__in=motions):
            ballots.setdefault(ballot.motion_id, {})[ballot.seat_id] = ballot
    return {motion.pk: _vote(user, motion, found, ballots.get(motion.pk, {})) for motion in motions}


def _vote(user, motion, found, ballots):
    there = [place for place in found.places if place.is_there]
    answers = tuple(Answer(place, ballots.get(place.seat.pk)) for place in there)
    if motion.is_undecided:
        seats = [place.seat.pk for place in found.places]
        counted = voting.tally(ballots.values(), seats, motion.voting_rule, [p.seat.pk for p in there])
    else:
        counted = voting.recount(motion) if motion.outcome in Motion.VOTED else None
    return Vote(motion, answers, counted, tuple(a for a in answers if _is_mine(a.place, user)))


def _is_mine(place, user):
    return user.pk in (place.seat.representative_id, place.seat.alternate_id)
