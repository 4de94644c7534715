"""The kinds of file that are taken: extension, content type and how large one may be."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MB = 1_000_000


@dataclass(frozen=True)
class Kind:
    extension: str
    content_type: str
    group: str  # document, sheet, slides, text, picture, video, sound
    limit: int  # bytes

    @property
    def is_picture(self) -> bool:
        return self.group == "picture"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ROWS = (
    ("pdf", "application/pdf", "document", 50),
    ("docx", _OFFICE + "wordprocessingml.document", "document", 30),
    ("pptx", _OFFICE + "presentationml.presentation", "slides", 60),
    ("xlsx", _OFFICE + "spreadsheetml.sheet", "sheet", 30),
    ("odt", "application/vnd.oasis.opendocument.text", "document", 30),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet", "sheet", 30),
    ("odp", "application/vnd.oasis.opendocument.presentation", "slides", 60),
    ("txt", "text/plain", "text", 5),
    ("md", "text/markdown", "text", 5),
    ("csv", "text/csv", "sheet", 10),
    ("jpg", "image/jpeg", "picture", 20),
    ("jpeg", "image/jpeg", "picture", 20),
    ("png", "image/png", "picture", 20),
    ("webp", "image/webp", "picture", 20),
    ("mp4", "video/mp4", "video", 200),
    ("webm", "video/webm", "video", 200),
    ("mp3", "audio/mpeg", "sound", 100),
)
KINDS = {row[0]: Kind(row[0], row[1], row[2], row[3] * MB) for row in _ROWS}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)

_NEWER = {
    "docx": ("doc", "dot", "rtf"),
    "pptx": ("ppt", "pps"),
    "xlsx": ("xls", "xlsb"),
    "jpg": ("heic", "heif", "tif", "tiff"),
    "png": ("bmp", "gif"),
    "mp4": ("mov", "avi", "wmv", "mkv", "3gp"),
    "mp3": ("wav", "m4a", "ogg"),
}
WRITE_ANEW = {old: new for new, olds in _NEWER.items() for old in olds}
MACRO_KINDS = {"docm", "dotm", "pptm", "ppsm", "xlsm", "xltm", "xlam"}
ARCHIVES = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "iso"}
PAGES = {"html", "htm", "xhtml", "svg", "svgz", "xml", "mht", "mhtml"}


def advice(extension: str):
    """Why this ending is not taken and what to do instead: a sentence, and the facts that it speaks of."""
    if extension in WRITE_ANEW:
        sentence = _("Files ending in .%(old)s are not taken. Save it as .%(new)s and try again.")
        return sentence, {"old": extension, "new": WRITE_ANEW[extension]}
    if extension in MACRO_KINDS:
        return _("This file may hold macros (programs). Save it without macros, or send it as PDF."), {}
    if extension in ARCHIVES:
        return _("Packed files are not taken. Upload the files one by one."), {}
    if extension in PAGES:
        return _("Web pages and drawings with code are not taken. Send a PDF or a picture."), {}
    return _(
        "This kind of file is not taken. Send a PDF, Word, Excel or PowerPoint file, a picture or a video."
    ), {}
