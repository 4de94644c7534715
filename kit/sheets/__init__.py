"""Tables that people fill in: read under headings in any language, written and come back unchanged."""

from kit.sheets.columns import Column, Columns, in_every_language, spelt
from kit.sheets.reading import ENDINGS, Line, Sheet, read

__all__ = ["ENDINGS", "Column", "Columns", "Line", "Sheet", "in_every_language", "read", "spelt"]
