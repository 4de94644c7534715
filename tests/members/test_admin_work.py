"""What staff do in the admin of membership: services, applications, teams, policies, messages, the trail."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

import kit
from members.models import (
    Application,
    AuditEvent,
    Invitation,
    MembershipPolicy,
    Message,
    MessageReport,
    Notice,
    Service,
    Solution,
    Step,
    Team,
)
from members.standing import STAFF_GROUP
from tests.factories.committee import SeatFactory
from tests.factories.members import (
    AuditEventFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    waiting,
)
from tests.factories.members import staff as superuser
from tests.factories.members_messages import MessageFactory, MessageReportFactory
from tests.factories.members_teams import SolutionFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def staff(client):
    """Of the group, without any right beyond it."""
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client.force_login(person)
    return person


def address(name, *args):
    return reverse(f"admin:members_{name}", args=args)


def chosen(client, model, action, rows, **fields):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **fields}
    return client.post(address(f"{model}_changelist"), data, follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_services_are_confirmed_at_once_and_each_that_stays_is_named_with_the_reason(client, staff):
    fresh = ServiceFactory.create_batch(2, confirmed_at=None)
    own, settled = ServiceFactory(person=staff, confirmed_at=None), ServiceFactory()

    page = chosen(client, "service", "confirm", [*fresh, own, settled])

    assert Service.objects.filter(confirmed_by=staff).count() == 2
    words = said(page)
    assert len(words) == 3
    assert any(words_of.startswith(str(own)) for words_of in words)
    assert any(words_of.startswith(str(settled)) for words_of in words)
    assert Notice.objects.filter(person=fresh[0].person).exists()


def test_services_are_refused_with_a_reason_or_not_at_all(client, staff):
    service = ServiceFactory(confirmed_at=None)

    chosen(client, "service", "refuse", [service])
    assert Service.objects.get().is_waiting
    chosen(client, "service", "refuse", [service], reason="لم يخدم معنا")

    service.refresh_from_db()
    assert (service.refused_by, service.refusal) == (staff, "لم يخدم معنا")


def test_nobody_writes_their_own_service_and_what_counted_is_not_deleted(client, staff):
    own, other = ServiceFactory(person=staff), ServiceFactory()

    assert client.post(address("service_change", own.pk), {}).status_code == 403
    assert client.post(address("service_delete", other.pk), {"post": "yes"}).status_code == 403


def test_a_service_is_narrowed_by_state_and_found_by_a_name_in_either_script(client, staff):
    doubtful = ServiceFactory(confirmed_at=None, person=UserFactory(name_ar="ماجد", name_latin="Majeed"))
    ServiceFactory()

    by_state = client.get(address("service_changelist"), {"state": "waiting"}).context["cl"].result_list
    by_name = client.get(address("service_changelist"), {"q": "majid"}).context["cl"].result_list

    assert list(by_state) == list(by_name) == [doubtful]


def test_an_application_is_decided_by_the_verb_while_no_other_province_is_represented(client, staff):
    service = ServiceFactory()
    application = waiting(service.person, service.team.province, submitted_at=kit.now())
    decline = address("application_verb", application.pk, "decline")

    assert client.post(decline, {"text": ""}).status_code == 422
    assert client.post(address("application_verb", application.pk, "approve")).status_code == 302

    application.refresh_from_db()
    assert (application.state, application.decided_by) == (Application.State.APPROVED, staff)
    assert Step.objects.get(application=application).policy == application.policy
    assert client.post(decline, {"text": "x"}).status_code == 403


def test_a_refusal_of_the_verb_names_the_condition(client, staff):
    service = ServiceFactory(team=TeamFactory(self_assessed_on=None))
    application = waiting(service.person, service.team.province, submitted_at=kit.now())

    page = client.post(
        address("application_verb", application.pk, "approve").replace("/ar/", "/en/"), {"text": ""}
    )

    assert page.status_code == 422
    assert "Self-assessment completed by the team" in page.content.decode()
    assert Application.objects.get().state == Application.State.SUBMITTED


def test_staff_have_no_vote_where_another_province_is_represented(client, staff):
    service = ServiceFactory()
    application = waiting(service.person, service.team.province, submitted_at=kit.now())
    SeatFactory()

    for name in ("approve", "ask", "decline"):
        verb = address("application_verb", application.pk, name)
        assert client.post(verb, {"text": "x"}).status_code == 403
        assert verb not in client.get(address("application_change", application.pk)).content.decode()


def test_no_permission_of_the_group_writes_a_vote_a_decision_or_a_right():
    names = set(Group.objects.get(name=STAFF_GROUP).permissions.values_list("codename", flat=True))
    written = {name for name in names if not name.startswith("view_")}
    kept = ("ballot", "application", "suspension", "auditevent", "message", "group", "permission", "social")

    assert not [name for name in written if any(word in name for word in kept)]
    assert {"change_user", "add_service", "change_team", "add_invitation", "change_holiday"} <= written


def test_drafts_are_their_writers_alone(client, staff):
    draft = waiting(UserFactory(), ProvinceFactory(), state="draft", submitted_at=None)

    assert not client.get(address("application_changelist")).context["cl"].result_list
    assert client.get(address("application_change", draft.pk)).status_code == 302


def test_applications_are_narrowed_by_how_long_they_wait(client, staff):
    long_ = waiting(UserFactory(), ProvinceFactory(), submitted_at=kit.now() - 15 * DAY)
    waiting(UserFactory(), ProvinceFactory(), submitted_at=kit.now() - 2 * DAY)

    rows = client.get(address("application_changelist"), {"waits": "14"}).context["cl"].result_list

    assert list(rows) == [long_]


def test_a_team_s_assessment_is_a_verb_and_its_phases_stand_beside_it(client, staff):
    team = TeamFactory(self_assessed_on=None)
    person = ServiceFactory(team=team).person
    form = client.get(address("team_change", team.pk)).context

    client.post(address("team_verb", team.pk, "assessed"), {"on": "2026-03-01"})

    assert "self_assessed_on" not in form["adminform"].form.fields
    assert form["inline_admin_formsets"][0].opts.model.__name__ == "TeamPhase"
    assert Team.objects.get().self_assessed_on == datetime.date(2026, 3, 1)
    assert Notice.objects.filter(person=person).count() == 1


def test_a_solution_ends_by_the_verb(client, staff):
    solution = SolutionFactory()

    early = client.post(
        address("solution_verb", solution.pk, "end"),
        {"state": "achieved", "on": str(kit.today() + DAY), "what_came": "x"},
    )
    client.post(
        address("solution_verb", solution.pk, "end"),
        {"state": "achieved", "on": str(kit.today()), "what_came": "تسعة أيام"},
    )

    assert early.status_code == 422
    assert Solution.objects.get().state == Solution.State.ACHIEVED


def test_a_policy_is_changed_by_no_hand(client):
    client.force_login(superuser())
    first = MembershipPolicy.objects.first()

    assert client.get(address("membershippolicy_change", first.pk)).status_code == 200
    assert client.get(address("membershippolicy_add")).status_code == 403
    assert client.post(address("membershippolicy_change", first.pk), {"minimum_months": 1}).status_code == 403
    assert client.post(address("membershippolicy_delete", first.pk), {"post": "yes"}).status_code == 403


def test_the_group_reads_policies_and_enters_none(client, staff):
    assert client.get(address("membershippolicy_changelist")).status_code == 200
    assert client.get(address("membershippolicy_add")).status_code == 403


def test_staff_read_the_words_that_were_reported_and_no_others(client, staff):
    other, report = MessageFactory(body="سرّ بيننا"), MessageReportFactory(message__body="شتيمة")

    pages = [
        client.get(address("message_change", other.pk)),
        client.get(address("message_changelist")),
        client.get(address("messagereport_change", report.pk)),
    ]
    client.post(address("messagereport_verb", report.pk, "close"))

    assert not any("سرّ بيننا" in page.content.decode() for page in pages)
    assert "شتيمة" in pages[2].content.decode()
    assert MessageReport.objects.get().closed_by == staff
    assert Message.objects.count() == 2


def test_an_invitation_is_sent_by_the_verb_and_a_refusal_keeps_what_was_typed(client, staff):
    fields = {"email": "new@babil.example", "name": "ضيف", "language": "ar"}

    client.post(address("invitation_add"), fields, follow=True)
    again = client.post(address("invitation_add"), fields, follow=True)

    assert Invitation.objects.get().invited_by == staff
    assert AuditEvent.objects.filter(verb="invitation.sent").count() == 1
    assert "new@babil.example" in again.content.decode()
    assert len(said(again)) == 1
    assert client.post(address("invitation_verb", Invitation.objects.get().pk, "withdraw")).status_code == 302
    assert Invitation.objects.get().withdrawn_at


def test_the_trail_is_narrowed_searched_and_exported_and_keeps_that(client, staff):
    old, new = AuditEventFactory(verb="account.disabled", label="=1+1"), AuditEventFactory(verb="exported")
    AuditEvent.objects.filter(pk=old.pk).update(at=kit.now() - 40 * DAY)
    trail = address("auditevent_changelist")

    by_day = client.get(trail, {"until_on": str(kit.today() - DAY)}).context["cl"].result_list
    by_verb = client.get(trail, {"verb": "exported"}).context["cl"].result_list
    by_actor = client.get(trail, {"actor__id__exact": new.actor_id}).context["cl"].result_list
    fields = ["at", "actor__name_ar", "verb", "label"]
    sheet = client.post(
        f"{trail}export/",
        {"format": "1", "resource": "", **{f"trailresource_{name}": "on" for name in fields}},
    )

    assert (list(by_day), list(by_verb), list(by_actor)) == ([old], [new], [new])
    assert b"account.disabled" in sheet.content
    assert b"=1+1" not in sheet.content
    assert AuditEvent.objects.filter(verb="admin.exported", actor=staff).exists()
    assert client.post(address("auditevent_change", old.pk), {"verb": "x"}).status_code == 403
