"""`manage import_subscribers FILE.csv --consent TEXT`: readers who agreed elsewhere, each row's fate told."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsletter import subscribers


class Command(BaseCommand):
    help = "Subscribe the addresses of a CSV file (columns e-mail, language); who left stays away."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consent", required=True, help="the words to which these readers agreed")
        parser.add_argument("--language", choices=["ar", "en"], default="ar", help="for rows that name none")

    def handle(self, *, file, consent, language, **options):
        if not consent.strip():
            raise CommandError("--consent must hold the words that were agreed to.")
        try:
            rows = subscribers.read(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except subscribers.Unreadable as error:
            raise CommandError(f"{file}: {error}") from error
        fates = subscribers.import_rows(rows, consent=consent, source=f"file {file.name}", language=language)
        for row in fates:
            self.stdout.write(f"line {row.line}\t{row.address}\t{row.language}\t{row.fate}")
        counts = Counter(row.fate for row in fates)
        self.stdout.write(", ".join(f"{count} {fate}" for fate, count in counts.items()) or "no rows")
