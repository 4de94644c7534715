"""What every page's frame needs: this person's desks, what they have not read, is it a demonstration."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from en_portal.offices import offices_of, owes_second_step, unread


def layout(request):
    """Lazy answers, so that a page which shows no frame asks nothing of the database."""
    return {
        "offices": SimpleLazyObject(lambda: offices_of(request)),
        "unread": SimpleLazyObject(lambda: unread(offices_of(request))),
        "owes_second_step": SimpleLazyObject(lambda: owes_second_step(request)),
        "is_demonstration": settings.DEMONSTRATION,
        "has_facebook": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "is_second_step_required": settings.SECOND_STEP_REQUIRED,
        "portal_origin": settings.PORTAL_ORIGIN,
    }
