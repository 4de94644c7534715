"""The file that proves how far a goal has come: checked, private, beside its report."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

import kit
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, member, staff
from tests.factories.themes import GoalFactory, ThemeFactory, proof
from themes import actions
from themes.models import Progress, Proof

pytestmark = pytest.mark.django_db
LETTER = "كتاب الوزارة.txt"
PROOF = "سبعة نظم".encode()


@pytest.fixture
def goal():
    term = TermFactory(state="active")
    term.editors.add(UserFactory())
    return GoalFactory(theme=ThemeFactory(term=term))


@pytest.fixture
def editor(goal):
    return goal.theme.term.editors.get()


def file(name=LETTER, content=PROOF):
    return SimpleUploadedFile(name, content)


def given(**more):
    return {"on": f"{kit.today():%Y-%m-%d}", "value": "7", "note_en": "A letter", **more}


def address(goal):
    return f"/en/themes/goals/{goal.pk}/progress/"


def stored():
    """Names of all files in the storage."""
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "size"), [("ar", "١٥ بايت"), ("en", "15 bytes")])
def test_the_file_stands_beside_the_report_with_its_size(client, goal, editor, language, size):
    client.force_login(editor)

    answer = client.post(address(goal), given(proof=file()))

    kept = Proof.objects.get()
    client.logout()
    page = client.get(f"/{language}/themes/{goal.theme_id}/").content.decode()
    assert answer.status_code == 302
    assert (kept.name, kept.uploaded_by, kept.progress.value) == (LETTER, editor, 7)
    assert LETTER in page
    assert size in page
    assert f"/{language}/themes/proofs/{kept.uuid}/" in page


def test_it_leaves_as_an_attachment_that_no_browser_runs(client):
    kept = proof(goal=GoalFactory())

    answer = client.get(f"/ar/themes/proofs/{kept.uuid}/")

    assert b"".join(answer.streaming_content) == PROOF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_only_who_may_read_the_theme_opens_its_files(client):
    term = TermFactory()
    chair = UserFactory()
    term.editors.add(chair)
    kept = proof(goal=GoalFactory(theme=ThemeFactory(term=term, state="draft")))
    may = {None: 404, member(): 404, chair: 200, SeatFactory().representative: 200, staff(): 200}

    for person, status in may.items():
        client.logout()
        if person:
            client.force_login(person)
        answer = client.get(f"/en/themes/proofs/{kept.uuid}/")
        assert answer.status_code == status
        assert (b"".join(answer) == PROOF) is (status == 200)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("proof.exe", b"MZ\x90"),
        ("proof.svg", b"<svg onload='x()'/>"),
        ("proof.pdf", b"<html><script>x()</script></html>"),
        ("proof.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("proof.txt", b""),
        ("video.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40),
    ],
)
def test_what_is_hostile_or_no_evidence_is_refused_above_its_field(client, goal, editor, name, content):
    client.force_login(editor)
    before = stored()

    answer = client.post(address(goal), given(proof=file(name, content)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_proof_error"' in page
    assert 'value="7"' in page
    assert not Progress.objects.exists()
    assert stored() == before


def test_a_later_file_of_the_same_day_replaces_the_earlier_one(
    goal, editor, django_capture_on_commit_callbacks
):
    report = {"goal": goal, "by": editor, "on": kit.today(), "note_en": "A letter"}
    actions.report(value=3, proof=file("first.txt", b"three"), **report)
    first = Proof.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        actions.report(value=5, proof=file("second.txt", b"five"), **report)
    actions.report(value=6, **report)

    assert (Proof.objects.get().name, Progress.objects.get().value) == ("second.txt", 6)
    assert not default_storage.exists(first.path)


@pytest.mark.parametrize(
    ("who", "days", "why"),
    [(member, 0, PermissionDenied), (staff, 3, ValidationError)],
)
def test_a_report_that_is_refused_leaves_no_file(goal, who, days, why):
    before, on = stored(), kit.today() + datetime.timedelta(days=days)

    with pytest.raises(why):
        actions.report(goal=goal, by=who(), on=on, value=1, note_en="x", proof=file())

    assert stored() == before


def test_a_report_with_a_file_stays():
    kept = proof(goal=GoalFactory())

    with pytest.raises(ProtectedError):
        kept.progress.delete()


def test_files_cost_the_page_of_a_theme_nothing_more(client):
    theme = ThemeFactory()
    for _n in range(3):
        proof(goal=GoalFactory(theme=theme))
    few = _queries(client, theme)
    for n in range(20):
        proof(goal=theme.goals.first(), on=datetime.date(2026, 10, 1) + datetime.timedelta(days=n))

    assert _queries(client, theme) == few


def _queries(client, theme):
    with CaptureQueriesContext(connection) as found:
        client.get(f"/en/themes/{theme.pk}/")
    return len(found)
