"""Every page that a person can open, and as whom: what the gates walk through."""

from tests.living import EDITOR, MEMBER, REPRESENTATIVE, STAFF

VISITOR = None
PAGES = [
    (VISITOR, "/"),
    (VISITOR, "/library/"),
    (VISITOR, "/library/?q=tender&kind=case_study"),
    (VISITOR, "/library/?q=xyzzyplugh"),
    (VISITOR, "/library/1/"),
    (VISITOR, "/newsletter/"),
    (VISITOR, "/newsletter/1/"),
    (VISITOR, "/newsletter/subscribe/"),
    (VISITOR, "/accounts/login/"),
    (VISITOR, "/accounts/login/code/"),
    (VISITOR, "/accounts/signup/"),
    (VISITOR, "/accounts/password/reset/"),
    (VISITOR, "/demonstration/mailbox/"),
    (VISITOR, "/no-such-page/"),
    (MEMBER, "/members/me/"),
    (MEMBER, "/members/me/settings/"),
    (MEMBER, "/library/new/"),
    (MEMBER, "/library/mine/"),
    (MEMBER, "/accounts/email/"),
    (MEMBER, "/accounts/password/change/"),
    (MEMBER, "/accounts/2fa/"),
    (MEMBER, "/accounts/sessions/"),
    (MEMBER, "/committee/"),
    (REPRESENTATIVE, "/committee/"),
    (EDITOR, "/newsletter/desk/"),
    (STAFF, "/styleguide/"),
]
MODELS = [
    "members/user",
    "members/province",
    "members/criterion",
    "members/team",
    "members/service",
    "committee/seat",
    "committee/review",
    "chairs/term",
    "themes/theme",
    "themes/goal",
    "themes/progress",
    "library/item",
    "library/revision",
    "library/attachment",
    "library/tag",
    "newsletter/edition",
    "mailing/mailing",
    "mailing/delivery",
    "mailing/subscription",
    "auth/group",
]
ADDED = [  # what staff add by hand; the rest comes from the verbs of the apps
    *(model for model in MODELS if model.startswith(("members/", "chairs/", "themes/"))),
    "committee/seat",
    "library/tag",
    "auth/group",
]
ADMIN = [
    "/admin/",
    *(f"/admin/{model}/" for model in [*MODELS, "members/auditevent"]),
    *(f"/admin/{model}/add/" for model in ADDED),
    "/admin/members/province/1/change/",
    "/admin/members/province/1/history/",
    "/admin/members/province/1/delete/",
]
