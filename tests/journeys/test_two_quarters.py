"""Two whole quarters by the plan, told through the pages in both languages, with the mail that arrives."""

import io

import pytest

from chairs.models import HandOver, Swap, Term
from committee.models import AgendaItem, Attendance, Meeting, Minutes, Motion, Seat
from kit.files import extract_text
from kit.quarter import Quarter
from library.models import Kind
from tests.factories.library import published
from tests.journeys.quarters import Network
from themes.models import Goal, Theme

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = Quarter(2031, 1), Quarter(2031, 2), Quarter(2031, 3)
BABIL, NINEWA, BASRAH, NAJAF = "IQ-BB", "IQ-NI", "IQ-BA", "IQ-NA"
PROCUREMENT = {
    "title_ar": "تحسين مشتريات المحافظة",
    "title_en": "Improved provincial procurement",
    "summary_ar": "مناقصات أسرع وأوضح.",
    "summary_en": "Tenders that are faster and clearer.",
}
ONE_STOP = {
    "title_ar": "النافذة الواحدة",
    "title_en": "One-stop service",
    "summary_ar": "معاملة واحدة في مكان واحد.",
    "summary_en": "One file, one place.",
}
APPROVED = {
    "statement_ar": "نظم مشتريات معتمدة",
    "statement_en": "Approved procurement systems",
    "unit_ar": "محافظات",
    "unit_en": "provinces",
    "baseline": "0",
    "target": "4",
    "due_on": "2031-03-31",
    "measure": "",
}
COMPLETED = {
    "statement_ar": "مشتريات بقيمة 100 مليون دولار تُنجز",
    "statement_en": "$100 million in procurements completed",
    "unit_ar": "مليون دولار",
    "unit_en": "million dollars",
    "baseline": "0",
    "target": "100",
    "due_on": "2031-06-30",  # "within three months of the subsequent quarter"
    "measure": "",
}
STORIES = {
    "statement_ar": "قصص نجاح في النافذة الواحدة",
    "statement_en": "Success stories of one-stop service",
    "unit_ar": "قصص",
    "unit_en": "stories",
    "baseline": "0",
    "target": "2",
    "due_on": "2031-06-30",
    "measure": "library.success_stories",
}


@pytest.fixture(params=["ar", "en"])
def network(request, db, moved_clock, sink):
    return Network(request.param, moved_clock, sink)


def test_two_quarters_by_the_plan(network):
    form_the_committee(network)
    set_the_order_in_the_first_meeting(network)
    choose_a_theme(network)
    run_the_first_quarter(network)
    skip_and_swap(network)
    hand_over(network)
    run_the_second_quarter(network)
    read_the_reports(network)


def form_the_committee(network):
    """ "Provinces which have completed self-assessment": four get a seat, the fifth is told why not."""
    network.on("2030-11-17")
    refusal = network.send(
        network.staff,
        "committee:seat_open",
        "IQ-KI",
        expected=422,
        representative=network.member_without_seat.pk,
    )
    assert network.say("التقييم الذاتي", "Self-assessment") in refusal
    for code, person in network.people.items():
        network.send(network.staff, "committee:seat_open", code, representative=person.pk)
    assert Seat.objects.count() == 4


def set_the_order_in_the_first_meeting(network):
    """ "Once the POCC is created it should determine the specific order of rotation": Babil, then Ninewa."""
    network.on("2030-11-27")
    meeting = Meeting.objects.earliest("starts_at")
    assert str(meeting.starts_at.date()) == "2030-12-03"  # the first Tuesday
    for person in network.people.values():
        assert network.letters(person)[-1].get_content_type().startswith("multipart/")
    hold(network, meeting, "2030-12-03")
    secretary = network.people[BABIL]
    places = {f"place_{province.pk}": n for n, province in enumerate(network.provinces.values(), 1)}
    network.send(secretary, "chairs:order_new", from_quarter=str(FIRST), meeting=meeting.pk, **places)
    order = Motion.objects.get()
    network.send(secretary, "committee:meeting_motion_put", meeting.pk, order.pk)
    for code in (BABIL, NINEWA, BASRAH):
        answer = {"seat": network.people[code].seats.get().pk, "choice": "yes"}
        network.send(network.people[code], "committee:meeting_motion_cast", meeting.pk, order.pk, **answer)
    assert not Term.objects.exists()  # a vote in a meeting ends when its result is announced
    network.send(secretary, "committee:meeting_motion_result", meeting.pk, order.pk)

    order.refresh_from_db()
    assert order.is_carried
    network.deliver()
    assert [term.province_id for term in Term.objects.order_by("quarter")[:2]] == [
        network.provinces[BABIL].pk,
        network.provinces[NINEWA].pk,
    ]
    page = network.read(None, "chairs:order")
    assert page.index(network.name(network.provinces[BABIL])) < page.index(
        network.name(network.provinces[NINEWA])
    )
    end(network, meeting)


