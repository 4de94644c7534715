"""The private address of a calendar: made, and made anew so that the old one opens nothing any more."""

from django.db import transaction

import kit
from chairs.models import CalendarAddress
from chairs.models.calendar import new_key
from kit import audit


@transaction.atomic
def renew_address(*, person, request=None):
    """Give the person an address, in place of the one before."""
    facts = {"key": new_key(), "made_at": kit.now()}
    address, _is_new = CalendarAddress.objects.update_or_create(person=person, defaults=facts)
    audit.record(person, "calendar.address", str(person.pk), request=request)
    return address
