"""A small network with one of each: who may knock at a door, and what lies behind it."""

import datetime
import uuid
from types import SimpleNamespace

import kit
from chairs.models import Swap, Term
from committee.actions import propose_motion
from committee.models import Pick
from library import actions as library
from library.models import Kind, Step
from members.models import Invitation, Message, MessageReport, Notice
from tests.factories.adaptations import adapted, publish
from tests.factories.chairs import TermFactory
from tests.factories.committee import MotionFactory, SeatFactory, decided
from tests.factories.constraints import drafted_letter
from tests.factories.learning import SeriesFactory, series
from tests.factories.library import AttachmentFactory, published, submitted
from tests.factories.mailing import SubscriptionFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.meetings import action as agreed_action
from tests.factories.members import (
    ApplicationFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
    staff,
)
from tests.factories.members import waiting as waiting_for
from tests.factories.members_personal import DataExportFactory
from tests.factories.members_teams import SolutionFactory, TeamPhaseFactory
from tests.factories.newsletter import EditionFactory, ReaderImportFactory
from tests.factories.questions import QuestionFactory, SavedSearchFactory, solved
from tests.factories.rosters import RosterImportFactory
from tests.factories.talk import CollectionFactory, CommentFactory, entry
from tests.factories.themes import GoalFactory, ThemeFactory, proof
from tests.factories.transfers import measure, milestone, transfer
from themes.models import Idea

# The order of the marks in a row of the matrix.
WHO = {
    "visitor": "nobody has signed in",
    "newcomer": "signed in, belongs to nothing",
    "member": "a member of another province",
    "author": "the member of the home province whose things these are",
    "lead": "leads the home province's team",
    "seat": "holds the seat of another province",
    "home": "holds the seat of the home province",
    "editor": "edits for the chair",
    "staff": "Taqadum staff",
}


def people(home, team):
    """One of each, by the names of WHO."""
    lead = ServiceFactory(team=team, role="leader", person=UserFactory()).person
    ApplicationFactory(person=lead, province=home)
    author, editor = member(), member()
    author.services.update(team=team)
    author.applications.update(province=home)
    TermFactory(province=ProvinceFactory()).editors.add(editor)
    return {
        "visitor": None,
        "newcomer": UserFactory(),
        "member": member(),
        "author": author,
        "lead": lead,
        "seat": SeatFactory(representative=member()).representative,
        "home": SeatFactory(province=home, representative=member()).representative,
        "editor": editor,
        "staff": staff(),
    }


