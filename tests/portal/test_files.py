"""Every address that gives a file back: private ones find nothing for strangers, whatever they guess."""

import inspect
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

import kit
from kit.files import serving
from library import actions
from library.models import Attachment, Kind, Withdrawal
from members.models import Profile
from tests.factories.documents import brought
from tests.factories.library import published, upload
from tests.factories.meetings import paper
from tests.factories.members import UserFactory, member, staff
from tests.factories.members_personal import DataExportFactory, stored
from tests.factories.themes import GoalFactory, ThemeFactory, proof

pytestmark = pytest.mark.django_db
FOUND, NOTHING, SIGN_IN = 200, 404, 302


def patterns(of=None, space=""):
    """(name, view) of every address."""
    for pattern in get_resolver().url_patterns if of is None else of:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", pattern.callback


def gives_stored_files(view):
    """Whether the view, or a function of its module that it calls, hands a stored file to `serve`."""
    view = inspect.unwrap(view)
    module = inspect.getmodule(view)
    if not inspect.isfunction(view) or getattr(module, "serve", None) is not serving.serve:
        return False
    source = inspect.getsource(view)
    called = [
        one for name, one in vars(module).items() if inspect.isfunction(one) and f"return {name}(" in source
    ]
    return "serve(" in source or any("return serve(" in inspect.getsource(one) for one in called)


def attached(author, **facts):
    """A file with a preview in a draft of this author."""
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Draft", **facts)
    found = actions.attach(revision=draft, upload=upload(), by=author)
    Attachment.objects.filter(pk=found.pk).update(preview=stored("a picture"))
    return found


def of_members_item(author):
    item = published(
        created_by=author, is_public=False, files=[{"path": stored("x"), "preview": stored("y")}]
    )
    return item.attachments.get()


def of_withdrawn(author):
    found = of_members_item(author)
    Withdrawal.objects.create(item=found.item, by=author, reason="Old.")
    return found


def photo(author):
    Profile.objects.create(person=author, photo=stored("a photo"))
    return {"public_id": author.public_id}


# address → (what lies there, made for its author; who else finds it)
FILES = {
    "library_file": [(attached, ()), (of_members_item, ("member",)), (of_withdrawn, ())],
    "library_preview": [(attached, ()), (of_members_item, ("member",)), (of_withdrawn, ())],
    "themes:proof": [(lambda author: proof(goal=GoalFactory(theme=ThemeFactory(state="draft"))), ())],
    "committee:paper": [(lambda author: paper(), ())],
    "members:export": [(lambda author: {"pk": DataExportFactory(person=author).pk}, ())],
    "members_photo": [(photo, ("member",))],
}
OF_STAFF = {"themes:proof", "committee:paper"}  # the author of these is staff


def cases():
    return [(name, number) for name, rows in FILES.items() for number in range(len(rows))]


def answers(person, address):
    client = Client()
    if person:
        client.force_login(person)
    found = []
    for given in ({}, {"range": "bytes=0-0"}, {"if_none_match": "*"}):
        headers = {key.replace("_", "-"): value for key, value in given.items()}
        for method in (client.get, client.head):
            answer = method(address, headers=headers)
            found.append(answer.status_code)
            if answer.streaming:
                answer.getvalue()
    return set(found)


@pytest.mark.parametrize(("name", "number"), cases())
def test_strangers_find_nothing_and_owners_do(name, number):
    make, others = FILES[name][number]
    author = staff() if name in OF_STAFF else member()
    found = make(author)
    with translation.override("ar"):
        address = reverse(name, kwargs=found if isinstance(found, dict) else {"uuid": found.uuid})
    assert answers(None, address) <= {NOTHING, SIGN_IN}
    assert answers(UserFactory(), address) == {NOTHING}
    if "member" not in others:
        assert answers(member(), address) == {NOTHING}
    else:
        assert answers(member(), address) & {FOUND, 206}
    own = answers(author, address)
    assert NOTHING not in own


def test_every_address_that_gives_stored_files_is_walked():
    giving = {name for name, view in patterns() if gives_stored_files(view)}
    assert giving == set(FILES)


def test_a_number_nobody_was_given_and_a_name_in_the_storage_lead_nowhere(client):
    client.force_login(staff())
    folder = brought().path
    for path in (folder, f"media/{folder}", f"f/{folder}", f"static/{folder}"):
        assert client.get(f"/{path}").status_code == NOTHING
    for name in ("library_file", "library_preview", "themes:proof", "committee:paper"):
        with translation.override("en"):
            assert client.get(reverse(name, args=[uuid.uuid4()])).status_code == NOTHING


def test_an_upload_on_its_way_is_known_to_its_owner_alone():
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Draft")
    arriving = actions.start_upload(revision=draft, by=author, name="film.mp4", length=1_000)
    for person, wanted in ((member(), NOTHING), (staff(), NOTHING), (author, 200)):
        client = Client()
        client.force_login(person)
        answer = client.head(f"/tus/{arriving.uuid}", headers={"tus-resumable": "1.0.0"})
        assert answer.status_code == wanted
    assert kit.now() < arriving.expires_at
