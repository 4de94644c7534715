"""What the portal's processes are told."""

import stat

import pytest

from en_portal.local import environment


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_a_secret_is_made_once_and_kept_from_others(var):
    first = environment.kept_secret("secret-key", environment.new_key)

    assert environment.kept_secret("secret-key", environment.new_key) == first
    assert len(first) >= 50
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


def test_a_secret_that_was_cut_off_is_made_anew(var):
    var.mkdir()
    (var / "secret-key").write_text("")

    assert environment.kept_secret("secret-key", environment.new_key)


def test_passwords_differ_and_can_be_typed():
    made = {environment.new_password() for _ in range(50)}

    assert len(made) == 50
    assert all(password.isascii() and password.islower() and len(password) >= 14 for password in made)


def test_the_callers_servers_win(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://own@db/own")
    monkeypatch.setenv("REDIS_URL", "redis://own:6379")

    with environment.with_servers() as (told, servers):
        assert servers is None
        assert told["DATABASE_URL"] == "postgres://own@db/own"
        assert told["REDIS_URL"] == "redis://own:6379"


def test_what_would_lead_astray_is_left_out(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "shop.settings")

    told = environment.base(PORTAL_ORIGIN="http://localhost:8000")

    assert "PYTHONPATH" not in told
    assert told["DJANGO_SETTINGS_MODULE"] == "en_portal.settings.dev"
    assert told["PORTAL_ORIGIN"] == "http://localhost:8000"


def test_one_named_server_wins_over_ours(monkeypatch, folder):
    monkeypatch.setenv("PORTAL_VAR", str(folder / "var"))
    monkeypatch.setenv("REDIS_URL", "redis://own:6379")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PGPORT", "9")  # libpq would take it over the port that is not in the address

    with environment.with_servers("test", throwaway=True) as (told, servers):
        assert told["REDIS_URL"] == "redis://own:6379"
        assert told["DATABASE_URL"] == servers.database_url
        assert "PGPORT" not in told
        shared = environment.with_servers("test", throwaway=True, may_share=True)
        with shared as (same, nobody):
            assert same["DATABASE_URL"] == told["DATABASE_URL"]
            assert nobody is None
        assert servers.is_up()
    assert not servers.is_up()
