"""Every request: known methods, the reader's digits, no copies of signed-in pages."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from kit import formats
from kit.middleware import DigitsMiddleware, MethodsMiddleware, NoStoreMiddleware


class Person:
    is_authenticated = True
    digits = "latn"


class Asked:
    """A request's user that counts how often it was asked for."""

    def __init__(self, person):
        self.person, self.times = person, 0

    def __getattr__(self, name):
        self.times += 1
        return getattr(self.person, name)


def signed_in(settings, person=None):
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
    request.user = Asked(person or Person())
    return request


def answer(request):
    return HttpResponse(formats.number(2026))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PATCH", "DELETE"])
def test_known_methods_pass(method):
    assert MethodsMiddleware(answer)(RequestFactory().generic(method, "/")).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "PUT", "CONNECT", "PROPFIND", "FOO"])
def test_other_methods_are_refused(method):
    response = MethodsMiddleware(answer)(RequestFactory().generic(method, "/"))

    assert response.status_code == 405
    assert "TRACE" not in response["Allow"]


@pytest.mark.django_db
def test_trace_is_refused_by_the_portal(client):
    assert client.trace("/ar/").status_code == 405


def test_numbers_follow_the_signed_in_readers_choice(settings):
    with override("ar"):
        assert DigitsMiddleware(answer)(signed_in(settings)).content.decode() == "2,026"
        assert formats.number(2026) == "٢٬٠٢٦"


def test_visitors_are_not_asked(settings):
    request = RequestFactory().get("/")  # has no user: asking would be an error

    with override("ar"):
        assert DigitsMiddleware(answer)(request).content.decode() == "٢٬٠٢٦"


def test_a_page_without_numbers_asks_nothing(settings):
    request = signed_in(settings)

    DigitsMiddleware(lambda request: HttpResponse("no number"))(request)

    assert request.user.times == 0


def test_the_choice_is_asked_for_once(settings):
    request = signed_in(settings)

    with override("ar"):
        DigitsMiddleware(lambda request: HttpResponse("".join(formats.number(n) for n in range(9))))(request)

    assert request.user.times == 1


def test_signed_in_pages_are_kept_by_no_cache(settings):
    response = NoStoreMiddleware(answer)(signed_in(settings))

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_visitors_pages_may_be_kept():
    assert "Cache-Control" not in NoStoreMiddleware(answer)(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_members_page_is_kept_by_no_cache(client):
    client.force_login(get_user_model().objects.create(email="majid@network.example", name_ar="ماجد"))

    assert "no-store" in client.get("/ar/")["Cache-Control"]
