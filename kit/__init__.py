"""The floor everything stands on: time, quarters, language, digits, files, text. It knows no domain."""

from kit.clock import now, today

__all__ = ["now", "today"]
