"""File names as people give them: Arabic survives, tricks do not."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from kit.files.refusal import Refused

MAX_BYTES = 200
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
SEPARATORS = re.compile(r"[/\\]")
UNWELCOME = re.compile(r'[<>:"|?*]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # devices of Windows, not files
JOINERS = ("\u200c", "\u200d")


def safe_name(name: str) -> str:
    """The name to keep: NFC, at most 200 bytes with its extension whole. Raises Refused."""
    name = unicodedata.normalize("NFC", str(name or ""))
    if SEPARATORS.search(name) or OVERRIDES.search(name) or any(_is_control(c) for c in name):
        raise Refused(
            "name", _("The file's name holds hidden or forbidden signs. Rename the file and try again.")
        )
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Co", "Cs", "Cn") or c in JOINERS)
    name = unicodedata.normalize("NFC", UNWELCOME.sub("-", " ".join(name.split())).strip(" ."))
    stem, dot, extension = name.rpartition(".")
    if not (stem.strip(" .") and dot and extension):
        raise Refused(
            "name", _("The file's name has no ending such as .pdf or .docx. Rename the file and try again.")
        )
    if RESERVED.fullmatch(stem.strip()):
        stem = f"file-{stem}"
    return _cut(stem.rstrip(" "), MAX_BYTES - len(f".{extension}".encode())) + f".{extension}"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")


def _cut(stem: str, limit: int) -> str:
    """At most `limit` bytes, never half a letter or a letter without its signs."""
    if len(stem.encode()) <= limit:
        return stem
    stem = stem.encode()[: max(limit, 1)].decode(errors="ignore")
    return stem.rstrip(" .\u200c\u200d") or "file"
