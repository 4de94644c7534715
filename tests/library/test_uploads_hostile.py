"""What means harm does not come in, by the form or in pieces, and the reader is told why; all else does."""

import time
import uuid

import pytest

from kit.files import KINDS, safe_name
from library.models import Attachment, Upload
from tests.factories.hostile import ARABIC, HOSTILE, NAMES_DJANGO_MENDS
from tests.factories.kit import upload
from tests.factories.members import member
from tests.library.test_uploads import begin, send

pytestmark = pytest.mark.django_db
SECONDS = 10  # for all of them together, into one draft


@pytest.fixture
def author(client):
    person = member()
    client.force_login(person)
    return person


def by_form(client, name, data, key, language):
    """The sentence beside the file, or "" where it was taken."""
    form = {"form_key": key, "results-TOTAL_FORMS": "0", "results-INITIAL_FORMS": "0", "title_ar": "قائمة"}
    form["kind"] = "tool"
    answer = client.post(
        f"/{language}/library/new/", {**form, "title_ar": "قائمة", "files": upload(name, data)}
    )
    assert answer.status_code in (302, 422)
    refusals = client.session.get("library.refusals", [])
    return " ".join(sentence for _name, sentence in refusals)


def by_tus(client, name, data, key, language):
    headers = {"Accept-Language": language}
    begun = begin(client, len(data), name, key, **headers)
    if begun.status_code != 201:
        assert begun.status_code == 422
        return begun.content.decode()
    answer = send(client, begun["Location"], data, **headers)
    assert answer.status_code in (204, 422)
    return answer.content.decode()


def test_there_are_many_kinds_of_harm():
    assert len(HOSTILE) >= 54
    assert len({data for _name, data in HOSTILE.values()}) >= 54


@pytest.mark.parametrize(("way", "language"), [(by_form, "ar"), (by_tus, "en"), (by_tus, "ar")])
def test_harm_is_refused_in_words_and_soon(client, author, way, language):
    silent, took, draft = [], time.monotonic(), uuid.uuid4()
    for case, (name, data) in HOSTILE.items():
        said = way(client, name, data, draft, language)
        is_inert = way is by_form and case in NAMES_DJANGO_MENDS  # the name's tricks are gone on arrival
        if not (said.endswith(".") and "⟦" not in said) and not is_inert:
            silent.append((case, said))
        assert language == "en" or not said or any("ا" <= letter <= "ي" for letter in said), said
    assert not silent
    assert time.monotonic() - took < SECONDS
    for kept in Attachment.objects.all():
        assert kept.name == safe_name(kept.name)
    assert not Upload.objects.filter(attachment__isnull=False).exists()


@pytest.mark.parametrize("way", [by_form, by_tus])
def test_arabic_files_of_every_kind_come_in_and_keep_their_names(client, author, way):
    assert set(ARABIC) == set(KINDS)
    for kind, data in ARABIC.items():
        assert way(client, f"محضر اللجنة (٣).{kind}", data, uuid.uuid4(), "ar") == ""
    names = set(Attachment.objects.values_list("name", flat=True))
    assert names == {f"محضر اللجنة (٣).{kind}" for kind in ARABIC}
