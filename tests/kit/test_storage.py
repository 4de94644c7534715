"""The bundles: one sheet, one script, one sprite, light and made anew when a source changes."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command

from kit import storage

SOURCES = Path(project.BASE_DIR, "static", "css")


@pytest.fixture
def finder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return storage.BundleFinder()


def test_the_sheet_holds_every_source_and_begins_with_the_order_of_layers():
    sheets = {SOURCES: storage.bundle("css/portal.css"), SOURCES / "work": storage.bundle("css/work.css")}

    assert sheets[SOURCES].startswith("@layer tokens, reset, base, layout, components, utilities, print;")
    for path in SOURCES.rglob("*.css"):
        last = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "{" in line][-1]
        assert last in sheets[path.parent], path.name
        assert "/*" not in sheets[path.parent]


def test_every_sheet_stands_in_a_layer():
    outside = [
        path.name
        for path in SOURCES.rglob("*.css")
        if not re.match(r"\s*(/\*.*?\*/\s*)?@(layer|font-face)\b", path.read_text(encoding="utf-8"), re.S)
    ]

    assert not outside


def test_the_sheet_is_light():
    """Asked for once a release; what a first visit may weigh in all is kept by the gates."""
    assert len(gzip.compress(storage.bundle("css/portal.css").encode(), 9)) <= 18 * 1024


def test_what_the_sheet_asks_for_is_there():
    sheet = storage.bundle("css/portal.css")
    asked = re.findall(r'url\("(?!data:)([^"]+)"\)', sheet)

    assert len(asked) == 4
    assert sheet.count("data:image/svg+xml,") == 5
    assert not [name for name in asked if not (SOURCES / name).resolve().exists()]


def test_colours_are_named_in_the_tokens_alone():
    raw = re.compile(r"#[0-9a-f]{3,8}\b(?!\")", re.I)
    allowed = {"tokens.css", "tokens-dark.css", "print.css"}
    found = {
        f"{path.name}: {line.strip()}"
        for path in SOURCES.rglob("*.css")
        if path.name not in allowed
        for line in path.read_text(encoding="utf-8").splitlines()
        if raw.search(line) and not re.search(r"#(fff|000)\b|--seq-", line)
    }

    assert not found


def test_every_page_loads_a_small_script_and_htmx_only_where_it_works():
    script = storage.bundle("js/portal.js")

    assert "data-display" in script
    assert "dataset.htmx" in script
    assert len(script) < 4096
    assert "includeIndicatorStyles" in storage.bundle("js/htmx.js")


@pytest.mark.parametrize("name", sorted(storage.BUNDLES))
def test_a_bundle_is_found_with_its_compressed_kin(finder, name):
    found = Path(finder.find(name))

    assert found.read_text(encoding="utf-8") == storage.bundle(name)
    assert gzip.decompress(found.with_name(found.name + ".gz").read_bytes()).decode() == storage.bundle(name)


def test_a_changed_source_makes_the_bundle_anew(finder, monkeypatch, tmp_path):
    source = tmp_path / "one.css"
    source.write_text("@layer base { a { color: red; } }\n" * 40)
    monkeypatch.setitem(storage.BUNDLES, "css/portal.css", lambda: [source])
    before = Path(finder.find("css/portal.css")).read_text()

    source.write_text("@layer base { a { color: blue; } }\n" * 40)
    after = Path(finder.find("css/portal.css"))

    assert "red" in before
    assert "blue" in after.read_text()
    assert b"blue" in gzip.decompress(after.with_name("portal.css.gz").read_bytes())


def test_an_unchanged_bundle_is_not_written_again(finder):
    path = Path(finder.find("img/sprite.svg"))
    written = path.stat().st_mtime_ns

    finder.find("img/sprite.svg")

    assert path.stat().st_mtime_ns == written


def test_other_files_are_not_ours_to_find(finder):
    assert finder.find("css/tokens.css") == []


def test_collecting_takes_the_plain_bundles_only(finder, settings):
    settings.WHITENOISE_USE_FINDERS = False
    assert {name for name, _ in finder.list(None)} == set(storage.BUNDLES)

    settings.WHITENOISE_USE_FINDERS = True
    assert "css/portal.css.gz" in {name for name, _ in finder.list(None)}


def test_production_keeps_hashed_names_alone(settings, tmp_path):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path / "var", tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = False
    settings.STATICFILES_FINDERS = [
        "kit.storage.BundleFinder",
        "django.contrib.staticfiles.finders.FileSystemFinder",
    ]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "kit.storage.StaticStorage"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    collected = {path.name for path in (tmp_path / "static" / "css").iterdir()}
    sheet = next(path for path in (tmp_path / "static" / "css").glob("portal.*.css"))
    assert "portal.css" not in collected
    assert f"{sheet.name}.gz" in collected
    assert re.search(r"fonts/vazirmatn-arabic-wght-normal\.[0-9a-f]{12}\.woff2", sheet.read_text())
