"""Verbs of membership."""

from members.models import AuditEvent


def write_audit_event(*, actor, verb, label="", request=None):
    """Keep one deed in the audit trail; `actor` may be None (an unknown visitor)."""
    is_known = actor is not None and actor.is_authenticated
    ip = request.META.get("REMOTE_ADDR") if request is not None else None
    AuditEvent.objects.create(actor=actor if is_known else None, verb=verb, label=label[:300], ip=ip)
