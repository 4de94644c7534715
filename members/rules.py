"""What membership lets a person do."""

import kit


def is_member(user):
    """Confirmed OSTP service in a team that has completed its self-assessment."""
    return bool(user.is_authenticated) and user.is_member(kit.today())
