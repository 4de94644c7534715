"""Office files are archives: looked into by their directory before anything is unpacked."""

import re
import struct
import zipfile

from django.utils.translation import gettext_lazy as _

from kit.files.refusal import Refused

MB = 1_000_000
MAX_MEMBERS = 5_000
MAX_INFLATED = 400 * MB
MAX_RATIO = 100
RATIO_MATTERS_FROM = 20 * MB
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

MAIN_PARTS = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
MACROS = re.compile(r"vbaProject|vbaData|macrosheets/|activeX/|^Basic/|^Scripts/", re.I)
PROGRAMS = re.compile(
    r"\.(exe|dll|js|jse|vbs|vbe|wsf|wsh|hta|bat|cmd|ps1|scr|com|cpl|pif|reg|jar|apk|msi|lnk|url|sh|swf|html?"
    r"|mht|svg|xll|xlam|chm|docm|dotm|xlsm|pptm|zip|rar|7z|gz|cab|iso|img)$",
    re.I,
)
RELATION = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[^>]*>", re.I)
FETCHED = re.compile(rb"/(attachedTemplate|oleObject|frame|subDocument|package)[\"']", re.I)  # without asking

BOMB = _("This file unpacks to far more than its size and was not opened. Save it anew, or send it as PDF.")
DAMAGED = _("This file is damaged or not what its name says. Open it, save it anew and try again.")
WITH_MACROS = _("This file holds macros (programs). Save it without macros, or send it as PDF.")
LOCKED = _("This file is locked with a password. Remove the password and try again.")


def open_archive(file) -> zipfile.ZipFile:
    """The archive, its directory checked against bombs, overlaps, tricks. Raises Refused."""
    size = _size(file)
    _ends_where_the_file_ends(file, size)
    try:
        file.seek(0)
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise Refused("damaged", DAMAGED) from None
    _check_members(members, size)
    return archive


def check_office(file, extension: str) -> None:
    """That an office file is of the kind its name says and holds no program. Raises Refused."""
    archive = open_archive(file)
    names = archive.namelist()
    if any(MACROS.search(name) for name in names):
        raise Refused("macros", WITH_MACROS)
    if any(PROGRAMS.search(name) for name in names):
        raise Refused("program", _("This file has a program inside. Remove it, or send the file as PDF."))
    if extension in MAIN_PARTS:
        _check_ooxml(archive, names, extension)
    else:
        _check_odf(archive, extension)
    _check_small_members(archive)


def read_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """A member's bytes, at most `limit`; XML with a DTD is refused. Raises Refused."""
    try:
        with archive.open(name) as member:
            data = member.read(limit + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Refused("damaged", DAMAGED) from None
    except Exception as error:  # zlib.error has no common base with the above
        if type(error).__module__ != "zlib":
            raise
        raise Refused("damaged", DAMAGED) from None
    if len(data) > limit:
        raise Refused("bomb", BOMB)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refused("dtd", DAMAGED)
    return data


def is_archive(file) -> bool:
    """Whether a ZIP reader would find an archive here, wherever it begins."""
    file.seek(0)
    if not zipfile.is_zipfile(file):
        return False
    try:
        file.seek(0)
        return bool(zipfile.ZipFile(file).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        return False


def _size(file) -> int:
    return file.seek(0, 2)


def _ends_where_the_file_ends(file, size: int) -> None:
    """An archive with something before or after it is two files in one."""
    file.seek(0)
    starts = file.read(4) == b"PK\x03\x04"
    file.seek(max(0, size - 22))
    if not starts or not file.read(4) == b"PK\x05\x06":
        raise Refused("damaged", DAMAGED)


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or inflated > MAX_INFLATED or packed > size:
        raise Refused("bomb", BOMB)
    if inflated > RATIO_MATTERS_FROM and inflated > MAX_RATIO * size:
        raise Refused("bomb", BOMB)
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("locked", LOCKED)
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_is_hostile(name) for name in names):
        raise Refused("damaged", DAMAGED)


def _is_hostile(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or "\x00" in name


def _check_ooxml(archive, names, extension) -> None:
    part, content_type = MAIN_PARTS[extension]
    if part not in names or "[Content_Types].xml" not in names:
        raise Refused("mismatch", DAMAGED)
    types = read_member(archive, "[Content_Types].xml", MB)
    if b"macroEnabled" in types:
        raise Refused("macros", WITH_MACROS)
    if content_type not in types:
        raise Refused("mismatch", DAMAGED)
    for name in names:
        if name.endswith(".rels"):
            _check_relations(read_member(archive, name, MB))


def _check_relations(data: bytes) -> None:
    """Links wait for a click; what a program fetches as soon as the file is opened is refused."""
    if any(FETCHED.search(relation[0]) for relation in RELATION.finditer(data)):
        raise Refused("macros", WITH_MACROS)


def _check_odf(archive, extension) -> None:
    from kit.files.kinds import KINDS

    if read_member(archive, "mimetype", 200).strip() != KINDS[extension].content_type.encode():
        raise Refused("mismatch", DAMAGED)


def _check_small_members(archive) -> None:
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            _refuse_dtd(archive, member)
        if len(EICAR) <= member.file_size <= 1_024 and EICAR in read_member(archive, member.filename, 1_024):
            raise Refused("virus", VIRUS)


def _refuse_dtd(archive, member) -> None:
    """No office program writes a DTD; whoever reads one may be led to other files or to endless words."""
    try:
        with archive.open(member) as part:
            head = part.read(4096).replace(b"\0", b"")  # UTF-16 as well
    except Exception:
        raise Refused("damaged", DAMAGED) from None
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused("dtd", DAMAGED)


VIRUS = _("A virus was found in this file. It was not kept.")
