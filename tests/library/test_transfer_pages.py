"""Pages of transfers: who sees what, what is next, the desk, the map's figures, open data."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

import kit
from library.models import Step, Transfer, Withdrawal
from library.transfer_figures import public_figures
from library.views.open_data import COLUMNS
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, member
from tests.factories.transfers import achieved, fill_facts, measure, milestone, sides, transfer

pytestmark = pytest.mark.django_db


def page(client, name, *args, person=None):
    if person:
        client.force_login(person)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_the_item_offers_itself_to_other_provinces_alone(client):
    item, author, reader = sides()
    address = reverse("library:transfer_begin", args=[item.pk])
    assert address not in page(client, "library:item", item.pk)
    assert address not in page(client, "library:item", item.pk, person=author)
    assert address in page(client, "library:item", item.pk, person=reader)


def test_the_item_tells_who_adopted_it(client):
    found = achieved()
    assert found.get_absolute_url() in page(client, "library:item", found.item_id)


def test_taking_up_goes_to_the_transfer(client):
    item, _author, reader = sides()
    client.force_login(reader)
    province = reader.services.get().team.province
    answer = client.post(reverse("library:transfer_begin", args=[item.pk]), {"adopter": province.pk})
    assert answer.url == Transfer.objects.get().get_absolute_url()


def test_the_public_never_reads_facts_people_or_reasons(client):
    item, author, reader = sides()
    found = transfer(Step.PILOTING, item=item, lead=reader)
    fill_facts(found, author=author, holds=False, answer="جواب خاص")
    milestone(found, title="محطة خاصة")
    measure(found, outcomes=[(3, 20)])
    stop = {"stopped_at": kit.now(), "stopped_by": reader, "stop_kind": "means", "stop_reason": "سبب خاص"}
    Transfer.objects.filter(pk=found.pk).update(**stop)
    private = ["جواب خاص", "محطة خاصة", "سبب خاص", "وحدة من ثلاثة موظفين", reader.name_ar]
    shown = page(client, "library:transfer", found.pk)
    assert [words for words in private if words in shown] == []
    assert "سجل الدائرة" in shown
    shown = page(client, "library:transfer", found.pk, person=member())
    assert [words for words in private if words not in shown] == []


def test_transfers_of_members_items_are_not_for_the_public(client):
    hidden = transfer(item=published(created_by=member(), is_public=False))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert hidden.get_absolute_url() not in page(client, "transfers")
    assert client.get("/data/transfers.json").json()["transfers"] == []


def test_a_step_that_is_not_ready_says_why_and_changes_nothing(client):
    found = transfer()
    client.force_login(found.lead)
    answer = client.post(reverse("library:transfer_step", args=[found.pk]), {"note": ""})
    assert answer.status_code == 422
    found.refresh_from_db()
    assert found.step == Step.INTERESTED


def test_a_broken_assumption_asks_for_its_answer(client):
    item, author, reader = sides()
    found = transfer(item=item, lead=reader)
    fill_facts(found, author=author)
    client.force_login(reader)
    address = reverse("library:transfer_fit", args=[found.pk])
    said = {"law_adopter": "قانون", "law_holds": "no"}
    assert client.post(address, said).status_code == 422
    assert client.post(address, said | {"law_answer": "نطلب تخويلاً"}).status_code == 302
    assert found.facts.get(subject="law").holds is False


def test_the_desk_shows_both_directions_and_what_waits(client):
    item, author, reader = sides()
    incoming = transfer(Step.CHECKED, item=item, lead=reader)
    client.force_login(author)
    context = client.get(reverse("library:transfers_mine")).context
    assert [context[name] for name in ("waiting", "incoming", "outgoing")] == [[incoming], [], [incoming]]
    client.force_login(reader)
    context = client.get(reverse("library:transfers_mine")).context
    assert [context[name] for name in ("waiting", "incoming", "outgoing")] == [[], [incoming], []]


def test_a_seat_of_a_third_province_is_asked_to_verify(client):
    found = achieved()
    seat = SeatFactory(representative=member())
    client.force_login(seat.representative)
    assert client.get(reverse("library:transfers_mine")).context["to_verify"] == [found]


def several(count, lead):
    """Every key different, but for the province that takes them up."""
    for _ in range(count):
        achieved(item=published(province=ProvinceFactory(), created_by=member()), lead=lead)


def queries(client, address, most):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= most
    return len(captured)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/ar/library/transfers/", 20),
        ("/ar/transfers/", 12),
        ("/data/transfers.csv", 6),
        ("/data/transfers.json", 6),
    ],
)
def test_lists_ask_the_same_with_one_and_with_thirty(client, address, most):
    lead = member()
    client.force_login(lead)
    several(1, lead)
    client.get(address)
    few = queries(client, address, most)
    several(29, lead)
    assert queries(client, address, most) == few


def test_below_five_practices_counts_alone_are_told(client):
    lead = member()
    several(4, lead)
    figures = public_figures()
    assert (figures.begun, figures.achieved, figures.verified) == (4, 4, 0)
    assert figures.to_take_up is figures.to_outcome is None
    assert page(client, "transfers").count("العدد أقل من أن نحكم") == 2
    several(1, lead)
    figures = public_figures()
    assert None not in (figures.to_take_up, figures.to_outcome)


def test_medians_count_each_practice_once():
    start = kit.now() - datetime.timedelta(days=200)
    for days in (10, 15, 20, 60, 90):
        item = published(created_by=member(), published_at=start)
        transfer(Step.ACHIEVED, item=item, begun_at=start + datetime.timedelta(days=days))
        transfer(item=item, begun_at=start + datetime.timedelta(days=days + 50))
    figures = public_figures()
    assert (figures.begun, figures.achieved) == (10, 5)
    assert (figures.to_take_up, figures.to_outcome) == (20, 70)


def test_the_columns_of_open_data_stay(client):
    found = achieved(item=published(created_by=member(), title_ar="=SUM(A1)"))
    answer = client.get("/data/transfers.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(row) == COLUMNS
    assert (row["state"], row["adopter_code"], row["outcomes"]) == ("achieved", found.adopter.code, "1")
    assert row["practice_title_ar"] == "'=SUM(A1)"
    assert found.lead.name_ar not in answer.content.decode()
    (told,) = client.get("/data/transfers.json").json()["transfers"]
    assert tuple(told) == COLUMNS
    assert told["outcomes"][0]["values"][0] | {"on": ""} == {
        "months": 3,
        "value": 20.0,
        "source": "سجل الدائرة",
        "on": "",
    }


def test_withdrawn_items_leave_the_map(client):
    found = achieved()
    Withdrawal.objects.create(item=found.item, by=found.item.created_by, reason="x")
    assert found.get_absolute_url() not in page(client, "transfers")
    assert public_figures().begun == 0
