"""What the Arabic texts lack is found, and the committed compiled file says the same as its source."""

import pytest

from en_portal.local import catalogue

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :'
    ' n%100>=11 && n%100<=99 ? 4 : 5;\\n"\n\n'
)
WHOLE = 'msgid "Library"\nmsgstr "المكتبة"\n\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "افتح"\n'
SIX = "".join(f'msgstr[{n}] "%(n)s عناصر"\n' for n in range(6))
PLURAL = '#, python-format\nmsgid "%(n)s item"\nmsgid_plural "%(n)s items"\n'


@pytest.fixture
def write(tmp_path):
    def write(body):
        file = tmp_path / "locale" / "ar" / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + body)
        return file

    return write


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        (WHOLE, []),
        (PLURAL + SIX, []),
        ('msgid "Library"\nmsgstr ""\n', ["not translated: Library"]),
        ('#, fuzzy\nmsgid "Library"\nmsgstr "المكتب"\n', ["doubtful (fuzzy): Library"]),
        (PLURAL + SIX.replace("%(n)s عناصر", "", 1), ["not translated: %(n)s item"]),
    ],
)
def test_gaps_are_named(write, body, lacking):
    assert list(catalogue.gaps(catalogue.read(write(body)))) == lacking


def test_a_placeholder_that_the_english_lacks_is_named(write):
    file = write('#, python-format\nmsgid "by %(name)s"\nmsgstr "من %(nam)s"\n')

    (line,) = catalogue.gaps(catalogue.read(file))

    assert line.endswith(": by %(name)s")


def test_tidying_drops_guesses_and_compiles(write):
    file = write('#, fuzzy\nmsgid "Review"\nmsgstr "مراجع"\n\n#: b.html:3\n' + WHOLE)

    texts = catalogue.tidy(file)

    assert list(catalogue.gaps(texts)) == ["not translated: Review"]
    assert catalogue.is_compiled(file, catalogue.read(file))
    assert "b.html" not in file.read_text()
    assert file.read_text().index("Library") < file.read_text().index("Review")


def test_a_source_newer_than_its_compiled_file_is_noticed(write):
    file = write(WHOLE)
    assert not catalogue.is_compiled(file, catalogue.read(file))

    catalogue.tidy(file)
    write(WHOLE.replace("المكتبة", "مكتبة"))

    assert not catalogue.is_compiled(file, catalogue.read(file))


def test_the_portals_own_arabic_is_whole():
    texts = catalogue.read(catalogue.ARABIC)

    assert list(catalogue.gaps(texts)) == []
    assert catalogue.is_compiled(catalogue.ARABIC, texts)
