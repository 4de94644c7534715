"""The page of a quarter, and the report of its term."""

import datetime

import pypdf
import pytest

import kit
from chairs.actions.calendar import renew_address
from chairs.models import Duty
from kit.files.pdf import read as words_of
from kit.quarter import Quarter
from tests.factories.chairs import TermFactory, order_set, seated
from tests.factories.committee import MotionFactory, SeatFactory
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, TeamFactory, UserFactory
from tests.factories.themes import GoalFactory, ProgressFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    province = ProvinceFactory(name_ar="بابل", name_en="Babil")
    TeamFactory(province=province)
    term = TermFactory(province=province)
    goal = GoalFactory(
        theme=ThemeFactory(term=term, title_ar="المشتريات", title_en="Procurement"),
        due_on=term.quarter.next.last,
    )
    ProgressFactory(goal=goal, on=term.quarter.first, value=64, note_en="Signed", note_ar="موقّع")
    published(province=province)
    return term


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", ["", "now"])
def test_the_quarter_tells_who_chairs_and_how_far_the_goal_is(client, term, language, address):
    address = f"{term.quarter}/" if address else ""

    page = client.get(f"/{language}/quarters/{address}").content.decode()

    for ar, en in (("بابل", "Babil"), ("المشتريات", "Procurement"), ("٦٤", "64"), ("موقّع", "Signed")):
        assert (ar if language == "ar" else en) in page
    assert page.count("<table") >= 2


def test_a_quarter_of_which_nothing_is_known_is_not_found(client, term):
    assert client.get("/ar/quarters/1999-Q1/").status_code == 404
    assert client.get("/ar/quarters/2026-Q5/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_quarter_without_a_chair_or_a_team_says_so(client, language):
    page = client.get(f"/{language}/quarters/").content.decode()

    assert ("لا توجد محافظة لديها فريق بعد." if language == "ar" else "No province has a team yet.") in page
    assert ("لا أهداف بعد" if language == "ar" else "No goals yet") in page


def history(quarters):
    """Terms of past quarters, each with a theme, a goal that moved often, and practices."""
    now = Quarter.of(kit.today())
    for n in range(1, quarters + 1):
        past = TermFactory(quarter=now.plus(-n), state="completed")
        goal = GoalFactory(theme=ThemeFactory(term=past, state="closed"), due_on=past.quarter.last)
        for day in range(5):
            ProgressFactory(goal=goal, on=past.quarter.first + datetime.timedelta(days=day), value=day)
        MotionFactory()


@pytest.mark.parametrize("quarters", [1, 20])
def test_five_years_of_history_cost_no_more_queries(client, term, quarters, django_assert_num_queries):
    history(quarters)

    with django_assert_num_queries(12):
        client.get("/ar/quarters/")


def test_what_waits_is_named_for_a_seat_and_counted_for_others(client, term):
    motion = MotionFactory(title_en="Unify the forms")
    others = client.get("/en/quarters/").content.decode()
    client.force_login(SeatFactory().representative)

    seat = client.get("/en/quarters/").content.decode()

    assert str(motion.title_en) not in others
    assert str(motion.title_en) in seat


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_report_is_the_same_on_the_page_and_on_paper(client, term, language, tmp_path):
    client.force_login(UserFactory())

    page = client.get(f"/{language}/quarters/{term.quarter}/report/").content.decode()
    answer = client.get(f"/{language}/quarters/{term.quarter}/report.pdf")

    paper = tmp_path / "report.pdf"
    paper.write_bytes(answer.content)
    words = pypdf.PdfReader(paper).pages[0].extract_text()
    assert ("بابل" if language == "ar" else "Babil") in page
    assert term.quarter.fiscal_label in page
    assert answer.headers["Content-Type"] == "application/pdf"
    if language == "ar":
        with paper.open("rb") as file:
            read = " ".join(words_of(file).split())
        assert "بابل" in read
        assert "هدف" in read
    if language == "en":
        for word in ("Babil", "Procurement", "A goal", "64"):
            assert word in words


def test_calendars_of_all_and_of_one(client):
    provinces, representatives = seated(3)
    order_set(provinces, Quarter.of(kit.today()).next)

    everybody = client.get("/ics/chairs.en.ics")
    mine = client.get(f"/ics/mine/{renew_address(person=representatives[1]).key}.ar.ics")

    assert everybody.headers["Content-Type"].startswith("text/calendar")
    assert everybody.content.count(b"BEGIN:VEVENT") == 4
    assert mine.content.count(b"BEGIN:VEVENT") == 1 + len(Duty)
    assert client.get("/ics/chairs/forged.ar.ics").status_code == 404
    assert client.get("/ics/chairs.xx.ics").status_code == 404
