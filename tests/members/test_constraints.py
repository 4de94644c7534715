"""What the database itself never lets be false of membership, said to people in both languages."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

import kit
from members.models import (
    Application,
    Block,
    Channel,
    Eligibility,
    Holiday,
    Invitation,
    MembershipPolicy,
    Message,
    Notice,
    Phase,
    Role,
    Service,
    Solution,
    Suspension,
    TeamPhase,
)
from tests.factories.members import (
    ApplicationFactory,
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    waiting,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)
LATER = datetime.date(2026, 6, 1)
NOON = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


def policy():
    return MembershipPolicy.objects.in_force(DAY)


def twin(**second):
    """Two services of one person in one role and team."""
    first = ServiceFactory(from_on=DAY, until_on=LATER)
    fields = {"person": first.person, "team": first.team, "role": first.role, "from_on": LATER}
    return Service(**(fields | second))


def phase(**second):
    entered = {"phase": Phase.objects.create(number=4, name_ar="الرابعة", name_en="Fourth"), "from_on": DAY}
    first = TeamPhase.objects.create(team=TeamFactory(), until_on=LATER, **entered)
    return TeamPhase(**({"team": first.team, "phase": first.phase, "from_on": LATER} | second))


def suspension(**fields):
    person = UserFactory()
    given = {"person": person, "from_on": DAY, "reason": "x", "imposed_by": UserFactory()}
    return Suspension(**(given | fields))


def again(**fields):
    first = suspension(until_on=LATER)
    first.save()
    return suspension(**({"person": first.person, "from_on": LATER} | fields))


def application(**fields):
    person = fields.pop("person", None) or UserFactory()
    given = {"person": person, "province": ProvinceFactory(), "state": "submitted", "policy": policy()}
    return Application(**(given | fields))


def decided(state, **fields):
    by = {"decided_by": UserFactory(), "decided_at": NOON}
    return application(state=state, **(by | fields))


def second_application():
    person = UserFactory()
    waiting(person, ProvinceFactory())
    return application(person=person, state="draft")


def own_decision():
    person = UserFactory()
    return decided("approved", person=person, decided_by=person, member_since=DAY)


def solution(**fields):
    given = {"team": TeamFactory(), "criterion": CriterionFactory(), "title_ar": "نافذة", "due_on": LATER}
    return Solution(**(given | fields))


def refused(**fields):
    row = ServiceFactory(confirmed_at=None)
    for name, value in ({"refused_at": NOON, "refused_by": UserFactory(), "refusal": "no"} | fields).items():
        setattr(row, name, value)
    return row


def own_confirmation():
    row = ServiceFactory()
    row.confirmed_by = row.person
    return row


def block_oneself():
    person = UserFactory()
    return Block(person=person, blocked=person)


def letter_to_oneself():
    person = UserFactory()
    return Message(sender=person, recipient=person, body="x")


def second_invitation():
    by = UserFactory()
    Invitation.objects.create(email="Zahra@babil.example", invited_by=by, expires_at=NOON)
    return Invitation(email="zahra@babil.example", invited_by=by, expires_at=NOON)


def channel_twice():
    first = Channel.objects.create(person=UserFactory(), kind="phone", value="0770")
    return Channel(person=first.person, kind="phone", value="0770")


def same_holiday(province):
    Holiday.objects.create(on=DAY, province=province, name_ar="عيد", name_en="Feast")
    return Holiday(on=DAY, province=province, name_ar="عيد آخر", name_en="Another")


NEVER = {
    "a twin of a service": lambda: twin(),
    "a service that ends before it starts": lambda: twin(role=Role.POSC, until_on=DAY),
    "a service that one confirms oneself": own_confirmation,
    "a refusal without a reason": lambda: refused(refusal=""),
    "a refusal by nobody": lambda: refused(refused_by=None),
    "refused and confirmed": lambda: refused(confirmed_at=NOON),
    "the same phase twice at a time": lambda: phase(),
    "a phase that ends before it began": lambda: phase(until_on=DAY),
    "two suspensions at a time": lambda: again(),
    "a suspension without a reason": lambda: suspension(reason=""),
    "a suspension that ends before it began": lambda: suspension(until_on=DAY - datetime.timedelta(1)),
    "a person who suspends themselves": lambda: suspension(person=(one := UserFactory()), imposed_by=one),
    "two applications at a time": second_application,
    "approved by nobody": lambda: decided("approved", member_since=DAY, decided_by=None),
    "approved without a policy": lambda: decided("approved", member_since=DAY, policy=None),
    "approved since no day": lambda: decided("approved"),
    "a member before the decision": lambda: application(member_since=DAY),
    "decided, yet waiting": lambda: decided("submitted"),
    "declined without a reason": lambda: decided("declined"),
    "a question without words": lambda: application(state="asked"),
    "one who decides on themselves": own_decision,
    "an achieved solution without a day": lambda: solution(state="achieved"),
    "a planned solution that has ended": lambda: solution(ended_on=DAY),
    "a policy for which nothing counts": lambda: MembershipPolicy(
        effective_from=LATER, needs_self_assessment=True, counting_roles=[], words_ar="x", words_en="x"
    ),
    "two policies from one day": lambda: MembershipPolicy(
        effective_from=policy().effective_from,
        needs_self_assessment=True,
        counting_roles=["posc"],
        words_ar="x",
        words_en="x",
    ),
    "one who blocks themselves": block_oneself,
    "one who writes to themselves": letter_to_oneself,
    "two open invitations of an address": second_invitation,
    "an invitation accepted by nobody": lambda: Invitation(
        email="a@b.example", invited_by=UserFactory(), expires_at=NOON, accepted_at=NOON
    ),
    "a channel given twice": channel_twice,
    "a national holiday twice": lambda: same_holiday(None),
    "a province's holiday twice": lambda: same_holiday(ProvinceFactory()),
}


@pytest.mark.parametrize("name", NEVER)
def test_the_database_refuses(name):
    row = NEVER[name]()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


SAID = [
    name for name in NEVER if name not in ("one who blocks themselves", "an invitation accepted by nobody")
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", SAID)
def test_people_read_a_sentence(name, language):
    with translation.override(language):
        with pytest.raises(ValidationError) as refusal:
            NEVER[name]().full_clean()

        words = " ".join(refusal.value.messages)
    assert "⟦" not in words
    assert "Constraint" not in words
    assert "قيد" not in words


ALLOWED = {
    "the day after a service": lambda: twin(from_on=LATER + datetime.timedelta(1)),
    "another role at the same time": lambda: twin(role=Role.LEADER),
    "another team at the same time": lambda: twin(team=TeamFactory()),
    "two phases side by side": lambda: phase(
        phase=Phase.objects.create(number=5, name_ar="الخامسة", name_en="Fifth")
    ),
    "a suspension after another": lambda: again(from_on=LATER + datetime.timedelta(1)),
    "one day of suspension": lambda: suspension(until_on=DAY),
    "a new application after a refusal": lambda: decided("declined", reason="no"),
    "a reform that was stopped": lambda: solution(state="stopped", ended_on=DAY),
    "a holiday of another province": lambda: Holiday(
        on=DAY, province=ProvinceFactory(), name_ar="عيد", name_en="Feast"
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_may_be(name):
    row = ALLOWED[name]()

    row.save()

    assert row.pk


def test_a_service_that_was_refused_stands_in_nobodys_way():
    row = refused()
    row.save()

    ServiceFactory(person=row.person, team=row.team, role=row.role, from_on=row.from_on)

    assert Service.objects.of(row.person).count() == 2


def test_declined_people_may_apply_again():
    person = UserFactory()
    decided("declined", person=person, reason="no").save()

    waiting(person, ProvinceFactory())

    assert person.applications.count() == 2


def test_a_notice_with_a_key_comes_once_a_person():
    first, second = UserFactory(), UserFactory()
    words = {"title_ar": "x", "title_en": "x", "path": "x", "key": "eligible"}
    Notice.objects.create(person=first, **words)
    Notice.objects.create(person=second, **words)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=first, **words)


def test_a_person_is_found_eligible_once():
    person = UserFactory()
    Eligibility.objects.create(person=person, policy=policy(), since_on=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Eligibility.objects.create(person=person, policy=policy(), since_on=LATER)


@pytest.mark.parametrize(
    ("asked", "version"),
    [("2012-01-01", "2013-05-16"), ("2026-05-31", "2013-05-16"), ("2026-06-01", "2026-06-01")],
)
def test_the_policy_of_a_day(asked, version):
    MembershipPolicy.objects.create(
        effective_from=LATER,
        minimum_months=9,
        needs_self_assessment=True,
        counting_roles=["posc"],
        words_ar="x",
        words_en="x",
    )

    found = MembershipPolicy.objects.in_force(datetime.date.fromisoformat(asked))

    assert found.effective_from == datetime.date.fromisoformat(version)


def test_a_policy_in_effect_stays_and_one_ahead_may_go():
    ahead = {"effective_from": kit.today() + datetime.timedelta(days=2), "counting_roles": ["posc"]}
    coming = MembershipPolicy.objects.create(needs_self_assessment=True, **ahead)
    in_effect = MembershipPolicy.objects.first()

    for change in (
        lambda: MembershipPolicy.objects.filter(pk=in_effect.pk).update(minimum_months=1),
        in_effect.delete,
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            change()
    coming.minimum_months = 9
    coming.save()
    coming.delete()


def test_free_days_are_the_country_s_and_the_province_s_own():
    karbala, babil = ProvinceFactory(), ProvinceFactory()
    Holiday.objects.create(on=DAY, province=karbala, name_ar="عاشوراء", name_en="Ashura")
    national = kit.today().replace(month=1, day=6)

    assert DAY in Holiday.objects.free_days(karbala)
    assert DAY not in Holiday.objects.free_days(babil)
    assert DAY not in Holiday.objects.free_days()
    assert national in Holiday.objects.free_days(babil)


def test_a_member_is_approved():
    assert ApplicationFactory().person.is_member(kit.today())
