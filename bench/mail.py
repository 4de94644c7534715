"""How many personalised messages a second leave by SMTP, what one costs, how much memory the sender takes.

Usage: ./portal bench mail [--recipients N] [--smtp HOST:PORT] [--takes MS] [--senders N] [--beside [PYTHON]]
Each message has its own name, address, token, links, Message-ID, one-click headers, a text and HTML of four
articles; the state of each recipient is kept in PostgreSQL. It leaves through the code that the worker runs.
Without --smtp a server of its own says yes to everything; "bare" is then Django's own SMTP backend
with the same content over one connection and no ledger: whatever stops it loses or doubles mail.
--takes lets that server keep each message for so long before it says yes, as one beyond a network does.
--beside sends into one smtp-sink in turn with smtp-source -d -s 1 (messages of our length) and with
django-newsletter 1.2.1, from PYTHON or from a venv that is made for it.
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import resource
import sys
import time

from bench import _beside

ARTICLE = "<h2>إجازة البناء في ١٢ يوماً</h2><p>قبل عام كانت العائلة في الموصل تنتظر ثلاثة أشهر.</p>" * 20
HTML = "<h1>تحية [[name]]</h1>" + ARTICLE * 4
MARKS = "[[reason]] [[preferences]] [[unsubscribe]]"
TEXT = "تحية [[name]]\n" + "قبل عام كانت العائلة في الموصل تنتظر ثلاثة أشهر.\n" * 40 + MARKS


class Yes(asyncio.Protocol):
    """SMTP as far as a client needs it, PIPELINING among it."""

    def __init__(self, takes=0.0):
        self.takes, self.rest = takes, b""  # seconds; bytes not yet looked at
        self.is_data = self.is_busy = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"220 ready\r\n")

    def data_received(self, data):
        self.rest += data
        if not self.is_busy:
            self._go_on()

    def _go_on(self):
        answers = []
        while self.rest:
            end = b"\r\n.\r\n" if self.is_data else b"\r\n"
            head, found, rest = self.rest.partition(end)
            if not found:
                break
            self.rest = rest
            if self.is_data and self.takes:
                self.is_data, self.is_busy = False, True
                asyncio.get_running_loop().call_later(self.takes, self._stored)
                break
            answers.append(self._answer(head.upper()))
        if answers:
            self.transport.write(b"".join(answers))

    def _stored(self):
        self.is_busy = False
        self.transport.write(b"250 stored\r\n")
        self._go_on()

    def _answer(self, line):
        if self.is_data:
            self.is_data = False
            return b"250 stored\r\n"
        if line.startswith(b"EHLO"):
            return b"250-here\r\n250 PIPELINING\r\n"
        if line.startswith(b"DATA"):
            self.is_data = True
            return b"354 go on\r\n"
        return b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 ok\r\n"


def serve(told, takes):
    async def run():
        server = await asyncio.get_running_loop().create_server(lambda: Yes(takes), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def length():
    """Bytes of one message."""
    import kit
    from mailing.compose import Content
    from mailing.models import Mailing

    mailing, _seconds = started(1)
    content = len(Content(mailing, "ar").to(mailing.deliveries.get(), kit.now()))
    Mailing.objects.filter(pk=mailing.pk).delete()
    return content


def drain(told, ready):
    """One sender's work, in a process of its own: seconds of processor time and peak memory in MB."""
    from django.db import connection

    from mailing import sending

    connection.close()
    ready.wait()
    before = resource.getrusage(resource.RUSAGE_SELF)
    while sending.send().taken:
        pass
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told.put((used, peak_memory()))


