"""The checklist of a review: what the reviewer found, kept with the decision."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committee.models import Outcome, ReviewAnswer

State = ReviewAnswer.State


def open_points(points, answers):
    """Required points without an answer."""
    return [point for point in points if point.is_required and point not in answers]


def unmet_points(points, answers):
    """Required points that were found not to be met."""
    return [
        point for point in points if point.is_required and answers.get(point, (None,))[0] == State.NOT_MET
    ]


def why_not_approved(points, answers, comment):
    """What keeps an approval back, in words; empty where nothing does."""
    if missing := open_points(points, answers):
        return _("Before you approve, answer each required point. Still open: %(points)s") % {
            "points": " · ".join(str(point) for point in missing)
        }
    if (unmet := unmet_points(points, answers)) and not comment.strip():
        return _("Say in the comment why you approve although this is not met: %(points)s") % {
            "points": " · ".join(str(point) for point in unmet)
        }
    return ""


def keep_answers(review, outcome, comment, answers):
    """Keep the answers; raises ValidationError where an approval leaves a required point open.

    `answers`: point → (state, note); points of another checklist are refused.
    """
    points = list(review.checklist.points.all()) if review.checklist_id else []
    if strange := set(answers) - set(points):
        raise ValidationError(_("These points belong to another checklist: %s") % len(strange))
    if outcome == Outcome.APPROVED and (reason := why_not_approved(points, answers, comment)):
        raise ValidationError(reason)
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=review, point=point, state=State(state), note=note.strip()[:300])
        for point, (state, note) in answers.items()
    )
