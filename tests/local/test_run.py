"""Where the portal is started, under which name it answers, and when it may be seen early."""

import pytest

from en_portal.local import run


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "address", "hosts"),
    [
        ([], "http://localhost:8000", None),
        (["--port", "8123"], "http://localhost:8123", None),
        (["--host", "::1"], "http://localhost:8000", None),
        (["--host", "0.0.0.0"], "http://localhost:8000", "*"),
        (["--host", "10.1.2.3"], "http://10.1.2.3:8000", "10.1.2.3"),
        (["--host", "fd00::7"], "http://[fd00::7]:8000", "[fd00::7]"),
    ],
)
def test_the_address_is_one_that_browsers_and_settings_accept(arguments, address, hosts):
    told = run._settings(run._options(arguments))

    assert told["PORTAL_ORIGIN"] == address
    assert told.get("PORTAL_HOSTS") == hosts


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        run._options(["--port", port])

    assert "port" in capsys.readouterr().err


HERE = {"DATABASE_URL": "postgres://me:secret@db.example:5432/portal"}


def test_pages_load_early_only_where_the_migrations_are_those_of_the_last_start(var, monkeypatch, tmp_path):
    stamp = var / "prepared"
    assert not run._is_prepared(stamp, HERE)

    stamp.write_text(run._prepared(HERE))
    assert run._is_prepared(stamp, HERE)

    other = tmp_path / "checkout"
    (other / "library" / "migrations").mkdir(parents=True)
    (other / "library" / "migrations" / "0002_more.py").touch()
    monkeypatch.setattr(run.environment, "HERE", other)
    assert not run._is_prepared(stamp, HERE)


@pytest.mark.parametrize(
    ("address", "is_the_same"),
    [
        ("postgres://me:another%40@db.example:5432/portal?sslmode=require", True),
        ("postgres://db.example:5432/portal", True),
        ("postgres://me:secret@db.example:5432/other", False),
        ("postgres://me:secret@db.example:5433/portal", False),
        ("postgres://me:secret@elsewhere.example:5432/portal", False),
        ("postgres://me@/portal?host=/run/postgresql", False),
    ],
)
def test_pages_load_early_only_where_the_database_is_that_of_the_last_start(var, address, is_the_same):
    stamp = var / "prepared"
    stamp.write_text(run._prepared(HERE))

    assert run._is_prepared(stamp, {"DATABASE_URL": address}) is is_the_same


def test_a_database_behind_another_socket_is_another_one():
    ways = [{"DATABASE_URL": f"postgres://me@/portal?host=/run/{name}"} for name in ("one", "two")]

    assert run._prepared(ways[0]) != run._prepared(ways[1])