def hold(network, meeting, day):
    """The meeting opens; the quorum is missed, then reached as the seats are ticked off."""
    secretary = network.people[BABIL]
    network.on(day, hour=10)
    network.send(secretary, "committee:meeting_open", meeting.pk)
    words = network.say("لم يكتمل النصاب", "no quorum")
    assert words in network.read(secretary, "committee:meeting", meeting.pk).lower()
    for person in network.people.values():
        seat = person.seats.get()
        network.send(secretary, "committee:attendance", meeting.pk, seat=seat.pk, status="present")
    assert words not in network.read(secretary, "committee:meeting", meeting.pk).lower()
    assert Attendance.objects.filter(meeting=meeting, status="present").count() == 4


def end(network, meeting):
    """Topics are finished, the meeting is closed, its minutes are drafted from what was recorded."""
    secretary = network.people[BABIL]
    for item in AgendaItem.objects.filter(meeting=meeting):
        network.send(secretary, "committee:item_state", item.pk, state="done")
    network.send(secretary, "committee:meeting_close", meeting.pk)
    network.send(secretary, "committee:minutes_draft", meeting.pk)
    record = Minutes.objects.get(meeting=meeting)
    title = getattr(Motion.objects.get(), f"title_{network.language}")
    assert title in getattr(record.newest, f"text_{network.language}")


def choose_a_theme(network):
    """Babil accepts, names an editor, proposes; without a quorum nothing is decided; asked again, it is."""
    network.on("2030-12-05")
    term = Term.objects.get(quarter=FIRST)
    representative, editor = network.people[BABIL], network.editors[BABIL]
    network.send(representative, "chairs:accept", term.pk)
    network.send(representative, "chairs:editors", term.pk, editors=[editor.pk])
    network.send(editor, "themes:new", term.pk, **PROCUREMENT)
    theme = Theme.objects.get()
    network.send(editor, "themes:goal_new", theme.pk, **APPROVED)
    network.send(editor, "themes:goal_new", theme.pk, **COMPLETED)
    network.send(editor, "themes:submit", theme.pk)
    network.on("2030-12-06")
    missed = ask(network, theme)
    network.vote(network.people[NAJAF], missed, "yes")
    network.on("2030-12-18")  # the hour has passed
    missed.refresh_from_db()
    assert not missed.is_carried
    assert Theme.objects.get().state == Theme.State.RETURNED

    network.send(editor, "themes:submit", theme.pk)
    network.on("2030-12-19")
    asked = ask(network, theme)
    network.vote_by_mail(network.people[NINEWA], "yes")
    network.vote_by_mail(network.people[BASRAH], "abstain")
    network.vote(network.people[NAJAF], asked, "yes")
    network.vote(network.people[BABIL], asked, "yes")
    asked.refresh_from_db()
    assert asked.is_carried
    assert Theme.objects.get().state == Theme.State.APPROVED


def ask(network, theme):
    """The motion that is open on the theme; every seat has a letter about it."""
    theme.refresh_from_db()
    for person in network.people.values():
        assert network.letters(person, getattr(theme, f"title_{network.language}"))
    return Motion.objects.get(pk=theme.motion_id)


def run_the_first_quarter(network):
    """The theme begins with its term; goals move, followers hear of it; minutes are locked."""
    editor = network.editors[BABIL]
    network.on("2031-01-01")
    assert Term.objects.get(quarter=FIRST).state == Term.State.ACTIVE
    theme = Theme.objects.get(state=Theme.State.ACTIVE)
    follow(network, theme, "citizen@example.org")
    approve_the_minutes(network)

    network.on("2031-02-10")
    approved, completed = Goal.objects.order_by("pk")
    evidence = {"note_ar": "تقرير موقّع من المحافظات", "note_en": "Report signed by the provinces"}
    network.send(editor, "themes:report", approved.pk, on="2031-02-10", value="٤", **evidence)
    network.send(editor, "themes:report", completed.pk, on="2031-02-10", value="75", **evidence)
    network.deliver()
    told = [letter for to, letter in network.sink.messages if to == ["citizen@example.org"]]
    assert len(told) == 3  # to confirm, and one for each goal that moved
    page = network.read(None, "themes:theme", theme.pk)
    assert network.say("تقرير موقّع من المحافظات", "Report signed by the provinces") in page
    assert network.say("٧٥", "75") in page
    bare = network.send(
        editor, "themes:report", approved.pk, expected=422, on="2031-02-10", value="3", note_ar="", note_en=""
    )
    assert network.say("ما يثبت", "what proves") in bare


def follow(network, theme, address):
    """A citizen asks, and confirms from the mail."""
    network.send(None, "theme_follow", theme.pk, email=address, language=network.language)
    network.deliver()
    (letter,) = network.sink.of(address)
    network.follow(letter, "/confirm")


