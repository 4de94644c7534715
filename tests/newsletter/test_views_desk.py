"""The desk of the editors: draft, edit, ask for release, preview, send."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

import kit
from committee.models import Review
from library.models import Kind
from mailing.models import Delivery, Letter
from newsletter.models import Edition, Section
from tests.factories import library
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.mailing import DeliveryFactory, SubscriptionFactory
from tests.factories.members import TeamFactory, UserFactory, staff
from tests.factories.newsletter import (
    EditionFactory,
    EntryFactory,
    editor,
    in_the_archive,
    released,
    sent,
    with_item,
)

pytestmark = pytest.mark.django_db
DESK_QUERIES = 6


def address(name, *args, language="ar"):
    with override(language):
        return reverse(f"newsletter:{name}", args=args)


def this_month():
    return kit.today().replace(day=1)


def in_work(**fields):
    edition = EditionFactory(month=this_month(), **fields)
    TeamFactory(province=edition.province)
    return edition


def words_of(edition, **changes):
    """The edit form as a browser sends it, with some fields changed."""
    names = ("title_ar", "title_en", "welcome_ar", "welcome_en")
    data = {name: getattr(edition, name) for name in names}
    data |= {"province": edition.province_id or "", "theme": edition.theme_id or "", "base": edition.saves}
    for entry in edition.entries.standing():
        names = ("section", "title_ar", "title_en", "text_ar", "text_en", "url")
        data |= {f"entry-{entry.pk}-{name}": getattr(entry, name) for name in names}
    return data | changes


@pytest.fixture
def chair_editor(client):
    person = editor(this_month(), email="editor@babil.example")
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", ["desk", "edit", "preview", "sending"])
def test_visitors_sign_in_first_and_strangers_are_kept_out(client, name):
    edition = in_work()
    args = [] if name == "desk" else [edition.number]

    assert client.get(address(name, *args)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address(name, *args)).status_code == (403 if name == "desk" else 404)


def test_the_desk_offers_to_draft_the_months_that_have_no_edition(client, chair_editor):
    page = client.get(address("desk")).content.decode()
    assert f'value="{this_month().isoformat()}"' in page

    in_work()

    assert f'value="{this_month().isoformat()}"' not in client.get(address("desk")).content.decode()


def test_draft_for_me_leads_to_the_draft(client, chair_editor):
    TeamFactory()
    item = library.published(kind=Kind.SUCCESS_STORY)

    response = client.post(address("draft"), {"month": this_month().isoformat()}, follow=True)

    edition = Edition.objects.get()
    assert response.redirect_chain[-1][0] == address("edit", edition.number)
    assert item.published_revision.title_ar in response.content.decode()


def test_a_month_outside_ones_quarter_is_not_drafted(client, chair_editor):
    client.post(address("draft"), {"month": "2031-01-01"})

    assert not Edition.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_asks_the_same_of_the_database_for_1_and_for_30(client, count, django_assert_num_queries):
    in_the_archive(count)
    for n in range(count):
        EditionFactory(month=datetime.date(2015 + n // 12, n % 12 + 1, 1))
    client.force_login(staff())

    with django_assert_num_queries(DESK_QUERIES):
        client.get(address("desk"))


@pytest.mark.parametrize("name", ["edit", "preview"])
def test_an_edition_asks_the_same_of_the_database_for_1_and_for_20_entries(client, chair_editor, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    edition, counts = in_work(), []
    for size in (1, 19):
        for _n in range(size):
            with_item(edition)
        with CaptureQueriesContext(connection) as captured:
            client.get(address(name, edition.number))
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 25


def test_what_waits_for_its_review_is_shown_and_not_changed(client, chair_editor):
    edition = in_work()
    EntryFactory(edition=edition)
    data = words_of(edition, title_ar="متأخر")
    client.post(address("review", edition.number))

    assert client.get(address("edit", edition.number))["Location"] == address("preview", edition.number)
    page = client.post(address("edit", edition.number), data, follow=True).content.decode()
    client.post(address("items", edition.number), {"item": library.published().pk})

    edition.refresh_from_db()
    assert "لم يتغير شيء" in page
    assert edition.title_ar != "متأخر"
    assert edition.entries.count() == 1


@pytest.mark.parametrize(
    "written", ["{pk}", "http://localhost:8000/en/library/{pk}/", "/ar/library/{pk}/?q=x", "{arabic}"]
)
def test_an_item_is_added_by_its_number_or_address(client, chair_editor, written):
    from kit.digits import arabic

    edition, item = in_work(), library.published(kind=Kind.TOOL)

    client.post(
        address("items", edition.number), {"item": written.format(pk=item.pk, arabic=arabic(str(item.pk)))}
    )

    assert edition.entries.get().item == item
    assert edition.entries.get().section == Section.PICKS


def test_an_item_that_is_not_public_is_refused_in_words(client, chair_editor):
    edition, item = in_work(), library.published(is_public=False)

    response = client.post(address("items", edition.number), {"item": item.pk})

    assert response.status_code == 422
    assert not edition.entries.exists()


def test_news_is_written_by_hand(client, chair_editor):
    edition = in_work()
    news = {"new-section": "events", "new-title_ar": "ورشة في الحلة", "new-url": "https://events.example/1"}

    client.post(address("entries", edition.number), news)
    refused = client.post(address("entries", edition.number), {"new-section": "events"})

    assert edition.entries.get().title_ar == "ورشة في الحلة"
    assert refused.status_code == 422


def test_release_is_asked_for_and_what_is_missing_is_said(client, chair_editor):
    edition = in_work(welcome_ar="")
    page = client.post(address("review", edition.number), follow=True).content.decode()
    assert "اكتب الترحيب بالعربية وبالإنجليزية." in page
    assert not Review.objects.exists()

    Edition.objects.update(welcome_ar="أهلاً")
    EntryFactory(edition=edition)
    client.post(address("review", edition.number))

    assert Review.objects.get().requested_by == chair_editor


def test_the_reviewers_words_are_shown_to_the_editor(client, chair_editor):
    from committee import actions as committee

    edition = in_work()
    EntryFactory(edition=edition)
    client.post(address("review", edition.number))
    committee.decide(
        review=Review.objects.get(),
        by=SeatFactory().representative,
        outcome="changes",
        comment="العنوان طويل",
    )

    assert "العنوان طويل" in client.get(address("edit", edition.number)).content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_preview_shows_both_widths_and_the_text(client, chair_editor, language):
    edition = in_work()
    with_item(edition)

    page = client.get(address("preview", edition.number) + f"?language={language}").content.decode()

    assert len(re.findall(rf'<iframe[^>]*src="[^"]*/preview/{language}/letter.html\?look=light"', page)) == 2
    assert edition.headline(language) in page
    assert "[[" not in page
    assert client.get(address("preview", edition.number) + "?language=de").status_code == 404


def test_the_letter_in_its_frame_may_do_nothing_but_look(client, chair_editor):
    edition = in_work()

    response = client.get(address("letter", edition.number, "ar"))

    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "[[" not in response.content.decode()


def test_pages_around_the_letter_keep_the_strict_policy(client, chair_editor):
    policy = client.get(address("preview", in_work().number))["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_representative_reads_what_they_were_asked_to_release(client, chair_editor):
    edition = in_work()
    EntryFactory(edition=edition)
    client.post(address("review", edition.number))
    client.force_login(SeatFactory().representative)

    assert client.get(address("preview", edition.number)).status_code == 200
    assert client.get(address("letter", edition.number, "ar")).status_code == 200
    assert client.get(address("edit", edition.number)).status_code == 404


def test_a_trial_goes_to_oneself(client, chair_editor):
    edition = in_work()

    client.post(address("trial", edition.number), {"language": "en"})

    assert Letter.objects.get().subject == f"[Trial] {edition.title_en}"
    assert Delivery.objects.get().address == "editor@babil.example"
    assert b"[[" not in bytes(Letter.objects.get().content)


def test_an_hour_is_set_and_taken_back(client):
    edition = released()
    client.force_login(staff())
    past = client.post(address("schedule", edition.number), {"send_at": "2020-01-01T09:00"})
    assert past.status_code == 422

    client.post(address("schedule", edition.number), {"send_at": "2040-01-01T09:00"})
    edition.refresh_from_db()
    assert edition.send_at == datetime.datetime(2040, 1, 1, 6, tzinfo=datetime.UTC)

    client.post(address("schedule", edition.number), {"unset": "1"})
    edition.refresh_from_db()
    assert edition.send_at is None


def test_send_now_then_pause_go_on_and_stop(client):
    SubscriptionFactory()
    edition = released()
    client.force_login(staff())
    states = []
    for verb in ("start", "start", "pause", "resume", "cancel", "resume", "nonsense"):
        client.post(address("sending", edition.number), {"verb": verb, "confirmed": "yes"})
        states.append(Edition.objects.get(pk=edition.pk).mailing.state)

    assert states == ["sending", "sending", "paused", "sending", "cancelled", "cancelled", "cancelled"]
    assert "1" in client.get(address("sending", edition.number, language="en")).content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_stopping_for_good_is_asked_about_first(client, language):
    edition = sent()
    DeliveryFactory(mailing=edition.mailing)
    client.force_login(staff())
    to = address("sending", edition.number, language=language)

    asked = client.post(to, {"verb": "cancel"}).content.decode()
    assert Edition.objects.get(pk=edition.pk).mailing.state == "sending"
    assert {"ar": "إيقاف إرسال العدد نهائياً؟", "en": "Stop the edition for good?"}[language] in asked
    assert f'action="{to}"' in asked

    fields = dict(re.findall(r'name="(confirmed|verb)" value="(.*?)"', asked))
    client.post(to, fields)
    assert Edition.objects.get(pk=edition.pk).mailing.state == "cancelled"


def test_what_is_not_released_is_not_sent_by_the_button(client, chair_editor):
    edition = in_work()

    page = client.post(address("sending", edition.number), {"verb": "start"}, follow=True).content.decode()

    assert "يجب أن يُجاز العدد قبل إرساله" in page
    assert not Edition.objects.public().exists()


def test_only_failures_are_tried_again(client):
    edition = sent()
    failed = DeliveryFactory(mailing=edition.mailing, state="failed")
    done = DeliveryFactory(mailing=edition.mailing, state="sent", sent_at=kit.now())
    client.force_login(staff())

    client.post(address("sending", edition.number), {"verb": "resend"})

    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.state, done.state) == ("queued", "sent")


def test_progress_asks_for_itself_while_letters_leave_and_then_rests(client):
    edition = sent()
    delivery = DeliveryFactory(mailing=edition.mailing)
    client.force_login(staff())

    part = client.get(address("sending", edition.number), headers={"HX-Request": "true"}).content.decode()
    assert 'data-hx-trigger="every 3s"' in part
    assert "<html" not in part

    Delivery.objects.filter(pk=delivery.pk).update(state="sent", sent_at=kit.now())
    assert "data-hx-trigger" not in client.get(address("sending", edition.number)).content.decode()


def test_the_report_is_totals(client):
    edition = sent()
    for state in ("failed", "suppressed", "queued"):
        DeliveryFactory(mailing=edition.mailing, state=state)
    SubscriptionFactory(left_at=kit.now(), left_through=edition.mailing)
    client.force_login(staff())

    page = client.get(address("sending", edition.number, language="en")).content.decode()

    figures = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert figures == {
        "sent": "0",
        "waiting": "1",
        "failed": "1",
        "bounced": "0",
        "suppressed": "1",
        "left after this edition": "1",
    }


def test_a_term_of_another_province_does_not_open_the_edition(client):
    edition = in_work()
    TermFactory(quarter="2031-Q1")
    client.force_login(editor(datetime.date(2031, 1, 1)))

    assert client.get(address("desk")).status_code == 200
    assert client.get(address("edit", edition.number)).status_code == 404
