"""Series of learning on the pages: the POCC begins them, puts steps in order, pauses them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import kit
from library.actions import arranging, learning
from library.models import Kind, Series
from members.models import AuditEvent
from tests.factories.committee import SeatFactory
from tests.factories.learning import THURSDAY, series
from tests.factories.library import published
from tests.factories.members import UserFactory, member, staff
from tests.racing import at_once

pytestmark = pytest.mark.django_db
WORDS = {"title_ar": "كتابة واضحة", "every_weeks": "٢"}


@pytest.fixture
def representative():
    return SeatFactory(representative=member()).representative


def queue(of):
    return [step.item.published_revision.title_en for step in of.steps.waiting()]


def address(name, *args):
    return reverse(f"library:{name}", args=args)


def test_a_representative_begins_a_series_and_chooses_its_steps(client, representative):
    client.force_login(representative)
    article = published(kind=Kind.ARTICLE, title_ar="رسالة في صفحة")
    answer = client.post(address("series_new"), WORDS | {"starts_on": kit.today().isoformat()})
    made = Series.objects.get()
    assert (made.created_by, made.every_weeks, answer.url) == (representative, 2, made.get_steps_url())
    page = client.get(answer.url).content.decode()
    assert "رسالة في صفحة" in page
    client.post(answer.url, {"item": article.pk})
    client.post(answer.url, {"item": article.pk})  # twice is once
    assert [step.item for step in made.steps.waiting()] == [article]
    assert made.get_steps_url() in client.get(made.get_absolute_url()).content.decode()
    verbs = AuditEvent.objects.filter(verb__startswith="series.").values_list("verb", flat=True)
    assert set(verbs) == {"series.arranged", "series.step_added"}


def test_wrong_input_is_said_and_what_was_typed_stays(client, representative):
    client.force_login(representative)
    answer = client.post(
        address("series_new"), {"about_ar": "للجميع", "starts_on": "2020-01-01", "every_weeks": "40"}
    )
    assert (answer.status_code, "للجميع" in answer.content.decode()) == (422, True)
    assert set(answer.context["form"].errors) == {"title_ar", "starts_on", "every_weeks"}
    assert not Series.objects.exists()


def test_steps_are_put_in_order_with_taps(client, representative):
    course = series(steps=3)
    client.force_login(representative)
    first, _second, third = course.steps.all()
    client.post(address("series_step_move", third.pk), {"up": "1"})
    assert queue(course) == ["Article 0", "Article 2", "Article 1"]
    client.post(address("series_step_move", first.pk), {"down": "1"})
    assert queue(course) == ["Article 2", "Article 0", "Article 1"]
    client.post(address("series_step_move", third.pk), {"up": "1"})
    assert queue(course) == ["Article 2", "Article 0", "Article 1"]
    client.post(address("series_step_take_out", first.pk))
    assert queue(course) == ["Article 2", "Article 1"]


def test_what_came_stays_where_it_is():
    course, by = series(steps=2), staff()
    learning.send_due(on=THURSDAY)
    sent = course.steps.came().get()
    arranging.move_step(step=sent, by=by, is_up=False)
    arranging.take_out_step(step=sent, by=by)
    assert (course.steps.came().get(), queue(course)) == (sent, ["Article 1"])
    changed = arranging.change(
        series=course, by=by, title_en="New words", every_weeks=9, starts_on=kit.today()
    )
    assert (changed.title_en, changed.every_weeks, changed.starts_on) == ("New words", 2, THURSDAY)


def test_only_published_articles_and_worksheets_become_steps(client, representative):
    course, tool = series(steps=0), published(kind=Kind.TOOL)
    client.force_login(representative)
    for number in (tool.pk, "x", "9" * 30, ""):
        assert client.post(course.get_steps_url(), {"item": number}).status_code == 404
    with pytest.raises(ValidationError):
        arranging.add_step(series=course, by=representative, item=tool)
    page = client.get(course.get_steps_url()).context
    assert list(page["offered"]) == []


def test_articles_are_found_by_their_words_and_offered_once(client, representative):
    course = series(steps=1)
    wanted = published(kind=Kind.WORKSHEET, title_ar="جدول المناقصات", title_en="Tender sheet")
    published(kind=Kind.ARTICLE, title_ar="شيء آخر", title_en="Something else")
    client.force_login(representative)
    found = client.get(course.get_steps_url(), {"q": "مناقصة"}).context["offered"]
    assert list(found) == [wanted]
    assert len(client.get(course.get_steps_url()).context["offered"]) == 2
    assert client.get(course.get_steps_url(), {"q": "\x00"}).status_code == 200


def test_while_it_is_paused_no_step_comes(client, representative):
    course = series(steps=2)
    client.force_login(representative)
    client.post(address("series_pause", course.pk))
    client.post(address("series_pause", course.pk))
    assert AuditEvent.objects.filter(verb="series.paused").count() == 1
    assert learning.send_due(on=THURSDAY) == 0
    for page in (course.get_absolute_url(), course.get_steps_url(), address("series_list")):
        assert "متوقف" in client.get(page).content.decode()
    client.post(address("series_pause", course.pk), {"resume": "1"})
    assert learning.send_due(on=THURSDAY) == 1


def test_members_read_and_strangers_do_not_even_that():
    course = series()
    for person in (member(), UserFactory()):
        with pytest.raises(PermissionDenied):
            arranging.arrange(by=person, title_ar="س", starts_on=THURSDAY, every_weeks=1)
        with pytest.raises(PermissionDenied):
            arranging.pause(series=course, by=person, is_paused=True)


@pytest.mark.parametrize("steps", [1, 30])
def test_the_page_asks_the_same_number_of_questions(
    client, representative, steps, django_assert_max_num_queries
):
    course = series(steps=steps)
    client.force_login(representative)
    client.get(course.get_steps_url())
    with django_assert_max_num_queries(9):
        client.get(course.get_steps_url())


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_get_two_places():
    course, by = series(steps=0), staff()
    items = [published(kind=Kind.ARTICLE) for _ in range(2)]
    at_once(
        *[lambda item=item: arranging.add_step(series=course, by=by, item=item) for item in items],
        held=course,
    )
    assert sorted(course.steps.values_list("position", flat=True)) == [0, 1]


@pytest.mark.parametrize("words", ["؟؟", "zqxvwords"])
def test_words_that_nothing_has_offer_nothing(client, representative, words):
    course = series(steps=1)
    published(kind=Kind.ARTICLE)
    client.force_login(representative)
    assert client.get(course.get_steps_url(), {"q": words}).context["offered"] == []
