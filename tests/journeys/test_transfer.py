"""A practice goes to another province, told in Arabic on a phone: from the page of the item to the map."""

import datetime

import pytest

import kit
from library import actions
from library.models import FitFact, Kind, Step, Transfer
from tests import clock
from tests.factories.committee import SeatFactory
from tests.factories.members import ProvinceFactory, member
from tests.factories.transfers import sides
from tests.journeys.phone import Phone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
FACTS = {subject: f"ما عندنا: {subject}" for subject in FitFact.Subject.values}
MEASURE = {
    "name_ar": "أيام الإنجاز",
    "unit_ar": "يوماً",
    "baseline": "٣٤",
    "source": "سجل الدائرة",
}


@pytest.fixture
def phone(browser, live_server):
    phone = Phone(browser, live_server.url)
    yield phone
    phone.put_down()
    clock.release()


def test_from_the_item_to_the_map_and_both_profiles(phone):
    item, author, reader = sides(title_ar="سجل الشكاوى", province=ProvinceFactory(name_ar="بابل"))
    home = reader.services.get().team.province
    third = SeatFactory(representative=member(), province=ProvinceFactory(name_ar="بغداد"))
    draft = actions.start_draft(by=reader, kind=Kind.TEMPLATE, province=home, title_ar="نسختنا")

    phone.take(reader, f"/library/{item.pk}/")
    phone.press("/transfers/new/")
    phone.fill(note="نريدها لدوائرنا")
    found = Transfer.objects.get()
    ours = f"/library/transfers/{found.pk}/"

    phone.take(author, ours)
    phone.press("/fit/")
    phone.fill(**{f"{subject}_source": words for subject, words in FACTS.items()})
    phone.take(reader, f"{ours}fit/")
    said = {f"{subject}_adopter": words for subject, words in FACTS.items()}
    held = {f"{subject}_holds": "yes" for subject in FACTS} | {
        "staff_holds": "no",
        "staff_answer": "ندرّب موظفاً",
    }
    phone.fill(**said, **held)
    assert phone.reads("ندرّب موظفاً")
    assert not phone.is_wide
    phone.press("/steps/")
    phone.fill()

    phone.take(author, ours)
    phone.press("/steps/")
    phone.fill(note="نرحب بكم")

    phone.take(reader, ours)
    phone.press("/milestones/")
    phone.fill(title="تدريب الملاك", planned_on=str(kit.today()))
    phone.press("/steps/")
    phone.fill()
    phone.press("/documents/")
    phone.fill(item=str(draft.item_id))
    phone.press("/measures/")
    phone.fill(**MEASURE)
    phone.press("/steps/")
    phone.fill()
    phone.page.locator("form[action$='/done/'] button").click()
    phone.page.wait_for_load_state()
    found.refresh_from_db()
    assert found.step == Step.PILOTING
    assert phone.page.locator("main a[href$='/steps/']").count() == 0  # three months have to pass

    clock.move_to(kit.now() + datetime.timedelta(days=93))
    phone.take(reader, ours)
    phone.press("/outcomes/")
    phone.fill(months="3", value="٩", source="سجل الدائرة")
    phone.press("/steps/")
    phone.fill()

    phone.take(third.representative, ours)
    phone.press("/verification/")
    phone.fill(verification="زرنا الدائرة ورأينا السجل")
    assert phone.reads("بغداد")

    phone.take(None, "/transfers/")
    assert phone.page.locator(".learned--achieved").count() == 1
    assert phone.reads("سجل الشكاوى")
    assert not phone.is_wide
    for person in (author, reader):
        phone.take(person, "/members/me/")
        assert phone.page.locator(f"main a[href$='{ours}']").count() == 1
