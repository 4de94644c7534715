"""What the portal's processes are told: which servers, which folders, which key."""

import contextlib
import os
import pathlib
import secrets

from en_portal.local.servers import Servers

HERE = pathlib.Path(__file__).resolve().parents[2]
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstz" for vowel in "aeiou"]


def var_folder():
    return pathlib.Path(os.environ.get("PORTAL_VAR") or HERE / "var").resolve()


def has_own_servers():
    """Whether the caller named both servers; then none of ours is needed."""
    return bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def base(**more):
    """The caller's environment without what would lead our processes astray."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    settings = kept.get("DJANGO_SETTINGS_MODULE", "")
    if not settings.startswith("en_portal.settings."):
        kept["DJANGO_SETTINGS_MODULE"] = "en_portal.settings.dev"
    kept.setdefault("PORTAL_VAR", str(var_folder()))
    return kept | more


@contextlib.contextmanager
def with_servers(folder="", *, throwaway=False, may_share=False):
    """Yield (environment, servers or None) with PostgreSQL and Redis there for as long as the block lasts.

    DATABASE_URL and REDIS_URL win where the caller set them. `may_share` uses a pair that is already running.
    """
    if has_own_servers():
        yield base(), None
        return
    for name in [key for key in os.environ if key.startswith("PG")]:  # libpq would read them
        del os.environ[name]
    servers = Servers(var_folder() / folder, throwaway=throwaway)
    is_shared = may_share and servers.is_up()
    try:
        if not is_shared:
            servers.start()
        environment = base()
        environment.setdefault("DATABASE_URL", servers.database_url)
        environment.setdefault("REDIS_URL", servers.redis_url)
        yield environment, None if is_shared else servers
    finally:
        if servers.running:
            servers.stop()


def kept_secret(name, make):
    """A secret of this folder, made at the first start and readable by its owner alone."""
    file = var_folder() / name
    with contextlib.suppress(FileNotFoundError):
        if text := file.read_text().strip():
            return text
    file.parent.mkdir(parents=True, exist_ok=True)
    text = make()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w") as out:
        out.write(text + "\n")
    return text


def new_key():
    return secrets.token_urlsafe(64)


def new_password():
    """Easy to type on a phone, hard to guess: 65⁶ × 90 possibilities."""
    words = ["".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(2)]
    return f"{words[0]}-{words[1]}-{secrets.randbelow(90) + 10}"