def peak_memory():
    """MB of this program alone: `ru_maxrss` would begin with the peak of the process that started it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def bare(recipients):
    """Seconds to send without a ledger."""
    from django.core.mail import EmailMultiAlternatives, get_connection

    began = time.perf_counter()
    with get_connection("django.core.mail.backends.smtp.EmailBackend") as connection:
        for number in range(recipients):
            message = EmailMultiAlternatives("إجازة البناء", TEXT, to=[f"reader{number}@province.example"])
            message.attach_alternative(HTML, "text/html")
            connection.send_messages([message])
    return time.perf_counter() - began


def started(recipients):
    """A mailing under way, and the seconds that starting it took."""
    import kit
    from mailing import actions

    mailing = actions.create_mailing(
        kind="newsletter",
        key=f"bench:{kit.now().isoformat()}",
        subject_ar="إجازة البناء في ١٢ يوماً",
        text_ar=TEXT,
        html_ar=f"{HTML}{MARKS}",
        reason_ar="لأنك مشترك.",
    )
    began = time.perf_counter()
    readers = (
        (f"reader{number}@province.example", "ar", f"نور صباح {number}") for number in range(recipients)
    )
    actions.start(mailing, recipients=readers)
    return mailing, time.perf_counter() - began


def measure(recipients, senders):
    """Seconds to start, seconds to send, processor seconds of all senders, peak memory of the largest."""
    from django.db import connection

    from mailing.models import Delivery

    mailing, starting = started(recipients)
    context = multiprocessing.get_context("spawn")  # nothing of this process weighs on the sender
    told = context.SimpleQueue()
    ready = context.Barrier(senders)  # in production they run already
    processes = [context.Process(target=sender, args=(told, ready)) for _each in range(senders)]
    for process in processes:
        process.start()
    first = waited_for(mailing, processes)
    for process in processes:
        process.join()
    ended = max(mailing.deliveries.values_list("sent_at", flat=True))
    assert mailing.deliveries.filter(state=Delivery.State.SENT).count() == recipients
    mailing.deliveries.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM mailing_delivery")  # the next one meets the table that this one met
    used, memory = zip(*(told.get() for _each in processes), strict=True)
    return starting, (ended - first).total_seconds(), sum(used), max(memory)


def waited_for(mailing, processes):
    """When the senders had started up and took their first rows."""
    import kit
    from mailing.models import Delivery

    while not mailing.deliveries.exclude(state=Delivery.State.QUEUED).exists():
        if not any(process.is_alive() for process in processes):
            sys.exit("The senders ended before they took anything.")
        time.sleep(0.002)
    return kit.now()


def sender(told, ready):
    import django

    django.setup()
    drain(told, ready)


def main():
    ask = argparse.ArgumentParser(prog="./portal bench mail")
    ask.add_argument("--recipients", type=int, nargs="+", default=[10_000])
    ask.add_argument("--smtp", help="HOST:PORT; without it, a server of its own")
    ask.add_argument("--takes", type=float, default=0.0, metavar="MS", help="of that server, a message")
    ask.add_argument("--senders", type=int, nargs="+", default=[1, 2])
    ask.add_argument("--beside", nargs="?", const="", metavar="PYTHON")
    wanted = ask.parse_args()
    with contextlib.ExitStack() as stack:
        address = wanted.smtp or stack.enter_context(
            server(wanted.takes) if wanted.beside is None else _beside.sink()
        )
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.dev")
        os.environ["EMAIL_URL"] = f"smtp://{address}"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for size in wanted.recipients:
            run(wanted, size, int(address.rpartition(":")[2]))


@contextlib.contextmanager
def server(takes=0.0):
    """HOST:PORT of one of our own that says yes, so many milliseconds later."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(theirs, takes / 1000), daemon=True)
    process.start()
    yield f"127.0.0.1:{ours.recv()}"
    process.terminate()


def run(wanted, size, port):
    """Everything about so many recipients, printed."""
    if wanted.beside is not None:
        return _beside.compare(port, size, wanted.beside, lambda: size / measure(size, 1)[1], length())
    if not wanted.smtp and not wanted.takes:
        print(f"{size} recipients, bare: {min(size, 2000) / bare(min(size, 2000)):.0f} messages/s")
    for senders in wanted.senders:
        starting, seconds, used, memory = measure(size, senders)
        print(
            f"{size} recipients, {senders} sender{'s' * (senders > 1)}: {size / seconds:.0f} messages/s, "
            f"{1e6 * used / size:.0f} µs of processor a message, peak memory {memory:.0f} MB, "
            f"started in {starting:.1f} s"
        )


if __name__ == "__main__":
    main()
