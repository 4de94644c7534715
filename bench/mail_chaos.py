"""Mail under chaos: nobody is lost, and twice comes only what was in flight, with the same Message-ID.

Usage: ./portal bench mail-chaos [--recipients N] [--letters N] [--workers N] [--rounds N] [--seed N]
Servers, workers and beat of its own, in a folder of their own. In each round the workers are killed
(SIGKILL), Redis is killed and emptied, PostgreSQL is stopped at once (immediate) and started again, and the
SMTP server is killed; that server says 451 to 5 % of recipients and 3 % of messages, cuts 2 % off before the
answer, never answers 1 % and keeps 0.5 % waiting (bench/_faulty.py). What it wrote down is compared with the
rows and the administration. What it put off is taken up after a second instead of minutes.
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from bench import _tally
from en_portal.local.environment import HERE, base
from en_portal.local.processes import end, end_group, end_with_parent, leave_when_asked
from en_portal.local.servers import Servers

PATIENCE = 600.0  # seconds for all of it
WORKER = ["celery", "-A", "en_portal", "worker", "-Q", "mail", "-c", "1", "--without-mingle"]


class Chaos:
    """The whole portal's mail, and what is done to it. `events` are (began, ended, what)."""

    def __init__(self, folder, wanted):
        self.folder, self.wanted, self.events, self.ended_alone = folder, wanted, [], 0
        self.servers = Servers(folder / "var").start()
        self.port, self.accepted = _tally.free_port(), folder / "accepted"
        self.accepted.touch()
        self.environment = base(
            DATABASE_URL=self.servers.database_url,
            REDIS_URL=self.servers.redis_url,
            EMAIL_URL=f"smtp://127.0.0.1:{self.port}",
            PORTAL_VAR=str(folder / "var"),
            DJANGO_SETTINGS_MODULE="en_portal.settings.dev",
            PORTAL_LOG_LEVEL="WARNING",
        )
        self.smtp, self.workers, self.beat = None, [], None

    def run(self, name, *program):
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *program],
                cwd=HERE,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )

    def begin(self):
        self.serve()
        self.workers = [self.work(number) for number in range(self.wanted.workers)]
        self.beat = self.run("beat", "celery", "-A", "en_portal", "beat", "--pidfile=")

    def serve(self):
        seed = str(self.wanted.seed + len(self.events))
        self.smtp = self.run("smtp", "bench._faulty", str(self.port), str(self.accepted), seed)

    def work(self, number):
        return self.run(f"worker-{number}", *WORKER, "-n", f"worker{number}@here")

    def round(self, number):
        """What happens in one round, one thing after another, each while mail is under way."""
        for worker in range(len(self.workers)):
            yield f"worker {worker} killed", lambda worker=worker: self.kill_worker(worker, number)
        yield "Redis killed and emptied", lambda: self.servers.strike("valkey", signal.SIGKILL)
        yield "PostgreSQL stopped at once", lambda: self.servers.strike("postgres", signal.SIGQUIT)
        yield "SMTP server killed", self.kill_smtp

    def kill_worker(self, which, number):
        """The process with its child; in every second round the child alone, which its parent replaces."""
        process = self.workers[which]
        if number % 2 and (children := _tally.children(process.pid)):
            for child in children:
                os.kill(child, signal.SIGKILL)
            return
        end_group(process)
        process.wait()
        self.workers[which] = self.work(which)

    def kill_smtp(self):
        end_group(self.smtp)
        self.smtp.wait()
        time.sleep(0.5)  # a while without any server
        self.serve()

    def keep_alive(self):
        """Workers that ended by themselves are counted and started again, as a supervisor would."""
        for number, process in enumerate(self.workers):
            if process.poll() is not None:
                self.ended_alone += 1
                self.workers[number] = self.work(number)
        if self.beat.poll() is not None:
            self.ended_alone += 1
            self.beat = self.run("beat", "celery", "-A", "en_portal", "beat", "--pidfile=")

    def stop(self):
        processes = [process for process in (self.smtp, self.beat, *self.workers) if process]
        end(processes, [(signal.SIGTERM, 5), (signal.SIGKILL, 2)])
        for process in processes:
            end_group(process)
        self.servers.stop()
        data = self.servers.place.data
        if self.folder not in data.parents:  # root's servers keep theirs elsewhere
            shutil.rmtree(data)
            data.with_name(f"{data.name}.of").unlink()


def storm(chaos, mailing):
    """Sends everything while things happen, evenly over the first three quarters of what is accepted."""
    rounds = chaos.wanted.rounds
    events = [event for number in range(rounds) for event in chaos.round(number)]
    total, done = chaos.wanted.recipients + chaos.wanted.letters, 0
    limit, pulse = time.monotonic() + PATIENCE, 0.0
    while time.monotonic() < limit:
        if done < len(events) and _tally.count(chaos.accepted) >= total * 0.75 * (done + 0.5) / len(events):
            what, act = events[done]
            began = time.monotonic()
            act()
            chaos.events.append((began, time.monotonic(), f"{done + 1}. {what}"))
            done += 1
        if time.monotonic() - pulse > 1:
            pulse = time.monotonic()
            chaos.keep_alive()
            if _tally.nudge(mailing, chaos.wanted.workers) == 0 and done == len(events):
                return
        time.sleep(0.01)
    raise SystemExit(f"not over after {PATIENCE:.0f} seconds; logs: {chaos.folder}")


def main():
    ask = argparse.ArgumentParser(prog="./portal bench mail-chaos")
    for name, number in {"recipients": 3000, "letters": 100, "workers": 2, "rounds": 4, "seed": 7}.items():
        ask.add_argument(f"--{name}", type=int, default=number)
    wanted = ask.parse_args()
    leave_when_asked()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="en-portal-chaos-"))
    chaos = Chaos(folder, wanted)
    try:
        os.environ.update(chaos.environment)
        import django

        django.setup()
        mailing = _tally.prepared(wanted.recipients, wanted.letters)
        chaos.begin()
        began = time.monotonic()
        storm(chaos, mailing)
        found = _tally.found(chaos, mailing) | {"seconds": round(time.monotonic() - began, 1)}
    finally:
        with contextlib.suppress(ImportError):
            from django.db import connection

            connection.close()
        chaos.stop()
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if wrong := _tally.wrong(found):
        raise SystemExit(f"FAILED: {', '.join(wrong)}; logs: {folder}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
