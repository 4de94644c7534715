"""The embedded database leaves as one file and comes back in another folder."""

import psycopg2
import pytest

from en_portal.local import copies, environment


@pytest.fixture
def at(folder, monkeypatch):
    """Work in the var folder of this name, as somebody who set no server of their own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("PORTAL_CAME_FROM", str(folder))

    def at(name):
        monkeypatch.setenv("PORTAL_VAR", str(folder / name))
        return folder / name

    return at


def ask(statement):
    with environment.with_servers() as (_, servers):
        connection = psycopg2.connect(host=str(servers.place.sockets), user="en_portal", dbname="en_portal")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else None
        connection.close()
    return rows


def test_a_backup_comes_back_in_another_folder(at, folder, capsys):
    at("old")
    ask("create table kept as select 'بابل' as name")
    assert copies.backup(["portal.dump"]) == 0

    at("new")
    assert copies.restore(["portal.dump"]) == 0

    assert ask("select name from kept") == [("بابل",)]
    assert str(folder / "portal.dump") in capsys.readouterr().out
    with pytest.raises(SystemExit, match="not empty"):
        copies.restore(["portal.dump"])


def test_a_backup_that_fails_leaves_no_file(at, folder, monkeypatch):
    at("old")
    ask("select 1")
    monkeypatch.setattr(copies, "DATABASE", "no_such_database")

    with pytest.raises(SystemExit, match="pg_dump failed"):
        copies.backup(["portal.dump"])

    assert [file.name for file in folder.iterdir()] == ["old"]


def test_what_is_missing_is_one_sentence(at):
    at("old")

    with pytest.raises(SystemExit, match=r"Which file\? \./portal backup FILE"):
        copies.backup([])
    with pytest.raises(SystemExit, match="portal.dump is not there"):
        copies.restore(["portal.dump"])


def test_ones_own_server_has_its_own_programs(at, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://own@db/own")
    monkeypatch.setenv("REDIS_URL", "redis://own:6379")

    with pytest.raises(SystemExit, match="use its pg_dump"):
        copies.backup(["portal.dump"])
