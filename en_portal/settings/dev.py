"""One's own machine: the demonstration network, files found where they lie, mail kept in a mailbox page."""

from en_portal.settings.base import *
from en_portal.settings.base import ALLOWED_HOSTS, EMAIL_URL, INSTALLED_APPS, MAIL_PROVIDER, SECRET_KEY

DEBUG = False
DEMONSTRATION = True
SECOND_STEP_REQUIRED = False  # everybody may look into every desk; a banner says so
SECRET_KEY = SECRET_KEY or "demonstration-only: this key never leaves this machine and production refuses it"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]", ".localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "en_portal.demo"]
STATIC_ROOT = None  # files are served from where they lie
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
if not (EMAIL_URL or MAIL_PROVIDER):
    MAILING_TRANSPORT = "en_portal.demo.mailbox.MaildirBackend"
