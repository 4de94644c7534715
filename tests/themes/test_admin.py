"""Themes, goals and terms in the admin: nothing there takes the place of a vote."""

import pytest

from tests.factories.chairs import TermFactory
from tests.factories.members import staff
from tests.factories.themes import GoalFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


@pytest.mark.parametrize(("app", "make"), [("themes/theme", ThemeFactory), ("chairs/term", TermFactory)])
def test_the_state_is_read_and_neither_typed_nor_imported(admin, app, make):
    row = make(state="returned") if app == "themes/theme" else make(state="scheduled")

    page = admin.get(f"/en/admin/{app}/{row.pk}/change/").content.decode()
    imported = admin.get(f"/en/admin/{app}/import/")

    assert 'name="state"' not in page
    assert 'name="_save"' in page
    assert "csrfmiddlewaretoken" in page
    assert imported.status_code in (302, 404)


@pytest.mark.parametrize(("state", "status"), [("draft", 200), ("returned", 200), ("active", 403)])
def test_goals_that_the_pocc_was_asked_about_stay(admin, state, status):
    goal = GoalFactory(theme=ThemeFactory(state=state), target=7)
    fields = {name: getattr(goal, name) for name in ("statement_ar", "statement_en", "unit_ar", "unit_en")}
    fields |= {"theme": goal.theme_id, "baseline": "0", "target": "3", "due_on": "2026-12-31"}

    answer = admin.post(f"/en/admin/themes/goal/{goal.pk}/change/", fields, follow=True)

    goal.refresh_from_db()
    assert answer.status_code == status
    assert goal.target == (3 if status == 200 else 7)
