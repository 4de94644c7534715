"""Who may do what, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from library import actions, rules
from tests.factories.committee import SeatFactory
from tests.factories.library import AttachmentFactory, RevisionFactory, approve, published
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db

PEOPLE = ["visitor", "applicant", "other member", "author", "seat", "staff"]
TABLE = {
    "create": "001101",
    "edit the draft": "000101",
    "submit the draft": "000101",
    "discard the draft": "000101",
    "change facts of the draft": "000101",
    "change facts of the published": "000001",
    "withdraw the published": "000101",
    "withdraw the draft": "000000",
    "edit the withdrawn": "000000",
    "see the draft": "000101",
    "see the submitted": "000111",
    "see the published": "111111",
    "read a file of the draft": "000101",
    "read a file of the submitted": "000111",
    "read a file of the published": "111111",
}
"""A digit for each of PEOPLE: 1 may."""


@pytest.fixture
def world():
    author = member()
    draft = RevisionFactory(item__created_by=author)
    handed_in = RevisionFactory(item__created_by=author)
    for revision in (draft, handed_in):
        revision.attachments.add(AttachmentFactory(item=revision.item))
    approve(handed_in, outcome="", decided_by=None, decided_at=None)
    shown = published(created_by=author, files=[{"name": "form.pdf"}])
    withdrawn = published(created_by=author)
    actions.withdraw(item=withdrawn, by=author, reason="Old.")
    people = {
        "visitor": AnonymousUser(),
        "applicant": UserFactory(),
        "other member": member(),
        "author": author,
        "seat": SeatFactory().representative,
        "staff": staff(),
    }
    return people, draft, handed_in, shown, withdrawn


def ask(verb, user, draft, handed_in, shown, withdrawn):
    questions = {
        "create": lambda: rules.may_create(user),
        "edit the draft": lambda: rules.may_edit(user, draft.item),
        "submit the draft": lambda: rules.may_submit(user, draft),
        "discard the draft": lambda: rules.may_discard(user, draft),
        "change facts of the draft": lambda: rules.may_change_facts(user, draft.item),
        "change facts of the published": lambda: rules.may_change_facts(user, shown),
        "withdraw the published": lambda: rules.may_withdraw(user, shown),
        "withdraw the draft": lambda: rules.may_withdraw(user, draft.item),
        "edit the withdrawn": lambda: rules.may_edit(user, withdrawn),
        "see the draft": lambda: rules.may_see_revision(user, draft),
        "see the submitted": lambda: rules.may_see_revision(user, handed_in),
        "see the published": lambda: rules.may_see_revision(user, shown.published_revision),
        "read a file of the draft": lambda: rules.may_read_file(user, draft.attachments.get()),
        "read a file of the submitted": lambda: rules.may_read_file(user, handed_in.attachments.get()),
        "read a file of the published": lambda: rules.may_read_file(
            user, shown.published_revision.attachments.get()
        ),
    }
    return questions[verb]()


@pytest.mark.parametrize("verb", TABLE)
def test_who_may(verb, world):
    people, *things = world
    answers = "".join(str(int(bool(ask(verb, people[name], *things)))) for name in PEOPLE)
    assert answers == TABLE[verb]


def test_what_was_submitted_is_neither_submitted_nor_discarded_again(world):
    people, _draft, handed_in, *_rest = world
    assert not rules.may_submit(people["author"], handed_in)
    assert not rules.may_discard(people["author"], handed_in)
