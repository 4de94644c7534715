"""The page of an item and of a version, my own practices, taking back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.actions import decide
from library import actions
from library.models import Contributor, Item, Kind, Withdrawal
from tests.factories.committee import SeatFactory
from tests.factories.library import RevisionFactory, TagFactory, published, seat_elsewhere, submitted
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, member, staff
from tests.factories.transfers import transfer

pytestmark = pytest.mark.django_db


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def of(item, language="en"):
    return f"/{language}/library/{item.pk}/"


def test_an_item_shows_what_it_brought(client):
    item = published(
        title_en="One-page checklist", summary_en="Twenty checks.", problem_en="Slow files.",
        body_en="<p>Print it.</p>", needs_en="Paper.", failed_en="Stamps.", cost="None",
        contact="Babil office", source_name="UNDP", source_url="https://undp.example/x", licence="CC BY 4.0",
        results_source="Our log",
        province=ProvinceFactory(name_en="Babil"),
        criterion=CriterionFactory(number=4, name_en="Partnerships"),
        year=2013, tags=[TagFactory(name_en="Tenders")], results=[{"before": 34, "after": 9}],
        files=[{"name": "قائمة.docx", "size": 84_000, "licence": "CC0"}],
    )  # fmt: skip
    Contributor.objects.create(item=item, name="علي حسين")
    shown = page(client, of(item))
    for words in (
        "One-page checklist", "Twenty checks.", "Slow files.", "<p>Print it.</p>", "Paper.", "Stamps.",
        "None", "Babil office", "UNDP", "https://undp.example/x", "CC BY 4.0", "Our log", "Babil", "4. ",
        "Partnerships",
        "2013", "Tenders", "was 34", "<b>9 ", "قائمة.docx", "84 KB", "CC0", "علي حسين", "POCC-reviewed",
        'property="og:title" content="One-page checklist"', "https://wa.me/?text=One-page%20checklist%20",
        f"/f/{item.attachments.get().uuid}", 'rel="canonical"',
    ):  # fmt: skip
        assert words in shown, words


def test_arabic_readers_get_arabic_words_and_digits(client):
    item = published(
        title_ar="قائمة تدقيق", results=[{"before": 34, "after": 9}], body_en="<p>Only English.</p>"
    )
    shown = page(client, of(item, "ar"))
    assert "قائمة تدقيق" in shown
    assert "كان ٣٤" in shown
    assert 'dir="rtl"' in shown


def test_what_only_the_other_language_has_is_shown_and_marked(client):
    item = published(title_ar="", title_en="Checklist")
    assert '<span lang="en" dir="auto">Checklist</span>' in page(client, of(item, "ar"))


def test_text_of_people_is_never_markup(client):
    item = published(
        title_en="<script>1</script>", summary_en='"><b>x', problem_en="<i>p</i>", contact="<u>c"
    )
    shown = page(client, of(item))
    for markup in ("<script>1", "<b>x", "<i>p", "<u>c"):
        assert markup not in shown


@pytest.mark.parametrize("who", ["visitor", "applicant", "other member"])
def test_drafts_and_withdrawn_items_are_not_found(client, who):
    draft = RevisionFactory(item__created_by=member()).item
    gone = published()
    Withdrawal.objects.create(item=gone, by=UserFactory(), reason="Old.")
    if who != "visitor":
        client.force_login(UserFactory() if who == "applicant" else member())
    page(client, of(draft), 404)
    page(client, of(gone), 404)
    page(client, "/en/library/0/", 404)


def test_the_author_sees_the_draft_and_staff_the_reason_of_a_withdrawal(client):
    author = member()
    draft = RevisionFactory(item__created_by=author).item
    gone = published(created_by=author)
    actions.withdraw(item=gone, by=author, reason="The law has changed.")
    client.force_login(author)
    assert "Not published yet" in page(client, of(draft))
    client.force_login(staff())
    shown = page(client, of(gone))
    assert "The law has changed." in shown
    assert 'content="noindex"' in shown


def test_members_only_is_marked(client):
    item = published(is_public=False)
    page(client, of(item), 404)
    client.force_login(member())
    shown = page(client, of(item))
    assert "Members only" in shown
    assert "wa.me" not in shown


def test_related_items_are_of_the_same_criterion(client):
    criterion = CriterionFactory()
    item, other = published(criterion=criterion), published(criterion=criterion, title_en="Its sibling")
    published(title_en="A stranger", criterion=CriterionFactory())
    shown = page(client, of(item))
    assert other.get_absolute_url() in shown
    assert "A stranger" not in shown


def asked(client, address):
    with CaptureQueriesContext(connection) as questions:
        page(client, address)
    return len(questions)


def test_an_item_costs_four_questions_whatever_it_holds_and_one_for_who_took_it_up(client):
    plain = published()
    page(client, of(plain))
    assert asked(client, of(plain)) == 4
    criterion = CriterionFactory()
    rich = published(
        criterion=criterion, tags=[TagFactory() for _ in range(30)], files=[{} for _ in range(20)],
        results=[{} for _ in range(12)],
    )  # fmt: skip
    for number in range(30):
        Contributor.objects.create(item=rich, name=f"Person {number}")
        published(criterion=criterion)
    assert asked(client, of(rich)) == 4
    for _number in range(2):
        transfer(item=rich, source=rich.province)
        assert asked(client, of(rich)) == 5
    for person in (member(), staff(), SeatFactory().representative):
        client.force_login(person)
        page(client, of(rich))
        assert asked(client, of(rich)) == 8


def test_the_reviewer_reads_what_was_handed_in_and_goes_on_to_decide(client):
    seat = seat_elsewhere()
    revision = submitted(title_en="Tender checklist")
    client.force_login(seat.representative)
    shown = page(client, f"/en/{revision.review.path}")
    assert "Tender checklist" in shown
    assert f"/en/committee/reviews/{revision.review.pk}/" in shown
    assert f"/en/library/{revision.item_id}/edit/" not in shown


def test_a_new_version_is_shown_beside_the_published_one(client):
    seat = seat_elsewhere()
    author = member()
    item = published(created_by=author, title_en="Checklist", results=[{"before": 34, "after": 9}])
    draft = actions.new_version(item=item, by=author)
    actions.save_draft(
        revision=draft, by=author, title_en="Longer checklist", body_en="<p>New steps.</p>",
        results=[{"measure_en": "Days", "before": 34, "after": 7}],
    )  # fmt: skip
    actions.submit(revision=draft, by=author)
    client.force_login(seat.representative)
    answer = client.get(f"/en/library/{item.pk}/versions/2/")
    found = [(part.before, part.after) for part in answer.context["differences"]]
    assert ("Checklist", "Longer checklist") in found
    assert ("One step, then another.", "New steps.") in found
    assert any("→ 7" in after for _before, after in found)
    assert len(found) == 3


@pytest.mark.parametrize("who", ["visitor", "other member", "own seat"])
def test_versions_are_not_for_everybody(client, who):
    revision = submitted()
    people = {
        "other member": member,
        "own seat": lambda: SeatFactory(province=revision.item.province).representative,
    }
    if who == "visitor":
        answer = client.get(f"/en/{revision.review.path}")
        assert (answer.status_code, "/accounts/login/" in answer["Location"]) == (302, True)
    else:
        client.force_login(people[who]())
        page(client, f"/en/{revision.review.path}", 404)


def test_my_practices_show_where_each_one_stands(client):
    author = member()
    seat = seat_elsewhere()
    client.force_login(author)
    assert "You have not written anything yet" in page(client, "/en/library/mine/")
    actions.start_draft(by=author, kind=Kind.TOOL, title_en="A draft")
    returned = submitted(author, title_en="Came back")
    decide(review=returned.review, by=seat.representative, outcome="changes", comment="Name the law.")
    submitted(author, title_en="Waits")
    published(created_by=author, title_en="Is read")
    published(title_en="Of another")
    shown = page(client, "/en/library/mine/")
    for words in ("A draft", "Came back", "Name the law.", "returned for changes", "Waits", "Is read"):
        assert words in shown
    assert "Of another" not in shown


def test_my_practices_cost_the_same_for_one_and_for_thirty(client):
    author = member()
    client.force_login(author)
    published(created_by=author)
    page(client, "/en/library/mine/")
    assert asked(client, "/en/library/mine/") == 7
    for _ in range(29):
        published(created_by=author)
    assert asked(client, "/en/library/mine/") == 7


def test_taking_back_asks_why_and_keeps_the_answer(client):
    author = member()
    item = published(created_by=author)
    address = f"/en/library/{item.pk}/withdrawal/"
    client.force_login(member())
    page(client, address, 403)
    client.force_login(author)
    page(client, address)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert Item.objects.published().exists()
    assert client.post(address, {"reason": "The law has changed."}).status_code == 302
    assert not Item.objects.published().exists()
    assert page(client, of(item))
