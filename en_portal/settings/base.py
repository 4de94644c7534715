"""What every installation shares. The environment is read in one block, at the top."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

from en_portal.redis_url import celery_url, redis_url
from en_portal.settings import files
from kit.ckeditor import CKEDITOR_5_CONFIGS  # noqa: F401

BASE_DIR = Path(__file__).resolve().parents[2]

# --- The environment -------------------------------------------------------------------------
env = environ.Env()
VAR_DIR = Path(env.str("PORTAL_VAR", str(BASE_DIR / "var")))
MEDIA_ROOT = Path(env.str("PORTAL_MEDIA", str(VAR_DIR / "media")))
UPLOADS_ROOT = Path(env.str("PORTAL_UPLOADS", "") or MEDIA_ROOT / "uploads")  # files under way
SECRET_KEY = env.str("PORTAL_SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.list("PORTAL_SECRET_KEY_FALLBACKS", default=[])  # earlier ones, while theirs count
ALLOWED_HOSTS = env.list("PORTAL_HOSTS", default=[])
PORTAL_ORIGIN = env.str("PORTAL_ORIGIN", "http://localhost:8000").rstrip("/")
MAIL_DOMAIN = env.str("PORTAL_MAIL_DOMAIN", "localhost")
DEFAULT_FROM_EMAIL = env.str("PORTAL_MAIL_FROM", "") or f"Excellence Network <network@{MAIL_DOMAIN}>"
DATABASES = {"default": env.db("DATABASE_URL", default="postgres://postgres@127.0.0.1:5432/en_portal")}
REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379")
EMAIL_URL = env.str("EMAIL_URL", "")
MAIL_DKIM_KEY = env.str("PORTAL_DKIM_KEY", "")  # a PEM file; empty: the relay signs, or nobody
MAIL_DKIM_SELECTOR = env.str("PORTAL_DKIM_SELECTOR", "portal")
MAIL_RETURN_DOMAIN = env.str("PORTAL_MAIL_RETURN_DOMAIN", "")  # bounces come here; empty: to the From address
MAIL_IN_LARGEST = env.int("PORTAL_MAIL_IN_LARGEST", 20 * 1024 * 1024)  # bytes of one message
MAIL_IN_DAYS = env.int("PORTAL_MAIL_IN_DAYS", 30)  # that messages which came in are kept
MAIL_CONNECTIONS = env.int("PORTAL_MAIL_CONNECTIONS", 4)  # at once, of one sender
MAIL_SENDERS = env.int("PORTAL_MAIL_SENDERS", 1)  # workers that send at once; the others do other work
MAIL_PER_MINUTE = env.int("PORTAL_MAIL_PER_MINUTE", 0)  # 0: as fast as the server takes it
MAIL_PER_DOMAIN = env.dict("PORTAL_MAIL_PER_DOMAIN", {"value": int}, {})  # a.example=100;b.example=60
MAIL_PROVIDER = env.str("PORTAL_MAIL_PROVIDER", "")  # django-anymail's name of it; empty: by SMTP
ANYMAIL = env.dict("PORTAL_MAIL_PROVIDER_SETTINGS", {"value": str}, {})  # POSTMARK_SERVER_TOKEN=…
ANYMAIL["WEBHOOK_SECRET"] = env.str("PORTAL_MAIL_EVENTS_SECRET", "")  # name:password of /mail/events
MAIL_JOURNAL = env.str("PORTAL_MAIL_JOURNAL", str(VAR_DIR / "mail"))  # of senders at work
METRICS_TOKEN = env.str("PORTAL_METRICS_TOKEN", "")  # empty: no /metrics
ERASURES_FILE = env.str("PORTAL_ERASURES", str(VAR_DIR / "erasures.jsonl"))  # for after a restore
FACEBOOK_ID = env.str("PORTAL_FACEBOOK_ID", "")
FACEBOOK_SECRET = env.str("PORTAL_FACEBOOK_SECRET", "")
CLAMD = env.str("PORTAL_CLAMD", "")  # host:port or a socket's path; empty: no scanner
CLAMD_TIMEOUT = env.int("PORTAL_CLAMD_TIMEOUT", 30)
FILES_ACCEL_PREFIX = env.str("PORTAL_FILES_ACCEL_PREFIX", "")
FILES_S3 = files.read(env)  # empty: they lie in MEDIA_ROOT
# ---------------------------------------------------------------------------------------------

DEMONSTRATION = False
DATABASES["default"] |= {"CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}
vars().update(env.email_url_config(EMAIL_URL) if EMAIL_URL else {})
EMAIL_BACKEND = "mailing.backend.LedgerBackend"
MAILING_TRANSPORT = (
    f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    if MAIL_PROVIDER
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_TIMEOUT = 10

AUTH_USER_MODEL = "members.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "en_portal.urls"
# An e-mail address is unique by a constraint on Lower(email), which the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
WSGI_APPLICATION = "en_portal.wsgi.application"
FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6 will
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

INSTALLED_APPS = [
    "kit.apps.KitConfig",
    "mailing.apps.MailingConfig",
    "members.apps.MembersConfig",
    "committee.apps.CommitteeConfig",
    "chairs.apps.ChairsConfig",
    "themes.apps.ThemesConfig",
    "library.apps.LibraryConfig",
    "newsletter.apps.NewsletterConfig",
    "en_portal.apps.PortalConfig",
    "kit.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_celery_beat",
    "django_ckeditor_5",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "kit.middleware.MethodsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "kit.middleware.DigitsMiddleware",
    "kit.middleware.NoStoreMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "en_portal.middleware.LastSeenMiddleware",
    "en_portal.middleware.SecondStepMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "en_portal.context.layout",
            ]
        },
    }
]

# Time and language: stored in UTC, shown in Baghdad; Arabic first.
USE_TZ = True
TIME_ZONE = "Asia/Baghdad"
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["kit.locale_formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "kit.storage.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

STORAGES = files.storages(FILES_S3)

# Redis: database 0 is the broker, 1 the cache and the limits; sessions stay in PostgreSQL.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "kit.cache.RedisCache", "LOCATION": redis_url(REDIS_URL, 1)}}
CELERY_BROKER_URL = celery_url(REDIS_URL, 0)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"mailing.*": {"queue": "mail"}, "library.*": {"queue": "files"}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Baghdad"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
DJANGO_CELERY_BEAT_TZ_AWARE = True
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# Content-Security-Policy: nothing from elsewhere, nothing inline (docs/decisions).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *(["https://www.facebook.com"] if FACEBOOK_ID and FACEBOOK_SECRET else [])],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
CKEDITOR_5_FILE_UPLOAD_PERMISSION = "staff"

from en_portal.settings.accounts import *  # noqa: E402
from en_portal.settings.accounts import FACEBOOK_APP, facebook  # noqa: E402
from en_portal.settings.logs import *  # noqa: E402

SOCIALACCOUNT_PROVIDERS = facebook(FACEBOOK_ID, FACEBOOK_SECRET)
INSTALLED_APPS += [FACEBOOK_APP] if SOCIALACCOUNT_PROVIDERS else []
