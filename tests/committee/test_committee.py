"""What the committee is called, by day: before and after it becomes a national centre's."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from committee import constraint_letter
from committee.models import Committee
from tests.factories.committee import SeatFactory
from tests.factories.constraints import shared
from tests.factories.members import staff

pytestmark = pytest.mark.django_db
FROM = datetime.date(2030, 1, 1)
CENTRE = {
    "name_en": "Coordinating Committee",
    "name_ar": "اللجنة التنسيقية",
    "parent_en": "Iraq Center of Excellence for Government (ICEG)",
    "parent_ar": "المركز العراقي للتميز",
}


@pytest.fixture
def centre():
    return Committee.objects.create(from_on=FROM, **CENTRE)


def test_a_name_counts_from_its_day(centre):
    before, after = (Committee.objects.in_force(day) for day in (FROM - datetime.timedelta(days=1), FROM))

    assert before.full_name == "اللجنة التنسيقية للمحافظات (POCC)"
    with translation.override("en"):
        assert before.full_name == "Provincial OSTP Coordinating Committee (POCC)"
        assert after.full_name == "Coordinating Committee · Iraq Center of Excellence for Government (ICEG)"
    assert Committee.objects.in_force(datetime.date(2000, 1, 1)) == before


def test_a_parent_body_has_a_name_in_both_languages():
    with pytest.raises(ValidationError, match="باللغتين"):
        Committee(from_on=FROM, **(CENTRE | {"parent_ar": ""})).full_clean()


def test_the_seats_say_whose_they_are(client, centre, moved_clock):
    seat = SeatFactory()
    client.force_login(seat.representative)
    today = client.get("/en/committee/seats/").content.decode()
    moved_clock(datetime.datetime.combine(FROM, datetime.time(9), tzinfo=datetime.UTC))
    client.force_login(staff())
    later = client.get("/en/committee/seats/").content.decode()

    assert "Provincial OSTP Coordinating Committee (POCC)" in today
    assert "Iraq Center of Excellence for Government (ICEG)" not in today
    assert "Iraq Center of Excellence for Government (ICEG)" in later


def test_letters_and_minutes_speak_for_the_committee_of_their_day(centre, moved_clock):
    now = constraint_letter.draft(shared(), "ar")["text_ar"]
    moved_clock(datetime.datetime.combine(FROM, datetime.time(9), tzinfo=datetime.UTC))
    later = constraint_letter.draft(shared(), "ar")["text_ar"]

    assert "اللجنة التنسيقية للمحافظات (POCC)" in now
    assert "تعرض عليكم اللجنة التنسيقية ما يأتي" in later
