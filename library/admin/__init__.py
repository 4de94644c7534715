"""The library for Taqadum staff: items with their words and files, transfers, questions, what members say."""

from library.admin import adaptations, imports, items, learning, questions, talk, transfers

__all__ = ["adaptations", "imports", "items", "learning", "questions", "talk", "transfers"]
