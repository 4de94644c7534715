"""What people are told about chairing: whom it concerns, in both languages, once."""

from django.db.models import Q
from django.utils.translation import gettext as _

import kit
from committee.models import Seat
from kit.formats import day
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import User
from members.reasons import ByOffice, ByRecord
from members.reminders import week_of

PATH = "chairs/"


def holders_of(*provinces):
    """Representatives and alternates of these provinces' open seats; of all where none is named."""
    seats = Seat.objects.open(kit.today())
    seats = seats.filter(province__in=provinces) if provinces else seats
    people = Q(pk__in=seats.values("representative")) | Q(pk__in=seats.values("alternate"))
    return User.objects.filter(people, is_active=True)


def concerned(term):
    """The province's seat, the editors and the coach of a term."""
    named = Q(pk__in=term.editors.values("pk")) | Q(pk=term.coach_id) if term.pk else Q()
    return User.objects.filter(
        Q(pk__in=holders_of(term.province_id).values("pk")) | named, is_active=True
    ).distinct()


def staff():
    return User.objects.filter(is_staff=True, is_active=True)


def why_of(term):
    """Why somebody hears of a term: they edit for it, coach it, or hold a seat."""
    return ByRecord(
        (
            {term.coach_id},
            lambda: _("You get this because you coach %(province)s for its term.") % _facts(term),
        ),
        (
            set(term.editors.values_list("pk", flat=True)),
            lambda: _("You get this because you edit for %(province)s in %(quarter)s.") % _facts(term),
        ),
        otherwise=ByOffice(term.province_id),
    )


def term_scheduled(term):
    tell(
        holders_of(term.province_id),
        title=lambda: _("%(province)s is to chair in %(quarter)s") % _facts(term),
        body=lambda: _("Please accept the term, or say why the province cannot take it."),
        path=term.path,
        key=f"term:{term.pk}:scheduled:{term.quarter}",
        kind=DUTY,
        why=why_of(term),
    )


def term_accepted(term):
    tell(
        (holders_of() | staff()).exclude(pk=term.accepted_by_id),
        title=lambda: _("%(province)s has accepted to chair in %(quarter)s") % _facts(term),
        path=PATH,
        key=f"term:{term.pk}:accepted:{term.quarter}",
        kind=DUTY,
        why=why_of(term),
        by_mail=False,
    )


def term_skipped(term):
    tell(
        holders_of() | staff(),
        title=lambda: _("%(province)s does not chair in %(quarter)s") % _facts(term),
        body=lambda: term.why_skipped,
        path=PATH,
        key=f"term:{term.pk}:skipped:{term.quarter}",
        kind=DUTY,
        why=why_of(term),
    )


def term_began(term):
    tell(
        concerned(term),
        title=lambda: _("%(province)s chairs the network from today") % _facts(term),
        body=lambda: _("Your desk shows the duties of the quarter and what is done already."),
        path=term.path,
        key=f"term:{term.pk}:began:{term.quarter}",
        kind=DUTY,
        why=why_of(term),
    )


def term_ahead(term, days, people):
    tell(
        people,
        title=lambda: (
            _("%(province)s chairs the network from %(day)s on")
            % (_facts(term) | {"day": day(term.quarter.first)})
        ),
        body=lambda: _("See on your desk what should be ready by then."),
        path=term.path,
        key=f"term:{term.pk}:ahead:{term.quarter}:{days}",
        kind=DUTY,
        why=why_of(term),
        needed_by=term.quarter.first,
    )


def no_holder(quarter, on, people):
    tell(
        people,
        title=lambda: _("Nobody has accepted to chair in %(quarter)s") % {"quarter": quarter.label},
        body=lambda: _(
            "The order shows who is next. The POCC can set a new order, or two provinces can swap."
        ),
        path=PATH,
        key=f"chairs:gap:{quarter}:{week_of(on)}",
        kind=DUTY,
        why=ByOffice(),
    )


def order_set(order):
    tell(
        holders_of() | staff(),
        title=lambda: (
            _("The order of chairs from %(quarter)s on is set") % {"quarter": order.from_quarter.label}
        ),
        path=PATH,
        key=f"order:{order.pk}:set",
        kind=DUTY,
        why=ByOffice(),
    )


def editors_named(term, people):
    tell(
        people,
        title=lambda: _("You edit for %(province)s in %(quarter)s") % _facts(term),
        body=lambda: _("Your desk shows the duties of the quarter and what is done already."),
        path=term.path,
        key=f"term:{term.pk}:editor",
        kind=DUTY,
        why=why_of(term),
    )


def editor_left(term):
    tell(
        User.objects.filter(
            Q(pk__in=holders_of(term.province_id).values("pk")) | Q(is_staff=True), is_active=True
        ),
        title=lambda: _("An editor of %(province)s in %(quarter)s has left") % _facts(term),
        body=lambda: _("Please name somebody who follows."),
        path=f"chairs/terms/{term.pk}/editors/",
        key=f"term:{term.pk}:editor_left:{kit.now():%Y%m%d%H%M%S}",
        kind=DUTY,
        why=why_of(term),
    )


def swap_asked(swap):
    tell(
        holders_of(swap.other_id),
        title=lambda: _("%(one)s asks %(other)s to swap quarters") % _traders(swap),
        body=lambda: _("%(quarter)s for %(other_quarter)s. Please agree or decline.") % _traders(swap),
        path=PATH,
        key=f"swap:{swap.pk}:asked",
        kind=DUTY,
        why=ByOffice(swap.province_id, swap.other_id),
    )


def swap_agreed(swap):
    people = (holders_of() | staff()).exclude(pk__in=[swap.asked_by_id, swap.agreed_by_id])
    tell(
        people,
        title=lambda: _("%(one)s and %(other)s want to swap quarters") % _traders(swap),
        body=lambda: _("Both agree. A representative of another province, or Taqadum staff, confirms it."),
        path=PATH,
        key=f"swap:{swap.pk}:agreed",
        kind=DUTY,
        why=ByOffice(swap.province_id, swap.other_id),
    )


def swap_confirmed(swap):
    tell(
        holders_of(),
        title=lambda: _("%(one)s and %(other)s have swapped quarters") % _traders(swap),
        path=PATH,
        key=f"swap:{swap.pk}:confirmed",
        kind=DUTY,
        why=ByOffice(swap.province_id, swap.other_id),
    )


def swap_ended(swap):
    tell(
        holders_of(swap.province_id, swap.other_id),
        title=lambda: _("The swap of %(one)s and %(other)s does not take place") % _traders(swap),
        body=swap.get_ending_display,
        path=PATH,
        key=f"swap:{swap.pk}:ended",
        kind=DUTY,
        why=ByOffice(swap.province_id, swap.other_id),
    )


def handed_over(record, following):
    if following is None:
        return
    tell(
        concerned(following),
        title=lambda: _("%(province)s has written its hand-over to you") % _facts(record.term),
        path=f"chairs/terms/{record.term_id}/hand-over/",
        key=f"hand-over:{record.pk}:{record.at:%Y%m%d}",
        kind=DUTY,
        why=why_of(following),
    )


def _facts(term):
    return {"province": term.province.name, "quarter": term.quarter.label}


def _traders(swap):
    return {
        "one": swap.province.name,
        "other": swap.other.name,
        "quarter": swap.quarter.label,
        "other_quarter": swap.other_quarter.label,
    }
