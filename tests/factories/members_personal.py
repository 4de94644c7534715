"""A person about whom every app keeps something, and copies of their data."""

import uuid

import factory
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

import kit
from chairs.actions.calendar import renew_address
from chairs.models import DutyDone, HandOver, Swap
from committee.actions.minutes import revise_minutes
from committee.models import Constraint, Meeting, Minutes, Paper, Pick, ReviewAssignment, ReviewMessage
from library.actions import new_version, start_upload
from library.models import Contributor, DocumentImport, Withdrawal
from members.actions import record_consent
from members.models import (
    Channel,
    DataExport,
    Eligibility,
    Erasure,
    MembershipPolicy,
    Profile,
    Reminder,
    RosterImport,
    Step,
    Suspension,
)
from tests.factories.adaptations import of_adaptations
from tests.factories.chairs import TermFactory
from tests.factories.committee import BallotFactory, MotionFactory, ReviewFactory, SeatFactory
from tests.factories.constraints import drafted_letter
from tests.factories.learning import SeriesFactory
from tests.factories.library import published
from tests.factories.mailing import (
    BounceFactory,
    DeliveryFactory,
    DigestFactory,
    InboundFactory,
    LetterDeliveryFactory,
    NewsFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, action, held, paper
from tests.factories.members import (
    LONG_AGO,
    ApplicationFactory,
    AuditEventFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    staff,
)
from tests.factories.members_accounts import InvitationFactory
from tests.factories.members_messages import (
    BlockFactory,
    MessageFactory,
    MessageReportFactory,
    NoticeFactory,
)
from tests.factories.newsletter import EditionFactory, ReaderImportFactory
from tests.factories.questions import of_questions
from tests.factories.talk import of_talk
from tests.factories.themes import GoalFactory, ProgressFactory, ThemeFactory, proof
from tests.factories.transfers import of_transfers
from themes.models import Idea, Proof, Support


class DataExportFactory(factory.django.DjangoModelFactory):
    """Ready since now; no file lies behind it."""

    class Meta:
        model = DataExport

    person = factory.SubFactory(UserFactory)
    asked_by = factory.SelfAttribute("person")
    ready_at = factory.LazyFunction(kit.now)
    expires_at = factory.LazyAttribute(lambda export: export.ready_at + DataExport.KEPT_FOR)
    path = factory.Sequence(lambda n: f"aa/{n:032x}")
    size = 1


def stored(text):
    """A file in the storage under a name as ours are."""
    key = uuid.uuid4().hex
    return default_storage.save(f"{key[:2]}/{key}", ContentFile(text.encode()))


def everywhere(person):
    """A row in each model that has a key to the person, or holds their address."""
    of_members(person)
    of_accounts(person)
    of_committee(person)
    of_chairs_and_themes(person)
    of_library_and_newsletter(person)
    return person


def of_members(person):
    other = UserFactory()
    person.groups.add(Group.objects.create(name="مجموعة التجربة"))
    person.user_permissions.add(Permission.objects.first())
    photo = stored("a photo")
    Profile.objects.create(person=person, skills=["أرشفة"], ask_about="عن الأرشفة الإلكترونية", photo=photo)
    Channel.objects.create(person=person, kind="phone", value="0770 555 1234")
    NoticeFactory(person=person, body_ar="نص الإشعار الخاص")
    BlockFactory(person=person)
    Eligibility.objects.create(person=person, policy=MembershipPolicy.objects.first(), since_on=LONG_AGO)
    words = MessageFactory(sender=other, recipient=person, body="كلمات الآخر إليه")
    MessageFactory(sender=person, recipient=other, body="كلمات كتبها بنفسه")
    MessageReportFactory(message=words, by=person, reason="سبب البلاغ الذي كتبه")
    ServiceFactory(person=person)
    ServiceFactory(person=person, team=TeamFactory(), confirmed_at=None)
    application = ApplicationFactory(person=person, note="ملاحظة مقدّم الطلب")
    Step.objects.create(
        application=application, kind="submitted", by=person, policy=application.policy, text="كلمة في الخطوة"
    )
    Suspension.objects.create(
        person=person, from_on=LONG_AGO, until_on=LONG_AGO, reason="سبب التعليق القديم", imposed_by=other
    )
    InvitationFactory(invited_by=person)
    roster = RosterImport.objects.create(by=person, name="كشف الفريق.xlsx")
    roster.rows.create(number=2, words={"name_ar": "اسمه في الكشف"}, person=person)
    AuditEventFactory(actor=person, label=f"{person.public_id} دخل", ip="10.1.2.3")
    DataExportFactory(person=person)
    Erasure.objects.create(person=person, asked_by=person, due_at=kit.now(), cancelled_at=kit.now())
    record_consent(person=person, kind="terms")


def of_accounts(person):
    person.emailaddress_set.create(email="second@babil.example", verified=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "DO-NOT-TELL"})
    SocialAccount.objects.create(user=person, provider="facebook", uid="fb-4711")
    UserSession.objects.create(
        user=person, ip="10.9.8.7", user_agent="Firefox on a telephone", session_key="session-do-not-tell"
    )
    DeliveryFactory(address=person.email, name=person.name_ar, mailing__reply_to=person.email)
    LetterDeliveryFactory(address=person.email, letter__subject="رسالة إليه وحده")
    InboundFactory(sender=person.email, words="ما قاله خادم عن رسالة منه")
    BounceFactory(delivery__address=person.email, words="ما قاله خادم عن بريده")
    SubscriptionFactory(address=person.email, consent_text="وافق على النشرة بهذه الكلمات")
    SuppressionFactory(address="second@babil.example", note="ارتدّ البريد مرتين")
    NewsFactory(address=person.email)
    DigestFactory(address=person.email)
    Reminder.objects.create(rule="committee.meetings", subject="7:0", step="3", person=person)
    LogEntry.objects.create(user=person, object_repr="سجل في الإدارة", action_flag=2)


