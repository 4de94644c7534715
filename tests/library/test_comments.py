"""Comments and questions: who reads and writes them, who hears of them, and for how long they change."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import kit
from library import actions, talk
from library.actions import comments as limits
from library.models import Comment, Contributor
from members.actions import TooMany
from members.models import AuditEvent, Notice, Suspension
from tests.factories.library import published
from tests.factories.members import UserFactory, member, staff
from tests.factories.members_messages import BlockFactory
from tests.factories.talk import CommentFactory
from tests.library.test_reading import asked, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return published(created_by=member(), title_en="Checklist", title_ar="قائمة")


def say(item, by, body="هل نجح عندكم؟", **fields):
    return actions.comment(item=item, by=by, body=body, **fields)


def told(person):
    return list(
        Notice.objects.filter(person=person, key__startswith="comment:").values_list("key", flat=True)
    )


def test_authors_and_the_thread_hear_of_it_once(item):
    contributor, asker, other, outsider = member(), member(), member(), UserFactory()
    Contributor.objects.create(item=item, person=contributor, name="علي")
    Contributor.objects.create(item=item, person=outsider, name="لا يقرؤها")
    question = say(item, asker, kind="question")
    assert [len(told(one)) for one in (item.created_by, contributor, asker, outsider)] == [1, 1, 0, 0]

    answer = say(item, other, "نعم", parent=question)
    further = say(item, item.created_by, "شكراً", parent=answer, kind="question")

    assert (further.parent, further.kind) == (question, "comment")
    assert told(asker) == [f"comment:{further.pk}", f"comment:{answer.pk}"]
    assert told(other) == [f"comment:{further.pk}"]
    assert not told(item.created_by)[2:]
    notice = Notice.objects.filter(person=asker).latest("pk")
    assert (notice.body_ar, notice.path) == ("شكراً", f"library/comments/{further.pk}/")
    assert "Checklist" in notice.title_en
    assert "قائمة" in notice.title_ar


def test_nobody_hears_across_a_block_nor_is_answered(item):
    asker, rude = member(), member()
    question = say(item, asker)
    BlockFactory(person=asker, blocked=rude)
    BlockFactory(person=rude, blocked=item.created_by)
    with pytest.raises(PermissionDenied):
        say(item, rude, parent=question)
    begun = say(item, rude)
    assert f"comment:{begun.pk}" not in told(item.created_by)


@pytest.mark.parametrize("who", ["newcomer", "suspended", "of another item", "withdrawn"])
def test_who_may_not_write(item, who):
    by, parent = member(), None
    if who == "newcomer":
        by = UserFactory()
    if who == "suspended":
        Suspension.objects.create(person=by, from_on=kit.today(), reason="x", imposed_by=UserFactory())
    if who == "of another item":
        parent = CommentFactory()
    if who == "withdrawn":
        actions.withdraw(item=item, by=item.created_by, reason="x")
    with pytest.raises(PermissionDenied):
        say(item, by, parent=parent)
    assert not item.comments.exists()


def test_a_form_sent_twice_is_one_comment_and_an_hour_holds_so_many(item):
    by, key = member(), uuid.uuid4()
    assert say(item, by, form_key=key) == say(item, by, form_key=key)
    for _ in range(limits.MOST_AN_HOUR - 1):
        say(item, by)
    with pytest.raises(TooMany):
        say(item, by)
    Comment.objects.filter(writer=by).update(at=kit.now() - datetime.timedelta(hours=1, seconds=1))
    say(item, by)


def test_words_change_for_a_quarter_of_an_hour_and_are_removed_at_any_time(item):
    by, other = member(), member()
    kept = say(item, by, "بلا همزه")
    with pytest.raises(PermissionDenied):
        actions.edit_comment(comment=kept, by=other, body="x")
    actions.edit_comment(comment=kept, by=by, body="بهمزة")
    notice = Notice.objects.get(person=item.created_by)
    assert (notice.body_ar, Comment.objects.get().text) == ("بهمزة", "بهمزة")

    Comment.objects.update(at=kit.now() - Comment.EDITABLE)
    with pytest.raises(actions.TooLate):
        actions.edit_comment(comment=kept, by=by, body="متأخر")
    with pytest.raises(PermissionDenied):
        actions.remove_comment(comment=kept, by=staff())
    actions.remove_comment(comment=kept, by=by)
    kept.refresh_from_db()
    assert (kept.text, kept.is_standing, told(item.created_by)) == ("", False, [])


def test_staff_hide_with_a_reason_and_show_again(item):
    kept, person = say(item, member(), "كلام جارح"), staff()
    for by, reason, error in ((item.created_by, "x", PermissionDenied), (person, " ", ValidationError)):
        with pytest.raises(error):
            actions.hide_comment(comment=kept, by=by, reason=reason)
    actions.hide_comment(comment=kept, by=person, reason="يجرح زميلاً")
    assert not told(item.created_by)
    assert Notice.objects.get(person=kept.writer).body_ar == "يجرح زميلاً"
    assert AuditEvent.objects.filter(verb="comment.hidden", actor=person, label__contains="يجرح").exists()
    row = Comment.objects.as_rows(member()).get()
    assert (row["text"], bool(row["hidden_at"])) == ("", True)
    actions.show_comment(comment=kept, by=person)
    assert Comment.objects.as_rows(member()).get()["text"] == "كلام جارح"


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"hidden_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)}]
)
def test_the_database_keeps_words_and_reasons(item, wrong):
    kept = say(item, member())
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=kept.pk).update(**wrong)


def test_a_question_is_answered_when_an_author_has_answered(item):
    reader = member()
    question = say(item, reader, kind="question")
    say(item, member(), "ربما", parent=question)
    is_answered = lambda: talk.threads(Comment.objects.as_rows(reader), reader)[0].is_answered  # noqa: E731
    assert not is_answered()
    answer = say(item, item.created_by, "نعم", parent=question)
    assert is_answered()
    actions.remove_comment(comment=answer, by=item.created_by)
    assert not is_answered()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_members_talk_on_the_page_without_javascript(client, item, language):
    by = member()
    say(item, item.created_by, "كلام للأعضاء <b>")
    assert "كلام للأعضاء" not in client.get(of(item, language)).content.decode()
    client.force_login(UserFactory())
    assert "كلام للأعضاء" not in client.get(of(item, language)).content.decode()
    client.force_login(by)
    shown = client.get(of(item, language))
    assert "كلام للأعضاء &lt;b&gt;" in shown.content.decode()
    words = {"form_key": shown.context["form"]["form_key"].value(), "body": "سؤالي", "is_question": "on"}
    answer = client.post(f"/{language}/library/{item.pk}/comments/", words)
    kept = Comment.objects.get(text="سؤالي")
    assert (kept.kind, answer.url) == ("question", f"/{language}/library/comments/{kept.pk}/")
    assert client.get(answer.url).url == f"{of(item, language)}#comment-{kept.pk}"
    page = client.get(of(item, language)).content.decode()
    assert f'id="comment-{kept.pk}"' in page
    empty = client.post(
        f"/{language}/library/{item.pk}/comments/", {"form_key": uuid.uuid4(), "parent": kept.pk}
    )
    assert empty.status_code == 422


def test_too_much_and_a_block_are_said_and_the_words_stay(client, item, monkeypatch):
    by, other = member(), member()
    thread = say(item, other)
    BlockFactory(person=other, blocked=by)
    client.force_login(by)
    address = f"/en/library/{item.pk}/comments/"
    send = lambda **more: client.post(address, {"form_key": uuid.uuid4(), "body": "كلامي", **more})  # noqa: E731
    refused = send(parent=thread.pk)
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 1)
    send()
    late = send()
    assert (refused.status_code, late.status_code) == (403, 429)
    assert all("كلامي" in answer.content.decode() for answer in (refused, late))


def test_changing_and_removing_on_the_page(client, item):
    by = member()
    kept = say(item, by, "أول")
    client.force_login(by)
    assert "أول" in client.get(f"/ar/library/comments/{kept.pk}/edit/").content.decode()
    client.post(f"/ar/library/comments/{kept.pk}/edit/", {"body": "ثانٍ"})
    kept.refresh_from_db()
    assert kept.text == "ثانٍ"
    Comment.objects.update(at=kit.now() - Comment.EDITABLE)
    assert client.get(f"/en/library/comments/{kept.pk}/edit/").status_code == 302
    client.post(f"/en/library/comments/{kept.pk}/removal/")
    assert "Removed by who wrote it." in client.get(of(item)).content.decode()


def test_older_threads_have_a_page_and_links_lead_there(client, item, monkeypatch):
    monkeypatch.setattr(talk, "SHOWN", 2)
    first = CommentFactory(item=item, text="الأقدم")
    answer = CommentFactory(item=item, parent=first, text="جواب قديم")
    CommentFactory.create_batch(2, item=item)
    client.force_login(member())
    assert "الأقدم" not in client.get(of(item)).content.decode()
    address = client.get(f"/en/library/comments/{answer.pk}/").url
    assert address == f"/en/library/{item.pk}/comments/?page=2#comment-{answer.pk}"
    page = client.get(address).content.decode()
    assert "الأقدم" in page
    assert "جواب قديم" in page


def test_talk_costs_no_question_more_whatever_was_said(client, item):
    visitor = asked(client, of(item))
    client.force_login(member())
    asked(client, of(item))
    before = asked(client, of(item))
    for _ in range(10):
        first = CommentFactory(item=item, kind="question")
        CommentFactory(item=item, parent=first)
    client.get(of(item))
    assert (visitor, before, asked(client, of(item))) == (4, 7, 7)


def test_a_printed_practice_leaves_its_comments_out_and_their_own_page_does_not(client, item):
    CommentFactory(item=item)
    client.force_login(item.created_by)
    section = '<section class="stack no-print" id="talk"'
    assert section in client.get(f"/en/library/{item.pk}/").content.decode()
    assert section not in client.get(f"/en/library/{item.pk}/comments/").content.decode()
