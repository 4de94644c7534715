"""What the committee keeps of a person: seats, votes, minutes, what they brought to the table. It stays."""

from django.utils.translation import gettext_lazy as _

from committee import models
from kit.personal import Holding, named


def _paper(paper):
    return [(paper.path, paper.name)]


HOLDING = Holding(
    (
        named(models.Seat, "representative", "alternate"),
        named(models.Motion, "proposer", "withdrawn_by"),
        named(models.Ballot, "cast_by", "recorded_by"),
        named(models.Meeting, "called_by"),
        named(models.AgendaItem, "proposed_by"),
        named(models.Attendance, "person", "recorded_by"),
        named(models.ActionItem, "owner", "done_by", "added_by"),
        named(models.Minutes, "approved_by"),
        named(models.MinutesRevision, "written_by"),
        named(models.Paper, "uploaded_by", files=_paper, hidden=("path",)),
        named(models.Constraint, "reported_by"),
        named(models.ConstraintReport, "by"),
        named(models.Letter, "drafted_by"),
        named(models.Pick, "picked_by"),
        named(models.Review, "requested_by", "decided_by", hidden=("parts",)),
        named(models.Review.authors.through, "user", title=_("reviews of your work")),
        named(models.ReviewAssignment, "by"),
        named(models.ReviewMessage, "author"),
    )
)
