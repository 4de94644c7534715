"""What others see of a link to a practice: words, a picture, and where machines find the public pages."""

import datetime
import io
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from PIL import Image

from en_portal.sitemaps import PublicPages
from kit.clock import BAGHDAD
from kit.pdf import draw
from library import actions
from library.models import Item
from library.views import sharing
from tests.factories.library import RevisionFactory, approve, published
from tests.factories.members import member, staff
from tests.library.test_reading import of, page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(("language", "locale"), [("ar", "ar_IQ"), ("en", "en_US")])
def test_a_public_practice_says_what_a_shared_link_shows(client, language, locale):
    item = published(title_ar="قائمة «تدقيق»", title_en='Check"list')
    shown = page(client, of(item, language))
    for words in (
        f'property="og:image" content="http://testserver{of(item, language)}picture.jpg"',
        f'property="og:url" content="http://testserver{of(item, language)}"',
        f'property="og:locale" content="{locale}"',
        'property="og:image:width" content="1200"',
        f'data-copy="http://testserver{of(item, language)}"',
    ):
        assert words in shown, words
    assert "mailto:?subject=" in shown
    hidden = published(is_public=False)
    client.force_login(member())
    assert "picture.jpg" not in page(client, of(hidden, language))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_picture_is_small_and_drawn_once(client, language, monkeypatch):
    drawn = []
    monkeypatch.setattr(sharing, "draw", lambda *args, **words: drawn.append(words) or draw(*args, **words))
    item = published(title_ar="قائمة تدقيق من صفحة واحدة " * 7, title_en="One-page checklist " * 9)
    answers = [client.get(f"{of(item, language)}picture.jpg") for _ in range(2)]
    picture = Image.open(io.BytesIO(answers[1].content))
    assert (picture.format, picture.size, answers[0]["Content-Type"]) == ("JPEG", (1200, 630), "image/jpeg")
    assert len(answers[0].content) < 300_000
    assert len(drawn) == 1
    again = client.get(f"{of(item, language)}picture.jpg", headers={"if-none-match": answers[0]["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in again["Cache-Control"]


def test_other_words_and_another_language_are_another_picture(client):
    item = published(title_ar="قائمة", title_en="Checklist")
    before = {client.get(f"{of(item, language)}picture.jpg")["ETag"] for language in ("ar", "en")}
    other = published(title_ar="قائمة أخرى", title_en="Checklist", province=item.province)
    assert client.get(f"{of(other, 'en')}picture.jpg")["ETag"] in before
    assert client.get(f"{of(other, 'ar')}picture.jpg")["ETag"] not in before


def test_what_is_not_public_has_no_picture_for_anybody(client):
    hidden = published(is_public=False)
    gone = published(created_by=member())
    actions.withdraw(item=gone, by=gone.created_by, reason="x")
    for person in (None, staff()):
        if person:
            client.force_login(person)
        for item in (hidden, gone):
            page(client, f"{of(item)}picture.jpg", 404)


def locations(client, address):
    root = ET.fromstring(client.get(address).content)
    return root, [one.findtext(f"{MAP}loc") for one in root]


def test_the_map_goes_on_over_pages(client, monkeypatch):
    monkeypatch.setattr(PublicPages, "limit", 4)
    published(), published(), published()
    _root, sections = locations(client, "/sitemap.xml")
    pages = [one for one in sections if "practices" in one]
    assert pages == [f"http://testserver/sitemap-practices.xml{page}" for page in ("", "?p=2")]
    assert len(locations(client, "/sitemap-practices.xml?p=2")[1]) == 2


def test_the_map_names_public_practices_in_both_languages(client):
    item, hidden = published(), published(is_public=False)
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /ar/admin/" in robots
    _root, sections = locations(client, "/sitemap.xml")
    assert "http://testserver/sitemap-practices.xml" in sections
    for section in sections:
        _root, found = locations(client, section.removeprefix("http://testserver"))
        for one in found:
            assert client.get(one.removeprefix("http://testserver")).status_code == 200, one
    root, found = locations(client, "/sitemap-practices.xml")
    assert found == [f"http://testserver{of(item, language)}" for language in ("ar", "en")]
    assert of(hidden, "ar") not in str(found)
    links = {one.get("hreflang"): one.get("href") for one in root[1].iter(LINK)}
    arabic = f"http://testserver{of(item, 'ar')}"
    assert links == {"ar": arabic, "en": f"http://testserver{of(item, 'en')}", "x-default": arabic}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_feed_leads_to_the_practices_in_its_language(client, language):
    item = published(title_ar="قائمة", title_en="Checklist")
    published(is_public=False, title_ar="مخفية", title_en="Hidden")
    feed = f"/feeds/practices.{language}.xml"
    assert feed in page(client, f"/{language}/")
    root = ET.fromstring(client.get(feed).content)
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{of(item, language)}"
    assert entry.findtext(f"{ATOM}title") == {"ar": "قائمة", "en": "Checklist"}[language]
    assert {one.get("href") for one in root.findall(f"{ATOM}link")} == {
        f"http://testserver/{language}/library/",
        f"http://testserver{feed}",
    }


def test_a_new_version_is_new_outside_and_the_first_day_stays(client):
    first, later = (datetime.datetime(2026, month, 2, 9, tzinfo=BAGHDAD) for month in (3, 10))
    item = published(created_by=member(), published_at=first)
    second = RevisionFactory(item=item, number=2, title_ar="قائمة ثانية")
    approve(second, decided_at=later)
    Item.objects.filter(pk=item.pk).update(published_revision=second)
    root, _found = locations(client, "/sitemap-practices.xml")
    assert [one.text[:10] for one in root.iter(f"{MAP}lastmod")] == ["2026-10-02"] * 2
    (entry,) = ET.fromstring(client.get("/feeds/practices.ar.xml").content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published")[:10] == "2026-03-02"
    assert entry.findtext(f"{ATOM}updated")[:10] == "2026-10-02"
