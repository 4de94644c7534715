"""People, provinces and teams for tests."""

import datetime

import factory
from django.contrib.auth.hashers import make_password

import kit
from members.models import (
    Application,
    AuditEvent,
    Criterion,
    MembershipPolicy,
    Province,
    Role,
    Service,
    Team,
    User,
)

LONG_AGO = datetime.date(2012, 1, 1)


class ProvinceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"X{n:04d}"[:5])
    name_ar = factory.Sequence(lambda n: f"محافظة {n}")
    name_en = factory.Sequence(lambda n: f"Province {n}")
    region = "centre"
    hex_x = factory.Sequence(lambda n: (n % 8) / 2 + 1)
    hex_y = factory.Sequence(lambda n: n % 7)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda n: n + 1)
    name_ar = factory.Sequence(lambda n: f"معيار {n}")
    name_en = factory.Sequence(lambda n: f"Criterion {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@province.example")
    name_ar = factory.Sequence(lambda n: f"علي حسين {n}")
    password = factory.LazyFunction(lambda: make_password(None))


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    province = factory.SubFactory(ProvinceFactory)
    name_ar = factory.LazyAttribute(lambda team: f"فريق {team.province.name_ar}")
    name_en = factory.LazyAttribute(lambda team: f"{team.province.name_en} team")
    started_on = LONG_AGO
    self_assessed_on = LONG_AGO + datetime.timedelta(days=100)


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    person = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    role = Role.CRITERION
    from_on = LONG_AGO
    confirmed_at = datetime.datetime(2012, 2, 1, tzinfo=datetime.UTC)


class AuditEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEvent

    actor = factory.SubFactory(UserFactory)
    verb = "signed in"


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Approved long ago, unless told otherwise."""

    class Meta:
        model = Application

    person = factory.SubFactory(UserFactory)
    province = factory.SubFactory(ProvinceFactory)
    state = Application.State.APPROVED
    submitted_at = decided_at = datetime.datetime(2012, 9, 1, tzinfo=datetime.UTC)
    policy = factory.LazyFunction(lambda: MembershipPolicy.objects.in_force(kit.today()))
    decided_by = factory.SubFactory(UserFactory)
    member_since = LONG_AGO + datetime.timedelta(days=244)


def waiting(person, province, state=Application.State.SUBMITTED, **fields):
    """An application that nobody has decided on."""
    undecided = {"decided_by": None, "decided_at": None, "member_since": None}
    return ApplicationFactory(person=person, province=province, state=state, **undecided, **fields)


def member(province=None, **fields):
    """A member of the network, serving in the team of the province."""
    team = TeamFactory(**({"province": province} if province else {}))
    person = ServiceFactory(team=team, person=UserFactory(**fields)).person
    ApplicationFactory(person=person, province=team.province)
    return person


def staff(**fields):
    """A person of Taqadum with every right in the admin."""
    return UserFactory(is_staff=True, is_superuser=True, **fields)
