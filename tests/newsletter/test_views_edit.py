"""The editor's pages: one form for all words, buttons that keep them first, and two editors at once."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

import kit
from library.models import Kind
from newsletter.models import Edition, Section
from tests.factories import library
from tests.factories.members import TeamFactory, staff
from tests.factories.newsletter import EditionFactory, EntryFactory, editor, released, with_item

pytestmark = pytest.mark.django_db
NAMES = ("section", "title_ar", "title_en", "text_ar", "text_en", "url")
HEAD = ("title_ar", "title_en", "welcome_ar", "welcome_en")


def address(name, *args, language="en"):
    with override(language):
        return reverse(f"newsletter:{name}", args=args)


@pytest.fixture
def edition():
    edition = EditionFactory(month=kit.today().replace(day=1))
    TeamFactory(province=edition.province)
    return edition


@pytest.fixture(autouse=True)
def me(client, edition):
    person = editor(edition.month, name_ar="ليث نوفل", name_latin="Laith Nawfal")
    client.force_login(person)
    return person


def words_of(edition, **changes):
    data = {name: getattr(edition, name) for name in HEAD}
    data |= {"province": edition.province_id, "theme": "", "base": edition.saves}
    for entry in edition.entries.standing():
        data |= {f"entry-{entry.pk}-{name}": getattr(entry, name) for name in NAMES}
    return data | changes


def send(client, edition, then="", **changes):
    data = words_of(edition, then=then, **changes)
    return client.post(address("edit", edition.number), data)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_are_kept_whatever_button_is_pressed(client, edition, language):
    entry = EntryFactory(edition=edition)
    data = words_of(edition, title_ar="عنوان جديد", **{f"entry-{entry.pk}-section": "opportunities"})

    answer = client.post(address("edit", edition.number, language=language), data | {"then": "add:picks"})

    edition.refresh_from_db()
    entry.refresh_from_db()
    assert answer.url == address("entries", edition.number, language=language) + "?section=picks"
    assert (edition.title_ar, entry.section) == ("عنوان جديد", Section.OPPORTUNITIES)


def test_every_section_stands_on_the_page_with_its_blocks_and_a_button_to_add(client, edition):
    EntryFactory(edition=edition, section=Section.LEARNING, title_en="A worksheet")

    page = client.get(address("edit", edition.number)).content.decode()

    for section in Section:
        assert f'value="add:{section.value}"' in page
    assert "A worksheet" in page
    assert page.count("Nothing here: the letter leaves this section out.") == 4


def test_blocks_move_are_taken_out_and_put_back_by_their_buttons(client, edition):
    one, two = EntryFactory(edition=edition), with_item(edition, section=Section.EVENTS)

    answer = send(client, edition, f"up:{two.pk}")
    assert answer.url.endswith(f"/edit/#entry-{two.pk}")
    assert [e.pk for e in edition.entries.standing()] == [two.pk, one.pk]
    send(client, edition, f"out:{one.pk}")
    assert list(edition.entries.standing()) == [two]
    page = client.get(address("edit", edition.number)).content.decode()
    assert "1 block was taken out" in page
    assert f'value="back:{one.pk}"' in page
    send(client, edition, f"back:{one.pk}")

    assert edition.entries.standing().count() == 2


@pytest.mark.parametrize("then", ["up:0", "down:x", "out:", "back:99999999999", "up:٣"])
def test_a_block_that_is_not_there_is_not_found(client, edition, then):
    assert send(client, edition, then).status_code == 404


def test_a_block_of_another_edition_is_not_found(client, edition):
    assert send(client, edition, f"out:{EntryFactory().pk}").status_code == 404


def test_what_is_refused_keeps_what_was_typed_and_what_can_be_kept(client, edition):
    entry = EntryFactory(edition=edition)
    gone = {f"entry-{entry.pk}-title_ar": "", f"entry-{entry.pk}-title_en": ""}

    answer = send(client, edition, "review", title_ar="ط" * 151, welcome_en="Dear colleagues,", **gone)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ط" * 151 in page
    assert page.count("errorlist") >= 2
    kept = Edition.objects.get()
    assert (kept.welcome_en, kept.title_ar, kept.review) == ("Dear colleagues,", edition.title_ar, None)
    entry.refresh_from_db()
    assert entry.title_en


def test_a_title_that_is_too_long_beside_an_empty_one_is_an_answer_and_no_fault(client, edition):
    entry = EntryFactory(edition=edition, title_ar="")
    changes = {f"entry-{entry.pk}-title_ar": "ط" * 201, f"entry-{entry.pk}-title_en": ""}

    assert send(client, edition, **changes).status_code == 422
    entry.refresh_from_db()
    assert entry.title_en


def test_two_editors_at_once_are_told_and_see_both(client, edition):
    mine = words_of(edition, title_en="Mine")
    client.force_login(staff(name_latin="Luma Tariq", name_ar="لمى طارق"))
    send(client, edition, title_en="Hers", welcome_en="Her welcome")
    client.force_login(editor(edition.month))

    answer = client.post(address("edit", edition.number), mine)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "لمى طارق" in page or "Luma Tariq" in page
    for words in ("Hers", "Her welcome", 'value="Mine"', 'name="base" value="1"'):
        assert words in page
    assert Edition.objects.get().title_en == "Hers"
    client.post(address("edit", edition.number), mine | {"base": 1})
    assert Edition.objects.get().title_en == "Mine"


def test_to_htmx_a_refusal_comes_as_the_whole_page(client, edition):
    entry = EntryFactory(edition=edition)
    data = words_of(edition, title_ar="ط" * 151, then=f"up:{entry.pk}")

    answer = client.post(address("edit", edition.number), data, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reselect"]) == (200, "#main", "#main")
    assert "errorlist" in answer.content.decode()


def test_the_draft_keeps_itself_and_says_what_it_could_not_keep(client, edition):
    url = address("autosave", edition.number)

    kept = client.post(url, words_of(edition, title_en="New", title_ar="ط" * 151)).json()

    assert kept["base"] == 1
    assert "except: Arabic title" in kept["said"]
    assert Edition.objects.get().title_en == "New"
    other = client.post(url, words_of(edition, title_en="Newer"))
    assert other.status_code == 409
    assert "has changed other words meanwhile" in other.json()["said"]
    assert client.post(url, words_of(edition, base="x")).status_code == 422


def test_a_released_edition_does_not_keep_itself(client, edition):
    data = words_of(edition, title_en="Late")
    released(edition=edition)

    answer = client.post(address("autosave", edition.number), data)

    assert answer.status_code == 409
    assert "waits for its review or is released" in answer.json()["said"]
    assert client.get(address("entries", edition.number)).status_code == 302


def test_what_is_new_is_added_after_the_words_are_kept(client, edition):
    item = library.published(kind=Kind.TOOL)

    send(client, edition, "draft", title_en="Mine stays")

    assert edition.entries.get().item == item
    assert Edition.objects.get().title_en == "Mine stays"


def test_the_page_to_add_offers_what_is_new_and_puts_it_into_the_section(client, edition):
    item = library.published(kind=Kind.TOOL, title_en="A price sheet")
    page = client.get(address("entries", edition.number) + "?section=learning").content.decode()
    assert "A price sheet" in page
    assert '<option value="learning" selected>' in page

    client.post(address("items", edition.number), {"item": item.pk, "section": "learning"})

    assert edition.entries.get().section == Section.LEARNING
    assert "A price sheet" not in client.get(address("entries", edition.number)).content.decode()
    assert client.get(address("entries", edition.number) + "?section=nonsense").status_code == 200


def test_the_ledger_says_who_is_next_and_who_was_when(client, edition):
    TeamFactory()
    page = client.get(address("spotlight")).content.decode()

    assert "last featured in" in page
    assert "never featured" in page
    assert edition.province.name_en in page


@pytest.mark.parametrize("count", [1, 20])
def test_the_ledger_asks_the_same_of_the_database(client, edition, count, django_assert_num_queries):
    for _n in range(count):
        TeamFactory(province=EditionFactory().province)

    with django_assert_num_queries(11):
        client.get(address("spotlight"))


def opened(client, edition):
    """The form as the browser holds it after opening the page."""
    page = client.get(address("edit", edition.number)).content.decode()
    was = re.search(r'name="was" value="([^"]*)"', page).group(1)
    return words_of(Edition.objects.get(pk=edition.pk), was=was)


def test_two_editors_of_two_fields_both_keep_their_words(client, edition):
    entry = EntryFactory(edition=edition, text_en="Line one\n\nline two")
    mine = opened(client, edition)
    send(client, edition, title_en="Hers", **{f"entry-{entry.pk}-title_en": "Her block"})

    answer = client.post(address("edit", edition.number), mine | {"welcome_en": "My welcome"})

    kept = Edition.objects.get()
    entry.refresh_from_db()
    assert answer.status_code == 302
    assert (kept.title_en, kept.welcome_en, entry.title_en) == ("Hers", "My welcome", "Her block")


def test_where_both_touched_one_field_the_others_follow_and_that_one_is_asked(client, edition):
    mine = opened(client, edition)
    send(client, edition, title_en="Hers", welcome_en="Her welcome")

    answer = client.post(address("edit", edition.number), mine | {"title_en": "Mine", "title_ar": "لي"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert [words for _field, words in answer.context["others"]] == [edition.title_ar, "Hers"]
    assert "Her welcome</textarea>" in page
    again = words_of(Edition.objects.get(), title_en="Mine", title_ar="لي")
    client.post(address("edit", edition.number), again)
    kept = Edition.objects.get()
    assert (kept.title_en, kept.title_ar, kept.welcome_en) == ("Mine", "لي", "Her welcome")


def test_a_move_by_htmx_loads_the_page_anew_where_anothers_words_came_in(client, edition):
    one, two = EntryFactory(edition=edition), EntryFactory(edition=edition)
    mine = opened(client, edition) | {"then": f"up:{two.pk}"}
    send(client, edition, title_en="Hers")

    answer = client.post(address("edit", edition.number), mine, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].endswith(f"/edit/#entry-{two.pk}")
    assert [e.pk for e in edition.entries.standing()] == [two.pk, one.pk]
    assert Edition.objects.get().title_en == "Hers"


def test_a_forged_memory_of_the_page_changes_nothing_by_itself(client, edition):
    send(client, edition, title_en="Hers")
    for was in ("x", "title_en=", "=", "title_en=zz title_ar"):
        data = words_of(edition, was=was, title_en="Mine")
        assert client.post(address("edit", edition.number), data).status_code == 422
    assert Edition.objects.get().title_en == "Hers"
