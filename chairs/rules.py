"""Who may act for the chairing province."""

from chairs.models import Term


def may_edit_for_the_chair(user, on):
    """An editor who is named on the term of that day."""
    return bool(user.is_authenticated) and Term.objects.of(on).filter(editors=user).exists()