def of_committee(person):
    seat = SeatFactory(representative=person)
    motion = MotionFactory(proposer=person, title_ar="مقترح الأرشفة")
    BallotFactory(motion=motion, seat=seat, choice="recuse", reason="سبب التنحّي عن التصويت")
    meeting = held(staff(), seats=[seat])
    meeting.attendance.update(person=person)
    Meeting.objects.filter(pk=meeting.pk).update(called_by=person)
    topic = AgendaItemFactory(meeting=MeetingFactory(), proposed_by=person, title_ar="بند اقترحه")
    action(meeting, staff(), owner=person, text="بند عمل يخصه")
    record = revise_minutes(meeting=meeting, by=staff(), text_ar="محضر كتبه بيده").minutes
    record.revisions.update(written_by=person)
    Minutes.objects.filter(pk=record.pk).update(
        approved_at=kit.now(), approved_by=person, approved_in=MeetingFactory()
    )
    Paper.objects.filter(pk=paper(item=topic).pk).update(uploaded_by=person)
    found = drafted_letter(by=person, province=seat.province, kept_by=staff()).constraint
    Constraint.objects.filter(pk=found.pk).update(text="معوّق أبلغ عنه")
    found.letters.update(drafted_by=person, subject_ar="كتاب صاغه")
    Pick.objects.create(
        title_ar="درس اختاره", title_en="A lesson", picked_by=person, province=seat.province, meeting=meeting
    )
    review = ReviewFactory(requested_by=person, title_ar="مراجعة طلبها")
    ReviewFactory(title_ar="مراجعة لعمله").authors.add(person)
    today = kit.today()
    ReviewAssignment.objects.create(
        review=review, seat=SeatFactory(), by=person, remind_on=today, lapses_on=today, note="سلّمها لغيره"
    )
    ReviewMessage.objects.create(review=review, author=person, text="كلمته في المراجعة")


def of_chairs_and_themes(person):
    term = TermFactory(coach=person)
    term.editors.add(person)
    renew_address(person=person)
    DutyDone.objects.create(term=term, duty="theme", note="واجب أنجزه", by=person)
    HandOver.objects.create(term=term, notes="ملاحظات التسليم منه", by=person)
    Swap.objects.create(
        province=term.province,
        quarter=term.quarter,
        other=ProvinceFactory(),
        other_quarter=term.quarter.next,
        reason="سبب طلب التبديل",
        asked_by=person,
    )
    theme = ThemeFactory(term=term, proposed_by=person, title_ar="محور اقترحه")
    ProgressFactory(goal=GoalFactory(theme=theme), reported_by=person, note_ar="تقدم أبلغ عنه")
    Proof.objects.filter(pk=proof(goal=GoalFactory(theme=theme)).pk).update(uploaded_by=person)
    idea = Idea.objects.create(title_ar="فكرة اقترحها", goal_ar="هدف الفكرة", proposed_by=person)
    Support.objects.create(idea=idea, person=person)


def of_library_and_newsletter(person):
    path = stored("ما في الملف")
    item = published(
        created_by=person,
        title_ar="ممارسة نشرها",
        contact=f"اتصل: {person.email}",
        files=[
            {"path": path, "name": "دليل الأرشفة.txt", "content_type": "text/plain", "uploaded_by": person}
        ],
    )
    start_upload(revision=new_version(item=item, by=person), by=person, name="فيلم في الطريق.mp4", length=9)
    Contributor.objects.create(item=item, person=person, name=person.name_ar)
    Withdrawal.objects.create(item=published(), by=person, reason="سبب السحب الذي كتبه")
    DocumentImport.objects.create(by=person, name="وثائق المحافظة.xlsx", folder="f.zip", path="aa/f")
    SeriesFactory(created_by=person, title_ar="سلسلة رتّبها")
    of_transfers(person)
    of_adaptations(person)
    of_talk(person, item)
    of_questions(person)
    EditionFactory(created_by=person, title_ar="عدد أعدّه")
    ReaderImportFactory(by=person, rows=(person.email,), name="قائمة أحضرها.xlsx")
