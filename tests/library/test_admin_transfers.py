"""Transfers in the administration: staff stop one with a reason, outcomes are brought to mind."""

import datetime

import pytest

import kit
from kit.calendar import next_working
from library.models import Step, Transfer
from members.actions.reminders import remind
from members.models import AuditEvent, Holiday, Notice
from tests.factories.members import staff
from tests.factories.transfers import achieved, measure, transfer

pytestmark = pytest.mark.django_db
ADDRESS = "/en/admin/library/transfer/"


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


def act(client, action, rows, **fields):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(ADDRESS, chosen | fields, follow=True)


def test_stopping_asks_for_the_reason_first(admin):
    standing, done = transfer(Step.PILOTING), achieved()
    page = act(admin, "stop", [standing, done]).content.decode()
    assert page.count('name="_selected_action"') == 1  # what was achieved is not asked about
    assert 'name="reason"' in page
    page = act(admin, "stop", [standing], reason="  ").content.decode()
    assert "Say why it is stopped" in page
    standing.refresh_from_db()
    assert standing.is_open


def test_what_staff_stop_says_who_and_why_and_both_sides_hear(admin):
    rows = [transfer(Step.AGREED), transfer(Step.PILOTING)]
    page = act(admin, "stop", rows, reason="انتهى التمويل").content.decode()
    assert "2 transfers stopped." in page
    for row in rows:
        row.refresh_from_db()
        assert (row.is_stopped, row.stop_kind, row.stop_reason) == (True, "other", "انتهى التمويل")
        told = set(Notice.objects.filter(key=f"transfer:{row.pk}:stopped").values_list("person", flat=True))
        assert {row.lead_id, row.item.created_by_id} <= told
    assert AuditEvent.objects.filter(verb="transfer.stopped").count() == 2


def test_nothing_under_way_is_said(admin):
    done = achieved()
    assert "None of these transfers is under way." in act(admin, "stop", [done], reason="x").content.decode()
    assert not Transfer.objects.exclude(stopped_at=None).exists()


def test_the_daily_task_and_the_button_bring_an_outcome_to_mind_once(admin, moved_clock):
    found = transfer(Step.PILOTING)
    measure(found)
    assert remind(on=kit.today(), only=["library.outcomes"]) == 0
    assert "0 outcomes are due." in act(admin, "remind", [found]).content.decode()
    working = next_working(kit.today() + datetime.timedelta(days=40), Holiday.objects.free_days())
    moved_clock(kit.now() + (working - kit.today()))
    assert remind(on=kit.today(), only=["library.outcomes"]) == 1
    assert "1 outcome is due." in act(admin, "remind", [found]).content.decode()
    assert Notice.objects.filter(key=f"transfer:{found.pk}:due:3").count() == 1
