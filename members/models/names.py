"""Finding rows by a person's name, however it is spelt."""

from django.db import models

from kit.text import name_key, sound_key


class NamedQuerySet(models.QuerySet):
    """Over rows with `name_key` and `name_sound`."""

    def named(self, words):
        """Whose name holds these words, in either script and however they are spelt."""
        rows = self
        for word in name_key(words).split():
            by_sound = models.Q(name_sound__contains=f" {sound_key(word)} ")
            rows = rows.filter(models.Q(name_key__contains=word) | by_sound)
        return rows
