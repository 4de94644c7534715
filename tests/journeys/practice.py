"""The whole way of one practice, told step by step: three provinces, their people, and a chair's editor."""

import datetime
import random

import kit
from kit.calendar import next_working
from library.models import FitFact, Item, Transfer, Upload
from members import tasks
from members.models import Holiday
from tests import clock
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.kit import MP4
from tests.factories.library import docx
from tests.factories.members import ProvinceFactory, member
from tests.journeys.phone import Phone
from tests.journeys.thread import holds
from tests.servers import eventually

FILM = "فيلم الشباك الواحد.mp4"
PAPER = "استمارة الشباك الواحد.docx"
SLOW = {"latency": 5, "downloadThroughput": -1, "uploadThroughput": 800_000}
PRACTICE = {
    "title_ar": "استمارة الشباك الواحد لمعاملات الماء",
    "summary_ar": "جمعت مديرية الماء خمسة شبابيك في شباك واحد، فصار المواطن ينجز معاملته في زيارة واحدة.",
    "kind": "template",
    "problem_ar": "كان المواطن يراجع خمسة شبابيك في ثلاثة أيام.",
    "body_ar": "حصرنا الخطوات.\n\nدمجنا الشبابيك ودرّبنا الموظفين.",
}
CHANGES = "اذكروا كم موظفاً يحتاج الشباك."
ANSWER = "ثلاثة موظفين لكل شباك."
QUESTION = "كيف نوحّد شبابيك المياه للمواطنين؟"
ADAPTED = {"title_ar": "استمارة نينوى للشباك الواحد", "changes_ar": "عندنا توقيعان بدل ثلاثة."}
FACTS = {subject: f"ما عندنا: {subject}" for subject in FitFact.Subject.values}
HOLDS = {f"{subject}_holds": "yes" for subject in FACTS} | {
    "staff_holds": "no",
    "staff_answer": "ندرّب موظفاً",
}
MEASURE = {"name_ar": "أيام الإنجاز", "unit_ar": "يوماً", "baseline": "٣٤", "source": "سجل الدائرة"}


