"""Series of learning: joined, left, and one step sent when its day has come."""

import datetime

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from kit import audit
from kit.calendar import is_working, next_working
from library import letters, rules
from library.models import Item, Series
from library.models.learning import LEARNING
from mailing import actions as mailing
from mailing.models import Subscription
from members.models import Holiday, User

log = structlog.get_logger(__name__)
MOST_LATE = datetime.timedelta(days=6)  # and days off: what was missed for longer comes the next time
LANGUAGES = ("ar", "en")


def consent(series):
    """The words to which a member agrees, in the language in which they read them."""
    words = _("I want the steps of “%(series)s” by e-mail. I can leave it at any time with one click.")
    return words % {"series": series.title}


def _titles(series):
    titles = {}
    for language in LANGUAGES:
        with override(language):
            titles[f"title_{language}"] = _("Learning: %(series)s") % {"series": series.title}
    return titles


def join(*, series, by, ip=None):
    """Follow a series by mail; True at once, False where the address is to be confirmed by a mail first.

    Raises PermissionDenied, ValidationError where it has ended or no address is known.
    """
    if not rules.may_learn(by):
        raise PermissionDenied
    if not Series.objects.open(kit.today()).filter(pk=series.pk).exists():
        raise ValidationError(_("This series has ended."))
    if not by.email:
        raise ValidationError(_("Your account has no e-mail address yet."))
    wish = {
        "address": by.email,
        "topic": series.topic,
        "language": by.language,
        "consent_text": consent(series),
        "source": "series",
        "ip": ip,
        **_titles(series),
    }
    if by.emailaddress_set.filter(email__iexact=by.email, verified=True).exists():
        mailing.follow(**wish)
        return True
    mailing.ask_to_subscribe(**wish)
    return False


def leave(*, series, by):
    """Whoever follows may leave."""
    return bool(by.email) and mailing.leave(address=by.email, topic=series.topic, language=by.language)


def joined(person, series):
    """Keys of those series that the person gets by mail."""
    topics = {one.topic: one.pk for one in series}
    if not (person.is_authenticated and person.email):
        return set()
    mine = Subscription.objects.active().of(person.email).filter(topic__in=topics)
    return {topics[topic] for topic in mine.values_list("topic", flat=True)}


def send_due(*, on):
    """The step of every series whose day has come and that has not come yet; returns how many.

    Late or twice it is sent once, and never on a day off. One series that cannot be sent holds up no other.
    """
    sent, free = 0, Holiday.objects.free_days()
    if not is_working(on, free):
        return 0
    for pk in list(Series.objects.running(on).values_list("pk", flat=True)):
        try:
            sent += _send_step(pk, on, free)
        except mailing.CannotSend as error:
            log.error("step_cannot_be_sent", series=pk, error=str(error))
    return sent


@transaction.atomic
def _send_step(pk, on, free):
    series = Series.objects.running(on).select_for_update(of=("self",)).filter(pk=pk).first()
    day = series and series.last_day(on, free)
    if day is None or series.steps.filter(due_on__gte=day).exists():
        return 0
    if on > next_working(day + MOST_LATE, free):
        return 0
    step = _next_step(series, day)
    if step is None:
        return 0
    step.due_on, step.came_at = day, kit.now()
    step.mailing = letters.of_step(step, number=series.steps.came().count() + 1)
    step.save()
    mailing.start_for(step.mailing, readers(series, on))
    audit.record(None, "series.step", f"{series.pk}: {step}")
    return 1


def _next_step(series, day):
    """The first in the queue that readers may find; what was withdrawn meanwhile is left out for good.

    What was added after the day waits for the next one.
    """
    steps = series.steps.waiting().filter(added_on__lte=day).select_related("item__published_revision")
    for step in steps:
        if Item.objects.published().filter(pk=step.item_id, kind__in=LEARNING).exists():
            return step
        step.skipped_at = kit.now()
        step.save(update_fields=["skipped_at"])
    return None


def readers(series, on):
    """Subscriptions of those who follow it and are members or staff today: members' items go along."""
    people = User.objects.members(on) | User.objects.filter(is_staff=True)
    addresses = people.reachable().annotate(lower=Lower("email")).values("lower")
    followers = Subscription.objects.active().on_topic(series.topic).alias(lower=Lower("address"))
    return followers.filter(lower__in=addresses)
