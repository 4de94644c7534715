"""The embedded database as one file, and back: PostgreSQL's own dump in its custom format."""

import os
import pathlib
import subprocess
import sys

from en_portal.local import environment
from en_portal.local.sentences import why
from en_portal.local.servers import DATABASE, ENVIRONMENT, USER, Servers


def backup(arguments):
    """Write the database to FILE; the file appears only when it is whole."""
    file = _file(arguments, "backup")
    with environment.with_servers(may_share=True):
        part = file.with_name(file.name + ".part")
        try:
            with open(part, "wb") as out:
                _postgres("pg_dump", "--format=custom", DATABASE, stdout=out)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    print(f"The database is in {file}. Keep {environment.var_folder() / 'media'} too: the files.")
    return 0


def restore(arguments):
    """Read FILE into this folder's database, which must be empty."""
    file = _file(arguments, "restore")
    if not file.is_file():
        sys.exit(f"{file} is not there.")
    with environment.with_servers():
        tables = _postgres("psql", "-XAtc", "select count(*) from pg_stat_user_tables", DATABASE)
        if tables.strip() != "0":
            sys.exit("The database here is not empty: restore into a new folder, or move var/servers away.")
        with open(file, "rb") as dump:
            _postgres("pg_restore", "--single-transaction", "--no-owner", "-d", DATABASE, stdin=dump)
    print(f"The database of {file} is here. Put its media folder at {environment.var_folder() / 'media'}.")
    return 0


def _file(arguments, verb):
    if environment.has_own_servers():
        sys.exit("DATABASE_URL names your own PostgreSQL: use its pg_dump and pg_restore.")
    if len(arguments) != 1:
        sys.exit(f"Which file? ./portal {verb} FILE")
    return pathlib.Path(os.environ.get("PORTAL_CAME_FROM", os.getcwd()), arguments[0]).resolve()


def _postgres(program, *arguments, stdin=None, stdout=subprocess.PIPE):
    """Run one of PostgreSQL's own programs on this folder's database; return what it printed."""
    place = Servers(environment.var_folder()).place
    done = subprocess.run(
        [place.postgres_bin / program, "-h", place.sockets, "-U", USER, *arguments],
        env=ENVIRONMENT,
        stdin=stdin or subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        sys.exit(f"{program} failed. " + why(done.stderr.decode(errors="replace"), environment.var_folder()))
    return (done.stdout or b"").decode()
