"""Static files: many small sources, served as one sheet, one script and one sprite."""

import re
import tempfile
from pathlib import Path
from urllib.parse import quote

import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = Path(settings.BASE_DIR, "static", "css")


def _sheets():
    """What a visitor's page needs; the tokens first, because they name the order of the layers."""
    return sorted(SHEETS.glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name))


def _work():
    """What only work behind the sign-in looks like, so that a first visit need not carry it."""
    return sorted((SHEETS / "work").glob("*.css"))


def _scripts():
    return sorted(Path(settings.BASE_DIR, "static", "js", "common").glob("*.js"))


def _htmx():
    return [Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"]


def _icons():
    return [Path(settings.BASE_DIR, "static", "img", "icons.svg")]


BUNDLES = {
    "css/portal.css": _sheets,
    "css/work.css": _work,
    "js/portal.js": _scripts,
    "js/htmx.js": _htmx,
    "img/sprite.svg": _icons,
}
PATTERN = re.compile(r'url\("\.\./(img/pattern-\w+\.svg)"\)')


def _lean(text: str) -> str:
    """A sheet without comments and indentation, its patterns (300 bytes each) inside instead of asked for."""
    bare = PATTERN.sub(_inside, re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return "\n".join(line for line in map(str.strip, bare.splitlines()) if line)


def _inside(match) -> str:
    picture = Path(settings.BASE_DIR, "static", match.group(1)).read_text(encoding="utf-8").strip()
    return 'url("data:image/svg+xml,' + quote(picture, safe=" /:=<>") + '")'


def bundle(name: str) -> str:
    """The text of a bundle, from its sources as they are now."""
    texts = [path.read_text(encoding="utf-8").strip() for path in BUNDLES[name]()]
    if name.endswith(".css"):
        texts = map(_lean, texts)
    return (";\n" if name.endswith(".js") else "\n").join(texts) + "\n"


class BundleFinder(BaseFinder):
    """Finds the bundles, which it writes (compressed too) whenever their sources have changed."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = FileSystemStorage(location=Path(settings.VAR_DIR, "bundles"))

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path not in BUNDLES:
            return []
        found = str(self._written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """Served straight from here, the compressed forms are listed too; collecting makes its own."""
        endings = ("", ".gz", ".br") if getattr(settings, "WHITENOISE_USE_FINDERS", False) else ("",)
        for name in BUNDLES:
            path = self._written(name)
            for ending in endings:
                if path.with_name(path.name + ending).exists():
                    yield name + ending, self.storage

    def _written(self, name) -> Path:
        path, text = Path(self.storage.path(name)), bundle(name)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                fresh = Path(folder, path.name)
                fresh.write_text(text, encoding="utf-8")
                fresh.chmod(0o644)
                Compressor(quiet=True).compress(str(fresh))
                for ending in (".gz", ".br", ""):  # the plain one last: where it is, its kin are as new
                    made = fresh.with_name(fresh.name + ending)
                    if made.exists():
                        made.replace(path.parent / made.name)
                    else:
                        path.with_name(made.name).unlink(missing_ok=True)
        return path


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Production: hashed names that never change, compressed once, the plain names gone."""

    keep_only_hashed_files = True
