"""Who may act for the chairing province."""

from chairs.models import Term
from members.registries import Office


def may_edit_for_the_chair(user, on):
    """An editor who is named on the term of that day."""
    return bool(user.is_authenticated) and Term.objects.of(on).filter(editors=user).exists()


def offices(on, person=None):
    """Who edits for the chairing province on that day (members.offices)."""
    editing = Term.objects.of(on).filter(editors__isnull=False)
    editing = editing if person is None else editing.filter(editors=person)
    return [
        Office(Office.EDITOR, editor, province)
        for editor, province in editing.values_list("editors", "province")
    ]
