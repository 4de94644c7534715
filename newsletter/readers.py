"""Who follows the newsletter: found by address, state and language, with the proof that they wanted it."""

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.clock import BAGHDAD
from kit.sheets import Column, Columns, writing
from mailing.models import Subscription, Suppression
from newsletter.dispatch import TOPIC

ACTIVE = Q(confirmed_at__isnull=False, left_at__isnull=True)
STATES = {
    "active": (gettext_lazy("subscribed"), ACTIVE & Q(is_stopped=False)),
    "waiting": (gettext_lazy("asked, not confirmed"), Q(confirmed_at__isnull=True, left_at__isnull=True)),
    "left": (gettext_lazy("left"), Q(left_at__isnull=False)),
    "stopped": (gettext_lazy("mail is stopped"), ACTIVE & Q(is_stopped=True)),
}
LANGUAGES = {"ar": gettext_lazy("Arabic"), "en": gettext_lazy("English")}


def all_of_them():
    """Every address that follows or followed the newsletter; `is_stopped`: it is not written to."""
    stopped = Suppression.objects.filter(Exact(Lower("address"), Lower(OuterRef("address"))))
    return Subscription.objects.on_topic(TOPIC).annotate(is_stopped=Exists(stopped))


def found(*, q="", state="", language=""):
    """Those whose address holds `q`, in a state of STATES, in a language; the newest first."""
    rows = all_of_them().filter(address__icontains=q) if q else all_of_them()
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    return rows.filter(language=language) if language else rows


def counts():
    """[(state, words, how many)], in one question."""
    each = {key: Count("pk", filter=condition) for key, (_words, condition) in STATES.items()}
    totals = all_of_them().aggregate(**each)
    return [(key, words, totals[key]) for key, (words, _condition) in STATES.items()]


def state_of(subscription):
    """The key of its state; the row comes from here."""
    if subscription.left_at:
        return "left"
    if not subscription.confirmed_at:
        return "waiting"
    return "stopped" if subscription.is_stopped else "active"


COLUMNS = Columns(
    Column(key, title, "", width)
    for key, title, width in (
        ("email", gettext_lazy("E-mail address"), 36),
        ("language", gettext_lazy("Language"), 14),
        ("state", gettext_lazy("State"), 22),
        ("asked", gettext_lazy("asked at"), 20),
        ("confirmed", gettext_lazy("confirmed at"), 20),
        ("confirmed_from", gettext_lazy("confirmed from"), 18),
        ("consent", gettext_lazy("what was agreed to"), 60),
        ("source", gettext_lazy("where it was agreed"), 40),
        ("left", gettext_lazy("left at"), 20),
    )
)


def sheet(rows, ending):
    """The bytes of a sheet with their proof; no cell is taken for a formula."""
    dress = writing.Dress(COLUMNS, _("Subscribers"))
    return writing.filled(ending, dress, [_row(row) for row in rows.order_by("pk").iterator(chunk_size=2000)])


def _row(row):
    return [
        row.address,
        str(LANGUAGES.get(row.language, row.language)),
        str(STATES[state_of(row)][0]),
        _time(row.asked_at),
        _time(row.confirmed_at),
        row.confirmed_from or "",
        row.consent_text,
        row.consent_source,
        _time(row.left_at),
    ]


def _time(at):
    return f"{at.astimezone(BAGHDAD):%Y-%m-%d %H:%M}" if at else ""
