"""Numbers and addresses that their owner hides stand on no page, history or export that staff open."""

import contextlib
import io
import json
import zipfile

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from members import actions
from members.models import Channel, Message, Profile, Service, User
from members.rosters import writing
from tests.factories.members import ServiceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db
HIDDEN = "07701234567"
EARLIER = "07707654321"
NUMBERS = HIDDEN, EARLIER
FORMATS = ["csv", "xlsx", "json"]


@pytest.fixture
def owner():
    """A member whose number is for nobody; another stood there before, seen by the province."""
    person = member(name_ar="زينب هادي")
    names = {name: getattr(person, name) for name in actions.profiles.NAMES}
    said = {"skills": [], "ask_about": "", "is_listed": True}
    for value, visibility in ((EARLIER, "province"), (HIDDEN, "nobody")):
        actions.keep_profile(person=person, names=names, said=said, channels=[("phone", value, visibility)])
    return person


@pytest.fixture(params=["staff", "superuser"])
def reader(request, client):
    """Nobody of Taqadum sees more than the owner chose, whatever their rights."""
    person = staff() if request.param == "superuser" else UserFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.all())
    client.force_login(person)
    return person


def pages_of(person):
    """Every page of the admin on which the person, their profile or a channel stands."""
    rows = [person, person.profile, *person.channels.all()]
    for row in rows:
        meta = row._meta
        name = f"admin:{meta.app_label}_{meta.model_name}"
        yield reverse(f"{name}_changelist")
        for page in ("change", "history", "delete"):
            yield reverse(f"{name}_{page}", args=[row.pk])
        for version in row.history.all():
            with contextlib.suppress(NoReverseMatch):
                yield reverse(f"{name}_simple_history", args=[row.pk, version.pk])


def test_no_page_or_history_of_the_admin_shows_them(client, reader, owner):
    opened = 0
    for page in pages_of(owner):
        response = client.get(page, follow=True)
        html = response.content.decode()
        assert not [number for number in NUMBERS if number in html], page
        opened += response.status_code == 200

    assert opened >= 12


def test_a_version_that_is_gone_shows_them_neither(client, reader, owner):
    gone = Channel.history.filter(value=EARLIER).first()

    for version in Channel.history.filter(id=gone.id):
        for part in (f"{gone.id}/history/", f"{gone.id}/history/{version.pk}/"):
            html = client.get(f"/en/admin/members/channel/{part}", follow=True).content.decode()
            assert EARLIER not in html


@pytest.mark.parametrize("model", [User, Profile, Channel, Message])
def test_no_export_of_the_admin_holds_them(client, reader, owner, model):
    """Channels have no export at all."""
    model_admin = admin.site._registry[model]
    if not hasattr(model_admin, "get_export_resource_classes"):
        assert model in (Channel, Message)
        return
    for resource in model_admin.get_export_resource_classes(None):
        ticked = {f"{resource.__name__.lower()}_{name}": "on" for name in resource().get_export_order()}
        address = reverse(f"admin:members_{model._meta.model_name}_export")
        sent = client.post(address, {"format": "2", "resource": "", **ticked})
        written = sent.content.decode()
        assert json.loads(written)
        assert not [number for number in NUMBERS if number in written + resource().export().csv]


def test_staff_find_nobody_by_a_number(client, reader, owner):
    for model in ("user", "profile", "channel"):
        page = client.get(reverse(f"admin:members_{model}_changelist"), {"q": HIDDEN})
        assert page.context["cl"].result_count == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_roster_that_leaves_holds_them(owner, ending):
    ServiceFactory(team=owner.services.get().team)
    written = writing.roster(Service.objects.filter(team=owner.services.get().team), ending, staff())

    assert owner.name_ar.encode() in written or ending == "xlsx"
    assert not [number for number in NUMBERS if number.encode() in _plain(written, ending)]


def _plain(written, ending):
    if ending != "xlsx":
        return written
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
