"""What a draft lacks, by kind."""

import pytest

from library import completeness
from library.models import Item, Kind, Result, Revision

WHOLE = {
    "title_en": "Checklist",
    "summary_en": "Twenty checks.",
    "problem_en": "Slow.",
    "body_en": "<p>Check.</p>",
    "failed_en": "Stamps.",
}


def missing(kind, results=(), files=(), province_id=1, **texts):
    item = Item(kind=kind)
    revision = Revision(item=item, **texts)
    if province_id:
        from members.models import Province

        item.province = Province(pk=province_id, name_ar="بابل", name_en="Babil")
    conditions = completeness.check(revision, results=list(results), files=list(files))
    assert completeness.is_complete(conditions) == all(c.is_met for c in conditions)
    assert all(c.evidence for c in conditions)
    return [c.field for c in conditions if not c.is_met]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (Kind.APPROACH, ["title", "summary", "problem", "body"]),
        (Kind.SUCCESS_STORY, ["title", "summary", "problem", "body", "results"]),
        (Kind.CASE_STUDY, ["title", "summary", "problem", "body", "results"]),
        (Kind.TEMPLATE, ["title", "summary", "problem", "body", "files"]),
        (Kind.SET_BACK, ["title", "summary", "problem", "body", "failed"]),
        (Kind.LESSON_LEARNED, ["title", "summary", "problem", "body", "failed"]),
        (Kind.ARTICLE, ["title", "summary", "body"]),
        (Kind.VIDEO, ["title", "summary", "files"]),
        (Kind.PHOTO_ALBUM, ["title", "summary", "files"]),
    ],
)
def test_what_an_empty_draft_of_each_kind_lacks(kind, asked):
    assert missing(kind) == asked


@pytest.mark.parametrize("kind", Kind.values)
def test_a_whole_draft_lacks_nothing(kind):
    result = Result(measure_en="Days", before=34, after=9)
    assert missing(kind, results=[result], files=["form.pdf"], **WHOLE) == []


def test_one_language_is_enough():
    texts = {name.replace("_en", "_ar"): value for name, value in WHOLE.items()}
    assert missing(Kind.APPROACH, **texts) == []


def test_a_result_needs_its_value_after():
    assert missing(Kind.APPROACH, results=[Result(measure_en="Days", before=34)], **WHOLE) == ["results"]


def test_without_a_province_the_source_says_whose_it_is_and_under_which_licence():
    assert missing(Kind.ARTICLE, province_id=None, **WHOLE) == ["province"]
    assert missing(Kind.ARTICLE, province_id=None, source_name="UN", **WHOLE) == ["licence"]
    assert missing(Kind.ARTICLE, province_id=None, source_name="UN", licence="CC BY 4.0", **WHOLE) == []
