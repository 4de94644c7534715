"""One row of every model of membership, every key different: what the pages of the admin are tried with."""

import datetime

import kit
from members.actions import record_consent
from members.models import (
    Channel,
    Eligibility,
    Erasure,
    Invitation,
    MembershipPolicy,
    Profile,
    Reminder,
    Step,
    Suspension,
)
from tests.factories.members import (
    LONG_AGO,
    ApplicationFactory,
    AuditEventFactory,
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
)
from tests.factories.members_messages import (
    BlockFactory,
    MessageFactory,
    MessageReportFactory,
    NoticeFactory,
)
from tests.factories.members_personal import DataExportFactory
from tests.factories.members_teams import HolidayFactory, PhaseFactory, SolutionFactory, TeamPhaseFactory
from tests.factories.rosters import RosterImportFactory, RosterRowFactory

DAY = datetime.timedelta(days=1)


def policy(n):
    """Versions ahead of their day."""
    return MembershipPolicy.objects.create(
        effective_from=kit.today() + (n + 1) * DAY,
        needs_self_assessment=True,
        counting_roles=["leader"],
        words_ar="القاعدة",
        words_en="The rule",
    )


def application(n):
    row = ApplicationFactory()
    Step.objects.create(application=row, kind=Step.Kind.SUBMITTED, by=row.person, policy=row.policy)
    return row


def suspension(n):
    return Suspension.objects.create(
        person=UserFactory(), from_on=kit.today(), reason="لسبب", imposed_by=UserFactory()
    )


def eligibility(n):
    first = MembershipPolicy.objects.first()
    return Eligibility.objects.create(person=UserFactory(), policy=first, since_on=kit.today())


def erasure(n):
    return Erasure.objects.create(person=UserFactory(), asked_by=UserFactory(), due_at=kit.now())


def channel(n):
    return Channel.objects.create(person=UserFactory(), kind=Channel.Kind.PHONE, value=f"0770{n}")


def invitation(n):
    until = kit.now() + 30 * DAY
    return Invitation.objects.create(
        email=f"invited{n}@province.example",
        team=TeamFactory(),
        role="posc",
        invited_by=UserFactory(),
        expires_at=until,
    )


ROWS = {
    "members.application": application,
    "members.auditevent": lambda n: AuditEventFactory(),
    "members.block": lambda n: BlockFactory(),
    "members.channel": channel,
    "members.consent": lambda n: record_consent(person=UserFactory(), kind="terms"),
    "members.criterion": lambda n: CriterionFactory(),
    "members.dataexport": lambda n: DataExportFactory(asked_by=UserFactory()),
    "members.eligibility": eligibility,
    "members.erasure": erasure,
    "members.holiday": lambda n: HolidayFactory(on=LONG_AGO + n * DAY, province=ProvinceFactory()),
    "members.invitation": invitation,
    "members.membershippolicy": policy,
    "members.message": lambda n: MessageFactory(),
    "members.messagereport": lambda n: MessageReportFactory(),
    "members.notice": lambda n: NoticeFactory(),
    "members.reminder": lambda n: Reminder.objects.create(
        rule="committee.meetings", subject=str(n), step="3", person=UserFactory()
    ),
    "members.phase": lambda n: PhaseFactory(),
    "members.profile": lambda n: Profile.objects.create(person=UserFactory()),
    "members.province": lambda n: ProvinceFactory(),
    "members.rosterimport": lambda n: RosterImportFactory(),
    "members.rosterrow": lambda n: RosterRowFactory(person=UserFactory()),
    "members.service": lambda n: ServiceFactory(confirmed_by=UserFactory()),
    "members.solution": lambda n: SolutionFactory(),
    "members.suspension": suspension,
    "members.team": lambda n: TeamFactory(),
    "members.teamphase": lambda n: TeamPhaseFactory(),
    "members.user": lambda n: member(name_latin=f"Ali {n}"),
}


def more_of_the_whole(row, label, n):
    """One more part of a row that its page shows: services of a person, phases of a team, steps."""
    if label == "members.user":
        ServiceFactory(person=row, confirmed_by=UserFactory())
        start = LONG_AGO + n * 10 * DAY
        Suspension.objects.create(
            person=row, from_on=start, until_on=start + DAY, reason="لسبب", imposed_by=UserFactory()
        )
        ApplicationFactory(
            person=row, state="declined", member_since=None, reason="لا", province=ProvinceFactory()
        )
    if label == "members.team":
        TeamPhaseFactory(team=row)
    if label == "members.application":
        Step.objects.create(application=row, kind=Step.Kind.ASKED, by=UserFactory(), policy=policy(n + 50))
