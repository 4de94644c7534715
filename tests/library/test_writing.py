"""The form: one save keeps the draft, whatever is missing and whichever file was refused."""

import io
import uuid

import pytest
from PIL import Image

from committee.actions import decide
from library import actions
from library.models import Item, Kind, Revision
from tests.factories.library import AttachmentFactory, docx, published, seat_elsewhere, submitted, upload
from tests.factories.members import ProvinceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db
NEW = "/en/library/new/"
EMPTY = {"results-TOTAL_FORMS": "3", "results-INITIAL_FORMS": "0", "kind": "approach"}


def given(**fields):
    return {**EMPTY, "form_key": str(uuid.uuid4()), **fields}


@pytest.fixture
def author(client):
    person = member(province=ProvinceFactory(code="IQ-BB", name_en="Babil"))
    client.force_login(person)
    return person


def edit(draft):
    return f"/en/library/{draft.item_id}/edit/"


def test_the_form_knows_my_province(client, author):
    province = author.services.get().team.province
    assert f'<option value="{province.pk}" selected>' in client.get(NEW).content.decode()


def test_a_title_alone_is_kept(client, author):
    answer = client.post(NEW, given(title_en="Checklist"))
    draft = Revision.objects.get()
    assert answer["Location"] == edit(draft)
    assert draft.title_en == "Checklist"
    page = client.get(edit(draft)).content.decode()
    assert "Saved." in page
    assert "4 things are missing" in client.get(edit(draft)).content.decode()


def test_arabic_is_the_first_language_of_an_arabic_page(client, author):
    page = client.get("/ar/library/new/").content.decode()
    assert page.index('name="title_ar"') < page.index('class="details"') < page.index('name="title_en"')


def test_what_is_written_in_the_other_language_alone_is_open(client, author):
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_ar="قائمة")
    assert client.get(edit(draft)).content.decode().count('<details class="details" open>') == 1
    actions.save_draft(revision=draft, by=author, title_en="Checklist")
    assert '<details class="details" open>' not in client.get(edit(draft)).content.decode()


def test_without_title_and_file_nothing_is_started_and_the_text_is_kept(client, author):
    answer = client.post(NEW, given(summary_en="A long thought."))
    assert answer.status_code == 422
    assert "A long thought." in answer.content.decode()
    assert "Write a title" in answer.content.decode()
    assert not Item.objects.exists()


