"""Files that mean harm: name → (file name, bytes), each of another kind. None of them may come in."""

import struct

from tests.factories import kit as files
from tests.kit.test_files_hostile import HTML, REFUSED, ZIP

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DTD = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
)
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
LNK = b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F" + b"\0" * 80


def relation(kind):
    return (
        f'<Relationships><Relationship Id="r1" TargetMode="External" Target="https://elsewhere.example/x" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    ).encode()


def locked():
    """A ZIP that says its members are encrypted."""
    made = bytearray(files.docx("a"))
    at = made.find(b"PK\x01\x02")
    while at != -1:
        struct.pack_into("<H", made, at + 8, 1)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def wide_webp():
    """A head that says 16,383 × 16,383."""
    size = struct.pack("<I", 16_382)[:3] * 2
    body = (
        b"WEBPVP8X"
        + struct.pack("<I", 10)
        + b"\0\0\0\0"
        + size
        + b"VP8 "
        + struct.pack("<I", 10)
        + b"\0" * 10
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def nested_bomb():
    inner = files.archive({"a": b"\0" * 5_000_000})
    return files.archive({f"{n}.zip": inner for n in range(10)})


def pdf_with(part):
    return files.PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + part)


def film(brand):
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00mp42isom" + b"\x00" * 200


MORE = {
    "HTML application": ("a.hta", HTML),
    "script": ("a.js", b"alert(1)"),
    "command file": ("a.bat", b"@echo off"),
    "PowerShell": ("a.ps1", b"Get-Item"),
    "ELF": ("a.pdf", b"\x7fELF\x02\x01\x01" + b"\0" * 200),
    "Mach-O": ("a.jpg", b"\xcf\xfa\xed\xfe" + b"\0" * 200),
    "jar": ("a.jar", ZIP),
    "Android package": ("a.apk", ZIP),
    "disk image": ("a.iso", b"\0" * 33_000),
    "RAR": ("a.rar", b"Rar!\x1a\x07\x01\x00"),
    "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c"),
    "RAR as document": ("a.docx", b"Rar!\x1a\x07\x01\x00" + b"\0" * 100),
    "docm": ("a.docm", files.docx("a")),
    "xlsm": ("a.xlsm", files.xlsx("a")),
    "add-in of Excel": ("a.xll", b"MZ\x90\x00"),
    "old Word": ("a.doc", OLE),
    "locked Word": ("a.docx", OLE),
    "locked archive": ("a.docx", locked()),
    "shortcut": ("a.lnk", LNK),
    "shortcut as text": ("a.txt", LNK),
    "internet shortcut": ("a.url", b"[InternetShortcut]\nURL=file://x"),
    "page in one file": ("a.mht", b"MIME-Version: 1.0\n"),
    "HEIC": ("a.heic", film(b"heic")),
    "HEIC as film": ("a.mp4", film(b"heic")),
    "QuickTime as film": ("a.mp4", film(b"qt  ")),
    "TIFF": ("a.tiff", b"II*\x00" + b"\0" * 100),
    "GIF and script": ("a.gif", b"GIF89a/*" + b"*/=1;alert(1)"),
    "GIF as picture": ("a.png", b"GIF89a" + b"\0" * 100),
    "largest picture": ("a.png", files.huge_png(50_000, 50_000)),
    "wide WebP": ("a.webp", wide_webp()),
    "PDF with a script": ("a.pdf", pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    "PDF with a hidden script": ("a.pdf", pdf_with(b"/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>")),
    "PDF that starts a program": ("a.pdf", pdf_with(b"/OpenAction<</S/Launch/F(cmd.exe)>>")),
    "PDF with a file inside": ("a.pdf", pdf_with(b"/Names<</EmbeddedFiles 9 0 R>>")),
    "entities in a part": ("a.docx", files.office("docx", {"word/styles.xml": DTD})),
    "many laughs": ("a.xlsx", files.office("xlsx", {"xl/styles.xml": LAUGHS})),
    "entities in UTF-16": ("a.docx", files.office("docx", {"word/x.xml": DTD.decode().encode("utf-16")})),
    "object from elsewhere": ("a.docx", files.office("docx", {"word/_rels/a.rels": relation("oleObject")})),
    "frame from elsewhere": ("a.docx", files.office("docx", {"word/_rels/x.xml.rels": relation("frame")})),
    "template from elsewhere": (
        "a.docx", files.office("docx", {"word/_rels/settings.xml.rels": relation("attachedTemplate")})),
    "archive inside": ("a.docx", files.office("docx", {"word/embeddings/a.zip": ZIP})),
    "macros inside of inside": ("a.docx", files.office("docx", {"word/embeddings/a.xlsm": ZIP})),
    "bombs in a bomb": ("a.zip", nested_bomb()),
    "bombs in a document": ("a.docx", files.office("docx", {"word/embeddings/b.zip": nested_bomb()})),
    "flat bomb": ("a.docx", files.office("docx", {"word/media/a.bin": b"\0" * 50_000_000})),
    "virus in an archive": ("a.zip", files.archive({"a.txt": files.EICAR})),
    "sheet that starts a program": ("a.csv", b"name,value\nx,=cmd|'/c calc'!A0\n"),
    "two endings": ("invoice.pdf.exe", b"MZ\x90\x00"),
    "no ending": ("passwd", b"root:x:0:0"),
    "ending alone": (".pdf", files.PDF),
    "stream of NTFS": ("a.pdf:Zone.Identifier", files.PDF),
    "turned round": ("invoice\u202efdp.exe", files.PDF),
    "null byte": ("a.exe\x00.pdf", files.PDF),
    "line break": ("a\r\nSet-Cookie: x.pdf", files.PDF),
    "path": ("../../etc/passwd.pdf", files.PDF),
    "path of Windows": ("C:\\temp\\a.pdf", files.PDF),
}  # fmt: skip
NAMES_DJANGO_MENDS = {"turned round", "null byte", "line break", "path", "path of Windows", "ending alone"}
HOSTILE = {case: row[:2] for case, row in REFUSED.items()} | MORE
ARABIC = {
    "pdf": files.PDF, "docx": files.docx("محضر"), "pptx": files.pptx("محضر"), "xlsx": files.xlsx("محضر"),
    "odt": files.odt("محضر"), "txt": "محضر".encode(), "md": "# محضر".encode(), "csv": "اسم,٣".encode(),
    "jpg": files.picture("JPEG"), "jpeg": files.picture("JPEG", (50, 20)), "png": files.picture("PNG"),
    "webp": files.picture("WEBP"), "mp4": files.MP4, "webm": files.WEBM, "mp3": files.MP3,
    **{
        kind: files.archive({"mimetype": f"application/vnd.oasis.opendocument.{name}", "content.xml": "<o/>"})
        for kind, name in (("ods", "spreadsheet"), ("odp", "presentation"))
    },
}  # fmt: skip
