"""Finding rows by a person's name, however it is spelt."""

from django.db import models

from kit.text import name_words, sound_key


class NamedQuerySet(models.QuerySet):
    """Over rows with `name_key` and `name_sound`."""

    def named(self, words):
        """Whose name holds these words, in either script and however they are spelt."""
        rows = self
        for word in name_words(words):
            by_sound = models.Q(name_sound__contains=f" {sound_key(word)} ")
            rows = rows.filter(models.Q(name_key__contains=word) | by_sound)
        return rows

    def as_written_first(self, words, until):
        """In order of the names, down to the row `until`; names that hold the words as typed come first.

        Two walks along the names, the second only where the first falls short: nothing is sorted, so a name
        that very many bear is as quick as a rare one.
        """
        rows, typed = self.order_by("name_key", "pk"), name_words(words)
        is_written = models.Q(*[("name_key__contains", word) for word in typed])
        written = list(rows.filter(is_written)[:until])
        short = until - len(written)
        return written + list(rows.exclude(is_written)[:short]) if short else written
