"""Erasing a person: asked for, carried out once; no trace of the name, and nothing of the network lost."""

import datetime
import json

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from django.db.models.functions import Cast
from django.utils import translation

import kit
from committee.models import Attendance, Ballot, Minutes, MinutesRevision
from kit.models import LeftBehind
from kit.tasks import remove_left_behind
from library.models import Attachment, Item, Revision
from mailing.models import Delivery, Subscription, Suppression
from members import actions, tasks
from members.models import AuditEvent, Erasure, Message, Notice, RosterImport, RosterRow, Service, User
from tests.factories.library import AttachmentFactory, ItemFactory, RevisionFactory
from tests.factories.mailing import DeliveryFactory
from tests.factories.members import ServiceFactory, UserFactory, staff
from tests.factories.members_accounts import account
from tests.factories.members_messages import MessageFactory, MessageReportFactory, NoticeFactory
from tests.factories.members_personal import everywhere, stored
from tests.racing import at_once

pytestmark = pytest.mark.django_db
NAME, LATIN, ADDRESS = "علي حسين الجبوري", "Ali Hussein al-Jubouri", "ali.hussein@babil.example"
TEXTS = (models.CharField, models.TextField, models.JSONField, ArrayField)


@pytest.fixture(autouse=True)
def list_of_erasures(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "deep" / "erasures.jsonl"
    return settings.ERASURES_FILE


@pytest.fixture
def person():
    return everywhere(UserFactory(email=ADDRESS, name_ar=NAME, name_latin=LATIN))


def asked(person, **words):
    return actions.ask_erasure(person=person, by=person, **words)


def erased(person, **words):
    """Asked for, and the seven days are over."""
    erasure = asked(person, **words)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=kit.now())
    assert tasks.erase_due() == 1
    person.refresh_from_db()
    return person


