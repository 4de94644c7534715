"""How somebody becomes a member, told step by step: the applicant, the team's lead, the committee."""

import datetime
import re
from urllib.request import urlopen

from tests.journeys.story import Story, text_of
from tests.servers import eventually

LEAD = "zainab.hadi@babil.example"
APPLICANT = "hussein.kareem@babil.example"
SINCE = datetime.date(2025, 1, 15)
WORDS = {
    "ar": {
        "name": "حسين كريم عبد الأمير",
        "position": "مدير شعبة خدمة المواطنين",
        "team": "بابل",
        "note": "أريد أن ننقل تجربة الشباك الواحد إلى محافظات أخرى.",
        "question": "في أي معيار عملت، ومنذ متى؟",
        "answer": "في العمليات والإجراءات، منذ كانون الثاني.",
        "refusal": "لا أرى ما يكفي.",
    },
    "en": {
        "name": "Hussein Kareem Abdulamir",
        "position": "Head of citizens' services",
        "team": "Babil",
        "note": "I want us to take the one window to other provinces.",
        "question": "On which criterion did you work, and since when?",
        "answer": "On processes, since January.",
        "refusal": "I do not see enough.",
    },
}
CONFIRMED = ".chip--ok"


class Membership(Story):
    """The applicant's own browser stays open from the first page to the last."""

    def __init__(self, *parts, **way):
        super().__init__(*parts, **way)
        self.words = WORDS[self.language]
        self.page = self.mine = None

    def go(self, path):
        self.page.goto(f"/{self.language}{path}")

    def sign_up(self):
        self.page, self.mine = self.open("/accounts/signup/")
        self.mine.write("input[name=name_ar]", self.words["name"])
        self.mine.write("main input[name=email]", APPLICANT)
        self.mine.press("main form:has(input[name=name_ar]) button[type=submit]")
        self.page.wait_for_url("**/accounts/confirm-email/**")
        self.mine.write("input[name=code]", self.code(APPLICANT, 0))
        self.mine.press("form:has(input[name=code]) button[type=submit]")
        self.page.wait_for_url("**/members/me/")

    def fill_in_the_profile(self):
        self.mine.press("main a[href$='/members/me/settings/']")
        self.mine.write(f"input[name=position_{self.language}]", self.words["position"])
        self.mine.press("main form:has(input[name=name_ar]) button[type=submit]")
        self.page.wait_for_url("**/members/me/")

    def declare(self):
        """The service in a team; who leads it is asked by mail."""
        self.mine.press("main a[href$='/members/services/new/']")
        self.page.wait_for_url("**/members/services/new/")
        team = self.page.locator("select[name=team] option", has_text=self.words["team"])
        self.mine.choose("select[name=team]", team.first.get_attribute("value"))
        self.mine.choose("select[name=role]", "criterion")
        self.mine.date("input[name=from_on]", SINCE)
        self.mine.press("main form button[type=submit]")
        self.page.wait_for_url("**/members/application/")
        assert self.page.locator("section:has(#step-2) .chip--wait").count() == 1

    def confirm(self):
        """A scanner opens the link and changes nothing; the lead presses the button, once."""
        letter = self.letter(LEAD, "/members/services/answer/")
        link = re.search(r"https?://\S+/members/services/answer/\S+", text_of(letter)).group(0)
        for _time in range(2):
            assert urlopen(link, timeout=10).status == 200
        self.page.reload()
        assert self.page.locator("section:has(#step-2) .chip--wait").count() == 1
        page, hand = self.open("/")
        page.goto(link)
        hand.press("button[name=answer][value=confirm]")
        page.locator(f"main {CONFIRMED}").first.wait_for()
        page.goto(link)
        assert page.locator("button[name=answer]").count() == 0

    def submit(self):
        self.go("/members/application/")
        assert self.page.locator("section:has(#step-3) .chip--wait").count() == 0
        self.mine.write("[name=note]", self.words["note"])
        self.mine.press("button[name=then][value=submit]")
        self.page.locator("section:has(#step-4) button[value=withdraw]").wait_for()
        assert self.page.locator("button[value=submit]").count() == 0

    def open_application(self, representative, name):
        """From the representative's own page to the application of that person."""
        page, hand = self.sign_in(representative)
        hand.press("main a[href$='/members/applications/']")
        page.wait_for_url("**/members/applications/")
        hand.press(f"main a[href*='/members/applications/']:has-text({name!r})")
        page.locator("input[name=decision]").first.wait_for()
        return page, hand

    def decide(self, page, hand, decision, text=""):
        hand.press(f"input[name=decision][value={decision}]")
        if text:
            hand.write("[name=text]", text)
        hand.press("main form:has([name=decision]) button[type=submit]")
        page.locator(".messages").wait_for()

    def answer(self):
        """The question came by mail; the answer is written where it stands."""
        self.letter(APPLICANT, self.words["question"])
        self.go("/members/me/")
        self.mine.press("main a[href$='/members/application/#step-4']")
        self.page.wait_for_url("**/members/application/#step-4")
        assert self.words["question"] in self.page.content()
        self.mine.write("[name=answer]", self.words["answer"])
        self.mine.press("button[name=then][value=answer]")
        eventually(lambda: self.page.locator("[name=answer]").count() == 0)

    def read_the_decision(self, address):
        """Told in the portal and by mail; the page of a member opens."""
        welcome = self.say("Welcome: you are a member of the Excellence Network")
        self.letter(address, welcome)
        self.go("/members/notices/")
        assert welcome in self.page.content()
        self.go("/members/me/")
        self.mine.press("main a[href$='/library/new/']")
        self.page.wait_for_url("**/library/new/")
        self.page.locator("[name^=title_]").first.wait_for()
