"""My profile: names, skills, channels and a photo are kept as a whole, or told what is wrong with them."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from members import actions
from members.forms.profile import MOST_CHANNELS
from members.models import AuditEvent, Channel, Consent, Listing, Profile
from tests.factories.members import UserFactory, member

pytestmark = pytest.mark.django_db
PAGE = "/en/members/me/profile/"


def picture(kind="JPEG", size=(900, 600), name="me.jpg", exif=b""):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def filled(channels=(), **fields):
    """What the browser sends."""
    data = {
        "name_ar": "زينب هادي",
        "name_latin": "Zainab Hadi",
        "position_ar": "مديرة قسم",
        "position_en": "",
        "skills": "المشتريات\nقياس الأداء، Excel",
        "ask_about": "العقود",
        "is_listed": "on",
        "channels-TOTAL_FORMS": len(channels),
        "channels-INITIAL_FORMS": 0,
    }
    for number, (kind, value, visibility) in enumerate(channels):
        names = {"kind": kind, "value": value, "visibility": visibility}
        data |= {f"channels-{number}-{name}": each for name, each in names.items()}
    return data | fields


@pytest.fixture
def person(client):
    person = member(name_ar="زينب")
    client.force_login(person)
    return person


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_what_is_kept(client, person, language):
    Profile.objects.create(person=person, skills=["المشتريات"], ask_about="العقود")
    Channel.objects.create(person=person, kind="phone", value="0770123")

    html = client.get(f"/{language}/members/me/profile/").content.decode()

    for word in ("زينب", "المشتريات", "العقود", "0770123"):
        assert word in html


def test_everything_is_kept_and_the_person_is_found_by_it(client, person):
    rows = [("phone", "٠٧٧٠ ١٢٣ ٤٥٦٧", "members"), ("telegram", "https://t.me/zainab_hadi", "nobody")]

    response = client.post(PAGE, filled(rows))

    assert response.url == f"/en/members/people/{person.public_id}/"
    person.refresh_from_db()
    assert (person.name_ar, person.name_latin, person.position_ar) == (
        "زينب هادي",
        "Zainab Hadi",
        "مديرة قسم",
    )
    assert person.profile.skills == ["المشتريات", "قياس الأداء", "Excel"]
    assert [agreed.is_given for agreed in person.consents.filter(kind="directory")] == [True]
    assert set(person.channels.values_list("kind", "value", "visibility")) == {
        ("phone", "07701234567", "members"),
        ("telegram", "@zainab_hadi", "nobody"),
    }
    assert Listing.objects.named("Zaynab").under({"skill": ["Excel".lower()]}).get().person == person
    assert AuditEvent.objects.filter(verb="profile.kept", actor=person).count() == 1


def test_who_does_not_want_to_be_listed_is_not(client, person):
    data = filled()
    del data["is_listed"]

    client.post(PAGE, data)

    assert not person.listings.exists()
    assert not Consent.objects.filter(person=person, is_given=True).exists()


def test_channels_change_and_go(client, person):
    client.post(PAGE, filled([("phone", "07701234567", "members"), ("email", "z@x.example", "members")]))
    kept = person.channels.get(kind="phone").pk

    client.post(PAGE, filled([("phone", "07701234567", "province"), ("email", "", "members")]))

    channel = person.channels.get()
    assert (channel.pk, channel.visibility) == (kept, "province")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_ar": ""}, "This field is required."),
        ({"skills": "م" * 61}, "Please shorten it"),
        ({"skills": "\n".join(f"skill {n}" for n in range(13))}, "Choose the twelve"),
        ({"channels": [("phone", "abc", "members")]}, "Write the number with its code"),
        ({"channels": [("telegram", "a b", "members")]}, "Write the name that Telegram shows"),
        ({"channels": [("email", "z@", "members")]}, "This is no whole e-mail address"),
        ({"channels": [("fax", "0770123456", "members")]}, "Select a valid choice"),
        ({"channels": [("phone", "0770123456", "world")]}, "Select a valid choice"),
        (
            {"channels": [("phone", f"077012345{n}", "members") for n in range(MOST_CHANNELS + 1)]},
            "at most 6",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, person, fields, sentence):
    response = client.post(PAGE, filled(**fields))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    person.refresh_from_db()
    assert person.name_ar == "زينب"
    assert not person.channels.exists()


def test_a_photo_is_made_small_and_given_to_whom_the_page_is_open(
    client, person, django_capture_on_commit_callbacks
):
    exif = Image.Exif()
    exif[0x9286] = "where I live"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, filled(photo=picture(exif=exif.tobytes())))

    first = Profile.objects.get(person=person).photo
    answer = client.get(f"/p/{person.public_id}")
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/webp"
    assert b"where I live" not in content
    assert max(Image.open(io.BytesIO(content)).size) == 256
    for viewer, status in ((member(), 200), (UserFactory(), 404)):
        client.force_login(viewer)
        answer = client.get(f"/p/{person.public_id}")
        assert b"".join(answer) is not None  # read to the end, so that the file is closed
        assert answer.status_code == status
    client.force_login(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, filled(photo=picture("PNG", name="new.png")))
    assert not default_storage.exists(first)
    second = Profile.objects.get(person=person).photo
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, filled(is_photo_removed="on"))
    assert not default_storage.exists(second)
    assert client.get(f"/p/{person.public_id}").status_code == 404


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        SimpleUploadedFile("me.jpg", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("me.png", b""),
        SimpleUploadedFile("me.pdf", b"%PDF-1.7 no picture"),
        picture("PNG", (8_000, 8_000), name="bomb.png"),
    ],
    ids=["drawing with code", "page by another name", "empty", "no picture", "too many pixels"],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_hostile_picture_is_refused_with_a_sentence(client, person, upload, language):
    upload.seek(0)

    response = client.post(f"/{language}/members/me/profile/", filled(photo=upload))

    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not Profile.objects.filter(person=person).exists()


def test_a_stored_photo_is_removed_where_the_rest_cannot_be_kept(person):
    from kit.files import inspect

    before = _stored_files()
    with pytest.raises(ValueError, match="too many values"):
        actions.keep_profile(
            person=person,
            names={},
            said={},
            channels=[("phone", "1", "members", "?")],
            photo=inspect(picture()),
        )

    assert _stored_files() == before


def _stored_files():
    if not default_storage.exists(""):  # nothing has been stored yet
        return []
    folders, files = default_storage.listdir("")
    return sorted(
        files + [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]
    )
