"""The bank of ideas: suggested and supported by members."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kit import audit
from themes import rules
from themes.models import Idea, Support


@transaction.atomic
def suggest(*, by, request=None, **words):
    """An idea for a theme, which its author supports. Raises PermissionDenied, ValidationError."""
    if not rules.may_support(by):
        raise PermissionDenied
    idea = Idea(proposed_by=by, **words)
    idea.full_clean(exclude=["proposed_by"])
    idea.save()
    Support.objects.create(idea=idea, person=by)
    audit.record(by, "idea.suggested", str(idea.title), request=request)
    return idea


@transaction.atomic
def support(*, idea, by, is_wanted=True):
    """Support it, or no longer; twice changes nothing. Raises PermissionDenied."""
    if not rules.may_support(by):
        raise PermissionDenied
    if is_wanted:
        Support.objects.get_or_create(idea=idea, person=by)
    else:
        Support.objects.filter(idea=idea, person=by).delete()
