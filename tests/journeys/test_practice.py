"""One practice from a cut line to the map, in Arabic on a phone, through the pages alone."""

import pytest

from library.models import Transfer
from tests import clock
from tests.journeys.practice import Practice

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def practice(browser, live_server, tmp_path):
    practice = Practice(browser, live_server.url, tmp_path)
    yield practice
    practice.phone.put_down()
    clock.release()


def test_a_practice_from_a_cut_line_to_the_map(practice):
    practice.upload()
    practice.ask_for_changes()
    practice.answer_the_changes()
    practice.publish()

    practice.find()
    practice.take_up()
    practice.check_the_fit()
    practice.agree()
    practice.plan()
    practice.adapt()
    practice.pilot()
    practice.achieve()

    practice.verify()
    practice.see_the_map()
    practice.draft_the_newsletter()
    practice.see_both_profiles()

    found = Transfer.objects.get()
    assert (found.is_achieved, found.verified_for.code) == (True, "IQ-BG")
