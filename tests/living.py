"""The whole portal alive for browser tests: a database with the demonstration, web server, worker, beat.

Started once for each process of tests; tests that use it ask nothing of Django's own test database.
"""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg2
import pytest
import redis
from django.conf import settings

from en_portal.redis_url import redis_url
from tests.laws import ROOT
from tests.servers import Sink, eventually, open_page, start_smtp, stop

PASSWORD = "a-demonstration-password"
FIRST_NUMBER = 3  # Redis pairs 0 to 2 belong to the processes of tests themselves
MEMBER = "noor.sabah@babil.example"
REPRESENTATIVE = "maha.adnan@baghdad.example"
EDITOR = "laith.nawfal@ninewa.example"
STAFF = "luma.tariq@taqadum.example"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Living:
    """Address, mail and commands of the running portal."""

    def __init__(self, environment, port, sink, log, databases):
        self.environment, self.sink, self.log, self.databases = environment, sink, log, databases
        self.url = f"http://localhost:{port}"
        self.processes, self.generation = [], 0
        number = 2 * int(environment["PORTAL_TEST_NUMBER"]) + 3  # as settings/test.py counts
        self.cache = redis.Redis.from_url(redis_url(settings.REDIS_URL, number))

    def reset(self):
        """The demonstration as it was on the first day; who had signed in has to sign in again."""
        self.databases.renew()
        self.cache.flushdb()  # limits on codes by e-mail: a fast machine tells all stories in a minute
        self.sink.messages.clear()
        self.generation += 1

    def command(self, *words):
        """`manage.py …` on the portal's database; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words):
        with (self.log / f"{words[0]}-{len(self.processes)}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def answers(self):
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=2).status == 200

    def stop(self):
        for process in self.processes:
            stop(process)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


class Databases:
    """An empty database beside the tests' own, and a copy of it once it is seeded, to start again from."""

    def __init__(self, name):
        at = settings.DATABASES["default"]
        host = at["HOST"] or at["OPTIONS"].get("host", "")
        self.name, self.seed = name, f"{name}_seed"
        self.address = f"postgres://{at['USER']}@/{name}?host={host}&port={at['PORT'] or 5432}"
        self.link = psycopg2.connect(
            host=host or None,
            port=at["PORT"] or None,
            user=at["USER"] or None,
            password=at["PASSWORD"] or None,
            dbname="postgres",
        )
        self.link.autocommit = True
        self.drop()
        self.run(f'create database "{name}"')

    def run(self, *statements):
        with self.link.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def keep(self):
        self.run(f'create database "{self.seed}" template "{self.name}"')

    def renew(self):
        self.run(
            f'drop database if exists "{self.name}" with (force)',
            f'create database "{self.name}" template "{self.seed}"',
        )

    def drop(self):
        self.run(*(f'drop database if exists "{name}" with (force)' for name in (self.name, self.seed)))


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The living portal."""
    number = FIRST_NUMBER + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    checkout = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:6]  # two checkouts may share one server
    name = f"test_living_{checkout}_{number}"
    folder, port, sink = tmp_path_factory.mktemp("portal"), free_port(), Sink()
    controller = start_smtp(sink)
    databases = Databases(name)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "en_portal.settings.test",
        "DATABASE_URL": databases.address,
        "PORTAL_TEST_NUMBER": str(number),
        "PORTAL_TEST_SMTP_PORT": str(sink.port),
        "PORTAL_VAR": str(folder),
        "PORTAL_ORIGIN": f"http://localhost:{port}",
        "PORTAL_MEDIA": str(folder / "media"),
        "PORTAL_LOG_LEVEL": "WARNING",
    }
    living = Living(environment, port, sink, folder, databases)
    try:
        living.command("migrate", "--verbosity", "0")
        living.command("seed_demo", "--password", PASSWORD)
        databases.keep()
        living.start(
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
            "en_portal.wsgi:application",
        )
        living.worker = living.start(
            "celery",
            "-A",
            "en_portal",
            "worker",
            "-Q",
            "mail,files,default",
            "-c",
            "1",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "-l",
            "INFO",
        )
        living.start("celery", "-A", "en_portal", "beat", "--pidfile=")
        eventually(living.answers, 60)
        yield living
    finally:
        living.stop()
        controller.stop()
        databases.drop()
        databases.link.close()


@pytest.fixture(scope="session")
def signed_in(portal, browser):
    """signed_in(address) → the cookies of a person who has signed in by password, once for all tests."""
    kept = {}

    def cookies(address):
        key = address, portal.generation
        if key not in kept:
            page = open_page(browser, portal.url, language="en", width=1280)
            page.goto("/en/accounts/login/")
            page.locator("details summary", has_text="Use a password").click()
            page.fill("input[name=login]", address)
            page.fill("input[name=password]", PASSWORD)
            page.locator("form", has=page.locator("input[name=password]")).locator(
                "button[type=submit]"
            ).click()
            page.wait_for_url("**/members/me/")
            kept[key] = page.context.storage_state()
            page.context.close()
        return kept[key]

    return cookies
