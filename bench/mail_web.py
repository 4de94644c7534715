"""How fast pages answer while mail leaves at full speed, beside the same pages at rest, in one run.

Usage: ./portal bench mail-web [--recipients N] [--requests N]
The web server is the portal's own (granian, two workers); one sender, as the worker runs it, hands mail to a
server that says yes to everything. The pages are asked one after another, as one reader does.
"""

import argparse
import multiprocessing
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

from bench import mail
from bench._tally import free_port
from en_portal.local.commands import WEB
from en_portal.local.environment import HERE
from en_portal.local.processes import end, end_with_parent

PAGES = ("/ar/", "/ar/library/", "/ar/newsletter/")


def web(port):
    """The running web server."""
    environment = {
        **os.environ,
        "GRANIAN_PORT": str(port),
        "GRANIAN_WORKERS": "2",
        "GRANIAN_BLOCKING_THREADS": "4",
    }
    process = subprocess.Popen(
        [sys.executable, *WEB[1:]],
        cwd=HERE,
        env=environment | {"GRANIAN_LOG_LEVEL": "error"},
        start_new_session=True,
        preexec_fn=end_with_parent(),
    )
    for _attempt in range(600):
        try:
            ask(port, "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return process
    sys.exit("the web server did not start")


def ask(port, page):
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://localhost:{port}{page}", timeout=30) as answer:
        answer.read()
    return time.perf_counter() - began


def percentile(port, requests, is_over=lambda: False):
    """(95th percentile in seconds, how many were asked): until so many, or until it is over."""
    taken = []
    while not taken or (len(taken) < requests and not is_over()):
        taken += [ask(port, page) for page in PAGES]
    return statistics.quantiles(taken, n=20)[18], len(taken)


def busy(port, recipients, requests):
    """The same while one sender is at work."""
    mailing, _seconds = mail.started(recipients)
    context = multiprocessing.get_context("spawn")
    told, ready = context.SimpleQueue(), context.Barrier(1)
    process = context.Process(target=mail.sender, args=(told, ready))
    process.start()
    mail.waited_for(mailing, [process])
    found = percentile(port, requests, is_over=lambda: not process.is_alive())
    process.terminate()
    process.join()
    mailing.delete()
    return found


def main():
    asked = argparse.ArgumentParser(prog="./portal bench mail-web")
    asked.add_argument("--recipients", type=int, default=20_000)
    asked.add_argument("--requests", type=int, default=300)
    wanted = asked.parse_args()
    with mail.server() as address:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.dev")
        os.environ["EMAIL_URL"] = f"smtp://{address}"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        port = free_port()
        process = web(port)
        try:
            percentile(port, 30)  # warm
            idle, _count = percentile(port, wanted.requests)
            under_way, count = busy(port, wanted.recipients, wanted.requests)
        finally:
            end([process], [(signal.SIGTERM, 5), (signal.SIGKILL, 2)])
    print(
        f"p95 at rest {1000 * idle:.0f} ms, while mail leaves {1000 * under_way:.0f} ms ({count} requests): "
        f"{under_way / idle:.1f} ×"
    )


if __name__ == "__main__":
    main()