class Practice:
    """Babil writes, Basrah reviews, Ninewa takes it up, Baghdad verifies; Najaf chairs the later quarter."""

    def __init__(self, browser, url, folder):
        self.phone, self.folder = Phone(browser, url), folder
        self.author, self.adopter = _of("IQ-BB", "بابل"), _of("IQ-NI", "نينوى")
        self.reviewer, self.verifier = _seat("IQ-BA", "البصرة"), None

    # -- what Babil writes --------------------------------------------------------------------------------

    def upload(self):
        """On a slow line that is cut in the middle of the film; it goes on where it broke."""
        page, line = self._begin_draft()
        had = self._cut(page, line)
        pieces = []
        page.on("request", lambda sent: sent.method == "PATCH" and pieces.append(_offset(sent)))
        _let(line, offline=False)
        eventually(lambda: page.locator("[data-kept]").count() == 2, 60)
        assert pieces[0] >= had > 0
        page.faults.clear()  # the browser itself says that the line was cut
        self._hand_in(page)

    def _begin_draft(self):
        film, paper = self.folder / FILM, self.folder / PAPER
        film.write_bytes(MP4 + random.Random(7).randbytes(5_000_000))
        paper.write_bytes(docx("استمارة واحدة لكل المعاملات"))
        self.phone.take(self.author, "/library/mine/")
        self.phone.press("/library/new/")
        self.phone.write(**PRACTICE)
        page = self.phone.page
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        _let(line, offline=False)
        page.set_input_files("input[name=files]", [str(film), str(paper)])
        return page, line

    def _cut(self, page, line):
        had = eventually(lambda: Upload.objects.filter(offset__gt=0, length__gt=5_000_000).first()).offset
        _let(line, offline=True)
        eventually(lambda: "انقطع الاتصال" in page.locator(".upload .meta").first.inner_text())
        assert not page.locator("[data-kept]").count()
        return had

    def _hand_in(self, page):
        page.click("button[name=then][value=submit]")
        page.wait_for_url("**/library/mine/")
        self.item = Item.objects.get()
        assert self.phone.reads(PRACTICE["title_ar"])

    def _open_details(self):
        self.phone.page.locator("details:has([name=needs_ar]) summary").click()

    def ask_for_changes(self):
        self._open_review(self.reviewer, PRACTICE["title_ar"])
        self.phone.tick(outcome="changes")
        self.phone.write(comment=CHANGES)
        self._decide()

    def answer_the_changes(self):
        """The author reads why on their own page, adds what was asked for, and hands it in again."""
        self.phone.take(self.author, "/library/mine/")
        assert self.phone.reads(CHANGES)
        self.phone.press(f"/library/{self.item.pk}/edit/")
        self.phone.page.click("main form[action$='/versions/'] button")
        self._open_details()
        self.phone.write(needs_ar=ANSWER)
        self._hand_in(self.phone.page)

    def publish(self, title=PRACTICE["title_ar"]):
        """A representative of another province reads it, answers the checklist and approves."""
        self._open_review(self.reviewer, title)
        review = self.phone.page.url
        self.phone.page.locator("main a.btn--accent").click()
        self.phone.page.wait_for_url(lambda url: url != review)
        assert self.phone.reads(title)
        self.phone.page.goto(review)
        for answer in self.phone.page.locator("main input[name^=point_][value=met]").all():
            answer.check()
        self.phone.tick(outcome="approved")
        self._decide()

    def _open_review(self, person, title):
        self.phone.take(person, "/committee/")
        self.phone.page.locator(f"main a[href*='/committee/reviews/']:has-text({title!r})").first.click()
        self.phone.page.wait_for_url("**/committee/reviews/*/")

    def _decide(self):
        self.phone.page.locator("main form:has([name=outcome]) button[type=submit]").click()
        self.phone.page.wait_for_url("**/committee/")

    # -- what Ninewa does with it -------------------------------------------------------------------------

    def find(self):
        """Ninewa asks in words of its own, and reads the practice with its film."""
        self.phone.take(self.adopter, "/library/")
        self.phone.page.fill("#q", QUESTION)
        self.phone.page.locator("form#ask .search button").click()
        found = self.phone.page.locator(f"main a[href$='/library/{self.item.pk}/']").first
        found.click()
        self.phone.page.wait_for_url(f"**/library/{self.item.pk}/")
        for words in (PRACTICE["title_ar"], ANSWER, FILM, PAPER):
            assert self.phone.reads(words), words
        assert not self.phone.is_wide

    def take_up(self):
        self.phone.press("/transfers/new/")
        self.phone.fill(note="نريدها لدوائرنا")
        self.ours = f"/library/transfers/{Transfer.objects.get().pk}/"

    def check_the_fit(self):
        """Both declare how it is with them; one assumption does not hold, and is answered."""
        self.phone.take(self.author, self.ours)
        self.phone.press("/fit/")
        self.phone.fill(**{f"{subject}_source": words for subject, words in FACTS.items()})
        self.phone.take(self.adopter, f"{self.ours}fit/")
        self.phone.fill(**{f"{subject}_adopter": words for subject, words in FACTS.items()}, **HOLDS)
        assert self.phone.reads("ندرّب موظفاً")
        self._step()

    def agree(self):
        self.phone.take(self.author, self.ours)
        self._step(note="نرحب بكم")

    def plan(self):
        self.phone.take(self.adopter, self.ours)
        self.phone.press("/milestones/")
        self.phone.fill(title="تدريب الملاك", planned_on=str(kit.today()))
        self._step()

    def adapt(self):
        """The template becomes Ninewa's own, with its file, and the document of the transfer."""
        self.phone.take(self.adopter, f"/library/{self.item.pk}/")
        self.phone.press("/adaptation/new/")
        self.phone.fill()
        page = self.phone.page
        page.wait_for_url("**/edit/")
        assert page.locator("[data-uploads]", has_text=PAPER).count() == 1
        self.phone.write(**ADAPTED)
        self._open_details()
        self.phone.write(contact="ديوان محافظة نينوى")
        page.click("button[name=then][value=submit]")
        page.wait_for_url("**/library/mine/")
        self.publish(ADAPTED["title_ar"])

    def pilot(self):
        self.phone.take(self.adopter, self.ours)
        assert self.phone.reads(ADAPTED["title_ar"])
        self.phone.press("/measures/")
        self.phone.fill(**MEASURE)
        self._step()
        self.phone.page.locator("form[action$='/done/'] button").click()
        self.phone.page.wait_for_load_state()
        assert self.phone.page.locator("main a[href$='/steps/']").count() == 0  # three months have to pass

    def achieve(self):
        """Three months later the portal reminds who leads it; the outcome is reported."""
        working = next_working(kit.today() + datetime.timedelta(days=95), Holiday.objects.free_days())
        clock.move_to(kit.now() + (working - kit.today()))
        tasks.remind()
        self.phone.take(self.adopter, "/members/notices/")
        self.phone.page.locator(f"main .notice__title:has-text({PRACTICE['title_ar']!r})").first.click()
        self.phone.page.wait_for_url(f"**{self.ours}")
        self.phone.press("/outcomes/")
        self.phone.fill(months="3", value="٩", source="سجل الدائرة")
        self._step()

    def _step(self, **fields):
        self.phone.press("/steps/")
        self.phone.fill(**fields)

    # -- what the network makes of it ---------------------------------------------------------------------

    def verify(self):
        self.verifier = _seat("IQ-BG", "بغداد")
        self.phone.take(self.verifier, self.ours)
        self.phone.press("/verification/")
        self.phone.fill(verification="زرنا الدائرة ورأينا السجل")
        assert self.phone.reads("بغداد")

    def see_the_map(self):
        """Anybody, without an account."""
        self.phone.take(None, "/transfers/")
        assert self.phone.page.locator(".learned--achieved").count() == 1
        for words in (PRACTICE["title_ar"], "بابل", "نينوى"):
            assert self.phone.reads(words), words
        assert not self.phone.is_wide

    def draft_the_newsletter(self):
        """An editor of the chair asks for a draft: practice, adaptation and transfer stand in it."""
        editor = _of("IQ-NA", "النجف")
        TermFactory(province=ProvinceFactory(code="IQ-NA")).editors.add(editor)
        self.phone.take(editor, "/newsletter/desk/")
        page = self.phone.page
        page.locator("main form[action$='/newsletter/drafts/'] button").click()
        page.wait_for_url("**/edit/")
        for title in (PRACTICE["title_ar"], ADAPTED["title_ar"]):
            eventually(lambda title=title: holds(page, title))
        assert page.locator(f"main a[href$='{self.ours}']").count() == 1
        assert holds(page, "من ٣٤ إلى ٩ يوماً")

    def see_both_profiles(self):
        for person, title in ((self.author, PRACTICE["title_ar"]), (self.adopter, ADAPTED["title_ar"])):
            self.phone.take(person, "/members/me/")
            assert self.phone.page.locator(f"main a[href$='{self.ours}']").count() == 1
            assert self.phone.reads(title)
            assert not self.phone.is_wide


def _of(code, name):
    return member(ProvinceFactory(code=code, name_ar=name, name_en=code))


def _seat(code, name):
    person = _of(code, name)
    return SeatFactory(representative=person, province=ProvinceFactory(code=code)).representative


def _let(line, *, offline):
    """The phone's line: slow, or cut."""
    line.send("Network.emulateNetworkConditions", SLOW | {"offline": offline})


def _offset(sent):
    return int(sent.headers["upload-offset"])
