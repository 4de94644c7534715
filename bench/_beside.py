"""What stands beside our sender in one run: smtp-source and django-newsletter, into one smtp-sink."""

import contextlib
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import time

from bench._tally import free_port

HERE = pathlib.Path(__file__).parent
PACKAGES = ["django-newsletter==1.2.1", "sorl-thumbnail", "Django>=5.2,<5.3"]
OF_THEIRS = 10  # they send a tenth of the recipients: enough for a rate


def program(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/lib/postfix/sbin")
    return found or sys.exit(f"{name} is missing: apt install postfix")


@contextlib.contextmanager
def sink():
    """HOST:PORT of a running smtp-sink."""
    port = free_port()
    as_nobody = [] if os.geteuid() else ["-u", "nobody"]
    process = subprocess.Popen([program("smtp-sink"), *as_nobody, f"127.0.0.1:{port}", "1000"])
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def source(port, count, length):
    """Messages a second of smtp-source: one connection, nothing written, nothing kept."""
    words = ["-d", "-s", "1", "-m", str(count), "-l", str(length), f"127.0.0.1:{port}"]
    began = time.perf_counter()
    subprocess.run([program("smtp-source"), *words], check=True)
    return count / (time.perf_counter() - began)


def their_python(given):
    """A Python that has django-newsletter: the given one, or that of a venv which is made once."""
    if given:
        return given
    venv = pathlib.Path(os.environ["PORTAL_VAR"], "bench-django-newsletter")
    python = venv / "bin" / "python"
    if not (venv / "whole").exists():
        print("Installing django-newsletter into a venv of its own (once)…", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (venv / "whole").touch()
    return str(python)


def django_newsletter(python, port, count):
    """Messages a second of django-newsletter."""
    command = [
        python,
        "-W",
        "ignore",
        str(HERE / "_django_newsletter.py"),
        "127.0.0.1",
        str(port),
        str(count),
    ]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTHON"))}
    done = subprocess.run(command, env=clean, check=True, capture_output=True, text=True)
    return float(done.stdout)


def compare(port, recipients, python, ours, length):
    """Three rounds, each of the three in turn, so that whatever else the machine does falls on all alike."""
    python, rates = their_python(python), []
    for number in range(3):
        rates.append(
            (
                source(port, recipients, length),
                ours(),
                django_newsletter(python, port, recipients // OF_THEIRS),
            )
        )
        print(
            "round {}: smtp-source {:.0f}, portal {:.0f}, django-newsletter {:.0f} messages/s".format(
                number + 1, *rates[-1]
            )
        )
    of_source = statistics.median(ours / source for source, ours, _theirs in rates)
    of_theirs = statistics.median(ours / theirs for _source, ours, theirs in rates)
    print(f"portal = {100 * of_source:.0f} % of smtp-source = {of_theirs:.1f} × django-newsletter (medians)")
