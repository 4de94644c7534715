"""The floor everything stands on: time, quarters, language, digits, files, text. It knows no domain."""

from kit.clock import day_of, now, today

__all__ = ["day_of", "now", "today"]