def build():
    """The people, and what each address of the matrix is about: `of` by name."""
    home = ProvinceFactory()
    team = TeamFactory(province=home)
    who = people(home, team)
    author = who["author"]
    draft = library.start_draft(by=author, kind=Kind.APPROACH, province=home, title_en="A draft")
    arriving = library.start_upload(revision=draft, by=author, name="film.mp4", length=1_000)
    waiting = submitted(author=author, province=home)
    item = published(province=home, created_by=author)
    hidden = published(province=home, created_by=author, is_public=False)
    colleague = member(home)
    brought = transfer(Step.ACHIEVED, item=item, lead=who["member"])
    taken_up = transfer(item=item, lead=who["member"])
    elsewhere = published(province=who["member"].services.get().team.province, created_by=who["member"])
    made = adapted(item=elsewhere, by=colleague)
    publish(made.item)
    publish(elsewhere, title_en="A newer title")
    publish(item, title_en="A newer title")
    shared = CollectionFactory(owner=author)
    edition = EditionFactory(month=kit.today().replace(day=1))
    seat, member_ = who["seat"], who["member"]
    solution = SolutionFactory(team=team)
    doubtful = ServiceFactory(team=team, confirmed_at=None)
    entered = TeamPhaseFactory(team=team)
    words = Message.objects.create(sender=member_, recipient=author, body="x")
    applied = waiting_for(who["newcomer"], home)
    invitation = Invitation.objects.create(
        email="new@babil.example", team=team, role="posc", invited_by=who["lead"], expires_at=kit.now()
    )
    letter = drafted_letter(by=author, province=home, kept_by=who["staff"])
    meeting = MeetingFactory()
    topic = AgendaItemFactory(meeting=meeting)
    chosen = Pick.objects.create(kind="lesson", title_en="A lesson", picked_by=who["seat"])
    looked_at = AgendaItemFactory(meeting=meeting, looks_back_at=decided())
    moved = propose_motion(kind="other", by=who["seat"], title_en="Moved", meeting=meeting)
    agreed = agreed_action(meeting, who["staff"], owner=author)
    term = Term.objects.get()
    coming = TermFactory(province=home, quarter=term.quarter.next, state="scheduled")
    later = TermFactory(quarter=term.quarter.plus(2), state="scheduled")
    swap = Swap.objects.create(
        province=home,
        quarter=coming.quarter,
        other=later.province,
        other_quarter=later.quarter,
        reason="x",
        asked_by=who["home"],
    )
    theme = ThemeFactory(term=term)
    plan = ThemeFactory(term=term, state="draft")
    motion = MotionFactory(proposer=who["home"], province=home)
    of = {
        "motion": {"pk": motion.pk},
        "its seat": {"pk": who["home"].seats.get().pk},
        "vote": {"choice": "yes", "token": "forged"},
        "meeting": {"pk": meeting.pk},
        "constraint": {"pk": letter.constraint_id},
        "its letter": {"pk": letter.pk},
        "letter ar": {"pk": letter.pk, "language": "ar"},
        "topic": {"pk": topic.pk},
        "pick": {"pk": chosen.pk},
        "looked at again": {"pk": looked_at.pk},
        "moved": {"pk": meeting.pk, "motion": moved.pk},
        "action": {"pk": agreed.pk},
        "minutes": {"pk": meeting.pk, "language": "ar"},
        "paper": {"uuid": uuid.uuid4()},
        "arriving": {"uuid": arriving.uuid},
        "theme": {"pk": theme.pk},
        "quarter": {"quarter": term.quarter},
        "calendar": {"key": "forged", "language": "ar"},
        "goal": {"pk": GoalFactory(theme=theme, due_on=datetime.date(2199, 1, 1)).pk},
        "plan": {"pk": plan.pk},
        "proof": {"uuid": proof(goal=GoalFactory(theme=plan)).uuid},
        "planned": {"pk": GoalFactory(theme=plan).pk},
        "idea": {"pk": Idea.objects.earliest("pk").pk},
        "term": {"pk": term.pk},
        "coming": {"pk": coming.pk},
        "duty": {"pk": term.pk, "duty": "host"},
        "swap": {"pk": swap.pk},
        "application": {"pk": applied.pk},
        "author": {"public_id": author.public_id},
        "invitation": {"pk": invitation.pk},
        "nothing": {"pk": 0},
        "province": {"code": home.code},
        "team": {"pk": team.pk},
        "phase": {"pk": entered.pk},
        "service": {"pk": doubtful.pk},
        "solution": {"pk": solution.pk},
        "notice": {"pk": Notice.objects.create(person=author, title_ar="x", title_en="x", path="x").pk},
        "message": {"pk": words.pk},
        "report": {"pk": MessageReport.objects.create(message=words, by=author, reason="x").pk},
        "person": {"public_id": seat.public_id},
        "export": {"pk": DataExportFactory(person=author).pk},
        "-": {},
        "draft": {"pk": draft.item_id},
        "draft 1": {"pk": draft.item_id, "number": 1},
        "waiting 1": {"pk": waiting.item_id, "number": 1},
        "item": {"pk": item.pk},
        "hidden": {"pk": hidden.pk},
        "taken up": {"pk": taken_up.pk},
        "brought": {"pk": brought.pk},
        "adapted": {"pk": made.item_id},
        "proposed": {"pk": made.proposals.get().pk},
        "planned by us": {"pk": milestone(taken_up).pk},
        "measured": {"pk": measure(brought).pk},
        "section": {"section": "practices"},
        "said": {"pk": CommentFactory(item=item, writer=author).pk},
        "collection": {"pk": shared.pk},
        "collected": {"pk": entry(shared, item).pk},
        **asked(author),
        "file": {"uuid": AttachmentFactory(item=item).uuid},
        "review": {"pk": waiting.review.pk},
        "edition": {"number": edition.number},
        "letter": {"number": edition.number, "language": "ar"},
        "token": {"token": "forged"},
        "language": {"language": "ar"},
        "key": {"key": "none"},
        "series": {"pk": SeriesFactory().pk},
        "its step": {"pk": series(steps=1).steps.get().pk},
        "reader": {"pk": SubscriptionFactory(address="reader@babil.example").pk},
        "readers": {"pk": ReaderImportFactory(by=who["staff"]).pk},
        "roster": {"pk": RosterImportFactory(team=team, by=who["lead"]).pk},
        "sheet": {"ending": "csv"},
        "team sheet": {"pk": team.pk, "ending": "xlsx"},
        "province sheet": {"code": home.code, "ending": "csv"},
    }
    return SimpleNamespace(who=who, of=of)


def asked(author):
    """What the author asked, and the search that they keep."""
    return {
        "search": {"pk": SavedSearchFactory(person=author).pk},
        "asked": {"pk": QuestionFactory(asker=author).pk},
        "hidden question": {"pk": QuestionFactory(asker=author, hidden_at=kit.now()).pk},
        "solved": {"pk": solved(asker=author).pk},
    }
