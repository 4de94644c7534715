"""Who may propose, report and close."""

import kit
from chairs.rules import is_editor, speaks_for
from members.rules import is_member
from themes.models import Theme


def speaks_for_chair(user, term):
    """Editors of the term, the seat of its province, and staff who help them."""
    return bool(user.is_authenticated) and (
        user.is_staff or is_editor(user, term) or speaks_for(user, term.province_id)
    )


def may_propose(user, term):
    """The chair of a term that is coming or running ("The provincial Chair for the quarter will choose")."""
    return term.is_open and speaks_for_chair(user, term)


def may_change(user, theme):
    return theme.is_open and speaks_for_chair(user, theme.term)


def may_report(user, goal):
    """The chair, while the theme is worked on; goals that compute themselves take no report."""
    return (
        not goal.measure
        and goal.theme.state == Theme.State.ACTIVE
        and speaks_for_chair(user, goal.theme.term)
    )


def may_close(user, theme):
    """The chair, once the quarter is over or every goal is due."""
    if theme.state != Theme.State.ACTIVE or not speaks_for_chair(user, theme.term):
        return False
    today = kit.today()
    due = [goal.due_on for goal in theme.goals.all()]
    return theme.term.quarter.last < today or all(day <= today for day in due)


def may_read(user, theme):
    return Theme.objects.visible_to(user, kit.today()).filter(pk=theme.pk).exists()


def may_support(user):
    """Members support ideas and suggest others."""
    return is_member(user)
