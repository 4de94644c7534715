"""`./portal run`: the whole portal on this machine, until Ctrl-C."""

import argparse
import contextlib
import hashlib
import http.client
import os
import subprocess
import sys
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

from en_portal.local import environment, ports
from en_portal.local.commands import PROCESSES
from en_portal.local.processes import Keeper, in_front
from en_portal.local.sentences import why

PATIENCE = 120.0  # seconds until the first page must be there
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
AT_HOME = {"127.0.0.1", "localhost", "::1"}


def main(arguments):
    options = _options(arguments)
    ports.require(options.host, options.port)
    print("Starting…", flush=True)
    with environment.with_servers() as (told, servers):
        try:
            _serve(options, told | _settings(options), servers)
        except KeyboardInterrupt:
            print("\nStopping…", flush=True)
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="./portal run", description="The portal with its demonstration.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 opens it to the network around")
    options = parser.parse_args(arguments)
    if not 0 < options.port < 65536:
        parser.error("a port is a number from 1 to 65535")
    return options


def _name(host):
    """What a browser calls it. Passkeys work on localhost and never on 127.0.0.1."""
    if host in AT_HOME or host in EVERYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _address(options):
    return f"http://{_name(options.host)}:{options.port}"


def _settings(options):
    """Two web processes; when stopped they drop a request that outlasts one second."""
    told = {
        "DJANGO_SETTINGS_MODULE": "en_portal.settings.dev",
        "PORTAL_SECRET_KEY": environment.kept_secret("secret-key", environment.new_key),
        "PORTAL_ORIGIN": _address(options),
        "PORTAL_DEMO_PASSWORD": environment.kept_secret("demonstration-password", environment.new_password),
        "GRANIAN_HOST": options.host,
        "GRANIAN_PORT": str(options.port),
        "GRANIAN_WORKERS": "2",
        "GRANIAN_BLOCKING_THREADS": "4",
        "GRANIAN_WORKERS_KILL_TIMEOUT": "1",
        "GRANIAN_RESPAWN_INTERVAL": "0.2",
        "CELERY_WORKER_CONCURRENCY": "2",
    }
    if options.host not in AT_HOME:
        told["PORTAL_HOSTS"] = "*" if options.host in EVERYWHERE else _name(options.host)
    return told


def _serve(options, told, servers):
    keeper = Keeper(environment.var_folder() / "log", told)
    keeper.logs.mkdir(parents=True, exist_ok=True)
    stamp = environment.var_folder() / "prepared"
    try:
        if _is_prepared(stamp, told):  # the web server loads while the database is looked at
            keeper.start("web", PROCESSES["web"])
        sign_ins = _prepare(told)
        if not keeper.kept:
            stamp.write_text(_prepared(told))
            keeper.start("web", PROCESSES["web"])
        _wait_for_page(options, keeper)
        _say(options, told, sign_ins)
        for name in ("worker", "beat"):  # a moment later: the first page has the processor to itself
            keeper.start(name, PROCESSES[name])
        _watch(keeper, servers)
    finally:
        keeper.stop()


def _prepared(told):
    """What was made ready, as a digest: which migrations, in which database."""
    files = sorted(environment.HERE.glob("*/migrations/*.py"))
    parts = [_database(told["DATABASE_URL"]), *(str(file.relative_to(environment.HERE)) for file in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _database(url):
    """Where it is and what it is called; who signs in there, and by which password, does not matter."""
    parts = urlsplit(url)
    more = [(name, value) for name, value in parse_qsl(parts.query) if name in ("host", "port")]
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}?{urlencode(more)}"


def _is_prepared(stamp, told):
    """A guess, for speed alone: where it is wrong, the first pages wait for the migrations."""
    with contextlib.suppress(FileNotFoundError):
        return stamp.read_text() == _prepared(told)
    return False


def _prepare(told):
    """Bring the database to this version, in a process of its own; its output is the sign-ins."""
    program = ["-m", "en_portal.local.prepare", "--demo"]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    code, (sign_ins, trouble) = in_front(program, told, environment.HERE, **piped)
    if code:
        log = environment.var_folder() / "log" / "prepare.log"
        with contextlib.suppress(OSError):
            log.write_text(trouble)
        sys.exit(f"The database could not be made ready ({log} says more). " + why(trouble, log.parent))
    return sign_ins


def _wait_for_page(options, keeper):
    limit = time.monotonic() + PATIENCE
    host = EVERYWHERE.get(options.host, options.host)
    while True:
        keeper.mend()
        page = http.client.HTTPConnection(host, options.port, timeout=5)
        try:
            page.request("GET", "/healthz", headers={"Host": "localhost"})
            if page.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            page.close()
        if time.monotonic() > limit:
            said = (keeper.logs / "web.log").read_text(errors="replace")
            sys.exit(
                f"The portal does not answer ({keeper.logs / 'web.log'} says more). {why(said, keeper.logs)}"
            )
        time.sleep(0.1)


def _say(options, told, sign_ins):
    print(f"\n  {_address(options)}\n", flush=True)
    if sign_ins.strip():
        print(sign_ins.rstrip())
        if told["PORTAL_DEMO_PASSWORD"] not in sign_ins:
            print(f"\nPassword for each of them: {told['PORTAL_DEMO_PASSWORD']}")
    print(f"\nLogs: {os.path.relpath(environment.var_folder() / 'log')}    Stop: Ctrl-C", flush=True)


def _watch(keeper, servers):
    """Until Ctrl-C or SIGTERM. What dies is started again; without its database the portal ends."""
    while True:
        time.sleep(0.5)
        for name in keeper.mend():
            print(f"The {name} process had ended and was started again; {keeper.logs / name}.log says why.")
        for name in servers.died() if servers else ():
            sys.exit(f"{name} ended unasked; {servers.log(name)} says why. Start again: nothing is lost.")
