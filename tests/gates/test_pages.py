"""The list of pages that are looked at is whole."""

from django.urls import resolve
from django.utils import translation

from tests.gates.pages import PAGES
from tests.portal.matrix import ROWS

FILES = """
practices_feed robots sitemaps sitemap newsletter_roots:feed goals_feed kit:manifest chairs_roots:calendar
committee:meeting_calendar committee:letter_pdf term_report_pdf library:picture themes:proof transfers_csv
transfers_json newsletter:readers_export newsletter:reader_import_template members:roster_template
members:roster_of_team members:roster_of_province members:export
"""
ANSWERS_OF_OTHER_PAGES = """
root alive ready committee:motion_tally library:suggestions library:uploaded mfa_login_webauthn
newsletter:letter
"""
# Nobody of the demonstration has them: a step of signing in, somebody's own draft or comment.
NOT_IN_THE_DEMONSTRATION = """
account_email_verification_sent account_set_password account_confirm_login_code
account_complete_password_reset
mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn
library:comment library:comment_edit members:write themes:change themes:goal_new themes:goal
"""
BEHIND_LINKS = "committee:sign_off mailing:confirm mailing:preferences"


def test_every_page_that_opens_to_somebody_is_looked_at():
    left_out = {*FILES.split(), *ANSWERS_OF_OTHER_PAGES.split()}
    left_out |= {*NOT_IN_THE_DEMONSTRATION.split(), *BEHIND_LINKS.split()}
    rows = [[part.strip() for part in line.split("|")] for line in ROWS.strip().splitlines()]
    opens = {name for name, _of, get, _post in rows if "+" in get}
    with translation.override("en"):
        paths = [path.partition("?")[0] for _who, path in PAGES if path != "/no-such-page/"]
        looked_at = {resolve(f"/en{path}").view_name for path in paths}

    assert opens - looked_at == left_out
