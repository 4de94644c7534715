"""Subscribers, a list of others, an edition that was sent last month, and one in draft."""

from contextlib import contextmanager

from django.conf import settings

from chairs.models import Term
from committee.models import Outcome
from en_portal.demo.seed import past, signoffs, texts
from en_portal.demo.seed.library import form_key
from kit.calendar import add_months, next_working
from kit.sheets import Line, Sheet
from library.models import Item
from mailing import actions as mailing
from mailing.actions import subscriptions
from mailing.models import Subscription
from members.models import User
from newsletter import actions
from newsletter.dispatch import TOPIC
from newsletter.models import Edition
from themes.models import Theme

CONSENT = {
    "ar": "أوافق على أن تُرسل إليّ النشرة الإخبارية الإلكترونية لشبكة التميز (مشترك للعرض التجريبي).",
    "en": "I agree to get the e-newsletter of the Excellence Network (a subscriber of the demonstration).",
}
SOURCE = "demonstration"
WORDS = ("title_ar", "title_en", "welcome_ar", "welcome_en")


def is_there():
    return Edition.objects.exists()


def load(*, today, **_given):
    readers = texts.read("people")["subscribers"]
    _subscribe(readers, today)
    for row in texts.read("network")["editions"]:
        _edition(row, today)
    _come_and_go(readers, today)
    _list(readers, today)


def _subscribe(rows, today):
    with past.at(past.moment(past.months_ago(today, 3))):
        for language, consent in CONSENT.items():
            agreed = [
                (row["email"], language)
                for row in rows
                if row["language"] == language and row["state"] != "pending"
            ]
            subscriptions.import_subscribers(
                rows=agreed, topic=TOPIC, consent=consent, source=SOURCE, language=language
            )


def _come_and_go(rows, today):
    """Two left through the link in the edition; two have asked and not confirmed yet."""
    through = Edition.objects.public().get().mailing
    with past.at(past.moment(past.office_day(today, 1), 15)):
        for row in rows:
            if row["state"] == "left":
                subscriptions.leave(address=row["email"], topic=TOPIC, through=through)
            elif row["state"] == "pending":
                Subscription.objects.create(
                    address=row["email"],
                    topic=TOPIC,
                    language=row["language"],
                    consent_text=CONSENT[row["language"]],
                    consent_source=SOURCE,
                )


def _list(readers, today):
    """A list that staff brought and that waits for its confirmation: every fate stands in it."""
    first, gone = readers[0]["email"], next(row["email"] for row in readers if row["state"] == "left")
    new = ("info@diyala-mayors.example", "press@erbil-forum.example")
    written = [*new, first, first.upper(), gone, "لا بريد"]
    lines = [Line(number, {"email": address}) for number, address in enumerate(written, 2)]
    staff = User.objects.filter(is_staff=True).order_by("pk").first()
    proof = actions.Proof(CONSENT["ar"], "قائمة الحضور، ورشة الحلة", past.office_day(today, 5))
    with past.at(past.moment(past.office_day(today, 2))):
        actions.bring(by=staff, sheet=Sheet("قائمة الحضور.xlsx", lines, ["الهاتف"]), proof=proof)


def _edition(row, today):
    """Drafted by an editor of the chair province; the one that is sent was released by another province."""
    month = add_months(today.replace(day=1), -row["months_ago"])
    editor = Term.objects.of(month).get().editors.order_by("pk").first()
    day = month.replace(day=20) if row["months_ago"] else past.office_day(today, 1)
    with past.at(past.moment(next_working(day) if row["months_ago"] else day, 9)):
        edition = _draft(row, month, editor)
    if row["state"] == "sent":
        with past.at(past.moment(next_working(month.replace(day=23)), 11)):
            _release_and_send(edition, editor)


def _draft(row, month, editor):
    edition = Edition.objects.create(
        number=row["number"],
        month=month,
        province=texts.provinces()[row["highlighted_province"]],
        theme=Theme.objects.filter(term__in=Term.objects.of(month)).order_by("pk").first(),
        created_by=editor,
        **{name: row[name] for name in WORDS},
    )
    for entry in row["entries"]:
        item = Item.objects.get(form_key=form_key(entry["item"]))
        actions.add_item(edition=edition, item=item, section=entry["section"], by=editor)
    return edition


def _release_and_send(edition, editor):
    review = actions.request_review(edition=edition, by=editor)
    signoffs.decide(review, Outcome.APPROVED)
    with _delivered_to_nobody():
        mailing.drain(actions.send(edition=Edition.objects.get(pk=edition.pk), by=editor))


@contextmanager
def _delivered_to_nobody():
    """The ledger says "sent" as after a real month; no message is made for anybody's mailbox."""
    transport = settings.MAILING_TRANSPORT
    settings.MAILING_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.MAILING_TRANSPORT = transport
