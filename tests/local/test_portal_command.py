"""./portal before its packages are there: what is missing is one sentence; nothing is installed twice."""

import os
import shutil
import subprocess
import sys

import pytest

from en_portal.local.environment import HERE

WITHOUT = """#!/bin/sh
case "$*" in *ensurepip*) exit 1;; esac
exec "{python}" "$@"
"""
OLD = """#!/bin/sh
case "$*" in *version_info*) exit 1;; *-V*) echo "Python 3.9.2";; esac
"""
OFFLINE = """#!/bin/sh
case "$*" in *" venv "*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    exit;;
*"-m pip"*)
    echo "{says}" >&2
    exit 1;;
esac
exec "{python}" "$@"
"""


@pytest.fixture
def checkout(folder):
    """Only what the command itself needs."""
    shutil.copy2(HERE / "portal", folder)
    shutil.copytree(HERE / "requirements", folder / "requirements")
    return folder


def call(checkout, *arguments, python=sys.executable, **environment):
    return subprocess.run(
        [checkout / "portal", *arguments],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "PYTHON": str(python), **environment},
        capture_output=True,
        text=True,
    )


def shim(checkout, text, **words):
    file = checkout / "python shim"
    file.write_text(text.format(python=sys.executable, **words))
    file.chmod(0o755)
    return file


def test_missing_python(checkout):
    done = call(checkout, "run", python="no-such-python")

    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed. As administrator: apt install python3 python3-venv\n"
    )


def test_old_python(checkout):
    done = call(checkout, "run", python=shim(checkout, OLD))

    assert done.stderr == "Python 3.11 or newer is needed; this is Python 3.9.2.\n"


def test_missing_venv_module(checkout):
    done = call(checkout, "run", python=shim(checkout, WITHOUT))

    assert done.returncode == 1
    assert done.stderr == "The Python module venv is missing. As administrator: apt install python3-venv\n"


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (
            "ERROR: No matching distribution found",
            "The packages could not be installed; is the network there?",
        ),
        ("OSError: [Errno 28] No space left on device", "The disk is full: free about"),
    ],
)
def test_packages_that_cannot_be_installed(checkout, says, sentence):
    done = call(checkout, "run", python=shim(checkout, OFFLINE, says=says))

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert not (checkout / ".venv" / "run.stamp").exists()


def test_a_fitting_stamp_installs_nothing_and_hands_over(checkout):
    """The environment here is a shim that only says how it was called."""
    ready = checkout / ".venv" / "bin" / "python"
    ready.parent.mkdir(parents=True)
    ready.write_text(
        '#!/bin/sh\n[ "$*" = -VV ] && echo "Python 3.11" && exit\n'
        'printf "%s|" "$@"; printf "%s" "$PWD|$PORTAL_CAME_FROM"\n'
    )
    ready.chmod(0o755)
    told = f'{{ cat base.txt embedded.txt dev.txt; "{ready}" -VV; }} | sha256sum'
    made = subprocess.run(["sh", "-c", told], cwd=checkout / "requirements", capture_output=True)
    (ready.parents[1] / "dev.stamp").write_bytes(made.stdout)

    done = call(checkout, "test", "-k", "two words")

    assert done.stdout == f"-m|en_portal.local|test|-k|two words|{checkout}|{checkout}"
    assert done.returncode == 0


def test_a_folder_that_cannot_be_written(checkout):
    if os.geteuid() == 0:
        (checkout / ".venv").write_text("a file where the folder should be")
    else:
        checkout.chmod(0o555)

    done = call(checkout, "run")
    checkout.chmod(0o755)

    assert done.returncode == 1
    assert ".venv cannot be written: start as its owner, or free some disk space." in done.stderr
