"""Why somebody hears of a review, a motion or a meeting: their work, or the seat that they hold."""

from django.utils.translation import gettext as _

from members.reasons import SENTENCES, ByOffice, ByRecord
from members.registries import Office


def why_of(review):
    """Why somebody hears of a review: they asked for it, it is about their work, or their office."""
    return ByRecord(
        ({review.requested_by_id}, lambda: _("You get this because you asked for this review.")),
        (review.author_side, lambda: _("You get this because the review is about your work.")),
        otherwise=ByOffice(),
    )


def why_of_seat(seat, person):
    """The reason of who holds a seat, which may begin on a day to come."""
    kind = Office.REPRESENTATIVE if person.pk == seat.representative_id else Office.ALTERNATE
    return SENTENCES[kind]() % {"province": seat.province.name}
