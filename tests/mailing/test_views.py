"""Pages behind the links in mail: what GET shows and what POST does."""

import re

import pytest
from django.utils import timezone, translation

import kit
from kit import tokens
from mailing import actions, links
from mailing.models import Subscription
from tests.checking import CheckingClient
from tests.factories.mailing import DeliveryFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    """A mail program: no cookies, no CSRF token."""
    return CheckingClient(enforce_csrf_checks=True)


def path_of(address):
    return re.sub(r"^https?://[^/]+", "", address)


def wish(**fields):
    return actions.ask_to_subscribe(
        address="reader@province.example",
        topic="newsletter",
        language="ar",
        **{"consent_text": "أريد النشرة.", **fields},
    )


def test_one_click_leaves_at_once_without_cookie_or_token(program):
    subscription = SubscriptionFactory()
    delivery = DeliveryFactory(address=subscription.address)

    response = program.post(f"/u/{delivery.token}", {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    subscription.refresh_from_db()
    assert not subscription.is_active
    assert subscription.left_through == delivery.mailing


def test_opening_the_one_click_link_changes_nothing(program):
    subscription = SubscriptionFactory()

    for method in (program.get, program.head):
        assert method(f"/u/{subscription.token}").status_code == 200

    subscription.refresh_from_db()
    assert subscription.is_active


def test_the_button_of_the_page_leaves(program):
    subscription = SubscriptionFactory()
    page = program.get(f"/u/{subscription.token}").content.decode()

    assert re.search(r'<form[^>]*method="post"(?![^>]*action)', page)
    program.post(f"/u/{subscription.token}")

    subscription.refresh_from_db()
    assert not subscription.is_active


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_speaks_the_language_of_the_mail(program, language, direction, method):
    delivery = DeliveryFactory(language=language)

    response = getattr(program, method)(f"/u/{delivery.token}", headers={"Accept-Language": "fr"})

    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()
    assert response["Content-Language"] == language
    assert "no-store" in response["Cache-Control"]


def test_leaving_twice_is_leaving(program):
    delivery = DeliveryFactory()

    answers = [program.post(f"/u/{delivery.token}").status_code for _each in range(2)]

    assert answers == [200, 200]
    assert Subscription.objects.of(delivery.address).get().left_at


def test_an_unknown_token_is_not_found(program):
    assert program.get("/u/nobody").status_code == 404
    assert program.post("/u/nobody").status_code == 404
    assert program.put(f"/u/{DeliveryFactory().token}").status_code == 405


def test_no_link_holds_an_address(settings):
    delivery = DeliveryFactory()
    subscription = wish()

    for link in (
        links.one_click(delivery.token),
        links.preferences(delivery.token, "ar"),
        links.confirm(subscription),
    ):
        assert link.startswith(f"{settings.PORTAL_ORIGIN}/")
        assert "province.example" not in link


def test_opening_the_confirmation_changes_nothing_and_its_button_subscribes(client):
    subscription = wish()
    path = path_of(links.confirm(subscription))

    shown = client.get(path)
    subscription.refresh_from_db()
    assert shown.status_code == 200
    assert "أريد النشرة." in shown.content.decode()
    assert not subscription.is_active

    done = client.post(path, REMOTE_ADDR="203.0.113.10")
    subscription.refresh_from_db()
    assert done.status_code == 200
    assert subscription.is_active
    assert subscription.confirmed_from == "203.0.113.10"
    assert links.preferences(subscription.token, "ar").rsplit("/", 2)[0] in done.content.decode().replace(
        "&#x2F;", "/"
    )


def test_confirming_needs_the_page_and_not_a_forged_form(program):
    subscription = wish()

    assert program.post(path_of(links.confirm(subscription))).status_code == 403

    subscription.refresh_from_db()
    assert not subscription.is_active


def test_a_confirmation_link_ends_after_a_week(client, time_machine):
    subscription = wish()
    path = path_of(links.confirm(subscription))
    time_machine.move_to(timezone.now() + links.CONFIRM_LASTS)

    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    subscription.refresh_from_db()
    assert not subscription.is_active


def test_a_confirmation_link_from_before_leaving_is_void(client):
    subscription = wish()
    path = path_of(links.confirm(subscription))
    client.post(path)
    actions.leave(address=subscription.address, topic="newsletter")

    assert client.post(path).status_code == 410
    subscription.refresh_from_db()
    assert not subscription.is_active


def test_a_link_for_one_purpose_opens_no_other_page(client):
    subscription = wish()
    confirming = links.confirm(subscription).rsplit("/", 2)[1]

    void = client.get(f"/ar/mail/preferences/{confirming}/")
    assert void.status_code == 410
    assert "حلّت محله رسالة أحدث" in void.content.decode()
    assert client.get("/ar/mail/preferences/rubbish/").status_code == 410
    assert client.get(f"/ar/mail/preferences/{tokens.sign(links.PREFERENCES, 'nobody')}/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_preferences_show_each_topic_and_the_masked_address(client, language):
    subscription = SubscriptionFactory(address="haidar@anbar.example", language=language)
    SubscriptionFactory(
        address="Haidar@anbar.example", topic="theme:12", title_ar="المشتريات", title_en="Tenders"
    )

    page = client.get(path_of(links.preferences(subscription.token, language))).content.decode()

    assert {"ar": "المشتريات", "en": "Tenders"}[language] in page
    assert "h…@anbar.example" in page
    assert "haidar" not in page.lower()
    assert page.count('type="radio"') == 2 * 4


def test_preferences_are_kept(client):
    subscription = SubscriptionFactory(language="ar")
    path = path_of(links.preferences(subscription.token, "ar"))

    response = client.post(path, {"newsletter-language": "en", "newsletter-rhythm": "weekly"})

    assert response.status_code == 302
    assert response["Location"] == path
    subscription.refresh_from_db()
    assert (subscription.language, subscription.rhythm, subscription.is_active) == ("en", "weekly", True)


def test_a_topic_is_left_and_taken_back_on_the_preferences_page(client):
    subscription = SubscriptionFactory(language="ar")
    path = path_of(links.preferences(subscription.token, "ar"))

    client.post(path, {"newsletter-language": "ar", "newsletter-rhythm": "never"})
    subscription.refresh_from_db()
    assert not subscription.is_active

    client.post(path, {"newsletter-language": "ar", "newsletter-rhythm": "daily"})
    subscription.refresh_from_db()
    assert subscription.is_active
    assert subscription.consent_source == "preferences"
    assert subscription.consent_text


def test_who_never_subscribed_can_leave_a_list_on_the_preferences_page(client):
    delivery = DeliveryFactory(mailing__topic="members")
    path = path_of(links.preferences(delivery.token, "ar"))

    client.post(path, {"members-rhythm": "each"})
    assert not Subscription.objects.exists()

    client.post(path, {"members-rhythm": "never"})
    assert Subscription.objects.of(delivery.address).get().left_at


def test_one_button_leaves_everything(client):
    subscription = SubscriptionFactory()
    SubscriptionFactory(address=subscription.address, topic="theme:12")

    response = client.post(path_of(links.preferences(subscription.token, "ar")), {"leave_everything": "1"})

    assert response.status_code == 302
    assert not Subscription.objects.active().exists()


def test_a_choice_that_does_not_exist_changes_nothing(client):
    subscription = SubscriptionFactory(language="ar")

    response = client.post(
        path_of(links.preferences(subscription.token, "ar")),
        {"newsletter-rhythm": "hourly", "newsletter-language": "ar"},
    )

    assert response.status_code == 422
    assert response.content.decode().count('aria-invalid="true"') >= 1
    subscription.refresh_from_db()
    assert subscription.language == "ar"


def test_preferences_ask_the_same_number_of_queries_for_any_number_of_topics(
    client, django_assert_num_queries
):
    subscription = SubscriptionFactory(left_at=kit.now())
    path = path_of(links.preferences(subscription.token, "ar"))
    with translation.override("ar"):
        client.get(path)
        for number in (1, 30):
            for each in range(number):
                SubscriptionFactory(
                    address=subscription.address, topic=f"theme:{number}{each}", title_ar="محور"
                )
            with django_assert_num_queries(5):
                client.get(path)
