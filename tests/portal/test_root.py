"""Where a newcomer lands, and what machines ask."""

import json

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver

import kit
from en_portal.health import HEARTBEAT_KEY
from en_portal.tasks import beat_heartbeat
from tests.factories.chairs import TermFactory
from tests.factories.members import ProvinceFactory
from tests.factories.themes import GoalFactory, ProgressFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "address"),
    [("ar-IQ,ar;q=0.9,en;q=0.5", "/ar/"), ("en-GB,en;q=0.9", "/en/"), ("ku", "/ar/"), ("", "/ar/")],
)
def test_the_root_follows_the_browser_s_language(client, accepted, address):
    response = client.get("/", headers={"accept-language": accepted})

    assert response.status_code == 302
    assert response.url == address
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_home_of_an_empty_network_invites_to_share(client, language):
    response = client.get(f"/{language}/")

    assert response.status_code == 200
    assert f"/{language}/library/new/" in response.content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_home_shows_the_chair_the_theme_and_how_far_the_goal_is(client, language):
    term = TermFactory(province=ProvinceFactory(name_ar="بابل", name_en="Babil"))
    goal = GoalFactory(theme=ThemeFactory(term=term, title_ar="المشتريات", title_en="Procurement"))
    ProgressFactory(goal=goal, value=64)

    page = client.get(f"/{language}/").content.decode()

    assert ("بابل" if language == "ar" else "Babil") in page
    assert ("المشتريات" if language == "ar" else "Procurement") in page
    assert ("٦٤" if language == "ar" else "64") in page


def test_home_asks_the_same_of_the_database_with_few_and_many(client, django_assert_max_num_queries):
    for _ in range(19):
        ProvinceFactory()

    with django_assert_max_num_queries(12):
        client.get("/ar/")


def test_alive_answers_without_the_database(client):
    assert client.get("/healthz").content == b"alive\n"


def test_ready_names_each_part_and_wants_a_heartbeat(client):
    before = client.get("/readyz")
    beat_heartbeat()
    after = client.get("/readyz")

    assert before.status_code == 503
    assert json.loads(before.content)["beat"] == "no heartbeat"
    assert after.status_code == 200
    assert json.loads(after.content) == {"database": "ok", "redis": "ok", "beat": "ok", "mail": "ok"}


def test_an_old_heartbeat_is_told(client):
    cache.set(HEARTBEAT_KEY, kit.now().timestamp() - 600)

    assert json.loads(client.get("/readyz").content)["beat"] == "heartbeat is old"


@pytest.mark.parametrize("path", ["/.git/config", "/.env", "/media/", "/ar/nothing/", "/static/"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_methods_that_nobody_needs_are_refused(client, method):
    assert client.generic(method, "/ar/").status_code == 405


def test_a_foreign_host_is_refused(client):
    assert client.get("/ar/", headers={"host": "elsewhere.example"}).status_code == 400


def _views(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _views(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern.callback


def test_public_pages_are_these_and_no_others():
    ours = {
        name
        for name, view in _views(get_resolver().url_patterns)
        if not getattr(view, "login_required", True) and not name.startswith(THEIRS)
    }

    assert ours == PUBLIC


THEIRS = ("admin:", "account_", "mfa_", "socialaccount_", "usersessions_")
PUBLIC = {
    "chairs:order",
    "quarter_now",
    "quarter",
    "chairs_roots:calendar",
    "chairs_roots:my_calendar",
    "themes:list",
    "themes:theme",
    "themes:ideas",
    "themes:proof",
    "theme_follow",
    "root",
    "mail_events",  # a provider, by its secret
    "metrics",  # Prometheus, by its token
    "home",
    "goals",
    "goals_of_province",
    "goals_follow",
    "goals_asked",
    "goals_feed",
    "practices_feed",
    "robots",
    "sitemaps",
    "sitemap",
    "library:picture",
    "alive",
    "ready",
    "kit:manifest",
    "kit:styleguide",
    "mail_leave",
    "mailing:confirm",
    "members:service_answer",
    "members:erasure_answer",
    "committee:ballot",
    "committee:sign_off",
    "mailing:preferences",
    "library:list",
    "library:item",
    "library:compared",
    "library:suggestions",
    "library_file",
    "library_preview",
    "library:transfer",
    "transfers",
    "transfers_csv",
    "transfers_json",
    "newsletter:archive",
    "newsletter:edition",
    "newsletter:subscribe",
    "newsletter:asked",
    "newsletter_roots:feed",
    "members:invitation_answer",
    "demo:mailbox",
    "demo:message",
    "demo:message_html",
}
