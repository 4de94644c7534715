"""Forms that bring a file while the bucket is away: one sentence, nothing half written, and later it goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import kit
from committee.models import AgendaItem, Paper
from library.models import DocumentImport
from members.models import AuditEvent, Channel, Profile, User
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.documents import folder
from tests.factories.meetings import AgendaItemFactory
from tests.factories.members import UserFactory, member, staff
from tests.factories.themes import GoalFactory, ThemeFactory
from tests.members.test_profile import filled, picture
from themes.models import Progress, Proof

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]
KEPT = (AgendaItem, AuditEvent, Channel, DocumentImport, Paper, Profile, Progress, Proof, User)
SENTENCES = {
    "en": "The file could not be kept: the place for files does not answer.",
    "ar": "تعذّر حفظ الملف: مكان حفظ الملفات لا يجيب.",
}
SHEET = "title_en,kind,files\nA tender checklist,tool,list.txt\n".encode("utf-8-sig")


def paper():
    item = AgendaItemFactory()
    given = {"paper": SimpleUploadedFile("a.txt", b"a paper")}
    return SeatFactory().representative, f"committee/items/{item.pk}/papers/", given


def photo():
    channels = [("phone", "0770123", "members")]
    return member(), "members/me/profile/", filled(channels, photo=picture())


def proof():
    term = TermFactory(state="active")
    term.editors.add(UserFactory())
    goal = GoalFactory(theme=ThemeFactory(term=term))
    given = {"on": f"{kit.today():%Y-%m-%d}", "value": "7", "note_en": "A letter"}
    given["proof"] = SimpleUploadedFile("a.txt", b"a letter")
    return term.editors.get(), f"themes/goals/{goal.pk}/progress/", given


def documents():
    given = {"sheet": SimpleUploadedFile("a.csv", SHEET), "folder": folder({"list.txt": b"Twenty checks."})}
    person = staff()
    return person, "admin/library/documentimport/new/", given


def counted():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in KEPT}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("form", [paper, photo, proof, documents])
def test_the_form_says_it_and_keeps_nothing(client, bucket, no_line, form, language):
    person, page, given = form()
    client.force_login(person)
    client.get("/en/")
    before = counted()
    no_line.cut()

    answer = client.post(f"/{language}/{page}", given)

    assert answer.status_code == 422
    assert answer.content.decode().count(SENTENCES[language]) == 1
    assert counted() == before
    no_line.mend()
    for file in given.values():
        if hasattr(file, "seek"):
            file.seek(0)
    assert client.post(f"/{language}/{page}", given).status_code == 302
    assert len(list(bucket.objects.all())) == 1
    assert counted() != before
