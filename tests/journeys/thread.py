"""The main thread of the portal, told step by step: from a phone upload to a subscriber's inbox."""

import re
import shutil
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Error as PlaywrightError

from tests.journeys.story import Story, text_of
from tests.laws import ROOT
from tests.living import EDITOR, MEMBER, REPRESENTATIVE
from tests.servers import eventually

DOCUMENTS = ROOT / "en_portal" / "demo" / "documents"
WORDS = {
    "ar": {
        "title": "طابور واحد لكل معاملات الماء في الحلة",
        "summary": "جمعت مديرية الماء خمسة شبابيك في شباك واحد، فصار المواطن ينجز معاملته في زيارة واحدة.",
        "problem": "كان المواطن يراجع خمسة شبابيك في ثلاثة أيام.",
        "body": "حصرنا الخطوات.\n\nدمجنا الشبابيك ودرّبنا الموظفين.",
        "measure": "أيام إنجاز المعاملة",
        "unit": "يوم",
        "before": "٩",
        "after": "٢",
        "search": "شبابيك المياه",
    },
    "en": {
        "title": "One queue for every water request in Hillah",
        "summary": "The water directorate joined five windows in one; a citizen finishes in one visit.",
        "problem": "A citizen went to five windows in three days.",
        "body": "We listed the steps.\n\nWe joined the windows and trained the staff.",
        "measure": "Days to finish a request",
        "unit": "days",
        "before": "9",
        "after": "2",
        "search": "joining windows",
    },
}


def holds(page, words):
    """Does the page hold the words; not yet, while it is on its way to another."""
    try:
        return words in page.content()
    except PlaywrightError:
        return False


class Thread(Story):
    """The telling of a practice, with files out of `folder`."""

    def __init__(self, browser, portal, hand, folder, **way):
        super().__init__(browser, portal, hand, **way)
        self.folder, self.words = folder, WORDS[self.language]

    def files(self):
        """A PDF in English, an Arabic text under an Arabic name, a DOCX and a PPTX."""
        arabic = self.folder / "إعلان حقوق الإنسان.txt"
        shutil.copy(next(DOCUMENTS.rglob("*_ar.txt")), arabic)
        return [
            str(next(DOCUMENTS.rglob("*.pdf"))),
            str(arabic),
            *(str(next(DOCUMENTS.rglob(pattern))) for pattern in ("*.docx", "*.pptx")),
        ]

    def upload(self):
        """A member writes the practice, adds the files and hands it in."""
        page, hand = self.sign_in(MEMBER)
        hand.press("main a[href$='/library/new/']")
        page.wait_for_url("**/library/new/")
        for field in ("title", "summary", "problem", "body"):
            hand.write(f"[name={field}_{self.language}]", self.words[field])
            if field == "summary":
                hand.choose("select[name=kind]", "case_study")
        for name, word in self._result().items():
            hand.write(f"[name$='-0-{name}']", word)
        hand.give("input[name=files]", self.files())
        if self.has_script:
            eventually(lambda: page.locator("[data-kept]").count() == 4, 60)
        hand.press("button[name=then][value=submit]")
        page.wait_for_url("**/library/mine/")
        assert self.words["title"] in page.content()

    def _result(self):
        return {
            f"measure_{self.language}": self.words["measure"],
            "before": self.words["before"],
            "after": self.words["after"],
            f"unit_{self.language}": self.words["unit"],
        }

    def approve(self, title):
        """A representative of another province reads what waits and approves it."""
        page, hand = self.sign_in(REPRESENTATIVE)
        hand.press("main a[href$='/committee/']")
        page.wait_for_url("**/committee/")
        hand.press(f"main a[href*='/committee/reviews/']:has-text({title!r})")
        page.wait_for_url("**/committee/reviews/*/")
        review = page.url
        hand.press("main a.btn--accent")
        page.wait_for_url(lambda url: url != review)
        assert title in page.content()
        hand.press("main a[href*='/committee/reviews/']")
        page.wait_for_url(review)
        for answer in page.locator("main input[name^=point_][value=met]").all():
            hand.press(f"input[name={answer.get_attribute('name')}][value=met]")
        hand.press("input[name=outcome][value=approved]")
        hand.press("main form button[type=submit]")
        page.wait_for_url("**/committee/")

    def find(self):
        """A visitor finds it by other forms of its words, and by a word inside a file."""
        page, hand = self.open("/library/")
        hand.write("#q", self.words["search"])
        hand.press("form#ask .search button")
        found = page.locator(f"main a:has-text({self.words['title']!r})")
        found.first.wait_for()
        hand.press(f"main a:has-text({self.words['title']!r})")
        page.wait_for_url("**/library/*/")
        content = page.content()
        assert self.words["title"] in content
        assert "إعلان حقوق الإنسان.txt" in content
        return urlsplit(page.url).path

    def subscribe(self, address):
        """A reader asks in the foot of a page and confirms by the mail."""
        page, hand = self.open("/library/")
        hand.write("#foot_email", address)
        hand.press("form:has(#foot_email) button")
        page.wait_for_url("**/newsletter/subscribe/**")
        letter = self.letter(address, "/mail/confirm/")
        link = re.search(r"https?://\S+/mail/confirm/\S+", text_of(letter)).group(0)
        page.goto(link)
        hand.press("main form button[type=submit]")
        page.locator("[role=status]").wait_for()

    def edition(self):
        """A chair editor lets the draft take up what is new and asks for its release."""
        page, hand = self.sign_in(EDITOR)
        hand.press("main a[href$='/newsletter/desk/']")
        page.wait_for_url("**/newsletter/desk/")
        hand.press("main a[href$='/edit/']")
        page.wait_for_url("**/edit/")
        hand.press("button[name=then][value=draft]")
        eventually(lambda: holds(page, self.words["title"]))
        number = re.search(r"/newsletter/(\d+)/", page.url).group(1)
        hand.press("button[name=then][value=review]")
        page.wait_for_url("**/newsletter/desk/")
        return page, hand, number

    def send(self, page, hand, number):
        page.goto(f"/{self.language}/newsletter/{number}/sending/")
        hand.press("button[name=verb][value=start]")
        page.locator("#progress").wait_for()

    def leave_in_one_click(self, letter):
        """What a mail program does: one POST, without cookie or page."""
        address = re.search(r"<(https?://[^>]+)>", letter["List-Unsubscribe"]).group(1)
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        answer = urlopen(Request(address, data=b"List-Unsubscribe=One-Click", method="POST"), timeout=10)
        assert answer.status == 200

    def leave_by_the_page(self, letter):
        """A reader follows the link in the mail and presses the one button."""
        link = re.search(r"https?://\S+/u/\S+", text_of(letter)).group(0)
        page, hand = self.open("/")
        page.goto(link)
        hand.press("main form button[type=submit]")
        page.locator("[role=status]").wait_for()
