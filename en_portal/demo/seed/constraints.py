"""What holds the provinces back: a constraint raised by a letter, a question of law; priorities and picks."""

from committee.actions import constraints as verbs
from committee.models import Body, Constraint, LawVersion, Pick, Priority
from en_portal.demo.seed import past, texts
from members.models import Notice, User

REPORTED_DAYS_AGO = 40


def is_there():
    return Constraint.objects.exists()


def load(*, today, **_given):
    told, people, provinces = texts.read("meetings"), texts.persons(), texts.provinces()
    staff = User.objects.filter(is_staff=True).order_by("pk").first()
    for row in told["constraints"]:
        _report(row, people, today, staff)
    for rank, row in enumerate(told["priorities"], 1):
        Priority.objects.create(rank=rank, from_on=past.months_ago(today, 2), **row)
    for rank, row in enumerate(told["picks"], 1):
        facts = {**row, "province": provinces[row["province"]], "picked_by": staff}
        day = past.office_day(today, 20)
        Pick.objects.create(picked_at=past.moment(day), month=day.replace(day=1), rank=rank, **facts)
    Notice.objects.filter(key__startswith="constraint:").update(is_mail_wanted=False)


def _report(row, people, today, staff):
    words = {name: row[name] for name in ("title_ar", "title_en", "text")}
    first, *others = (people[key] for key in row["provinces"])
    law = LawVersion.objects.order_by("in_force_from").last() if row["law"] else None
    with past.at(past.moment(past.office_day(today, REPORTED_DAYS_AGO))):
        found = verbs.report(by=first, province=_province_of(first), law=law, **words)
        for person in others:
            verbs.join(constraint=found, by=person, province=_province_of(person))
    if row["raised_days_ago"]:
        with past.at(past.moment(past.office_day(today, row["raised_days_ago"]))):
            body = Body.objects.order_by("pk").first()
            letter = verbs.draft_letter(constraint=found, body=body, by=staff)
            verbs.send_letter(letter=letter, by=staff)


def _province_of(person):
    return person.seats.select_related("province").get().province
