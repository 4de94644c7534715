"""Found in both languages, however it is spelt, and inside files."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from library import actions, search, suggestion, tasks
from library.highlight import excerpt, marked
from library.models import Item
from tests.factories.library import TagFactory, docx, published, upload
from tests.factories.members import ProvinceFactory, member

pytestmark = pytest.mark.django_db


def shown():
    return Item.objects.visible_to(AnonymousUser()).published()


def find(text):
    items = shown()
    question = search.ask(text, items)
    if not question:
        return []
    ranked = search.ranked(items, question)
    assert set(ranked) == set(search.found(items, question).values_list("pk", flat=True))
    return ranked


@pytest.mark.parametrize(
    "asked",
    ["مناقصة", "مناقصه", "المناقصات", "وللمناقصات", "مُناقَصَة", "منـــاقصة", "بالمناقصات"],
)
def test_arabic_words_are_found_however_they_are_spelt(asked):
    item = published(title_ar="نشر نتائج المناقصات على باب المجلس", title_en="")
    published(title_ar="شكوى المواطن", title_en="")
    assert find(asked) == [item.pk]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("إدارة الأرشيف", "ادارة الارشيف"),
        ("مستشفى الكوت", "مستشفي"),
        ("مسؤول الصيانة", "مسوول"),
        ("المدارس الأهلية", "الاهليه"),
        ("خطة ۲۰۱۳", "٢٠١٣"),
        ("خطة 2013", "٢٠١٣"),
    ],
)
def test_letters_and_digits_of_any_keyboard_are_the_same(written, asked):
    item = published(title_ar=written, title_en="")
    assert find(asked) == [item.pk]


@pytest.mark.parametrize("asked", ["tender", "Tenders", "TENDERING", "the tendered files"])
def test_english_words_are_found_by_their_stem(asked):
    item = published(title_ar="", title_en="Publishing tender results")
    assert find(asked)[0] == item.pk


def test_every_part_is_found_and_the_title_weighs_most():
    tag = TagFactory(name_en="Zeppelin tag", name_ar="وسم")
    province = ProvinceFactory(name_en="Diwaniyah", spellings=["Qadisiyah zeppelin"])
    by_title = published(title_en="Zeppelin")
    by_summary = published(summary_en="The zeppelin.")
    by_body = published(body_en="<p>One <b>zeppelin</b>, then another.</p>")
    by_failure = published(failed_en="The zeppelin burnt.")
    by_tag = published(tags=[tag])
    by_province = published(province=province)
    by_file = published(files=[{"name": "form.pdf", "text": "a zeppelin inside"}])
    by_name = published(files=[{"name": "zeppelin.pdf"}])
    found = find("zeppelins")
    assert found[0] == by_title.pk
    assert set(found) == {
        item.pk for item in (by_title, by_summary, by_body, by_failure, by_tag, by_province, by_file, by_name)
    }
    assert found.index(by_summary.pk) < found.index(by_body.pk) < found.index(by_file.pk)
    assert find("القادسية") == []
    assert set(find("Qadisiyah")) == {by_province.pk}


def test_a_rare_word_weighs_more_than_a_common_one():
    for _ in range(5):
        published(title_en="Water plan")
    rare = published(title_en="Plan of the archive")
    assert find("water archive")[0] == rare.pk


def test_words_of_an_attached_file_find_the_published_item(django_capture_on_commit_callbacks):
    author = member()
    item = published(created_by=author)
    draft = actions.new_version(item=item, by=author)
    words = upload("القرار.docx", docx("محضر لجنة الفيضانات"))
    attachment = actions.attach(revision=draft, upload=words, by=author)
    assert find("فيضان") == []
    Item.objects.filter(pk=item.pk).update(published_revision=draft)
    actions.read_text(attachment=attachment)
    assert find("الفيضانات") == [item.pk]


def test_only_published_and_visible_items_are_found():
    hidden = published(title_en="Zeppelin", is_public=False)
    item = published(title_en="Zeppelin")
    actions.withdraw(
        item=published(title_en="Zeppelin", created_by=(author := member())), by=author, reason="Old."
    )
    assert find("zeppelin") == [item.pk]
    assert hidden.pk not in find("zeppelin")


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "'", "\\", "a'b", "tender'); DROP", "=", "&|!():*", "🙂", "x" * 500]
)
def test_anything_may_be_typed(text):
    published(title_en="Tender")
    find(text)


def test_words_nobody_wrote_do_not_spoil_the_others():
    item = published(title_en="Tender checklist")
    assert find("tender xyzzy") == [item.pk]
    assert not search.ask("xyzzy", shown())


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("قائمة بأسماء المدارس", "مدرسة"),
        ("يكتب الموظف محضراً", "كتابة"),
        ("عقود لمدرسة", "المدرسة"),
        ("authorised signature", "authorisation"),
    ],
)
def test_other_forms_of_a_word_are_found_after_the_word_itself(written, asked):
    in_other_form = published(title_ar="عنوان", title_en="", body_ar=f"<p>{written}</p>")
    assert find(asked) == [in_other_form.pk]
    as_asked = published(title_ar="عنوان", title_en="", body_ar=f"<p>{asked}</p>")
    assert find(asked) == [as_asked.pk, in_other_form.pk]


def test_words_of_questions_find_nothing_where_others_do():
    published(title_en="What is it and where is it")
    archive = published(title_en="", body_en="<p>The archive.</p>")
    assert find("what and where is the archive") == [archive.pk]
    assert find("where is it")


def test_words_typed_side_by_side_count_more_where_they_stand_so():
    apart = published(title_en="Heading", body_en="<p>Water for a school, and a plan.</p>")
    together = published(title_en="Heading", body_en="<p>A school, and a water plan for it.</p>")
    published(title_en="Heading", body_en="<p>A road.</p>")
    other_way = published(title_en="Heading", body_en="<p>A plan for a school, and for water.</p>")
    assert find("water plan")[0] == together.pk
    assert set(find("water plan")) == {together.pk, apart.pk, other_way.pk}


def test_of_many_words_the_rarest_are_asked_for(monkeypatch):
    monkeypatch.setattr(search, "MOST_TERMS", 2)
    for _ in range(3):
        published(title_en="Common water plan")
    published(title_en="Zeppelin airport")
    assert [term.token for term in search.ask("common water plan zeppelin airport", shown()).words] == [
        "airport",
        "zeppelin",
    ]


def test_what_an_older_version_indexed_is_indexed_anew():
    old, new = published(title_en="Zeppelin"), published(title_en="Zeppelin")
    Item.objects.filter(pk=old.pk).update(indexed_as=1, search=None)
    assert find("zeppelin") == [new.pk]
    assert tasks.index_anew() == 1
    assert set(find("zeppelin")) == {old.pk, new.pk}
    assert tasks.index_anew() == 0


def test_where_too_many_match_headlines_and_all_words_come_first(monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 3)
    both = published(title_en="Water", body_en="<p>Plan.</p>")
    for _ in range(4):
        published(body_en="<p>Water.</p>")
    headline = published(title_en="Water plan")
    rare = published(body_en="<p>The plan.</p>")
    question = search.ask("water plan", shown())
    assert question.is_bounded
    assert set(question.shortlist) == {headline.pk, both.pk, rare.pk}
    assert find("water plan")[0] == headline.pk


def test_a_rare_word_is_not_crowded_out_by_headlines_of_a_common_one(monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 3)
    rare = published(body_en="<p>A zeppelin.</p>")
    for _ in range(5):
        published(title_en="Water")
    assert rare.pk in search.ask("zeppelin water", shown()).shortlist


def test_of_a_common_word_what_has_another_of_the_words_comes_first(monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 2)
    both = published(body_en="<p>Water by a plan.</p>")
    for _ in range(4):
        published(title_en="Water")
        published(title_en="Plan")
    tender = published(title_en="Tender")
    assert search.ask("water plan tender", shown()).shortlist == [tender.pk, both.pk]


def test_of_too_many_alike_the_newest_are_shown(monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 2)
    items = [published(title_en="Water") for _ in range(4)]
    assert set(search.ask("water", shown()).shortlist) == {items[2].pk, items[3].pk}


def test_what_a_reader_may_not_see_takes_no_place_from_what_they_may(monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 2)
    mine = published(title_en="Water")
    for _ in range(4):
        published(title_en="Water", is_public=False)
    question = search.ask("water", shown())
    assert question.shortlist == [mine.pk]
    assert not question.is_bounded


def test_under_a_filter_all_are_found_however_many_others_match(client, monkeypatch):
    monkeypatch.setattr(search, "SHORTLIST", 3)
    basrah, anbar = ProvinceFactory(), ProvinceFactory()
    old = published(title_en="Water", province=basrah)
    for _ in range(5):
        published(title_en="Water", province=anbar)

    page = client.get(f"/en/library/?q=water&province={basrah.code}")
    assert [row["item"].pk for row in page.context["rows"]] == [old.pk]
    assert '<b class="num">1</b> practice' in page.content.decode()

    page = client.get(f"/en/library/?q=water&province={anbar.code}").content.decode()
    assert '<b class="num">3+</b> practices' in page
    assert "Very many items hold these words" in page


def test_where_very_many_match_the_numbers_say_that_there_are_more(client, monkeypatch):
    for _ in range(4):
        published(title_en="Water", kind="tool")
    exact = client.get("/en/library/?q=water").content.decode()
    assert '<b class="num">4</b> practices' in exact
    assert set(re.findall(r'</span><span class="num">(.*?)</span></label>', exact)) == {"1", "4"}

    monkeypatch.setattr(search, "SHORTLIST", 3)
    rough = client.get("/en/library/?q=water").content.decode()
    assert '<b class="num">3+</b> practices' in rough
    assert set(re.findall(r'</span><span class="num">(.*?)</span></label>', rough)) == {"1+", "3+"}
    monkeypatch.setattr(search, "SHORTLIST", 4)
    assert '<b class="num">4</b> practices' in client.get("/en/library/?q=water").content.decode()


def test_frequencies_of_a_large_library_come_from_the_statistics(monkeypatch):
    monkeypatch.setattr(search, "ESTIMATED", 0)
    items = [published(title_en="Water") for _ in range(4)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE library_item")
    assert set(find("water")) == {item.pk for item in items}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("مناقضه", "مناقصات"), ("tendr", "tender"), ("tendr cheklist", "tender checklist"), ("qqqq", "")],
)
def test_did_you_mean(asked, meant):
    published(title_ar="نشر مناقصات المحافظة", title_en="Tender checklist")
    assert suggestion.instead_of(Item.objects.published(), asked) == meant


def test_marks_are_on_the_words_and_the_rest_is_escaped():
    terms = frozenset(search.tokens("tender مناقصة"))
    assert marked("<b>Tenders</b> & more", terms) == "&lt;b&gt;<mark>Tenders</mark>&lt;/b&gt; &amp; more"
    assert marked("نتائج المُناقصات.", terms) == "نتائج <mark>المُناقصات</mark>."
    assert marked("<i>", frozenset()) == "&lt;i&gt;"


def test_other_forms_are_marked_as_well():
    published(title_ar="عنوان", title_en="", body_ar="<p>قائمة بأسماء المدارس</p>")
    terms = frozenset(search.ask("مدرسة", shown()).terms)
    assert marked("أسماء المدارس", terms) == "أسماء <mark>المدارس</mark>"


def test_an_excerpt_shows_the_words_around_the_first_hit():
    text = "before " * 40 + "the tender " + "after " * 40
    shown = excerpt(text, frozenset(["tender"]))
    assert "<mark>tender</mark>" in shown
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert len(shown) < 230
    assert excerpt("nothing", frozenset(["tender"])) == ""
