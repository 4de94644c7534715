"""The admin as a product for staff: every model is there, lists cost the same with one row and thirty."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from committee.models import Body, Committee, LawVersion, MeetingRule, Pick, Priority
from kit.models import LeftBehind
from kit.quarter import Quarter
from library.models import Bookmark, Useful
from members.standing import STAFF_GROUP
from tests.factories.chairs import TermFactory
from tests.factories.committee import (
    AssignmentFactory,
    BallotFactory,
    ChecklistFactory,
    ReviewFactory,
    RuleDecisionFactory,
    SeatFactory,
    VotingRuleFactory,
)
from tests.factories.constraints import raised
from tests.factories.documents import brought
from tests.factories.learning import series
from tests.factories.library import AttachmentFactory, published
from tests.factories.mailing import DigestFactory, NewsFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, action, drafted, paper
from tests.factories.members import (
    AuditEventFactory,
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
    staff,
)
from tests.factories.questions import AnswerFactory, QuestionFactory, SavedSearchFactory
from tests.factories.talk import CommentFactory, entry, taken
from tests.factories.themes import GoalFactory, ProgressFactory, ThemeFactory, proof
from tests.factories.transfers import achieved
from tests.laws import APPS

pytestmark = pytest.mark.django_db


def term(n):
    quarter = Quarter(2015, 1)
    for _ in range(n):
        quarter = quarter.next
    return TermFactory(quarter=quarter)


FACTORIES = {
    "kit.leftbehind": lambda n: LeftBehind.objects.create(path=f"ab/{n}", error="away"),
    "members.user": lambda n: UserFactory(),
    "members.province": lambda n: ProvinceFactory(),
    "members.criterion": lambda n: CriterionFactory(),
    "members.team": lambda n: TeamFactory(),
    "members.service": lambda n: ServiceFactory(),
    "members.auditevent": lambda n: AuditEventFactory(),
    "mailing.news": lambda n: NewsFactory(digest=DigestFactory()),
    "mailing.digest": lambda n: DigestFactory(),
    "committee.seat": lambda n: SeatFactory(alternate=UserFactory()),
    "committee.review": lambda n: ReviewFactory(assigned_to=SeatFactory()),
    "committee.reviewassignment": lambda n: AssignmentFactory(),
    "committee.checklist": lambda n: ChecklistFactory(),
    "committee.motion": lambda n: BallotFactory().motion,
    "committee.ballot": lambda n: BallotFactory(),
    "committee.votingrule": lambda n: VotingRuleFactory(),
    "committee.ruledecision": lambda n: RuleDecisionFactory(),
    "committee.meeting": lambda n: MeetingFactory(called_by=UserFactory()),
    "committee.committee": lambda n: Committee.objects.create(from_on=dt.date(2027, 1, n + 1), name_en="x"),
    "committee.meetingrule": lambda n: MeetingRule.objects.create(effective_from=dt.date(2027, 1, n + 1)),
    "committee.agendaitem": lambda n: AgendaItemFactory(),
    "committee.minutes": lambda n: drafted(staff()),
    "committee.paper": lambda n: paper(),
    "committee.actionitem": lambda n: action(MeetingFactory(), staff()),
    "committee.body": lambda n: Body.objects.create(name_ar="جهة", name_en=f"Body {n}"),
    "committee.lawversion": lambda n: LawVersion.objects.create(
        name_ar="قانون", name_en="A law", in_force_from=dt.date(2020, 1, n + 1)
    ),
    "committee.constraint": lambda n: raised(staff()),
    "committee.letter": lambda n: raised(staff()).letters.get(),
    "committee.priority": lambda n: Priority.objects.create(
        title_ar="أولوية", title_en="Priority", from_on=dt.date(2026, 1, 1)
    ),
    "committee.pick": lambda n: Pick.objects.create(
        kind="lesson", title_en="Pick", picked_by=staff(), province=ProvinceFactory()
    ),
    "chairs.term": term,
    "themes.theme": lambda n: ThemeFactory(term=term(n)),
    "themes.goal": lambda n: GoalFactory(theme=ThemeFactory(term=term(n))),
    "themes.proof": lambda n: proof(goal=GoalFactory(theme=ThemeFactory(term=term(n)))),
    "library.documentimport": lambda n: brought(),
    "library.documentrow": lambda n: brought().rows.get(),
    "library.series": lambda n: series(),
    "library.comment": lambda n: CommentFactory(item=published(), writer=member()),
    "library.collection": lambda n: entry().collection,
    "library.useful": lambda n: Useful.objects.create(
        item=published(), person=member(), province=ProvinceFactory()
    ),
    "library.bookmark": lambda n: Bookmark.objects.create(item=published(), person=member()),
    "library.download": lambda n: taken(AttachmentFactory(), "a", dt.date(2026, 1, 1)),
    "library.question": lambda n: QuestionFactory(),
    "library.answer": lambda n: AnswerFactory(),
    "library.savedsearch": lambda n: SavedSearchFactory(),
    "library.transfer": lambda n: achieved(),
    "library.outcomemeasure": lambda n: achieved().measures.get(),
    "themes.progress": lambda n: ProgressFactory(goal=GoalFactory(theme=ThemeFactory(term=term(n)))),
}


DERIVED = ["members.Listing"]  # written by triggers alone: what it is made of is in the admin


def ours():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS
        and not model.__name__.startswith("Historical")
        and model._meta.label not in DERIVED
    ]


def test_every_model_is_in_the_admin_by_itself_or_within_its_whole():
    within = {inline.model for each in admin.site._registry.values() for inline in each.inlines}

    assert not [m._meta.label for m in ours() if m not in admin.site._registry and m not in within]


def test_the_group_of_staff_exists_and_cannot_rewrite_the_trail():
    names = set(Group.objects.get(name=STAFF_GROUP).permissions.values_list("codename", flat=True))

    assert {"change_user", "add_province", "view_auditevent", "change_item"} <= names
    assert not {"change_auditevent", "delete_auditevent", "add_logentry"} & names


def test_making_the_standing_rows_again_changes_nothing():
    from members.standing import make_standing_rows

    before = set(Group.objects.get(name=STAFF_GROUP).permissions.values_list("pk", flat=True))
    make_standing_rows(sender=None)

    assert set(Group.objects.get(name=STAFF_GROUP).permissions.values_list("pk", flat=True)) == before


def queries_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("label", FACTORIES)
def test_a_list_costs_the_same_with_few_rows_and_with_many(client, label):
    client.force_login(staff())
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    FACTORIES[label](0)
    client.get(address)
    few = queries_of(client, address)

    for n in range(1, 30):
        FACTORIES[label](n)

    assert queries_of(client, address) == few


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("label", FACTORIES)
def test_forms_open_in_both_languages(client, label, language):
    client.force_login(staff())
    row = FACTORIES[label](0)

    page = client.get(f"/{language}/admin/{label.replace('.', '/')}/{row.pk}/change/")

    assert page.status_code == 200


def test_the_admin_is_for_staff_alone(client):
    client.force_login(member())

    assert client.get("/ar/admin/").status_code == 302


def test_staff_in_the_group_alone_may_do_their_work(client):
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client.force_login(person)

    assert client.get(reverse("admin:members_province_changelist")).status_code == 200
    assert client.get(reverse("admin:members_auditevent_changelist")).status_code == 200
