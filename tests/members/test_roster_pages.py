"""The pages of rosters: a lead for their team, staff for all; the rows by fate; what leaves as a file."""

import pytest
from django.core.cache import cache

from members.actions import rosters
from members.models import Province, RosterImport, Service, User
from members.rosters import sheets
from members.views import rosters as views
from tests.factories.kit import upload
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, staff
from tests.factories.members_accounts import account, code_sent_to, lead, link_sent_to
from tests.factories.rosters import RosterImportFactory, RosterRowFactory, csv_file, excel_file, sheet

pytestmark = pytest.mark.django_db
HEAD = ["Name", "Role", "From", "Email"]
ROW = ["زينب كاظم", "criterion member", "2024-03-01", "z@babil.example"]


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def me(client, team):
    person = lead(team)
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode()


def bring(client, file, team="", language="en"):
    return client.post(f"/{language}/members/rosters/new/", {"file": file, "team": team})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_file_to_the_result(client, me, team, language):
    bad = ["حسن علي", "minister", "2024-03-01", ""]

    answer = bring(client, excel_file([*HEAD, "ملاحظات"], ROW, bad), team.pk, language)

    shown = text(client.get(answer.url))
    roster = RosterImport.objects.get()
    assert answer.url == f"/{language}/members/rosters/{roster.pk}/"
    for words in ("زينب كاظم", "«minister»" if language == "ar" else "“minister”", "ملاحظات"):
        assert words in shown
    assert not User.objects.filter(email="z@babil.example").exists()
    answer = client.post(f"{answer.url}confirmation/", follow=True)
    assert User.objects.filter(email="z@babil.example").exists()
    assert "confirmation/" not in text(answer)
    assert "invitations/" in text(answer)
    answer = client.post(f"/{language}/members/rosters/{roster.pk}/invitations/", follow=True)
    assert "invitations/" not in text(answer).partition("<main")[2].partition("</main")[0]
    assert "كشف" in text(client.get("/ar/members/rosters/"))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: upload("r.csv", b""), "This file is empty. Choose it again."),
        (lambda: upload("r.xlsm", b"x"), "macros"),
        (lambda: csv_file(HEAD[1:3], ROW[1:3]), "These columns are missing: Name in Arabic."),
        (lambda: None, "This field is required."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_above_the_field(client, me, team, file, words):
    given = {"file": file(), "team": team.pk}

    answer = client.post("/en/members/rosters/new/", {key: value for key, value in given.items() if value})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not RosterImport.objects.exists()


def test_a_lead_brings_for_their_own_teams_alone(client, me):
    assert bring(client, csv_file(HEAD, ROW), TeamFactory().pk).status_code == 422
    assert bring(client, csv_file(HEAD, ROW)).status_code == 422
    assert client.get("/en/members/rosters/new/").context["form"].fields["team"].queryset.count() == 1


def test_staff_bring_for_several_teams_at_once(client, team):
    client.force_login(staff())
    other = TeamFactory()
    rows = [[*ROW, team.name_ar], ["حسن علي", *ROW[1:3], "", other.name_en]]

    answer = bring(client, csv_file([*HEAD, "Team"], *rows))

    client.post(f"{answer.url}confirmation/")
    assert set(Service.objects.filter(role="criterion").values_list("team", flat=True)) == {team.pk, other.pk}


def test_how_often_one_visitor_may_bring_a_file(client, me, team, monkeypatch):
    monkeypatch.setattr(views, "BROUGHT", 1)
    cache.clear()

    codes = [bring(client, csv_file(HEAD, ROW), team.pk).status_code for _ in range(2)]

    assert codes == [302, 429]


def test_rows_are_shown_by_fate_and_paged(client, me, team, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 2)
    rows = [{"name_ar": f"زينب {n}"} for n in range(3)] + [{"role": "x"}]
    page = f"/en/members/rosters/{rosters.bring(by=me, team=team, sheet=sheet(*rows)).pk}/"

    assert "زينب 2" not in text(client.get(page))
    assert "زينب 2" in text(client.get(f"{page}?page=2"))
    refused = text(client.get(f"{page}?fate=refused"))
    assert "“x” is no role" in refused
    assert "زينب 0" not in refused
    assert "No row has this fate." in text(client.get(f"{page}?fate=unchanged"))
    assert "زينب 0" in text(client.get(f"{page}?fate=nonsense"))


def test_a_row_says_what_changes(client, me, team):
    person = account(name_ar="زينب كاظم", email="z@babil.example")
    ServiceFactory(team=team, person=person, from_on="2024-03-01", confirmed_at=None)
    roster = rosters.bring(by=me, team=team, sheet=sheet({"email": person.email, "until_on": "2025-01-31"}))

    shown = text(client.get(f"/en/members/rosters/{roster.pk}/"))

    assert "31 January 2025" in shown
    assert "not confirmed yet" in shown


@pytest.mark.parametrize(
    ("state", "words"), [("judging", "is being read"), ("carrying", "is being carried out")]
)
def test_a_long_roster_says_that_it_is_at_work_and_looks_again(client, me, team, monkeypatch, state, words):
    monkeypatch.setattr(rosters, "AT_ONCE", 0)
    roster = rosters.bring(by=me, team=team, sheet=sheet({}))
    if state == "carrying":
        rosters.work_on(roster.pk)
        client.post(f"/en/members/rosters/{roster.pk}/confirmation/")

    page = client.get(f"/en/members/rosters/{roster.pk}/")

    assert words in text(page)
    assert 'data-hx-trigger="every 3s"' in text(page)
    assert "Look again" in text(page)
    rosters.work_on(roster.pk)
    assert "every 3s" not in text(client.get(f"/en/members/rosters/{roster.pk}/"))


@pytest.mark.parametrize("verb", ["confirmation", "removal"])
def test_a_second_press_is_told_that_it_was_done(client, me, team, verb):
    roster = rosters.confirm(roster=rosters.bring(by=me, team=team, sheet=sheet({})), by=me)

    answer = client.post(f"/en/members/rosters/{roster.pk}/{verb}/", follow=True)

    assert "This roster was confirmed already. Nothing was changed." in text(answer)


def test_a_roster_is_thrown_away(client, me, team):
    roster = rosters.bring(by=me, team=team, sheet=sheet({}))

    answer = client.post(f"/en/members/rosters/{roster.pk}/removal/", follow=True)

    assert "The roster is thrown away." in text(answer)
    assert not RosterImport.objects.exists()


def test_another_lead_neither_sees_nor_confirms_it(client, me, team):
    roster = rosters.bring(by=me, team=team, sheet=sheet({}))
    client.force_login(lead())

    assert f"/rosters/{roster.pk}/" not in text(client.get("/en/members/rosters/"))
    assert client.get(f"/en/members/rosters/{roster.pk}/").status_code == 404
    assert client.post(f"/en/members/rosters/{roster.pk}/confirmation/").status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_leaves_has_its_name_and_comes_back(client, me, team, ending):
    ServiceFactory(team=team, person=UserFactory(name_ar="=SUM(A1)"))

    answer = client.get(f"/ar/members/teams/{team.pk}/roster.{ending}")

    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    lines = sheets.read(upload(f"r.{ending}", answer.content)).lines
    assert {line.words["name_ar"] for line in lines} == {"=SUM(A1)", me.name_ar}
    if ending == "csv":
        assert "'=SUM(A1)" in text(answer)


def test_a_province_leaves_whole_for_staff(client, team):
    for _ in range(2):
        ServiceFactory(team=TeamFactory(province=team.province))
    ServiceFactory()
    client.force_login(staff())
    address = f"/en/members/provinces/{team.province.code}/roster.csv"

    assert address in text(client.get("/en/members/rosters/"))
    assert len(sheets.read(upload("r.csv", client.get(address).content)).lines) == 2
    assert client.get(address.replace(".csv", ".pdf")).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_questions(client, django_assert_num_queries, count):
    for _ in range(count):
        RosterImportFactory()
    client.force_login(staff())
    client.get("/en/members/rosters/")

    with django_assert_num_queries(6):
        client.get("/en/members/rosters/")


@pytest.mark.parametrize("count", [1, 30])
def test_the_rows_ask_the_same_questions(client, django_assert_num_queries, count):
    roster = RosterImportFactory()
    for _ in range(count):
        RosterRowFactory(roster=roster, person=UserFactory(), reason="no_team")
    client.force_login(staff())
    client.get(f"/en/members/rosters/{roster.pk}/")

    with django_assert_num_queries(6):
        client.get(f"/en/members/rosters/{roster.pk}/")


def test_who_was_on_a_roster_comes_in_by_the_invitation(client, me, team, django_capture_on_commit_callbacks):
    bring(client, csv_file(HEAD, ROW), team.pk)
    roster = RosterImport.objects.get()
    client.post(f"/en/members/rosters/{roster.pk}/confirmation/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/members/rosters/{roster.pk}/invitations/")
    client.logout()

    answer = client.post(link_sent_to("z@babil.example", "invitations"), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/ar/accounts/login/")
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post("/ar/accounts/login/code/", {"email": "z@babil.example"}, follow=True)
    client.post(asked.redirect_chain[-1][0], {"code": code_sent_to("z@babil.example")})

    person = User.objects.get(email="z@babil.example")
    assert client.get("/ar/members/me/").wsgi_request.user == person
    assert person.emailaddress_set.get().verified
    assert Service.objects.filter(person=person).count() == 1
    assert Province.objects.filter(teams__services__person=person).get() == team.province


def test_a_roster_that_adds_nothing_waits_for_nobody(client, me, team):
    answer = bring(client, csv_file(HEAD, [ROW[0], "minister", *ROW[2:]]), team.pk)

    for page in (text(client.get(answer.url)), text(client.get("/en/members/rosters/"))):
        assert "nothing to do" in page
        assert "waits for your confirmation" not in page
    assert "Write one of these: sponsor, POSC member, team leader, criterion member." in text(
        client.get(answer.url)
    )


def test_what_was_refused_can_come_once_more(client, me, team):
    answer = bring(client, csv_file(HEAD, ROW, ["حسن علي", "minister", "2024-03-01", ""]), team.pk)

    page = text(client.post(f"{answer.url}confirmation/", follow=True))

    assert "Correct the refused rows in your sheet and import it once more" in page
