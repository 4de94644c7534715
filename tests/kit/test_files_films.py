"""A picture of a film, by the real ffmpeg: a second after its beginning, upright and small."""

import io
import shutil
import subprocess

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from kit.files import inspect
from kit.files.intake import discard, store_unread
from kit.files.reading import SIDE, read
from tests.factories.kit import MP4, WEBM, upload

FFMPEG = shutil.which("ffmpeg")
pytestmark = pytest.mark.skipif(not FFMPEG, reason="ffmpeg was not found")
COLOURS = [
    f"color={name}:size=640x360:rate=10:duration={seconds}" for name, seconds in (("red", 1), ("blue", 2))
]
RED_THEN_BLUE = "{}[a];{}[b];[a][b]concat".format(*COLOURS)


@pytest.fixture
def film(tmp_path):
    """film(ending, picture, *words): the bytes of a film that ffmpeg makes."""

    def make(ending, picture, *words):
        path = tmp_path / f"film.{ending}"
        command = [FFMPEG, "-nostdin", "-v", "error", "-f", "lavfi", "-i", picture]
        subprocess.run([*command, *words, "-y", str(path)], check=True, timeout=60)
        return path.read_bytes()

    return make


def seen(data, content_type):
    """The preview as a picture, or None."""
    path = store_unread(ContentFile(data))
    found = read(path, content_type)
    discard(path)
    assert (found.failure, found.text) == ("", "")
    return Image.open(io.BytesIO(found.preview)) if found.preview else None


@pytest.mark.parametrize(
    ("ending", "content_type", "codec"),
    [("mp4", "video/mp4", ["-c:v", "mpeg4"]), ("webm", "video/webm", ["-c:v", "libvpx"])],
)
def test_a_film_shows_what_is_seen_after_a_second(film, ending, content_type, codec):
    data = film(ending, RED_THEN_BLUE, *codec)
    inspect(upload(f"فيلم.{ending}", data))
    picture = seen(data, content_type)
    assert (picture.format, picture.size) == ("WEBP", (SIDE, 270))
    red, _green, blue = picture.convert("RGB").getpixel((240, 135))
    assert blue > 200 > 60 > red


def test_a_film_of_half_a_second_shows_its_first_picture(film):
    picture = seen(film("mp4", "color=red:size=320x240:rate=10:duration=0.5"), "video/mp4")
    assert picture.size == (320, 240)
    assert picture.convert("RGB").getpixel((9, 9))[0] > 200


def test_a_film_of_a_telephone_held_upright_stands_upright(film, tmp_path):
    lying = film("mp4", "color=red:size=640x360:rate=10:duration=2", "-c:v", "mpeg4")
    turned = tmp_path / "turned.mp4"
    (tmp_path / "lying.mp4").write_bytes(lying)
    command = [FFMPEG, "-nostdin", "-v", "error", "-i", str(tmp_path / "lying.mp4"), "-c", "copy"]
    subprocess.run([*command, "-metadata:s:v", "rotate=90", str(turned)], check=True, timeout=60)
    picture = seen(turned.read_bytes(), "video/mp4")
    assert picture.height > picture.width


def test_a_film_of_today_with_sound_is_read(film):
    picture = "testsrc=size=1920x1080:rate=25:duration=2"
    sound = ["-f", "lavfi", "-i", "sine=duration=2", "-c:v", "libx264", "-c:a", "aac", "-pix_fmt", "yuv420p"]
    assert seen(film("mp4", picture, *sound), "video/mp4").size == (SIDE, 270)


@pytest.mark.parametrize(
    ("data", "content_type"),
    [(MP4, "video/mp4"), (WEBM, "video/webm"), (b"", "video/mp4"), (b"#EXTM3U\n/etc/passwd\n", "video/mp4")],
)
def test_what_is_no_film_has_no_picture_and_no_error(data, content_type):
    assert seen(data, content_type) is None


def test_sound_in_the_coat_of_a_film_has_no_picture(film):
    data = film("mp4", "anullsrc=duration=1", "-t", "1", "-c:a", "aac")
    assert seen(data, "video/mp4") is None


def test_a_film_that_breaks_off_shows_what_there_is(film):
    whole = film("webm", "testsrc=size=320x240:rate=10:duration=4", "-c:v", "libvpx")
    assert seen(whole[: len(whole) // 2], "video/webm").size == (320, 240)