def approve_the_minutes(network):
    """At the next meeting; from then on nothing of the first one changes."""
    secretary = network.people[NINEWA]
    first, second = Meeting.objects.order_by("starts_at")[:2]
    hold(network, second, "2031-01-07")
    network.send(secretary, "committee:minutes_approve", first.pk, at=second.pk)
    record = Minutes.objects.get(meeting=first)
    assert record.is_locked
    words = record.newest.text_ar
    network.send(secretary, "committee:minutes", first.pk, text_ar="غيرها", text_en="Other words")
    assert Minutes.objects.get(meeting=first).newest.text_ar == words
    network.send(secretary, "committee:meeting_close", second.pk)


def skip_and_swap(network):
    """Ninewa cannot: the others move up and it does not stay at the head. Basrah and Najaf exchange."""
    network.on("2031-02-16")
    ninewa = Term.objects.held().get(quarter=SECOND)
    network.send(network.people[NINEWA], "chairs:skip", ninewa.pk, reason="انتخابات المجلس في الربع نفسه")
    assert holders() == {SECOND: BASRAH, THIRD: NAJAF}
    later = Term.objects.held().filter(province__code=NINEWA, quarter__gt=THIRD)
    assert later.exists()

    basrah, najaf = (Term.objects.get(quarter=quarter, state="scheduled") for quarter in (SECOND, THIRD))
    network.send(network.people[BASRAH], "chairs:ask_swap", basrah.pk, other=najaf.pk, reason="موسم الزيارة")
    swap = Swap.objects.get()
    network.send(network.people[NAJAF], "chairs:swap", swap.pk, answer="agree")
    network.send(network.people[BABIL], "chairs:swap", swap.pk, answer="confirm")
    assert holders() == {SECOND: NAJAF, THIRD: BASRAH}
    network.deliver()
    assert network.letters(network.people[NAJAF])


def holders():
    """Who chairs the next two quarters."""
    terms = Term.objects.held().filter(quarter__in=[SECOND, THIRD]).select_related("province")
    return {term.quarter: term.province.code for term in terms}


def hand_over(network):
    """Babil closes its theme with what came of it, leaves its notes, and Najaf receives them."""
    network.on("2031-03-30")
    term = Term.objects.get(quarter=FIRST)
    notes = "وُعد المراجعون بقائمة تحقق في أيار"
    network.send(network.editors[BABIL], "chairs:hand_over", term.pk, notes=notes)
    network.deliver()
    network.on("2031-04-01")
    assert Term.objects.get(quarter=FIRST).state == Term.State.COMPLETED
    assert notes in network.read(network.people[NAJAF], "chairs:hand_over", term.pk)
    network.send(network.people[NAJAF], "chairs:receive", term.pk)
    assert HandOver.objects.get().received_by == network.people[NAJAF]

    theme = Theme.objects.get(term=term)
    approved, completed = theme.goals.order_by("pk")
    network.send(
        network.editors[BABIL],
        "themes:close",
        theme.pk,
        lessons_ar="الشرط المعلن يختصر نصف الأسئلة",
        lessons_en="A published condition halves the questions",
        **{f"goal_{approved.pk}": "achieved", f"goal_{completed.pk}": "partly"},
    )
    assert Theme.objects.get(term=term).state == Theme.State.CLOSED


def run_the_second_quarter(network):
    """Najaf chairs: its theme counts one goal by itself, and the POCC reads how before it approves."""
    term = Term.objects.held().get(quarter=SECOND)
    assert term.state == Term.State.ACTIVE
    representative = network.people[NAJAF]
    network.send(representative, "themes:new", term.pk, **ONE_STOP)
    theme = Theme.objects.get(term=term)
    network.send(representative, "themes:goal_new", theme.pk, **STORIES)
    network.send(representative, "themes:submit", theme.pk)
    network.on("2031-04-02")
    asked = ask(network, theme)
    assert asked.text_ar.count("(") == 1
    for code in (BABIL, NINEWA, BASRAH):
        network.vote_by_mail(network.people[code], "yes")
    assert Theme.objects.get(term=term).state == Theme.State.ACTIVE

    network.on("2031-04-20")
    published(theme=theme, kind=Kind.SUCCESS_STORY, province=network.provinces[NAJAF])
    network.on("2031-04-21")
    goal = Goal.objects.get(theme=theme)
    assert [int(row.value) for row in goal.progress.all()] == [1]
    network.on("2031-07-02")
    assert Term.objects.held().get(quarter=SECOND).state == Term.State.COMPLETED
    network.send(
        representative,
        "themes:close",
        theme.pk,
        lessons_ar="قصة واحدة تكفي لتبدأ أخرى",
        lessons_en="One story is enough for the next to begin",
        **{f"goal_{goal.pk}": "partly"},
    )


def read_the_reports(network):
    """Each quarter's report, as a page and on paper, tells its theme and what came of it."""
    for quarter, words in ((FIRST, PROCUREMENT), (SECOND, ONE_STOP)):
        title = words[f"title_{network.language}"]
        assert title in network.read(network.staff, "term_report", quarter)
        paper = network.browser(network.staff).get(network.address("term_report_pdf", quarter))
        text = extract_text(io.BytesIO(paper.content), "application/pdf")
        assert set(title.split()) <= set(text.split()), text
