"""Two at once: one review, one draft, one file; what was handed in stays as it was."""

import uuid

import pytest

from committee.models import Review
from library import actions
from library.models import Attachment, Item, Kind, Revision, Sealed
from tests.factories.library import approve, upload
from tests.factories.members import member
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = {"title_en": "Checklist", "summary_en": "S", "problem_en": "P", "body_en": "B"}


@pytest.fixture
def draft():
    author = member()
    province = author.services.get().team.province
    return actions.start_draft(by=author, kind=Kind.APPROACH, province=province, **WHOLE)


def test_two_submissions_make_one_review(draft):
    answers = at_once(*[lambda: actions.submit(revision=draft, by=draft.created_by)] * 2, held=draft)
    assert Review.objects.count() == 1
    assert answers == [Review.objects.get()] * 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_save_never_reaches_what_was_handed_in(draft, order):
    verbs = [
        lambda: actions.submit(revision=draft, by=draft.created_by),
        lambda: actions.save_draft(revision=draft, by=draft.created_by, title_en="Changed"),
    ]
    answers = at_once(*verbs[::order], held=draft)[::order]
    review, kept = Review.objects.get(), Revision.objects.get()
    assert review.title_en == kept.title_en
    if isinstance(answers[1], Exception):
        assert isinstance(answers[1], Sealed)
        assert kept.title_en == "Checklist"


def test_a_form_sent_twice_at_once_starts_one_draft():
    author, key = member(), uuid.uuid4()
    start = lambda: actions.start_draft(by=author, kind=Kind.TOOL, form_key=key, title_en="First")  # noqa: E731
    answers = at_once(start, start, held=author)
    assert Item.objects.count() == Revision.objects.count() == 1
    assert {answer.pk for answer in answers} == {Revision.objects.get().pk}


def test_two_new_versions_at_once_are_one_draft(draft):
    approve(draft)
    again = lambda: actions.new_version(item=draft.item, by=draft.created_by)  # noqa: E731
    answers = at_once(again, again, held=draft.item)
    assert sorted(Revision.objects.values_list("number", flat=True)) == [1, 2]
    assert {answer.number for answer in answers} == {2}


def test_one_file_sent_twice_at_once_is_kept_once(draft):
    send = lambda: actions.attach(revision=draft, upload=upload(), by=draft.created_by)  # noqa: E731
    answers = at_once(send, send, held=draft.item)
    assert Attachment.objects.count() == 1
    assert answers == [Attachment.objects.get()] * 2
