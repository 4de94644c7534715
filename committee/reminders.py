"""What the committee brings to mind: meetings, motions without an answer, reviews, overdue action items."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import kit
from committee import mail, motion_mail
from committee.actions import assigning, follow_up, motion_letters
from committee.actions.meetings import people_of
from committee.models import ActionItem, Meeting, Motion, Review, ReviewAssignment
from kit.clock import BAGHDAD
from kit.formats import moment
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.reasons import ByOffice
from members.reminders import Case, Rule, Step

Kind = motion_mail.Kind


def _day(at):
    return at.astimezone(BAGHDAD).date()


def _key(pk, at):
    """Of a thing and its hour: another hour is another case."""
    return f"{pk}:{at:%Y%m%d%H%M}"


def _meetings():
    return Meeting.objects.to_come().filter(starts_at__gt=kit.now(), opened_at__isnull=True)


def _hold_meeting(case, on):
    same = _meetings().filter(pk=case.of.pk, starts_at=case.of.starts_at)
    return case if same.select_for_update(of=("self",)).exists() else None


def _tell_of_meeting(case, step, person):
    meeting = case.of
    tell(
        [person],
        title=lambda: _("Meeting of the POCC on %(when)s") % {"when": moment(meeting.starts_at)},
        body=lambda: " · ".join(filter(None, (meeting.get_mode_display(), meeting.place))),
        path=f"committee/meetings/{meeting.pk}/",
        key=f"meeting:{case.key}:{step.key}",
        kind=DUTY,
        needed_by=case.day,
        why=ByOffice(),
    )


MEETINGS = Rule(
    what=gettext_lazy("a meeting that is near"),
    whom=gettext_lazy("all seats of the POCC"),
    until=gettext_lazy("the meeting begins"),
    steps=(Step("3", -3), Step("1", -1)),
    cases=lambda on: [
        Case(_key(meeting.pk, meeting.starts_at), _day(meeting.starts_at), meeting) for meeting in _meetings()
    ],
    people=lambda case, step, on: people_of(case.of),
    letter=_tell_of_meeting,
    hold=_hold_meeting,
)


def _motions(on):
    """One case a motion, its closing hour and a seat that has not answered: another hour is another case."""
    at = kit.now()
    for motion in Motion.objects.between_meetings().open(at):
        for seat in motion_letters.unanswered(motion, at):
            key = f"{_key(motion.pk, motion.closes_at)}:{seat.pk}"
            yield Case(key, _day(motion.closes_at), (motion, seat), seat.province_id)


def _hold_motion(case, on):
    (motion, seat), at = case.of, kit.now()
    rows = Motion.objects.select_for_update(of=("self",)).select_related("voting_rule")
    now = rows.filter(pk=motion.pk, closes_at=motion.closes_at).first()
    is_asked = now and now.is_open(at) and motion_letters.unanswered(now, at).filter(pk=seat.pk).exists()
    return case._replace(of=(now, seat)) if is_asked else None


MOTIONS = Rule(
    what=gettext_lazy("a motion without the seat's answer"),
    whom=gettext_lazy("the seats that have not answered"),
    until=gettext_lazy("the seat answers, or the motion closes"),
    steps=(Step("3", -3, is_working=True), Step("1", -1, is_working=True)),
    cases=_motions,
    people=lambda case, step, on: motion_mail.holders(case.of[1]),
    letter=lambda case, step, person: motion_mail.remind(*case.of, step.key, person),
    hold=_hold_motion,
)


def _turns(on):
    waiting = ReviewAssignment.objects.current().filter(
        review__outcome="", remind_on__lte=on, reminded_at__isnull=True
    )
    return waiting.select_related("review", "seat__representative", "seat__alternate").order_by("pk")


def _hold_turn(case, on):
    list(Review.objects.select_for_update(of=("self",)).filter(pk=case.of.review_id).values_list("pk"))
    turn = _turns(on).filter(pk=case.of.pk).first()
    return turn and case._replace(of=turn)


REVIEWS = Rule(
    what=gettext_lazy("a review that has waited for seven working days"),
    whom=gettext_lazy("the seat whose turn it is"),
    until=gettext_lazy("the seat decides, or the turn passes on"),
    steps=(Step("due", 0),),
    cases=lambda on: [Case(str(turn.pk), turn.remind_on, turn, turn.seat.province_id) for turn in _turns(on)],
    people=lambda case, step, on: mail.holders([case.of.seat]),
    letter=lambda case, step, person: mail.remind_reviewer(case.of.review, case.of.seat, person),
    hold=_hold_turn,
    then=lambda case, on: assigning.note_reminder(case.of, on),
)


def _hold_action(case, on):
    open_still = ActionItem.objects.select_for_update(of=("self",)).overdue(on)
    return case if open_still.filter(pk=case.of.pk).exists() else None


ACTIONS = Rule(
    what=gettext_lazy("an overdue action item"),
    whom=gettext_lazy("its owner, then the representative, the chairing province, Taqadum staff"),
    until=gettext_lazy("it is done"),
    steps=tuple(Step(reach, days) for reach, days in follow_up.LADDER),
    cases=lambda on: [
        Case(str(action.pk), action.due_on, action, action.province_id)
        for action in ActionItem.objects.overdue(on).select_related("owner").order_by("due_on", "pk")
    ],
    people=lambda case, step, on: follow_up.circle(step.key, case.of, on),
    letter=lambda case, step, person: follow_up.chase(case.of, step.key, person),
    hold=_hold_action,
    is_ladder=True,
)

RULES = {
    "committee.actions": ACTIONS,
    "committee.meetings": MEETINGS,
    "committee.motions": MOTIONS,
    "committee.reviews": REVIEWS,
}
