"""Two taps at once: one mark, one comment of a form, one place in a collection."""

import uuid

import pytest

from library import actions
from library.models import Bookmark, CollectionEntry, Comment, Useful
from members.models import Notice
from tests.factories.library import published
from tests.factories.members import member
from tests.factories.talk import CollectionFactory, entry
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("verb", "model"), [(actions.bookmark, Bookmark), (actions.find_useful, Useful)])
def test_two_taps_at_once_are_one_mark(verb, model):
    item, by = published(created_by=member()), member()
    assert at_once(*[lambda: verb(item=item, by=by)] * 2, held=item) == [None, None]
    assert model.objects.count() == 1


def test_a_comment_sent_twice_at_once_is_one_and_told_once():
    item, by, key = published(created_by=member()), member(), uuid.uuid4()
    send = lambda: actions.comment(item=item, by=by, body="سؤال", form_key=key)  # noqa: E731
    answers = at_once(send, send, held=by)
    assert answers == [Comment.objects.get()] * 2
    assert Notice.objects.filter(person=item.created_by).count() == 1


@pytest.mark.parametrize("turn", [1, -1])
def test_two_moves_and_an_addition_at_once_leave_each_its_place(turn):
    mine = CollectionFactory(owner=member())
    first, second = entry(mine), entry(mine)
    fresh = published()
    verbs = [
        lambda: actions.move(entry=second, by=mine.owner, is_up=True),
        lambda: actions.move(entry=first, by=mine.owner, is_up=False),
        lambda: actions.collect(collection=mine, item=fresh, by=mine.owner),
    ]
    answers = at_once(*verbs[::turn], held=mine)
    assert not [one for one in answers if isinstance(one, Exception)]
    places = list(CollectionEntry.objects.order_by("position").values_list("position", "item"))
    assert [place for place, _item in places] == [1, 2, 3]
    assert {item for _place, item in places} == {first.item_id, second.item_id, fresh.pk}
