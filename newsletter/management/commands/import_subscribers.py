"""`manage import_subscribers FILE --consent TEXT`: readers who agreed elsewhere, each row's fate told."""

import datetime
from collections import Counter
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

import kit
from kit.files import Refused
from newsletter import actions, importing
from newsletter.actions import Proof


class Command(BaseCommand):
    help = "Subscribe the addresses of a sheet (CSV or Excel, columns e-mail, language); who left stays away."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consent", required=True, help="the words to which these readers agreed")
        parser.add_argument("--source", default="", help="where they agreed; else the name of the file")
        parser.add_argument("--agreed-on", type=datetime.date.fromisoformat, help="the day; else today")
        parser.add_argument("--language", choices=["ar", "en"], default="ar", help="for rows that name none")

    def handle(self, *, file, consent, source, agreed_on, language, **options):
        if not consent.strip():
            raise CommandError("--consent must hold the words that were agreed to.")
        proof = Proof(consent, (source or f"file {file.name}")[:100], agreed_on or kit.today())
        with override("en"):
            kept = actions.bring(by=None, sheet=self.read(file), proof=proof, language=language)
            kept = actions.confirm(reader_import=kept, by=None)
            for row in kept.rows.all():
                told = (f"row {row.number}", row.address or row.written, row.language, row.get_fate_display())
                self.stdout.write("\t".join(told))
            counts = Counter(row.get_fate_display() for row in kept.rows.all())
        self.stdout.write(", ".join(f"{count} {fate}" for fate, count in counts.items()) or "no rows")

    def read(self, file):
        try:
            with file.open("rb") as opened:
                return importing.read(File(opened, name=file.name))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Refused as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
