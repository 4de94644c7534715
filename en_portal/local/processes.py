"""Starting programs that never outlive the runner, and ending them by pid."""

import contextlib
import ctypes
import dataclasses
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
ASKING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}  # what asks the runner to end


@contextlib.contextmanager
def undisturbed():
    """Start and note a process in this block: Ctrl-C waits until it is over.

    Python drops an exception that a signal raises during a fork, and a child not yet noted would be left.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ASKING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent(sig=signal.SIGTERM):
    """A function for the child: the kernel sends it `sig` when the runner dies, however it dies (Linux)."""
    runner = os.getpid()

    def ask_kernel():
        for asked in (signal.SIGINT, signal.SIGQUIT):
            signal.signal(asked, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKING)
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sig)
        if os.getppid() != runner:  # it died before the kernel was asked
            os._exit(1)

    return ask_kernel


def leave_when_asked():
    """SIGTERM and a closed terminal leave as Ctrl-C does, through every `finally`.

    To be called before the first child. A script's shell starts its background jobs deaf to SIGINT; they
    must end all the same when they are asked by pid.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))


def end(processes, steps):
    """Send each signal of `steps` (signal, seconds of grace) to whom is still there; then nobody is."""
    for sig, grace in steps:
        alive = [process for process in processes if process.poll() is None]
        for process in alive:
            process.send_signal(sig)
        limit = time.monotonic() + grace
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, limit - time.monotonic()))


def end_group(process):
    """Kill what a process left in the session that it led (granian's workers outlive a killed main)."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def in_front(program, environment, folder, **options):
    """Run Python with these arguments to its end; return (exit code, what communicate() returns).

    It shares the terminal unless it has a session of its own, so Ctrl-C reaches it as well.
    """
    with undisturbed():
        process = subprocess.Popen(
            [sys.executable, *program], env=environment, cwd=folder, preexec_fn=end_with_parent(), **options
        )
    try:
        output = process.communicate()
        return process.returncode, output
    except KeyboardInterrupt:
        if not options.get("start_new_session"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        raise
    finally:
        with undisturbed():
            end([process], ((signal.SIGTERM, 10), (signal.SIGKILL, 3)))


@dataclasses.dataclass
class Kept:
    """One process under care: its command, when it started, how many short lives it had in a row."""

    command: list
    process: subprocess.Popen
    since: float
    tries: int


class Keeper:
    """Web, worker and beat: each writes its own log, and is started again when it dies unasked."""

    TRIES = 3
    QUICK = 10.0  # seconds; who dies sooner than this, TRIES times in a row, is not started again

    def __init__(self, logs, environment):
        self.logs = logs
        self.environment = environment
        self.kept = {}

    def start(self, name, command, tries=1):
        program = [sys.executable, *command[1:]] if command[0] == "python" else list(command)
        mode = "ab" if name in self.kept else "wb"
        with open(self.logs / f"{name}.log", mode) as log, undisturbed():
            process = subprocess.Popen(
                program,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )
            self.kept[name] = Kept(command, process, time.monotonic(), tries)

    def mend(self):
        """Start again whoever died; return the names, or leave with a sentence where that does not help."""
        fallen = {name: kept for name, kept in self.kept.items() if kept.process.poll() is not None}
        for name, kept in fallen.items():
            end_group(kept.process)
            is_quick = time.monotonic() - kept.since < self.QUICK
            if is_quick and kept.tries >= self.TRIES:
                sys.exit(f"The {name} process ends as soon as it starts; {self.logs / name}.log says why.")
            self.start(name, kept.command, kept.tries + 1 if is_quick else 1)
        return list(fallen)

    def stop(self):
        """A second Ctrl-C waits: nobody is left behind."""
        processes = [kept.process for kept in self.kept.values()]
        with undisturbed():
            end(processes, ((signal.SIGTERM, 8), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)))
            for process in processes:
                end_group(process)
