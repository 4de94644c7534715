"""What a person's page says of their work for the library."""

import datetime

import pytest

from library import actions
from library.deeds import deeds
from library.models import Contributor, Kind
from members.models import User
from tests.factories.library import published, submitted
from tests.factories.members import ProvinceFactory, UserFactory, member

pytestmark = pytest.mark.django_db


def contribute(item, person, name="مها"):
    return Contributor.objects.create(item=item, person=person, name=name)


def test_published_practices_are_deeds_on_the_day_in_baghdad():
    author = UserFactory()
    at = datetime.datetime(2026, 11, 23, 22, 30, tzinfo=datetime.UTC)
    item = published(created_by=author, title_ar="سجل الشكاوى", published_at=at, is_public=False)

    (deed,) = deeds([author])[author.pk]

    assert deed.title == "سجل الشكاوى"
    assert deed.path == f"library/{item.pk}/"
    assert deed.on == datetime.date(2026, 11, 24)


def test_a_contributor_is_named_and_an_author_is_named_once():
    author, helper = UserFactory(), UserFactory()
    item = published(created_by=author)
    contribute(item, author, "المؤلف")
    contribute(item, helper)
    contribute(item, helper, "مها عدنان")
    contribute(item, None, "بلا حساب")

    done = deeds([author, helper])

    assert [len(done[person.pk]) for person in (author, helper)] == [1, 1]
    assert done[author.pk][0].kind != done[helper.pk][0].kind


def test_what_readers_do_not_find_is_no_deed():
    author = member()
    submitted(author)
    gone = published(created_by=author)
    contribute(gone, author)
    actions.withdraw(item=gone, by=author, reason="قديم.")
    contribute(submitted(member()).item, author)

    assert deeds([author]) == {}


def test_the_deeds_of_others_are_not_told():
    published(created_by=UserFactory())

    assert deeds([UserFactory()]) == deeds([]) == {}


@pytest.mark.parametrize("count", [1, 30])
def test_one_question_however_many_people(count, django_assert_num_queries):
    people = [UserFactory() for _ in range(count)]
    for author, helper in zip(people, people[::-1], strict=True):
        contribute(published(created_by=author, province=ProvinceFactory()), helper)

    with django_assert_num_queries(1):
        done = deeds(people)
        titles = [str(deed.title) for theirs in done.values() for deed in theirs]

    assert len(done) == count
    assert len(titles) == (1 if count == 1 else 2 * count)


def test_a_contributor_named_as_one_member_of_the_province_is_that_person():
    author = member()
    province = author.services.get().team.province
    helper, twins = member(province, name_ar="زينب هادي كاظم"), [member(province) for _ in range(2)]
    User.objects.filter(pk__in=[twin.pk for twin in twins]).update(name_ar="علي حسين جبار")
    member(name_ar="من محافظة أخرى")
    names = ["زينب هادي كاظم", "علي حسين جبار", "من محافظة أخرى", author.name_ar]
    draft = actions.start_draft(
        by=author, kind=Kind.TOOL, province=province, title_en="Checklist", contributors=names
    )
    people = dict(draft.item.contributors.values_list("name", "person"))
    assert people == dict(zip(names, [helper.pk, None, None, author.pk], strict=True))


def test_a_contributor_of_a_further_province_is_known_too():
    author, helper = member(), member(name_ar="زينب هادي كاظم")
    theirs = helper.services.get().team.province
    own = author.services.get().team.province
    for partners, person in (([], None), ([theirs], helper.pk)):
        draft = actions.start_draft(
            by=author,
            kind=Kind.TOOL,
            province=own,
            title_en="Checklist",
            contributors=[helper.name_ar],
            partners=partners,
        )
        assert draft.item.contributors.get().person_id == person
