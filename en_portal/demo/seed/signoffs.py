"""Reviews as they went: points looked at, a seat that passed one on, what was written, a reminder."""

import datetime

from committee import actions
from committee.actions import conversation
from committee.models import ReviewAnswer, ReviewAssignment
from en_portal.demo.seed import past
from members.models import Notice

State = ReviewAnswer.State
BETWEEN = datetime.timedelta(hours=2)


def decide(review, outcome, comment="", not_met=None):
    """By the seat in whose hands it is: every point met, but for the one of that position."""
    points = review.checklist.points.all() if review.checklist else []
    answers = {point: (State.NOT_MET if point.position == not_met else State.MET, "") for point in points}
    by = review.assigned_to.representative
    return actions.decide(review=review, by=by, outcome=outcome, comment=comment, answers=answers)


def tell_the_story(review, row):
    """Passed on where the row says so, then what reviewer and author wrote, two hours apart."""
    moment = review.requested_at + BETWEEN
    if note := row.get("passed_on"):
        with past.at(moment):
            actions.cannot(
                review=review,
                by=review.assigned_to.representative,
                ending=ReviewAssignment.Ending.ABSENCE,
                note=both(note, "note"),
            )
    review.refresh_from_db()
    for words in row.get("talk", []):
        moment += BETWEEN
        writer = review.requested_by if words["by"] == "author" else review.assigned_to.representative
        with past.at(moment):
            conversation.write(review=review, by=writer, text=both(words, "words"))


def bring_to_mind(review, today):
    """The reminder of the seventh working day, where that day has passed."""
    turn = review.assignments.current().first()
    if turn and turn.remind_on <= today:
        with past.at(past.moment(turn.remind_on, 8)):
            actions.tend(on=turn.remind_on)


def keep_out_of_the_mail():
    """Notices of the past stay in the portal."""
    Notice.objects.filter(key__startswith="review:").update(is_mail_wanted=False)


def both(words, name):
    return f"{words[f'{name}_ar']}\n{words[f'{name}_en']}"
