"""What upper apps may register with chairs."""

from dataclasses import dataclass

from django.utils.translation import get_language

from kit.registry import Registry


@dataclass(frozen=True)
class Evidence:
    """Something in the portal that proves that a duty was done; `title` is a bilingual Text."""

    title: str
    path: str  # without the language; empty where no page shows it
    on: object = None  # a date

    @property
    def address(self):
        """Where it is read, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}" if self.path else ""


# duty → function(term) → [Evidence], the newest first.
duty_evidence = Registry("chairs.duty_evidence")
