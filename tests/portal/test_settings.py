"""Production refuses to start on a weak ground, and says in one sentence why."""

import os
import subprocess
import sys

import pytest

from tests.laws import ROOT

GOOD = {
    "PORTAL_SECRET_KEY": "kV3mQ9xZ7pL2wR8tY5uN1bC6dF4gH0jS-aEoIqWzXvBnMkPl",
    "PORTAL_HOSTS": "network.example",
    "PORTAL_ORIGIN": "https://network.example",
    "PORTAL_MAIL_DOMAIN": "network.example",
    "DATABASE_URL": "postgres://portal@db/portal",
    "REDIS_URL": "redis://redis:6379",
    "EMAIL_URL": "smtp://mail:25",
}
GOOD["PORTAL_SECRET_KEY"] += "_+tG"


def start(**environment):
    """Import the production settings in a process of its own."""
    words = {name: value for name, value in {**GOOD, **environment}.items() if value is not None}
    code = "from en_portal.settings import production as s; print(s.DEMONSTRATION, s.INSTALLED_APPS)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO_"))}
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        clean.pop(name, None)
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, **words},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_settings_start_without_the_demonstration():
    done = start()

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("False ")
    assert "en_portal.demo" not in done.stdout


def test_an_earlier_key_may_stay_for_a_while():
    earlier = GOOD["PORTAL_SECRET_KEY"][::-1]

    assert start(PORTAL_SECRET_KEY_FALLBACKS=f"{earlier},{earlier}1").returncode == 0
    assert start(PORTAL_SECRET_KEY_FALLBACKS="").returncode == 0  # as the composition says none


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SECRET_KEY", None),
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_SECRET_KEY", "a" * 60),
        ("PORTAL_SECRET_KEY_FALLBACKS", "short"),
        ("PORTAL_HOSTS", None),
        ("PORTAL_HOSTS", "*"),
        ("PORTAL_ORIGIN", "http://network.example"),
        ("DATABASE_URL", None),
        ("REDIS_URL", None),
        ("EMAIL_URL", None),
        ("PORTAL_MAIL_DOMAIN", None),
    ],
)
def test_production_refuses_weak_ground(name, value):
    done = start(**{name: value})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name}" in done.stderr


def test_the_demonstration_key_is_no_secret():
    from en_portal.settings import dev

    done = start(PORTAL_SECRET_KEY=dev.SECRET_KEY)

    assert "ImproperlyConfigured: PORTAL_SECRET_KEY" in done.stderr
