"""Whose a practice is beside its province: further provinces, team, solution; and its context."""

import pytest

from committee import rules as committee_rules
from library import actions, adapting, indexing, rules, versions
from library.models import Item, Step
from tests.factories.committee import SeatFactory
from tests.factories.documents import brought
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, TeamFactory, member
from tests.factories.members_teams import SolutionFactory
from tests.factories.transfers import achieved, transfer
from tests.library.test_writing import NEW, edit, given

pytestmark = pytest.mark.django_db
WORDS = {"title_en": "Checklist", "summary_en": "Twenty.", "problem_en": "Slow.", "body_en": "Check."}


@pytest.fixture
def author(client):
    person = member(province=ProvinceFactory(code="IQ-BB", name_en="Babil"))
    client.force_login(person)
    return person


@pytest.fixture
def team(author):
    return author.services.get().team


def reform(team, **fields):
    return SolutionFactory(team=team, **({"is_public": True} | fields))


def shared_with(partner, **fields):
    item = published(created_by=member(), **fields)
    item.partners.add(partner)
    return item


def test_the_details_of_the_form_keep_them(client, author, team):
    solution, partner = reform(team), ProvinceFactory(name_en="Wasit")
    facts = {"province": team.province_id, "team": team.pk, "solution": solution.pk}
    words = WORDS | {"context_en": "A town of traders."}
    client.post(NEW, given(**words, **facts, partners=[partner.pk, team.province_id]))
    item = Item.objects.get()
    assert (item.team, item.solution) == (team, solution)
    assert list(item.partners.all()) == [partner]
    assert item.newest.context_en == "A town of traders."
    page = client.get(edit(item.newest)).content.decode()
    before, after = page.split("More details")
    for name in ("team", "solution", "partners", "context_en"):
        assert f'name="{name}"' not in before
        assert f'name="{name}"' in after
    assert f'<option value="{solution.pk}" selected>' in after


def test_team_and_solution_are_the_provinces_own_and_solutions_that_everyone_may_read(client, author, team):
    others, hidden = reform(TeamFactory(province=ProvinceFactory())), reform(team, is_public=False)
    page = client.get(NEW).content.decode()
    assert str(others.title_ar) not in page
    assert str(hidden.title_ar) not in page
    for facts in ({"team": others.team_id}, {"solution": others.pk}, {"solution": hidden.pk}):
        answer = client.post(NEW, given(**WORDS, province=team.province_id, **facts))
        assert answer.status_code == 422
        assert "This belongs to another province." in answer.content.decode()
    assert not Item.objects.exclude(team=None, solution=None).exists()
    client.post(NEW, given(**WORDS, province="x", team=team.pk))
    assert not Item.objects.exclude(team=None).exists()


def test_the_page_tells_them_and_no_solution_that_is_not_public(client):
    province = ProvinceFactory()
    team = TeamFactory(province=province, name_en="Team of Babil")
    item = shared_with(
        ProvinceFactory(name_en="Wasit"),
        province=province,
        team=team,
        solution=reform(team, title_en="One window"),
        context_en="A town of traders.",
    )
    page = client.get(f"/en/library/{item.pk}/").content.decode()
    for words in ("Team of Babil", "One window", "Wasit", "A town of traders."):
        assert words in page
    item.solution.is_public = False
    item.solution.save()
    assert "One window" not in client.get(f"/en/library/{item.pk}/").content.decode()


def test_they_are_found_by_search():
    team = TeamFactory(province=ProvinceFactory())
    item = shared_with(
        ProvinceFactory(name_en="Wasit"),
        province=team.province,
        solution=reform(team, title_en="Windowless counters"),
        context_en="Marshland villages.",
    )
    indexing.index(item)
    item.refresh_from_db()
    for word in ("wasit", "windowless", "marshland"):
        assert word[:6] in str(item.search)


def test_versions_are_compared_by_their_context_and_old_reviews_read_the_same():
    item = published(created_by=member())
    before = versions.handed_in(item.published_revision)
    assert not [name for name in before if "context" in str(name)]
    draft = actions.new_version(item=item, by=item.created_by)
    actions.save_draft(revision=draft, by=item.created_by, context_en="A town of traders.")
    draft.refresh_from_db()
    (told,) = versions.differences(item.published_revision, draft)
    assert told.after == "A town of traders."
    assert versions.handed_in(draft) != before


def test_an_adaptation_says_its_own_context():
    item, reader = published(created_by=member(), context_en="A town of traders."), member()
    made = actions.adapt(item=item, province=reader.services.get().team.province, by=reader)
    assert made.item.newest.context_en == ""


def test_a_further_province_neither_takes_it_up_nor_adapts_it():
    reader = member()
    item = shared_with(reader.services.get().team.province)
    assert not rules.may_begin(reader, item)
    assert not adapting.adapting_provinces(reader, item)


def test_a_further_province_neither_reviews_nor_verifies(author):
    seat, third = SeatFactory(representative=member()), SeatFactory(representative=member())
    draft = actions.start_draft(
        by=author,
        kind="approach",
        province=author.services.get().team.province,
        partners=[seat.province],
        **WORDS,
    )
    review = actions.submit(revision=draft, by=author)
    assert not committee_rules.may_decide(seat.representative, review)
    assert committee_rules.may_decide(third.representative, review)
    found = achieved(item=shared_with(seat.province))
    assert not rules.part_in(seat.representative, found).verifying
    assert rules.part_in(third.representative, found).verifying


def test_the_desk_offers_no_verification_to_a_further_province(client):
    seat = SeatFactory(representative=member())
    achieved(item=shared_with(seat.province))
    client.force_login(seat.representative)
    assert client.get("/en/library/transfers/").context["to_verify"] == []


def test_a_sheet_brings_them():
    from library.actions import intake

    province, partner = ProvinceFactory(code="IQ-BB"), ProvinceFactory(code="IQ-WA")
    team = TeamFactory(province=province, name_ar="فريق بابل")
    solution = reform(team, title_ar="شباك واحد")
    words = WORDS | {
        "title_ar": "قائمة", "province": "BB", "partners": "WA; BB", "team": "فريق بابل",
        "solution": "شباك واحد", "context_ar": "مدينة تجار",
    }  # fmt: skip
    imported = brought(words)
    intake.confirm(brought=imported, by=imported.by)
    item = Item.objects.get()
    assert (item.team, item.solution, list(item.partners.all())) == (team, solution, [partner])
    assert item.newest.context_ar == "مدينة تجار"


@pytest.mark.parametrize("column", ["team", "solution"])
def test_a_sheet_names_only_what_the_province_has(column):
    other = TeamFactory(province=ProvinceFactory(code="IQ-WA"), name_ar="فريق واسط")
    reform(other, title_ar="فريق واسط")
    ProvinceFactory(code="IQ-BB")
    imported = brought(WORDS | {"title_ar": "قائمة", "province": "BB", column: "فريق واسط"})
    assert [row.reason for row in imported.rows.all()] == [f"unknown_{column}"]


def test_taken_up_before_it_was_shared_goes_on():
    found = transfer(Step.ADAPTING)
    found.item.partners.add(found.adopter)
    assert rules.part_in(found.lead, found).may_step
