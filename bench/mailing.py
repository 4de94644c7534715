"""How many messages a second leave by SMTP: a mailing of 1,000 and of 10,000 recipients, one sender and two.

Usage: ./portal bench mailing [RECIPIENTS …]
The receiving server is a process of its own that says yes to everything. "bare" is Django's own SMTP backend
with the same content over one connection and no ledger: whatever stops it loses or doubles mail.
"""

import asyncio
import multiprocessing
import os
import sys
import time

HTML = "<p>قبل عام كانت العائلة في الموصل تنتظر ثلاثة أشهر.</p>" * 250  # 23 KB, as an edition of twelve items
MARKS = "[[reason]] [[preferences]] [[unsubscribe]]"


class Yes(asyncio.Protocol):
    """SMTP as far as a client needs it."""

    def connection_made(self, transport):
        self.transport, self.is_data, self.rest = transport, False, b""
        transport.write(b"220 ready\r\n")

    def data_received(self, data):
        self.rest += data
        while self.rest:
            end = b"\r\n.\r\n" if self.is_data else b"\r\n"
            head, found, rest = self.rest.partition(end)
            if not found:
                return
            self.rest = rest
            self._answer(head.upper())

    def _answer(self, line):
        if self.is_data:
            self.is_data, answer = False, b"250 stored"
        elif line.startswith(b"DATA"):
            self.is_data, answer = True, b"354 go on"
        elif line.startswith(b"QUIT"):
            answer = b"221 bye"
        else:
            answer = b"250 ok"
        self.transport.write(answer + b"\r\n")


def serve(told):
    async def run():
        server = await asyncio.get_running_loop().create_server(Yes, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def drain():
    """One sender's work, in a process of its own."""
    from mailing import sending

    while sending.send_batch().taken:
        pass


def bare(recipients):
    """Seconds to send without a ledger."""
    from django.core.mail import EmailMultiAlternatives, get_connection

    began = time.perf_counter()
    with get_connection("django.core.mail.backends.smtp.EmailBackend") as connection:
        for number in range(recipients):
            message = EmailMultiAlternatives("إجازة البناء", MARKS, to=[f"reader{number}@province.example"])
            message.attach_alternative(f"{HTML}{MARKS}", "text/html")
            connection.send_messages([message])
    return time.perf_counter() - began


def measure(recipients, senders):
    """Seconds to start a mailing and seconds to send it."""
    from django.db import connection

    import kit
    from mailing import actions
    from mailing.models import Delivery

    mailing = actions.create_mailing(
        kind="newsletter",
        key=f"bench:{kit.now().isoformat()}",
        subject_ar="إجازة البناء في ١٢ يوماً",
        text_ar=f"قبل عام كانت العائلة في الموصل تنتظر. {MARKS}",
        html_ar=f"{HTML}{MARKS}",
        reason_ar="لأنك مشترك.",
    )
    readers = [(f"reader{number}@province.example", "ar") for number in range(recipients)]
    began = time.perf_counter()
    actions.start(mailing, recipients=readers)
    started = time.perf_counter()
    connection.close()
    processes = [multiprocessing.Process(target=drain) for _each in range(senders)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    ended = time.perf_counter()
    sent = mailing.deliveries.filter(state=Delivery.State.SENT).count()
    assert sent == recipients, f"{sent} of {recipients} were sent"
    mailing.deliveries.all().delete()
    return started - began, ended - started


def main(sizes):
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.dev")
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{ours.recv()}"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print("recipients  senders   start s    send s   messages/s")
    for size in sizes:
        seconds = bare(size)
        print(f"{size:10}  {'bare':>7}  {'':8}  {seconds:8.2f}  {size / seconds:11.0f}")
        for senders in (1, 2):
            start, send = measure(size, senders)
            print(f"{size:10}  {senders:7}  {start:8.2f}  {send:8.2f}  {size / send:11.0f}")
    server.terminate()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
