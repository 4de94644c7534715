"""Who has become a member, and whose application still waits."""

from en_portal.demo.seed import past, texts
from members import actions, eligibility
from members.models import Application, Eligibility, MembershipPolicy, Notice, Step, User

SUBMITTED_DAYS_AGO, ASKED_DAYS_AGO = 6, 3


def is_there():
    return Application.objects.exists()


def load(*, today, **_given):
    """Whoever meets the rule has belonged since they came to meet it, but for those who apply just now."""
    people = texts.persons()
    applying = {people[row["person"]]: row for row in texts.read("network")["applications"]}
    staff = User.objects.filter(is_staff=True).order_by("pk").first()
    policy = MembershipPolicy.objects.in_force(today)
    for person in people.values():
        conditions = eligibility.assess(eligibility.record_of(person), today, policy)
        if not eligibility.is_eligible(conditions):
            continue
        since = eligibility.met_on(conditions)
        when = past.moment(since)
        Eligibility.objects.create(person=person, policy=policy, since_on=since, found_at=when)
        if person in applying:
            _apply(person, applying[person], people, today)
        else:
            _belong(person, since, when, staff, policy)
    Notice.objects.update(is_mail_wanted=False)  # they are read on the pages; the mailbox stays empty


def _belong(person, since, when, staff, policy):
    application = Application.objects.create(
        person=person,
        province=person.services.first().team.province,
        state=Application.State.APPROVED,
        submitted_at=when,
        policy=policy,
        decided_by=staff,  # no other province had a seat in those days
        decided_at=when,
        member_since=since,
    )
    for kind, by in ((Step.Kind.SUBMITTED, person), (Step.Kind.APPROVED, staff)):
        Step.objects.create(application=application, kind=kind, by=by, at=when, policy=policy)


def _apply(person, row, people, today):
    """Handed in some days ago; where a representative asked something, the answer is still to come."""
    with past.at(past.moment(past.office_day(today, SUBMITTED_DAYS_AGO))):
        application = actions.submit(person=person, note=row["note"])
    if row["asked_by"]:
        with past.at(past.moment(past.office_day(today, ASKED_DAYS_AGO))):
            actions.ask_for_more(application=application, by=people[row["asked_by"]], text=row["question"])
