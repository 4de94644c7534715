"""Who may act for the chairing province."""

from chairs.models import Term
from members.registries import Office


def may_edit_for_the_chair(user, on):
    """An editor who is named on the term of that day."""
    return bool(user.is_authenticated) and Term.objects.of(on).filter(editors=user).exists()


def offices(on, person=None):
    """Who edits for the chairing province on that day (members.offices)."""
    editing = Term.editors.through.objects.filter(term__in=Term.objects.of(on))
    editing = editing if person is None else editing.filter(user=person)
    return [
        Office(Office.EDITOR, editor, province)
        for editor, province in editing.values_list("user", "term__province")
    ]
