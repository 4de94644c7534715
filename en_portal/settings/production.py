"""A public server. It refuses to start on a weak secret or a missing host."""

from django.core.exceptions import ImproperlyConfigured

from en_portal.settings.base import *
from en_portal.settings.base import (
    ALLOWED_HOSTS,
    EMAIL_URL,
    FILES_S3,
    MAIL_DOMAIN,
    MAIL_PROVIDER,
    PORTAL_ORIGIN,
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    env,
    files,
)


def _refuse_unless(condition, sentence):
    if not condition:
        raise ImproperlyConfigured(sentence)


def _is_strong(key):
    return len(key) >= 50 and len(set(key)) >= 20 and "demonstration" not in key


_refuse_unless(_is_strong(SECRET_KEY), "PORTAL_SECRET_KEY must be at least 50 random characters.")
_refuse_unless(
    all(_is_strong(key) for key in SECRET_KEY_FALLBACKS),
    "PORTAL_SECRET_KEY_FALLBACKS must be earlier keys, each at least 50 random characters.",
)
_refuse_unless(
    ALLOWED_HOSTS and "*" not in ALLOWED_HOSTS,
    "PORTAL_HOSTS must name the hosts that this portal answers to.",
)
_refuse_unless(PORTAL_ORIGIN.startswith("https://"), "PORTAL_ORIGIN must be the public https:// address.")
_refuse_unless(env.str("DATABASE_URL", ""), "DATABASE_URL must name the PostgreSQL database.")
_refuse_unless(env.str("REDIS_URL", ""), "REDIS_URL must name the Redis server.")
_refuse_unless(
    EMAIL_URL or MAIL_PROVIDER,
    "EMAIL_URL must name the SMTP server that sends the mail, or PORTAL_MAIL_PROVIDER a provider.",
)
_refuse_unless(MAIL_DOMAIN != "localhost", "PORTAL_MAIL_DOMAIN must be the domain that mail is sent from.")

DEBUG = False
DEMONSTRATION = False
SECOND_STEP_REQUIRED = True  # no word of the environment switches it off
CSRF_TRUSTED_ORIGINS = [PORTAL_ORIGIN]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("PORTAL_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_PROXIES", 1)
STORAGES = files.storages(FILES_S3, static="kit.storage.StaticStorage")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff", "woff2", "jpg", "png", "webp", "gz", "br", "zip", "map")
