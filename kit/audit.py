"""Who did what: any app says it here, the app that keeps the trail listens."""

from kit.registries import audit


def record(actor, verb: str, label: str = "", request=None) -> None:
    """Tells every keeper of the trail, in the caller's transaction. `label` holds no secret."""
    audit.call_all(actor=actor, verb=verb, label=str(label), request=request)
