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

    def as_written_first(self, words):
        """In order of the names; those that hold the words as they were typed before those that sound so."""
        is_written = models.Q(*[("name_key__contains", word) for word in name_words(words)])
        place = [models.Case(models.When(is_written, then=0), default=1)] if is_written else []
        return self.order_by(*place, "name_key", "pk")
