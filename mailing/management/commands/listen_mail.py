"""`manage listen_mail --port 8024 --lmtp`: takes in what comes back from mail, until it is told to end."""

import asyncio
import signal

from django.core.management.base import BaseCommand

from mailing.listener import serve


class Command(BaseCommand):
    help = "Take in mail by LMTP or SMTP: bounces, complaints, and whatever other apps know addresses for."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8024)
        parser.add_argument("--lmtp", action="store_true", help="speak LMTP, as behind Postfix")

    def handle(self, *, host, port, lmtp, **options):
        asyncio.run(self.listen(host, port, lmtp))

    async def listen(self, host, port, is_lmtp):
        stopped, loop = asyncio.Event(), asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        name = "LMTP" if is_lmtp else "SMTP"

        def listening(at):
            self.stdout.write(f"Listening for {name} on {host}:{at}")
            self.stdout.flush()

        await serve(host=host, port=port, is_lmtp=is_lmtp, stopped=stopped, listening=listening)
        self.stdout.write("Ended")
