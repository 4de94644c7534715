"""The way of a sheet that changes nothing before it was looked at: judged, shown, confirmed, carried out."""

from django.db.models import Q


class StagedQuerySet:
    """Beside a QuerySet of imports."""

    def waiting(self):
        """Whose rows wait to be judged, or to be carried out."""
        return self.filter(Q(judged_at=None) | Q(confirmed_at__isnull=False, done_at=None))


class Staged:
    """Beside a model with `judged_at`, `confirmed_at`, `done_at`."""

    @property
    def state(self):
        """Where it stands: judging, shown, carrying (out), done."""
        if self.done_at:
            return "done"
        if self.confirmed_at:
            return "carrying"
        return "shown" if self.judged_at else "judging"
