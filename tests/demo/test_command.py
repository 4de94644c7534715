"""Loading the demonstration: on any day, by the command, in a past of its own; never in production."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

import kit
from en_portal.demo import seed
from en_portal.demo.seed import past
from library.models import Item
from members.models import User
from newsletter.models import Edition

PASSWORD = "Dijla-and-Furat-19"


def test_it_can_be_loaded_on_a_free_first_day_of_the_year(db, moved_clock):
    moved_clock(past.moment(datetime.date(2028, 1, 1), 8, 0))

    assert len(seed.load(PASSWORD)) == len(seed.PARTS)

    assert Item.objects.published().filter(published_at__lte=kit.now()).count() == 25
    assert Edition.objects.exclude(mailing=None).get().mailing.finished_at < kit.now()


def test_the_past_gives_the_clock_back(db):
    with past.at(past.moment(datetime.date(2026, 3, 5))):
        assert kit.today() == datetime.date(2026, 3, 5)

    assert kit.today() > datetime.date(2026, 3, 5)


def test_what_is_asked_for_in_the_past_is_dropped_and_nothing_else(db):
    calls = []
    transaction.on_commit(lambda: calls.append("now"))
    with past.at(past.moment(datetime.date(2026, 3, 5))):
        transaction.on_commit(lambda: calls.append("then"))

    for _ids, call, _robust in connection.run_on_commit:
        call()

    assert calls == ["now"]


def test_the_command_prints_the_sign_ins_alone(db):
    out = io.StringIO()

    call_command("seed_demo", sign_ins=True, stdout=out)

    assert "POCC representative" in out.getvalue()
    assert "maha.adnan@baghdad.example" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 9
    assert not User.objects.exists()


def test_the_command_wants_a_password(db, monkeypatch):
    monkeypatch.delenv("PORTAL_DEMO_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="--password"):
        call_command("seed_demo")


def test_the_command_refuses_in_production(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="never loaded"):
        call_command("seed_demo", password=PASSWORD)

    assert not User.objects.exists()
