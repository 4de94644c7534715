"""Signing in: a code by e-mail first, then a password; the same answer for known and unknown addresses."""

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "members.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members:me"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "members.accounts.AccountAdapter"
MFA_ADAPTER = "members.accounts.SecondStepAdapter"
SOCIALACCOUNT_ADAPTER = "members.accounts.SocialAdapter"
USERSESSIONS_ADAPTER = "members.accounts.SessionsAdapter"
ACCOUNT_FORMS = {
    "login": "members.accounts.LoginForm",
    "signup": "members.accounts.SignupForm",
    "request_login_code": "members.accounts.RequestLoginCodeForm",
    "reset_password": "members.accounts.ResetPasswordForm",
    "add_email": "members.accounts.AddEmailForm",
    "confirm_login_code": "members.accounts.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "members.accounts.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "members.accounts.ConfirmPasswordResetCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "members.accounts.display"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True  # twice at most, and not within ten seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an e-mail address changes
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_UNIQUE_EMAIL = True
# Counted in Redis; where it does not answer nobody signs in (en_portal.views.too_many says so).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords, and codes of the second step
    "request_login_code": "20/m/ip,3/m/key",
    "signup": "20/m/ip",
    "confirm_email": "1/10s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}

# The second step: an app, a passkey, or a recovery code. Staff and holders of a POCC seat owe one.
SECOND_STEP_REQUIRED = True
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Excellence Network"
MFA_TOTP_TOLERANCE = 1  # a code typed at its end arrives in time over a slow line (RFC 6238, 5.2: one step)
MFA_FORMS = {
    "authenticate": "members.accounts.SecondStepForm",
    "reauthenticate": "members.accounts.ReauthenticateForm",
    "activate_totp": "members.accounts.ActivateAppForm",
    "add_webauthn": "members.accounts.AddPasskeyForm",
    "edit_webauthn": "members.accounts.RenamePasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False  # LastSeenMiddleware writes it, six times an hour at most

# Facebook vouches for nobody's address: who comes from there types their name and confirms the address.
FACEBOOK_APP = "allauth.socialaccount.providers.facebook"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_FORMS = {"signup": "members.accounts.SocialSignupForm"}


def facebook(key, secret):
    """`SOCIALACCOUNT_PROVIDERS` for one app at Facebook; nothing without its keys."""
    if not (key and secret):
        return {}
    return {
        "facebook": {
            "APPS": [{"client_id": key, "secret": secret}],
            "METHOD": "oauth2",
            "VERSION": "v26.0",
            "SCOPE": ["email", "public_profile"],
            "FIELDS": ["id", "name", "email"],
            "VERIFIED_EMAIL": False,
        }
    }


# Six digits: every phone's number pad types them, in either script.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
