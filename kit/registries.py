"""The registries that kit itself owns."""

from kit.registry import Registry

# (actor, verb, label, request) → None: who did what, kept by the app that has the table.
audit = Registry("kit.audit")
