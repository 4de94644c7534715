"""Links in mail to the holders of a seat: for one person, one seat, one thing, while they hold it."""

import datetime

import pytest
from django.http import HttpResponse

import kit
from committee import signed
from kit import tokens
from tests.factories.committee import MotionFactory, SeatFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return SeatFactory(alternate=UserFactory())


def token_of(seat, person=None):
    return signed.sign("test", subject=MotionFactory(), seat=seat, person=person or seat.representative)


def test_a_link_says_who_stands_behind_it(seat):
    motion = MotionFactory()

    for person in (seat.representative, seat.alternate):
        bearer = signed.read("test", signed.sign("test", subject=motion, seat=seat, person=person))
        assert (bearer.subject, bearer.seat, bearer.person) == (motion.pk, seat, person)
        assert bearer.is_alternate == (person == seat.alternate)


def test_a_link_is_for_one_purpose(seat):
    with pytest.raises(tokens.Bad):
        signed.read("other", token_of(seat))


def closed(seat):
    seat.until_on = kit.today() - datetime.timedelta(days=1)


def handed_over(seat):
    seat.representative = UserFactory()


def shut_to_mail(seat):
    seat.may_vote_by_mail = False


@pytest.mark.parametrize("change", [closed, handed_over, shut_to_mail])
def test_a_link_ends_with_the_seat(seat, change):
    token = token_of(seat)
    change(seat)
    seat.save()

    with pytest.raises(tokens.Bad):
        signed.read("test", token)


def test_a_link_ends_with_the_account(seat):
    token = token_of(seat)
    seat.representative.is_active = False
    seat.representative.save()

    with pytest.raises(tokens.Bad):
        signed.read("test", token)


def test_a_forged_link_opens_a_page_that_says_what_to_do(rf, client):
    view = signed.page("test")(lambda request, bearer: HttpResponse("shown"))
    client.get("/ar/")  # makes the session that the frame of a page asks for
    request = rf.get("/ar/")
    request.session = client.session

    assert view(request, token="forged").status_code == 410


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("post", 200), ("put", 405)])
def test_a_page_behind_a_link_knows_three_methods(rf, seat, method, status):
    view = signed.page("test")(lambda request, bearer: HttpResponse(bearer.person.email))

    answer = view(getattr(rf, method)("/ar/"), token=token_of(seat))

    assert answer.status_code == status


def joined_taqadum(seat):
    seat.representative.is_staff = True
    seat.representative.save()


def test_a_link_ends_once_its_bearer_is_of_taqadum(seat):
    token, other = token_of(seat), token_of(seat, seat.alternate)
    joined_taqadum(seat)

    with pytest.raises(tokens.Bad):
        signed.read("test", token)
    assert signed.read("test", other).person == seat.alternate
