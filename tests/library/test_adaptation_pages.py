"""Pages of adaptations: the offer, the line on both sides, the comparison, updates by taps, the form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library import actions
from library.models import Adaptation, Step
from tests.factories.adaptations import adapted, publish, source
from tests.factories.committee import SeatFactory
from tests.factories.members import ProvinceFactory, member, staff
from tests.factories.transfers import transfer

pytestmark = pytest.mark.django_db


def page(client, name, *args, status=200, person=None):
    if person:
        client.force_login(person)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def basrah(**fields):
    """A published adaptation by Basrah of a template of Babil."""
    item = source(province=ProvinceFactory(name_en="Babil"), **fields)
    made = adapted(item=item, by=member(ProvinceFactory(name_en="Basrah")))
    publish(made.item)
    return made


def test_the_item_offers_itself_to_members_of_other_provinces(client):
    item = source()
    offer = reverse("library:adapt", args=[item.pk])
    assert offer not in page(client, "library:item", item.pk)
    assert offer not in page(client, "library:item", item.pk, person=item.created_by)
    reader = member(ProvinceFactory(name_en="Basrah", name_ar="البصرة"))
    shown = page(client, "library:item", item.pk, person=reader)
    assert offer in shown
    assert "Adapt for Basrah" in client.get(f"/en/library/{item.pk}/").content.decode()
    assert "تكييف لمحافظة البصرة" in client.get(f"/ar/library/{item.pk}/").content.decode()


def test_one_tap_makes_the_draft_and_its_form_asks_what_was_changed(client):
    item, reader = source(), member()
    begun = transfer(Step.ADAPTING, item=item, lead=reader)
    assert "is_tied" in page(client, "library:adapt", item.pk, person=reader)
    answer = client.post(
        reverse("library:adapt", args=[item.pk]), {"province": begun.adopter.pk, "is_tied": "on"}
    )
    made = Adaptation.objects.get()
    assert answer.url == reverse("library:edit", args=[made.item_id])
    assert begun.documents.get().item == made.item
    form = page(client, "library:edit", made.item_id)
    assert 'name="changes_ar"' in form
    client.post(answer.url, {"title_en": "Ours", "changes_ar": "توقيعان بدل واحد", "kind": "template"})
    assert made.item.newest.changes_ar == "توقيعان بدل واحد"
    plain = actions.start_draft(by=reader, kind="template", title_en="Plain")
    assert 'name="changes_ar"' not in page(client, "library:edit", plain.item_id)


def test_both_pages_tell_of_each_other(client):
    made = basrah()
    third = adapted(item=made.item, by=member(ProvinceFactory(name_en="Najaf")))
    publish(third.item)
    shown = client.get(f"/en/library/{third.item_id}/").content.decode()
    for words in ("Adapted from", "Basrah", "Original by", "Babil", "Two signatures."):
        assert words in shown, words
    shown = client.get(f"/en/library/{made.source_id}/").content.decode()
    for words in ("Adapted by 2 provinces", "Basrah", "Najaf", third.item.get_absolute_url()[3:]):
        assert words in shown, words


def test_links_follow_what_the_reader_may_read(client):
    made = basrah(is_public=False, title_en="A secret form")
    draft = adapted(item=made.source)
    address = reverse("library:item", args=[made.source_id])
    hidden = reverse("library:item", args=[draft.item_id])
    shown = page(client, "library:item", made.item_id, person=member())
    assert (address in shown, "Word for word" in shown) == (True, False)
    assert hidden not in page(client, "library:item", made.source_id)
    actions.withdraw(item=made.source, by=made.source.created_by, reason="Old.")
    shown = page(client, "library:item", made.item_id)
    assert (address in shown, "A secret form" in shown.partition("made-title")[2]) == (False, False)
    page(client, "library:compared", made.item_id, status=404)


def test_source_and_adaptation_stand_side_by_side(client):
    made = basrah()
    publish(made.item, title_en="Basrah's form")
    answer = client.get(f"/en/library/{made.item_id}/source/")
    pairs = [(one.before, one.after) for one in answer.context["differences"]]
    assert ("Form", "Basrah's form") in pairs
    assert ("", "Two signatures.") in pairs
    page(client, "library:compared", made.source_id, status=404)


def test_updates_are_decided_with_taps(client):
    made = basrah()
    publish(made.source, title_en="Form of two pages", body_en="<p>Two.</p>")
    page(client, "library:updates", made.item_id, status=403, person=member())
    client.force_login(made.by)
    assert reverse("library:updates", args=[made.item_id]) in page(client, "library:item", made.item_id)
    shown = page(client, "library:updates", made.item_id)
    for words in ("Form of two pages", "Two.", "One.", "Form"):
        assert words in shown, words
    rows = {row.field: row for row in made.proposals.all()}
    client.post(reverse("library:update_decide", args=[rows["title_en"].pk]), {"answer": "perhaps"})
    assert made.proposals.open().count() == 2
    for field, answer in (("title_en", "accept"), ("body_en", "decline")):
        client.post(reverse("library:update_decide", args=[rows[field].pk]), {"answer": answer})
        rows[field].refresh_from_db()
    assert [rows[name].state for name in ("title_en", "body_en")] == ["accepted", "declined"]
    assert made.item.newest.title_en == "Form of two pages"
    assert "Nothing to decide" in client.get(f"/en/library/{made.item_id}/updates/").content.decode()
    again = client.post(reverse("library:update_decide", args=[rows["title_en"].pk]), {"answer": "decline"})
    assert again.status_code == 302
    rows["title_en"].refresh_from_db()
    assert rows["title_en"].state == "accepted"


def test_a_colleague_finds_what_is_to_decide_and_reads_no_draft(client):
    made = basrah()
    publish(made.source, title_en="Form of two pages", body_en="<p>Two.</p>")
    draft = actions.new_version(item=made.item, by=made.by)
    actions.save_draft(revision=draft, by=made.by, title_en="Known to the author")
    address = reverse("library:updates", args=[made.item_id])
    assert address not in page(client, "library:item", made.item_id, person=member())
    assert address in page(client, "library:item", made.item_id, person=member(made.item.province))
    shown = page(client, "library:updates", made.item_id)
    assert ("Known to the author" in shown, reverse("library:edit", args=[made.item_id]) in shown) == (
        False,
    ) * 2
    assert shown.count('value="accept"') == 1  # the title has words of the author's own
    row = made.proposals.get(field="body_en")
    client.post(reverse("library:update_decide", args=[row.pk]), {"answer": "accept"})
    assert made.item.newest.body_en == "<p>Two.</p>"


def test_own_words_of_a_draft_are_pointed_at(client):
    made = adapted(title_en="Our form")
    publish(made.source, title_en="Form of two pages")
    client.force_login(made.by)
    shown = page(client, "library:updates", made.item_id)
    assert 'value="decline"' in shown
    assert 'value="accept"' not in shown


def test_a_long_line_costs_no_question_more(client):
    made = basrah()
    for _ in range(4):
        publish(adapted(item=made.source).item)
    actions.answer_use(item=made.source, by=made.source.created_by, answer="in_use")
    for person, most in ((None, 5), (member(), 8), (staff(), 8), (SeatFactory().representative, 8)):
        if person:
            client.force_login(person)
        for pk in (made.source_id, made.item_id):
            page(client, "library:item", pk)
            with CaptureQueriesContext(connection) as asked:
                page(client, "library:item", pk)
            assert len(asked) <= most, (person, [one["sql"][:90] for one in asked])
