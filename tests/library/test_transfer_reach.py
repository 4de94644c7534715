"""What transfers tell other parts of the network: profiles, goals of themes, decisions that come back."""

import datetime

import pytest

import kit
from library import measures
from library.deeds import deeds
from library.happenings import published_since
from library.models import Step, Withdrawal
from tests.factories.library import published
from tests.factories.members import member
from tests.factories.themes import ThemeFactory
from tests.factories.transfers import achieved, sides, transfer

pytestmark = pytest.mark.django_db


def test_both_profiles_tell_of_an_achieved_transfer():
    item, author, reader = sides(title_ar="سجل الشكاوى")
    found = achieved(item=item, lead=reader)
    done = deeds([author, reader])
    (adopted,) = done[reader.pk]
    was_adopted = next(deed for deed in done[author.pk] if deed.path == found.path)
    assert adopted.path == was_adopted.path
    assert adopted.title == was_adopted.title == "سجل الشكاوى"
    assert item.province.name_en in adopted.kind or item.province.name_ar in adopted.kind
    assert found.adopter.name_en in was_adopted.kind or found.adopter.name_ar in was_adopted.kind


def test_what_is_not_achieved_or_withdrawn_is_no_deed():
    item, author, reader = sides()
    transfer(Step.PILOTING, item=item, lead=reader)
    assert reader.pk not in deeds([reader])
    other, author, reader = sides()
    achieved(item=other, lead=reader)
    Withdrawal.objects.create(item=other, by=author, reason="x")
    assert reader.pk not in deeds([reader])


def test_deeds_are_one_question_however_many(django_assert_num_queries):
    people = [achieved().lead for _ in range(3)]
    with django_assert_num_queries(1):
        deeds(people)


def test_a_goal_counts_provinces_that_achieved_a_transfer_of_its_theme():
    theme = ThemeFactory()
    first = theme.term.quarter.first
    at = datetime.datetime.combine(first, datetime.time(9), tzinfo=datetime.UTC)
    item = published(created_by=member(), theme=theme)
    one = achieved(item=item, begun_at=at)
    reached = one.steps.get(number=Step.ACHIEVED).on
    achieved(
        item=published(province=item.province, created_by=member(), theme=theme), lead=one.lead, begun_at=at
    )
    transfer(Step.PILOTING, item=item, begun_at=at)
    achieved(item=published(created_by=member(), theme=theme, is_public=False), begun_at=at)
    achieved(begun_at=at)
    count = measures.MEASURES["adopting"].count
    assert count(theme, reached) == 1
    assert count(theme, reached - datetime.timedelta(days=1)) == 0


def test_a_decision_that_comes_back_tells_of_transfers():
    today = kit.today()
    achieved(begun_at=kit.now() - datetime.timedelta(days=60))
    transfer(begun_at=kit.now())
    (happening,) = published_since(None, today - datetime.timedelta(days=30), today)
    assert len(happening.points) == 2
