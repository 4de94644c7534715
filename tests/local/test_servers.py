"""The embedded PostgreSQL and Valkey: they know Arabic, keep what they are given, leave nobody behind."""

import os
import signal
import subprocess
import sys

import psycopg2
import pytest
import redis

from tests.local.watching import is_alive
from tests.servers import eventually


def connect(servers):
    connection = psycopg2.connect(host=str(servers.place.sockets), user="en_portal", dbname="en_portal")
    connection.autocommit = True
    return connection


def answer(servers, statement):
    connection = connect(servers)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else None
    connection.close()
    return rows


def pids(servers):
    return [process.pid for process in servers.running.values()]


def test_the_cluster_reads_arabic(make_servers):
    servers = make_servers().start()

    answer(servers, "create extension pg_trgm")
    rows = answer(
        servers, "select cardinality(show_trgm('بابل')), lower('É'), current_setting('server_encoding')"
    )

    assert rows == [(5, "é", "UTF8")]


def test_rows_and_keys_outlive_a_stop(make_servers):
    first = make_servers().start()
    answer(first, "create table kept (n int)")
    answer(first, "insert into kept values (7)")
    with redis.Redis(unix_socket_path=f"{first.place.sockets}/valkey.sock") as client:
        client.set("kept", "7")
    gone = pids(first)
    first.stop()

    second = make_servers().start()

    assert not any(is_alive(pid) for pid in gone)
    assert answer(second, "select n from kept") == [(7,)]
    with redis.Redis(unix_socket_path=f"{second.place.sockets}/valkey.sock") as client:
        assert client.get("kept") == b"7"


def test_a_second_start_in_one_folder_is_refused(make_servers):
    make_servers().start()

    with pytest.raises(SystemExit, match="run already: end that start first"):
        make_servers().start()


def test_rows_outlive_a_killed_postgres(make_servers):
    first = make_servers().start()
    answer(first, "create table kept (n int)")
    answer(first, "insert into kept select generate_series(1, 500)")
    for process in first.running.values():
        process.kill()
        process.wait()
    first._lock.close()

    second = make_servers().start()

    assert answer(second, "select count(*) from kept") == [(500,)]


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(make_servers):
    first = make_servers().start()
    first.stop()
    first.place.own(first.place.sockets)
    lines = f"{os.getpid()}\n{first.place.pg}\n1700000000\n5432\n{first.place.sockets}\n\n"
    (first.place.pg / "postmaster.pid").write_text(lines)
    (first.place.sockets / ".s.PGSQL.5432.lock").write_text(lines)

    second = make_servers().start()

    assert answer(second, "select 1") == [(1,)]


def test_a_half_made_cluster_is_made_anew(make_servers):
    servers = make_servers()
    (servers.place.pg / "PG_VERSION").write_text("18\n")
    (servers.place.pg / "base").mkdir()

    servers.start()

    assert answer(servers, "select 1") == [(1,)]


def test_a_throwaway_cluster_that_was_not_ended_is_made_anew(make_servers):
    first = make_servers(throwaway=True).start()
    answer(first, "create table doubtful (n int)")
    for process in first.running.values():
        process.kill()
        process.wait()
    first._lock.close()

    second = make_servers(throwaway=True).start()
    tables = answer(second, "select count(*) from pg_stat_user_tables")
    answer(second, "create table sound (n int)")
    second.stop()
    third = make_servers(throwaway=True).start()

    assert tables == [(0,)]
    assert answer(third, "select count(*) from pg_stat_user_tables") == [(1,)]


def test_data_of_another_major_is_left_alone_and_the_way_out_named(make_servers):
    servers = make_servers()
    servers.start()
    servers.stop()
    (servers.place.pg / "PG_VERSION").write_text("17\n")

    with pytest.raises(SystemExit, match=r"PostgreSQL 17 .* brings 18.*\./portal backup portal\.dump"):
        make_servers().start()

    assert (servers.place.pg / "base").is_dir()


def test_a_folder_of_another_user_is_refused(make_servers, folder):
    if os.geteuid() != 0:
        pytest.skip("only the administrator can give a folder away")
    (folder / "var" / "servers").mkdir(parents=True)
    os.chown(folder / "var" / "servers", 12345, 12345)

    with pytest.raises(SystemExit, match="belongs to another user"):
        make_servers()


@pytest.mark.parametrize(
    "name",
    ["with 'quotes' & 100% ?d#e", "محافظة بابل", "/".join(["very-deep"] * 14)],
    ids=["odd signs", "Arabic", "deep"],
)
def test_a_strange_folder_is_no_obstacle(make_servers, name):
    servers = make_servers(name).start()

    assert len(os.fsencode(f"{servers.place.sockets}/.s.PGSQL.5432")) <= 107
    assert answer(servers, "select 1") == [(1,)]
    assert servers.is_up()


def test_root_keeps_nothing_when_it_becomes_nobody(make_servers):
    if os.geteuid() != 0:
        pytest.skip("only the administrator can become somebody else")
    servers = make_servers().start()

    for pid in pids(servers):
        with open(f"/proc/{pid}/status") as file:
            said = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
        assert "0" not in said["Uid"].split() + said["Gid"].split() + said["Groups"].split()


def test_a_server_that_cannot_start_says_why(make_servers):
    servers = make_servers()
    servers.start()
    servers.stop()
    (servers.place.pg / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(SystemExit, match=r"postgres did not start\. .*(no_such_setting|configuration file)"):
        make_servers().start()


def test_killing_the_runner_ends_the_servers(make_servers):
    var = make_servers().place.var
    program = (
        "import sys\n"
        "from en_portal.local.servers import Servers\n"
        "servers = Servers(sys.argv[1]).start()\n"
        "print(*(process.pid for process in servers.running.values()), flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(var)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runner:
        left = [int(word) for word in runner.stdout.readline().split()]
        assert len(left) == 2
        runner.send_signal(signal.SIGKILL)

    eventually(lambda: not any(is_alive(pid) for pid in left))
