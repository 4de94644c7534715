"""A duty of the chair, proven by itself: editions of its quarter that were released."""

from chairs.registries import Evidence
from kit.clock import BAGHDAD
from newsletter.models import Edition


def editions(term):
    released = Edition.objects.filter(released_at__isnull=False)
    of_quarter = released.filter(month__gte=term.quarter.first, month__lte=term.quarter.last)
    return [
        Evidence(
            edition.headline(),
            f"newsletter/{edition.number}/",
            edition.released_at.astimezone(BAGHDAD).date(),
        )
        for edition in of_quarter.order_by("-number")
    ]