def test_everything_is_kept(client, author):
    province = ProvinceFactory()
    answer = client.post(
        NEW,
        given(
            title_ar="قائمة", title_en="Checklist", summary_en="S", problem_en="P",
            body_en="First.\n\nSecond.", kind="tool", province=province.pk, year="٢٠١٣",
            cost="None", is_public="on",
            contributors="علي\n زينب \n\nعلي", source_url="undp.example/x",
            **{"results-0-measure_en": "Days", "results-0-before": "٣٤", "results-0-after": "٩٫٥",
               "results-2-measure_ar": "مزايدون", "results-2-after": "6", "results-2-unit_ar": "شخص"},
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    draft = Revision.objects.select_related("item").get()
    assert draft.body_en == "<p>First.</p>\n<p>Second.</p>"
    assert draft.source_url == "https://undp.example/x"
    assert (draft.item.kind, draft.item.province, draft.item.year) == ("tool", province, 2013)
    assert [person.name for person in draft.item.contributors.all()] == ["علي", "زينب"]
    results = [(str(r.measure), r.before, r.after) for r in draft.results.all()]
    assert [(name, str(before), str(after)) for name, before, after in results] == [
        ("Days", "34.00", "9.50"),
        ("مزايدون", "None", "6.00"),
    ]
    page = client.get(edit(draft)).content.decode()
    assert "First.\n\nSecond." in page
    assert 'value="34"' in page
    assert 'value="9.5"' in page


def test_a_wrong_number_is_named_and_all_the_rest_is_kept(client, author):
    fields = {"results-0-measure_en": "Days", "results-0-after": "nine"}
    answer = client.post(NEW, given(title_en="Checklist", summary_en="Kept.", year="soon", **fields))
    assert answer.status_code == 422
    draft = Revision.objects.get()
    assert (draft.title_en, draft.summary_en) == ("Checklist", "Kept.")
    page = answer.content.decode()
    assert 'value="nine"' in page
    assert 'value="soon"' in page
    assert f'action="{edit(draft)}"' in page
    assert page.count("errorlist") >= 2


def test_a_result_without_a_name_is_asked_for_it(client, author):
    answer = client.post(NEW, given(title_en="Checklist", **{"results-1-after": "9"}))
    assert "Say what was measured." in answer.content.decode()


def test_refused_files_are_named_and_the_good_ones_stay(client, author):
    answer = client.post(
        NEW, given(title_en="Checklist", files=[
            upload(name="قائمة.docx", content=docx("قائمة")), upload(name="page.html", content="<script>"),
            upload(name="فارغ.pdf", content=""), upload(name="notes.txt", content="words"),
        ]),
    )  # fmt: skip
    assert answer.status_code == 302
    draft = Revision.objects.get()
    assert [file.name for file in draft.attachments.all()] == ["قائمة.docx", "notes.txt"]
    page = client.get(answer["Location"]).content.decode()
    assert "2 files were not taken" in page
    for name in ("page.html", "فارغ.pdf"):
        assert f"<bdi>{name}</bdi>: " in page
    assert "not taken" not in client.get(answer["Location"]).content.decode()


def test_files_are_kept_even_when_a_field_is_wrong(client, author):
    answer = client.post(NEW, given(title_en="Checklist", year="soon", files=[upload()]))
    assert answer.status_code == 422
    assert Revision.objects.get().attachments.count() == 1


def test_a_photo_of_the_phone_is_kept_like_a_file(client, author):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    client.post(NEW, given(title_en="Checklist", photos=[upload("IMG_1.jpg", out.getvalue(), "image/jpeg")]))
    assert Revision.objects.get().attachments.get().content_type == "image/jpeg"


def test_the_same_form_twice_is_one_draft(client, author):
    fields = given(title_en="Checklist")
    client.post(NEW, fields)
    client.post(NEW, {**fields, "title_en": "Longer checklist"})
    assert Item.objects.count() == 1
    assert Revision.objects.get().title_en == "Longer checklist"


def test_a_file_is_taken_off(client, author):
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    attachment = actions.attach(revision=draft, upload=upload(), by=author)
    foreign = AttachmentFactory()
    client.post(edit(draft), given(title_en="Checklist", remove=[attachment.pk, foreign.pk, "x"]))
    assert not draft.attachments.exists()
    assert foreign.__class__.objects.get() == foreign


WHOLE = {"title_en": "Checklist", "summary_en": "S", "problem_en": "P", "body_en": "B"}


def test_handing_in_asks_for_what_is_missing_first(client, author):
    answer = client.post(NEW, given(title_en="Checklist", then="submit"))
    assert answer["Location"] == edit(Revision.objects.get())
    assert Revision.objects.get().review is None
    assert "see what is missing" in client.get(answer["Location"]).content.decode()


def test_a_whole_draft_is_handed_in(client, author):
    seat_elsewhere()
    province = author.services.get().team.province
    answer = client.post(NEW, given(province=province.pk, then="submit", **WHOLE))
    assert answer["Location"] == "/en/library/mine/"
    assert Revision.objects.get().state == Revision.State.SUBMITTED
    assert "Handed in" in client.get("/en/library/mine/").content.decode()


def test_the_button_on_a_list_hands_in_what_is_kept(client, author):
    province = author.services.get().team.province
    draft = actions.start_draft(by=author, kind=Kind.APPROACH, province=province, **WHOLE)
    assert client.post(f"/en/library/{draft.item_id}/submission/").status_code == 302
    assert Revision.objects.get().review
    assert client.post(f"/en/library/{draft.item_id}/submission/").status_code == 404


def test_a_refused_file_keeps_the_draft_from_being_handed_in(client, author):
    province = author.services.get().team.province
    bad = [upload(name="page.html", content="<p>")]
    client.post(NEW, given(province=province.pk, then="submit", files=bad, **WHOLE))
    assert Revision.objects.get().review is None


def test_after_a_decision_the_next_version_starts_with_a_copy(client, author):
    seat = seat_elsewhere()
    revision = submitted(author)
    page = client.get(edit(revision)).content.decode()
    assert "cannot be changed" in page
    assert "Write the next version" not in page
    decide(review=revision.review, by=seat.representative, outcome="changes", comment="Name the law.")
    page = client.get(edit(revision)).content.decode()
    assert "Name the law." in page
    assert client.get(f"/en/library/{revision.item_id}/versions/").status_code == 405
    answer = client.post(f"/en/library/{revision.item_id}/versions/")
    assert answer["Location"] == edit(revision)
    assert "Tender checklist" in client.get(edit(revision)).content.decode()
    assert Revision.objects.get(number=2).state == Revision.State.DRAFT


def test_a_late_save_of_an_old_window_changes_nothing(client, author):
    revision = submitted(author)
    client.post(edit(revision), given(title_en="Changed"))
    key = str(revision.item.form_key)
    assert client.post(NEW, given(title_en="Changed", form_key=key))["Location"] == edit(revision)
    assert Revision.objects.get().title_en == "Tender checklist"


def test_facts_of_a_published_item_are_shown_and_stay(client, author):
    item = published(created_by=author, kind=Kind.TOOL, year=2012)
    draft = actions.new_version(item=item, by=author)
    page = client.get(edit(draft)).content.decode()
    assert 'name="year" value="2012"' in page
    client.post(edit(draft), given(title_en="Longer", kind="manual", year="2020"))
    item.refresh_from_db()
    assert (item.kind, item.year) == (Kind.TOOL, 2012)
    assert Revision.objects.get(number=2).title_en == "Longer"


def test_a_draft_is_thrown_away(client, author):
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    address = f"/en/library/{draft.item_id}/deletion/"
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == "/en/library/mine/"
    assert not Item.objects.exists()


def test_who_is_no_member_is_told_how_to_become_one(client):
    client.force_login(UserFactory())
    answer = client.get(NEW)
    assert answer.status_code == 403
    assert "Ask your team leader" in answer.content.decode()
    assert client.post(NEW, given(title_en="Checklist")).status_code == 403
    assert not Item.objects.exists()


def test_drafts_of_others_cannot_be_reached(client, author):
    draft = actions.start_draft(by=member(), kind=Kind.TOOL, title_en="Checklist")
    shown = published()
    for verb in ("edit", "submission", "versions", "deletion", "withdrawal"):
        assert client.post(f"/en/library/{draft.item_id}/{verb}/", given()).status_code == 404
        assert client.post(f"/en/library/{shown.pk}/{verb}/", given()).status_code == 403
    key = str(draft.item.form_key)
    assert client.post(NEW, given(title_en="Mine", form_key=key)).status_code == 403
    assert Revision.objects.get(pk=draft.pk).title_en == "Checklist"
    assert not draft.attachments.exists()


def test_staff_mend_a_draft_of_a_member(client):
    draft = actions.start_draft(by=member(), kind=Kind.TOOL, title_en="Checklist")
    client.force_login(staff())
    assert client.post(edit(draft), given(title_en="Mended")).status_code == 302
    assert Revision.objects.get().title_en == "Mended"
