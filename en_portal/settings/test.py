"""The suite: real PostgreSQL and Redis, one Redis pair for each process that runs tests."""

import os

from en_portal.redis_url import celery_url, redis_url
from en_portal.settings.base import *
from en_portal.settings.base import BASE_DIR, INSTALLED_APPS, REDIS_URL

_process = int(os.environ.get("PORTAL_TEST_NUMBER") or os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
REDIS_NUMBERS = (2 * _process + 2, 2 * _process + 3)
CELERY_BROKER_URL = celery_url(REDIS_URL, REDIS_NUMBERS[0])
CACHES = {"default": {"BACKEND": "kit.cache.RedisCache", "LOCATION": redis_url(REDIS_URL, REDIS_NUMBERS[1])}}

DEBUG = False
SECRET_KEY = "tests-only-" + "k" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
MAIL_DOMAIN = "network.example"
MAIL_RETURN_DOMAIN = "bounces.network.example"
DEFAULT_FROM_EMAIL = "Excellence Network <network@network.example>"
DEMONSTRATION = True
SECOND_STEP_REQUIRED = False  # as in the demonstration; tests of the rule switch it on
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
INSTALLED_APPS = [*INSTALLED_APPS, "en_portal.demo"]
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("PORTAL_TEST_SMTP_PORT", "1"))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "PORTAL_ORIGIN" not in os.environ:
    PORTAL_ORIGIN = "http://testserver"
MEDIA_ROOT = BASE_DIR / "var" / f"test-media-{_process}"
UPLOADS_ROOT = MEDIA_ROOT / "uploads"
STATIC_ROOT = None  # files are served from where they lie
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
CLOCK = "tests.clock.now"
if "PORTAL_TEST_NUMBER" in os.environ:  # the living portal's database is made anew between stories
    DATABASES["default"]["CONN_MAX_AGE"] = 0