def where(*words):
    """Every column of the database that holds one of these words."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for one in model._meta.concrete_fields:
            if isinstance(one, TEXTS):
                rows = model._base_manager.alias(seen=Cast(one.name, models.TextField()))
                if any(rows.filter(seen__icontains=word).exists() for word in words):
                    found.add(f"{model._meta.label}.{one.name}")
    return found


def test_no_column_of_the_database_holds_the_name_or_an_address(person):
    NoticeFactory(title_ar=f"كتب إليك {NAME}", body_en=f"From {LATIN}", path=f"members/{person.public_id}/")
    sheet = RosterImport.objects.create(by=staff(), name="كشف.xlsx")
    RosterRow.objects.create(roster=sheet, number=1, words={"name_ar": NAME}, about={"known": [LATIN]})
    RosterRow.objects.create(roster=sheet, number=2, words={"email": ADDRESS})
    person.name_ar = f"{NAME} الحلّي"
    person.save()  # an earlier name stands in the history
    person.name_ar = NAME
    person.save()
    was = person.public_id
    before = where(NAME, LATIN, ADDRESS)
    assert {"members.User.name_ar", "members.HistoricalUser.email", "mailing.Delivery.address"} <= before

    erased(person)

    assert where(NAME, LATIN, ADDRESS, "second@babil.example") == {"mailing.Suppression.address"}
    assert where(was) == {"members.Erasure.was"}


OWN = [
    "أرشفة",
    "0770 555 1234",
    "نص الإشعار الخاص",
    "كلمات كتبها بنفسه",
    "ملاحظة مقدّم الطلب",
    "كلمة في الخطوة",
    "سبب التعليق القديم",
    "fb-4711",
    "DO-NOT-TELL",
    "Firefox on a telephone",
    "وافق على النشرة",
    "رسالة إليه وحده",
]
THE_NETWORK_S = [
    "كلمات الآخر إليه",
    "سبب البلاغ",
    "مقترح",
    "سبب التنحّي",
    "محضر كتبه بيده",
    "معوّق أبلغ عنه",
    "درس اختاره",
    "واجب أنجزه",
    "ملاحظات التسليم",
    "محور اقترحه",
    "تقدم أبلغ عنه",
    "فكرة اقترحها",
    "ممارسة نشرها",
    "عدد أعدّه",
]


def test_what_is_theirs_is_gone_in_earlier_versions_too_and_the_network_s_stays(person):
    assert [words for words in OWN + THE_NETWORK_S if not where(words)] == []

    erased(person)

    columns = {words: where(words) for words in OWN}
    columns["أرشفة"] -= {"committee.Motion.title_ar", "committee.HistoricalMotion.title_ar"}
    columns["أرشفة"] = {one for one in columns["أرشفة"] if one.startswith("members.")}
    assert columns == {words: set() for words in OWN}
    assert [words for words in THE_NETWORK_S if not where(words)] == []


@pytest.mark.parametrize(("language", "name"), [("ar", "عضو سابق"), ("en", "a former member")])
def test_in_minutes_and_votes_stands_a_former_member(person, language, name):
    rows = [Attendance.objects.get(person=person), Ballot.objects.get(cast_by=person)]
    minutes = Minutes.objects.get(approved_by=person)
    kept = [list(model.objects.order_by("pk").values()) for model in (Minutes, MinutesRevision, Attendance)]

    erased(person)

    with translation.override(language):
        assert str(Attendance.objects.get(pk=rows[0].pk).person) == name
        assert Ballot.objects.get(pk=rows[1].pk).cast_by.name == name
        assert Minutes.objects.get(pk=minutes.pk).approved_by.name == name
    assert kept == [
        list(model.objects.order_by("pk").values()) for model in (Minutes, MinutesRevision, Attendance)
    ]


def test_the_lock_of_minutes_has_no_back_door(person):
    """Nothing locked was opened: the database refuses changes of approved minutes as before."""
    erased(person)

    with pytest.raises(Exception, match="approved and locked"):
        Attendance.objects.update(person=UserFactory())


def test_the_account_is_empty_and_the_address_free(person):
    was = person.public_id

    erased(person)

    assert (person.name_ar, person.email, person.position_ar) == ("", None, "")
    assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
    assert not person.has_usable_password()
    assert person.public_id != was
    assert not person.groups.exists()
    assert not User.objects.found_by(NAME).exists()
    UserFactory(email=ADDRESS)


def test_files_go_when_the_transaction_has_held(person, django_capture_on_commit_callbacks):
    photo, practice = person.profile.photo, person.attachments.get().path

    with django_capture_on_commit_callbacks() as callbacks:
        erased(person)
    assert default_storage.exists(photo)
    for callback in callbacks:
        callback()

    assert not default_storage.exists(photo)
    assert default_storage.exists(practice)


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the server's own sockets
def test_files_that_cannot_go_while_the_bucket_is_away_go_later(bucket, no_line, list_of_erasures):
    person = everywhere(UserFactory(email=ADDRESS, name_ar=NAME, name_latin=LATIN))
    photo, was = person.profile.photo, person.public_id
    no_line.cut()

    erased(person)

    assert LeftBehind.objects.filter(path=photo).exists()
    assert was in list_of_erasures.read_text()
    assert not where(NAME, ADDRESS)
    no_line.mend()
    assert photo in {one.key for one in bucket.objects.all()}
    assert remove_left_behind() >= 1
    assert photo not in {one.key for one in bucket.objects.all()}
    assert not LeftBehind.objects.exists()


def test_mail_to_them_stops_and_totals_stay(person):
    queued = DeliveryFactory(address=ADDRESS.upper())
    total = Delivery.objects.filter(mailing__isnull=False).count()

    erased(person)

    queued.refresh_from_db()
    assert queued.state == Delivery.State.LEFT
    assert queued.address.endswith("@erased.invalid")
    assert Delivery.objects.filter(mailing__isnull=False).count() == total
    assert not Subscription.objects.of(ADDRESS).exists()
    assert Suppression.objects.of("second@babil.example").exists()


def test_a_reported_message_stays_for_staff():
    person = account()
    words = MessageFactory(sender=person, body="إعلان مزعج")
    MessageReportFactory(message=words)
    MessageFactory(sender=person)

    erased(person)

    assert list(Message.objects.filter(sender=person)) == [words]


def draft_of(person):
    """Never handed in, with a file."""
    revision = RevisionFactory(item=ItemFactory(created_by=person))
    file = AttachmentFactory(item=revision.item, path=stored("draft"), uploaded_by=person)
    revision.attachments.add(file)
    return revision, file


def test_drafts_go_with_their_files(django_capture_on_commit_callbacks):
    person = account()
    revision, file = draft_of(person)

    with django_capture_on_commit_callbacks(execute=True):
        erased(person)

    assert not Revision.objects.filter(pk=revision.pk).exists()
    assert not Revision.history.filter(id=revision.pk).exists()
    assert not Item.objects.filter(pk=revision.item_id).exists()
    assert not Attachment.history.filter(id=file.pk).exists()
    assert not default_storage.exists(file.path)


@pytest.mark.parametrize("keeps_name", [True, False])
def test_credits_stay_by_choice_alone(person, keeps_name):
    item = person.contributions.get().item

    erased(person, keeps_name=keeps_name)

    assert [one.name for one in item.contributors.all()] == ([NAME] if keeps_name else [])
    assert (NAME in item.published_revision.contact) is False


def test_service_ends_and_what_was_never_confirmed_goes():
    person = account()
    confirmed, ahead = ServiceFactory(person=person), kit.today() + datetime.timedelta(days=9)
    later = ServiceFactory(person=person, from_on=ahead)
    ServiceFactory(person=person, confirmed_at=None)

    erased(person)

    assert dict(Service.objects.values_list("pk", "until_on")) == {confirmed.pk: kit.today(), later.pk: ahead}


def test_who_is_signed_in_is_signed_out(client):
    person = account()
    client.force_login(person)
    assert client.get("/en/members/me/").status_code == 200

    erased(person)

    assert client.get("/en/members/me/").status_code == 302


def test_it_happens_after_seven_days_and_not_before(moved_clock):
    person = account()
    erasure = asked(person)
    moved_clock(erasure.asked_at + datetime.timedelta(days=6, hours=23))
    assert tasks.erase_due() == 0

    moved_clock(erasure.asked_at + datetime.timedelta(days=40))

    assert [tasks.erase_due(), tasks.erase_due()] == [1, 0]
    erasure.refresh_from_db()
    assert erasure.done_at
    assert AuditEvent.objects.filter(verb="erasure.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_erase_once():
    person = account()
    erasure = asked(person)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=kit.now())
    at = kit.now()
    act = lambda: actions.erase(pk=erasure.pk, at=at)  # noqa: E731

    assert sorted(at_once(act, act, held=erasure)) == [False, True]

    assert AuditEvent.objects.filter(verb="erasure.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_erasing_at_once_is_one_or_the_other():
    person = account()
    erasure = asked(person)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=kit.now())
    at = kit.now()

    answers = at_once(
        lambda: actions.erase(pk=erasure.pk, at=at),
        lambda: actions.cancel_erasure(erasure=erasure, by=person),
        held=erasure,
    )

    erasure.refresh_from_db()
    assert (erasure.done_at is None) != (erasure.cancelled_at is None)
    assert answers[0] is (erasure.done_at is not None)


def test_asked_twice_is_refused():
    person = account()
    asked(person)

    with pytest.raises(actions.AlreadyAsked):
        asked(person)


def test_the_last_superuser_stays_until_there_is_another():
    person = staff()
    with pytest.raises(actions.LastSuperuser):
        asked(person)
    other = staff()
    erasure = asked(person)
    other.is_superuser = False
    other.save()
    Erasure.objects.filter(pk=erasure.pk).update(due_at=kit.now())

    assert tasks.erase_due() == 0

    other.is_superuser = True
    other.save()
    assert tasks.erase_due() == 1


def test_others_may_not_ask_for_it():
    person = account()
    for other in (account(), UserFactory(is_staff=True)):
        if other.is_staff:
            person.is_staff = True
            person.save()
        with pytest.raises(PermissionDenied):
            actions.ask_erasure(person=person, by=other)


def test_one_that_fails_keeps_no_other_waiting(monkeypatch):
    from members.actions import erasures

    first, second = account(), account()
    for person in (first, second):
        Erasure.objects.filter(pk=asked(person).pk).update(due_at=kit.now())
    erase = erasures.erase_person
    monkeypatch.setattr(
        erasures, "erase_person", lambda person, **kw: 1 / (person.pk - first.pk) and erase(person, **kw)
    )

    assert tasks.erase_due() == 1

    first.refresh_from_db()
    assert first.name
    assert Erasure.objects.open().get().person == first


def test_the_list_beside_the_database_erases_again_after_a_backup(
    list_of_erasures, django_capture_on_commit_callbacks, capsys
):
    person = account(name_ar=NAME)
    facts = User.objects.filter(pk=person.pk).values("public_id", "name_ar", "email", "is_active").get()
    with django_capture_on_commit_callbacks(execute=True):
        erased(person)
    [line] = list_of_erasures.read_text().splitlines()
    assert json.loads(line)["was"] == facts["public_id"]
    User.objects.filter(pk=person.pk).update(**facts, erased_at=None)  # as the backup has it
    Erasure.objects.all().delete()

    for _ in range(2):
        call_command("erase_again")

    person.refresh_from_db()
    assert (person.name_ar, person.email) == ("", None)
    assert capsys.readouterr().out.splitlines() == [
        "1 on the list, 1 erased again.",
        "1 on the list, 0 erased again.",
    ]


def test_a_list_that_cannot_be_written_undoes_nothing(settings, tmp_path, django_capture_on_commit_callbacks):
    (tmp_path / "file").write_text("")
    settings.ERASURES_FILE = tmp_path / "file" / "erasures.jsonl"
    person = account()

    with django_capture_on_commit_callbacks(execute=True):
        erased(person)

    assert person.erased_at


def test_staff_hear_that_the_holder_of_an_office_leaves(person):
    helper = staff()

    asked(person)

    assert Notice.objects.filter(person=helper, title_en__startswith="The holder of an office").count() == 1
