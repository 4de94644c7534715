"""`manage check_mail network.example`: what the DNS says of our mail, and what is missing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mailing import dkim, dns_check


class Command(BaseCommand):
    help = "Check SPF, DKIM, DMARC, MX and reverse DNS of a domain, and name the records to add."
    stealth_options = ("ask",)  # another DNS than that of the machine

    def add_arguments(self, parser):
        parser.add_argument("domain", nargs="?", default=settings.MAIL_DOMAIN)
        parser.add_argument(
            "--host",
            default=settings.EMAIL_HOST,
            help="the public name or address of the server that sends (without it, that of EMAIL_URL)",
        )

    def handle(self, *, domain, host, ask=dns_check.from_dns, **options):
        domain = domain.lower().rstrip(".")
        signer = dkim.signer_with(settings.MAIL_DKIM_KEY, domain, settings.MAIL_DKIM_SELECTOR)
        sending = dns_check.Sending(
            domain=domain,
            return_domain=settings.MAIL_RETURN_DOMAIN or domain,
            selector=settings.MAIL_DKIM_SELECTOR,
            signer=signer,
            host=host,
            ask=ask,
        )
        findings = sending.findings()
        for found in findings:
            self.stdout.write(f"{found.name}: {'ok' if found.is_ok else 'MISSING'}: {found.words}")
            if found.record:
                self.stdout.write(f"  add: {found.record}")
        missing = sum(not found.is_ok for found in findings)
        if missing:
            raise CommandError(f"{missing} of {len(findings)} are missing.")
