"""The runner's processes: started again when they die, given up when that does not help, ended together."""

import os
import signal
import subprocess
import sys

import pytest

from en_portal.local.processes import Keeper, end
from tests.local.watching import is_alive
from tests.servers import eventually

STAYS = ["python", "-c", "import sys, signal; print('up', flush=True); signal.pause()"]
STUBBORN = [
    "python",
    "-c",
    "import signal; [signal.signal(s, signal.SIG_IGN) for s in (2, 3, 15)];"
    "print('up', flush=True); signal.pause()",
]
WITH_CHILD = [
    "python",
    "-c",
    "import signal, subprocess, sys;"
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']);"
    "print(child.pid, flush=True); signal.pause()",
]


@pytest.fixture
def keeper(tmp_path):
    made = Keeper(tmp_path, dict(os.environ))
    yield made
    made.stop()


def said(keeper, name):
    return (keeper.logs / f"{name}.log").read_text()


def pid(keeper, name):
    return keeper.kept[name].process.pid


def test_who_dies_is_started_again(keeper):
    keeper.start("web", STAYS)
    first = pid(keeper, "web")
    os.kill(first, signal.SIGKILL)

    eventually(lambda: keeper.mend() == ["web"])

    assert pid(keeper, "web") != first
    assert is_alive(pid(keeper, "web"))
    assert keeper.mend() == []


def test_who_dies_at_once_is_given_up_with_a_sentence(keeper):
    keeper.start("worker", ["python", "-c", "raise SystemExit('no such setting')"])

    with pytest.raises(SystemExit, match=r"worker process ends as soon as it starts; .*worker\.log says why"):
        eventually(lambda: keeper.mend() and False)

    assert said(keeper, "worker").count("no such setting") == Keeper.TRIES


def test_stopping_ends_everyone_and_their_children(keeper):
    keeper.start("web", WITH_CHILD)
    keeper.start("beat", STAYS)
    child = int(eventually(lambda: said(keeper, "web")))
    eventually(lambda: said(keeper, "beat"))
    own = [pid(keeper, "web"), pid(keeper, "beat")]

    keeper.stop()

    eventually(lambda: not any(is_alive(one) for one in [child, *own]))


def test_children_of_a_killed_process_do_not_stay_when_it_is_started_again(keeper):
    keeper.start("web", WITH_CHILD)
    child = int(eventually(lambda: said(keeper, "web")))
    os.kill(pid(keeper, "web"), signal.SIGKILL)

    eventually(keeper.mend)

    eventually(lambda: not is_alive(child))


def test_the_stubborn_are_killed_in_the_end():
    with subprocess.Popen([sys.executable, *STUBBORN[1:]], stdout=subprocess.PIPE) as process:
        process.stdout.readline()

        end([process], ((signal.SIGTERM, 0.1), (signal.SIGKILL, 5)))

        assert process.returncode == -signal.SIGKILL


def test_a_child_ends_with_its_parent():
    program = (
        "import subprocess, sys\n"
        "from en_portal.local.processes import end_with_parent\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'],\n"
        "                         preexec_fn=end_with_parent())\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()

    eventually(lambda: not is_alive(child))


def test_a_child_whose_parent_died_before_the_kernel_was_asked_does_not_start():
    program = (  # the function of one process is called in the child of another: as if the first had died
        "import os\n"
        "from en_portal.local.processes import end_with_parent\n"
        "ask = end_with_parent()\n"
        "if os.fork() == 0:\n"
        "    if os.fork() == 0:\n"
        "        ask()\n"
        "        os._exit(0)\n"
        "    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "print(os.waitstatus_to_exitcode(os.wait()[1]))\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.strip() == "1", done.stderr
