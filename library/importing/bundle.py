"""A folder that came as a ZIP: judged by its directory, unpacked file by file, its names in any encoding."""

import shutil
import tempfile
import unicodedata
import zipfile
from contextlib import ExitStack, contextmanager

from django.core.files.base import File
from django.utils.translation import gettext as _

from kit import formats
from kit.archive import Archive
from kit.files import Refused, archives, inspect
from kit.files.intake import kind_of, on_disk
from kit.files.names import safe_name
from kit.text import ARABIC_LETTER

MB = 1_000_000
MOST_BYTES = 200 * MB
MOST_FILES = 500
IN_MEMORY = 1 * MB
BLOCK = 1 << 16
LITTER = ("__MACOSX/",)  # what programs leave in a folder, and nobody put there
LITTER_NAMES = ("thumbs.db", "desktop.ini")
IN_UTF_8 = 0x800  # the flag of a member whose name is UTF-8
OF_WINDOWS = ("cp1256", "cp720")  # how Arabic Windows writes names without the flag
DIRECTORY_SIGNS = "cp437"  # how Python reads them


class Bundle:
    """The files of a ZIP by name; `with Bundle.opened(path)` reads it from the storage."""

    def __init__(self, file):
        """Raises Refused."""
        self.zip = archives.open_archive(file)
        self.members = [member for member in self.zip.infolist() if not _is_litter(member)]
        if not self.members:
            raise Refused("empty", _("There is no file in this folder."))
        if len(self.members) > MOST_FILES:
            most = {"most": formats.number(MOST_FILES)}
            raise Refused("count", _("The folder holds more than %(most)s files. Split it.") % most)
        self._places = self._by_spelling()

    @classmethod
    @contextmanager
    def opened(cls, path):
        with ExitStack() as held:
            folder = held.enter_context(tempfile.TemporaryDirectory(prefix="folder-"))
            source = held.enter_context(on_disk(path, folder))
            yield cls(held.enter_context(open(source, "rb")))

    def _by_spelling(self):
        """How a name may be written in the sheet → its members: with its folders, or without."""
        found = {}
        for member in self.members:
            for name in _readings(member):
                for spelling in {_spelt(name), _spelt(last_of(name))}:
                    found.setdefault(spelling, set()).add(member.filename)
        return found

    def find(self, name):
        """The members that a name in the sheet may mean, as keys for `unpacked`."""
        spelling = _spelt(name)
        return sorted(self._places.get(spelling, ()))

    def names(self):
        """{key: the name as it reads best}"""
        return {member.filename: _best(member) for member in self.members}

    @contextmanager
    def unpacked(self, key, name):
        """The file under its own name, beside the disk's cache alone; it is gone afterwards."""
        member = self.zip.getinfo(key)
        kind_of(safe_name(last_of(name)), member.file_size)  # what is not taken is not unpacked either
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as out:
            try:
                with self.zip.open(member) as inside:
                    shutil.copyfileobj(inside, out, BLOCK)
            except Exception as error:  # zlib and zipfile stumble in many ways over what is broken
                raise Refused("damaged", archives.DAMAGED) from error
            size = out.tell()
            out.seek(0)
            yield _Unpacked(out, last_of(name), size)

    def look_at(self, key, name):
        """Whether a file may come in (kit.files.inspect). Raises Refused, ScannerAway."""
        with self.unpacked(key, name) as file:
            inspect(file)


class _Unpacked(File):
    """What `kit.files.inspect` takes: a name, a size, a file."""

    def __init__(self, file, name, size):
        super().__init__(file, name)
        self.size = size


def _is_litter(member):
    name = last_of(member.filename).lower()
    return (
        member.is_dir()
        or member.filename.startswith(LITTER)
        or name.startswith((".", "~$"))
        or name in LITTER_NAMES
    )


def _readings(member):
    """The names that the bytes in the directory may stand for, the likeliest first."""
    if member.flag_bits & IN_UTF_8 or member.filename.isascii():
        return [member.filename]
    raw = member.filename.encode(DIRECTORY_SIGNS, errors="replace")
    found = []
    for encoding in ("utf-8", *OF_WINDOWS):
        try:
            found.append(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    found.sort(key=_strange)
    return [*found, member.filename]


def _strange(name):
    """How many letters are neither Latin nor Arabic."""
    return sum(not (sign.isascii() or ARABIC_LETTER.match(sign)) for sign in name)


def _best(member):
    return unicodedata.normalize("NFC", _readings(member)[0])


def last_of(name):
    """A name without its folders."""
    return name.strip().replace("\\", "/").rpartition("/")[2]


def _spelt(name):
    return " ".join(unicodedata.normalize("NFC", name).replace("\\", "/").strip("/ ").casefold().split())


def packed(uploads):
    """Several files as one folder, on disk. Raises Refused where two have one name."""
    names = [upload.name for upload in uploads]
    if len({_spelt(name) for name in names}) != len(names):
        raise Refused("twice", _("Two of these files have the same name."))
    out = tempfile.TemporaryFile()  # noqa: SIM115 (it goes when nobody holds it any more)
    with Archive(out) as archive:
        for upload in uploads:
            archive.write_file(upload.name, upload)
    return File(out, "folder.zip")


def check(file):
    """That a ZIP can be a bundle; its names. Raises Refused."""
    if file.size > MOST_BYTES:
        limit = {"size": formats.size(file.size), "limit": formats.size(MOST_BYTES)}
        raise Refused("size", _("This file is too large (%(size)s). The limit is %(limit)s.") % limit)
    if not zipfile.is_zipfile(file):
        raise Refused("kind", _("The folder comes as a ZIP file."))
    return Bundle(getattr(file, "file", file)).names()
