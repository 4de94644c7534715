"""The network of the story of two quarters: its people, its clock, its mail; everything else is a page."""

import datetime
import re

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from committee.models import Ballot
from en_portal.schedule import SCHEDULE
from kit.clock import BAGHDAD
from mailing import sending
from tests.checking import CheckingClient
from tests.factories.members import ProvinceFactory, ServiceFactory, member, staff

PROVINCES = {
    "IQ-BB": ("بابل", "Babil"),
    "IQ-NI": ("نينوى", "Ninewa"),
    "IQ-BA": ("البصرة", "Basrah"),
    "IQ-NA": ("النجف", "Najaf"),
}
LINK = re.compile(r"https?://\S+")


class Network:
    """Four provinces that completed their self-assessment and one that did not; staff; one language."""

    def __init__(self, language, move_to, sink):
        self.language, self.move_to, self.sink = language, move_to, sink
        self.provinces = {code: _province(code, *names) for code, names in PROVINCES.items()}
        self.people = {code: member(province) for code, province in self.provinces.items()}
        self.editors = {code: member(province) for code, province in self.provinces.items()}
        self.staff = staff()
        self.unready = _province("IQ-KI", "كركوك", "Kirkuk")
        self.member_without_seat = ServiceFactory(
            team__province=self.unready, team__self_assessed_on=None
        ).person
        for person in [*self.people.values(), *self.editors.values(), self.staff]:
            person.language = language
            person.save()

    def on(self, day, hour=9):
        """The day has come: everything of the schedule runs, and the mail leaves."""
        moment = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(hour))
        self.move_to(moment.replace(tzinfo=BAGHDAD))
        for name, (task, _when, _queue) in SCHEDULE.items():
            if name not in ("heartbeat", "ended sessions"):
                import_string(task)()
        self.deliver()

    def deliver(self):
        """What waits in the ledger goes to the SMTP server, as the worker does it."""
        import_string("members.tasks.mail_notices")()
        while sending.send().taken:
            pass

    def letters(self, person, words=""):
        """What has arrived for the person, the oldest first, with these words in its subject."""
        return [letter for letter in self.sink.of(person.email) if words in letter["Subject"]]

    def address(self, name, *args):
        with translation.override(self.language):
            return reverse(name, args=args)

    def browser(self, person):
        browser = CheckingClient()
        if person:
            browser.force_login(person)
        return browser

    def read(self, person, name, *args):
        """The page as the person sees it (None: a visitor)."""
        answer = self.browser(person).get(self.address(name, *args))
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def send(self, person, name, *args, expected=200, **fields):
        """Fill in the form of a page and send it; returns the page that answers."""
        answer = self.browser(person).post(self.address(name, *args), fields, follow=True)
        assert answer.status_code == expected, (name, answer.status_code, answer.content.decode()[-3000:])
        return answer.content.decode()

    def say(self, ar, en):
        return ar if self.language == "ar" else en

    def name(self, province):
        return self.say(province.name_ar, province.name_en)

    def vote(self, person, motion, choice):
        """By the motion's page."""
        seat = person.seats.get()
        return self.send(person, "committee:motion_vote", motion.pk, seat=seat.pk, choice=choice)

    def vote_by_mail(self, person, choice):
        """By the newest letter: the link shows a page, and sending that page votes."""
        ballots = Ballot.objects.count()
        self.follow(self.letters(person)[-1], f"/{choice}/")
        assert Ballot.objects.count() == ballots + 1

    def follow(self, letter, part):
        """Open the link of a letter that holds `part`: the page shows, and sending it acts."""
        links = LINK.findall(letter.get_body(("plain",)).get_content())
        address = next(link for link in links if part in link).removeprefix(settings.PORTAL_ORIGIN)
        browser = CheckingClient()
        assert browser.get(address, follow=True).status_code == 200
        assert browser.post(address, follow=True).status_code == 200


def _province(code, name_ar, name_en):
    return ProvinceFactory(code=code, name_ar=name_ar, name_en=name_en)
