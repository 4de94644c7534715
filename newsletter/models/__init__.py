"""Editions, and the lists of readers that were brought."""

from newsletter.models.edition import Edition, Entry, Section
from newsletter.models.intake import ReaderImport, ReaderRow

__all__ = ["Edition", "Entry", "ReaderImport", "ReaderRow", "Section"]
