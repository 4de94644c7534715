"""The order of chairs as the POCC set it: acceptances, a swap, a hand-over; and the support of ideas."""

import datetime

from chairs.models import DutyDone, HandOver, OrderPlace, RotationOrder, Swap, Term
from committee.models import Ballot, Motion, MotionKind, Seat, VotingRule
from en_portal.demo.seed import past, texts
from kit.quarter import Quarter
from themes.models import Idea, Support

ORDER = ("IQ-BB", "IQ-NI", "IQ-WA", "IQ-BA", "IQ-NA", "IQ-KI", "IQ-BG")
TITLES = {"title_ar": "ترتيب رئاسة الشبكة", "title_en": "Order of chairs"}
DUTIES = {
    -1: {
        "host": "مثال للعرض التجريبي: ورشة المناقصات في الحلة",
        "coordinate": "مثال للعرض التجريبي: اجتماعان مع فرق المحافظات",
    },
    0: {"host": "مثال للعرض التجريبي: طاولة مستديرة عن قانون 21 المعدل في الموصل"},
}
NOTES = """مثال للعرض التجريبي: ما بقي مفتوحاً عند التسليم.

تقارير المشتريات تصل في نهاية كل شهر؛ تأخر منها تقريران.
قاعة ورشة العمل القادمة محجوزة.
لو عدنا لبدأنا بجمع الأرقام من الأسبوع الأول."""
SUPPORTERS = {"procurement": 9, "law-21": 14, "criteria": 11, "findings": 4}


def is_there():
    return RotationOrder.objects.exists()


def load(*, today, **_given):
    now, provinces, people = Quarter.of(today), texts.provinces(), texts.persons()
    order = _order(now, provinces)
    terms = {term.quarter - now: term for term in Term.objects.select_related("province")}
    _hold(terms, order, people)
    _swap(now, provinces, terms)
    _hand_over(terms)
    _ideas(people)


def _representative(province):
    return Seat.objects.filter(province=province).order_by("pk").first().representative


def _order(now, provinces):
    day = now.plus(-2).last - datetime.timedelta(days=20)
    with past.at(past.moment(day, 11)):
        motion = Motion.objects.create(
            kind=MotionKind.ROTATION_ORDER,
            proposer=_representative(provinces[ORDER[0]]),
            province=provinces[ORDER[0]],
            path="chairs/",
            opens_at=past.moment(day - datetime.timedelta(days=5)),
            closes_at=past.moment(day),
            voting_rule=VotingRule.objects.in_force(MotionKind.ROTATION_ORDER, day),
            outcome=Motion.Outcome.CARRIED,
            reason=Motion.Reason.MAJORITY,
            closed_at=past.moment(day),
            seats_count=7,
            yes_count=6,
            no_count=0,
            abstain_count=1,
            recuse_count=0,
            **TITLES,
        )
        _answers(motion, day)
        order = RotationOrder.objects.create(
            motion=motion, from_quarter=now.plus(-1), set_at=past.moment(day), set_in=now.plus(-2)
        )
        for position, code in enumerate(ORDER, 1):
            OrderPlace.objects.create(order=order, position=position, province=provinces[code])
    return order


def _answers(motion, day):
    """Six seats in favour, the last one abstained, as the counts say."""
    seats = list(Seat.objects.open(day).order_by("pk"))
    for seat in seats:
        Ballot.objects.create(
            motion=motion,
            seat=seat,
            choice=Ballot.Choice.ABSTAIN if seat == seats[-1] else Ballot.Choice.YES,
            cast_by=seat.representative,
            channel=Ballot.Channel.PAGE,
            at=past.moment(day - datetime.timedelta(days=2)),
        )


def _hold(terms, order, people):
    coach = people["ban.hisham"]
    for term in terms.values():
        if term.state == Term.State.COMPLETED:
            Term.objects.filter(pk=term.pk).update(order=order)
            continue
        term.order, term.coach = order, coach if term.state != Term.State.SCHEDULED else None
        if term.state != Term.State.SCHEDULED:
            term.accepted_by = _representative(term.province)
            term.accepted_at = order.set_at + datetime.timedelta(days=9)
        term.save()
    for distance, notes in DUTIES.items():
        editor = terms[distance].editors.order_by("pk").first()
        for duty, note in notes.items():
            DutyDone.objects.create(term=terms[distance], duty=duty, note=note, by=editor)


def _swap(now, provinces, terms):
    wasit, basrah = provinces["IQ-WA"], provinces["IQ-BA"]
    asked = past.moment(now.first)
    Swap.objects.create(
        province=wasit,
        quarter=now.plus(1),
        other=basrah,
        other_quarter=now.plus(2),
        reason="مثال للعرض التجريبي: ديوان المحافظة ينتقل إلى بناية جديدة",
        asked_by=_representative(wasit),
        asked_at=asked,
        agreed_by=_representative(basrah),
        agreed_at=asked + datetime.timedelta(days=2),
        confirmed_by=_representative(provinces["IQ-BB"]),
        confirmed_at=asked + datetime.timedelta(days=3),
    )


def _hand_over(terms):
    before, now = terms[-1], terms[0]
    at = past.moment(now.quarter.first)
    HandOver.objects.create(
        term=before,
        notes=NOTES,
        by=before.editors.order_by("pk").first(),
        at=at,
        received_by=now.editors.order_by("pk").first(),
        received_at=at + datetime.timedelta(days=1),
    )


def _ideas(people):
    members = [people[key] for key in sorted(people) if people[key].email and not people[key].is_staff]
    for key, count in SUPPORTERS.items():
        idea = Idea.objects.get(key=key)
        Support.objects.bulk_create(Support(idea=idea, person=person) for person in members[:count])
