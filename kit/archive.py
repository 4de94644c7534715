"""A ZIP written bit by bit: JSON row after row and files in blocks, whatever their size."""

import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder

BLOCK = 1 << 20


class Archive:
    """Open it on a file; names may hold any letters (they are stored in UTF-8)."""

    def __init__(self, file):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.zip.close()

    def write_rows(self, name, rows):
        """A JSON list, of which one row at a time is held; returns how many there were."""
        count = 0
        with self.zip.open(name, "w", force_zip64=True) as entry:
            entry.write(b"[")
            for count, row in enumerate(rows, 1):
                entry.write(b",\n" if count > 1 else b"\n")
                entry.write(as_json(row))
            entry.write(b"\n]\n")
        return count

    def write_text(self, name, text):
        self.zip.writestr(name, text)

    def write_file(self, name, file):
        """What an open file holds, as it is."""
        with self.zip.open(name, "w", force_zip64=True) as entry:
            while block := file.read(BLOCK):
                entry.write(block)


def as_json(row):
    """UTF-8, letters as they are, dates in ISO 8601."""
    return json.dumps(row, ensure_ascii=False, indent=1, cls=_Encoder).encode()


class _Encoder(DjangoJSONEncoder):
    """What has no form in JSON is said in words."""

    def default(self, value):
        try:
            return super().default(value)
        except TypeError:
            return str(value)
