"""From sign-up to approved member, from prospective to eligible, and how members reach one another."""

import datetime
import re

import pytest

from tests.journeys.hands import Pointing, Typing
from tests.journeys.membership import APPLICANT, Membership
from tests.journeys.story import text_of
from tests.living import MEMBER, REPRESENTATIVE, STAFF
from tests.servers import eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OTHER = "sinan.behnam@ninewa.example"
PROSPECTIVE = "riyam.qusay@basrah.example"
HER_REPRESENTATIVE = "murtadha.abbas@basrah.example"
LEAD = "karrar.fadhil@najaf.example"
GUEST = "guest@najaf.example"
PHONE = {"language": "ar", "width": 390}
WAYS = {
    "Arabic phone": {"hand": Pointing, **PHONE},
    "Arabic phone without JavaScript": {"hand": Pointing, **PHONE, "has_script": False},
    "English desk by keyboard": {"hand": Typing, "language": "en", "width": 1280},
}


def ask(portal, *questions):
    """What the portal says of its own database: a line for each that prints."""
    known = ["import kit", "from members import actions", "from members.models import *"]
    code = "\n".join([*known, *questions])
    return portal.command("shell", "--no-imports", "-c", code).strip().splitlines()


@pytest.mark.parametrize("way", WAYS)
def test_from_sign_up_to_approved_member(browser, portal, way):
    portal.reset()
    story = Membership(browser, portal, **WAYS[way])
    story.sign_up()
    story.fill_in_the_profile()
    story.declare()
    story.confirm()
    story.submit()
    page, hand = story.open_application(REPRESENTATIVE, story.words["name"])
    application = page.url
    story.decide(page, hand, "ask", story.words["question"])
    story.answer()

    page.goto(application)
    other, other_hand = story.open_application(OTHER, story.words["name"])
    story.decide(page, hand, "approve")
    story.decide(other, other_hand, "decline", story.words["refusal"])

    assert story.say("This application has moved on already. Nothing was changed.") in other.content()
    story.read_the_decision(APPLICANT)
    story.close()


def test_from_prospective_to_eligible_by_the_clock(browser, portal, moved_clock):
    portal.reset()
    story = Membership(browser, portal, Pointing, **PHONE)
    story.page, story.mine = story.sign_in(PROSPECTIVE)
    assert story.page.locator("main .alert--wait").count() == 1
    day = ask(
        portal,
        "from members.way import way_of",
        f"print(way_of(User.objects.get(email={PROSPECTIVE!r}), kit.today()).foreseen)",
    )[-1]

    moved_clock(datetime.datetime.fromisoformat(f"{day}T06:00:00+03:00"))
    run = "find_eligible.delay(); find_eligible.delay()"
    ask(portal, "from members.tasks import find_eligible", run)
    story.letter(PROSPECTIVE, story.say("You can become a member of the Excellence Network"))
    name = ask(portal, f"print(User.objects.get(email={PROSPECTIVE!r}).name_ar)")[0]
    story.letter(HER_REPRESENTATIVE, name)
    found, told, heard = ask(
        portal,
        "print(actions.find_eligible(on=kit.today()))",
        f"print(Notice.objects.filter(person__email={PROSPECTIVE!r}, key='eligible').count())",
        f"theirs = Notice.objects.filter(person__email={HER_REPRESENTATIVE!r})",
        f"print(theirs.filter(body_ar__contains={name!r}).count())",
    )
    assert (found, told, heard) == ("0", "1", "1")

    story.go("/members/me/")
    story.mine.press("main .alert--ok a[href$='#step-4']")
    story.submit()
    page, hand = story.open_application(REPRESENTATIVE, name)
    story.decide(page, hand, "approve")
    story.read_the_decision(PROSPECTIVE)
    story.close()


def test_writing_to_a_member_without_seeing_their_address(browser, portal):
    portal.reset()
    story = Membership(browser, portal, Pointing, **PHONE)
    reader = ask(portal, f"print(User.objects.get(email={REPRESENTATIVE!r}).public_id)")[0]
    words, reason = "السلام عليكم، كيف دمجتم الشبابيك؟", "كلام لا يخص عمل الشبكة"
    page, hand = story.sign_in(MEMBER)
    page.goto(f"/ar/members/people/{reader}/write/")
    hand.write("[name=body]", words)
    hand.press("#write form button[type=submit]")
    page.locator(f".talk__words:has-text({words!r})").wait_for()
    assert REPRESENTATIVE not in page.content()

    letter = story.letter(REPRESENTATIVE, words)
    assert MEMBER not in letter.as_string()
    theirs, their_hand = story.sign_in(REPRESENTATIVE)
    theirs.goto(re.search(r"https?://\S+/members/messages/\S+", text_of(letter)).group(0))
    assert MEMBER not in theirs.content()
    their_hand.press("main a[href$='/report/']")
    their_hand.write("[name=reason]", reason)
    their_hand.press("main form:has([name=reason]) button[type=submit]")
    theirs.wait_for_url("**/members/messages/*/")
    their_hand.press("form[action$='/block/'] summary")
    their_hand.press("form[action$='/block/'] button")
    theirs.locator("form[action$='/block/'] button[name=undo]").wait_for()

    page.reload()
    assert page.locator("[name=body]").count() == 0
    desk, _hand = story.sign_in(STAFF)
    desk.goto("/ar/members/reports/")
    assert words in desk.content()
    assert reason in desk.content()
    story.close()


def test_an_invitation_leads_into_the_team(browser, portal):
    portal.reset()
    story = Membership(browser, portal, Pointing, **PHONE)
    page, hand = story.sign_in(LEAD)
    hand.press("main a[href$='/members/invitations/']")
    hand.write("main input[name=email]", GUEST)
    team = page.locator("select[name=team] option", has_text="النجف").first.get_attribute("value")
    hand.choose("select[name=team]", team)
    hand.choose("select[name=role]", "criterion")
    hand.press("main form:has(select[name=team]) button[type=submit]")
    page.locator(".messages").wait_for()

    letter = story.letter(GUEST, "/members/invitations/")
    guest, their_hand = story.open("/")
    guest.goto(re.search(r"https?://\S+/members/invitations/\S+", text_of(letter)).group(0))
    their_hand.press("main form button[type=submit]")
    guest.wait_for_url("**/accounts/signup/**")
    their_hand.write("input[name=name_ar]", "سعد علي حسين")
    their_hand.press("main form:has(input[name=name_ar]) button[type=submit]")
    guest.wait_for_url("**/members/me/")
    guest.locator(f"main a[href$='/members/teams/{team}/']").wait_for()

    page.goto("/ar/members/invitations/")
    eventually(lambda: page.locator("main .cards .chip--ok").count() == 1)
    story.close()
