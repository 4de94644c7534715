"""What every request passes: the methods we answer, the reader's digits, no copies of signed-in pages."""

from functools import cache

from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers, patch_cache_control

from kit import formats

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PATCH", "DELETE")


class MethodsMiddleware:
    """First in the list: TRACE and unknown methods are refused before anything reads the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class DigitsMiddleware:
    """After authentication: numbers in the digits the signed-in reader chose; asks nothing of visitors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with formats.choosing(_choice_of(request)):
            return self.get_response(request)


def _choice_of(request):
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""

    @cache
    def choice():
        return getattr(request.user, "digits", "") or ""

    return choice


class NoStoreMiddleware:
    """After authentication: what a signed-in person sees is kept by no cache on the way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True, private=True)
        return response
