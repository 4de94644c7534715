"""What people agree to is kept: who, when, from where, and the very words."""

import pytest

from members import actions
from members.actions.consents import VERSION
from members.models import Consent, User
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_signing_up_keeps_the_words_that_stood_beside_the_button(client, language):
    page = client.get(f"/{language}/accounts/signup/").content.decode()

    client.post(f"/{language}/accounts/signup/", {"email": "new@babil.example", "name_ar": "زهراء علي حسن"})

    kept = Consent.objects.get()
    assert kept.person == User.objects.get(email="new@babil.example")
    assert (kept.kind, kept.version, kept.language, kept.ip) == ("terms", VERSION, language, "127.0.0.1")
    assert kept.words in page


def test_who_does_not_get_an_account_has_agreed_to_nothing(client):
    person = UserFactory(email="known@babil.example")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)

    client.post("/en/accounts/signup/", {"email": person.email, "name_ar": "زهراء علي حسن"})
    client.post("/en/accounts/signup/", {"email": "", "name_ar": ""})

    assert not Consent.objects.exists()


def test_taking_it_back_is_kept_as_well():
    person = UserFactory()

    actions.record_consent(person=person, kind=Consent.Kind.DIRECTORY)
    actions.record_consent(person=person, kind=Consent.Kind.DIRECTORY, is_given=False)

    assert list(person.consents.values_list("is_given", flat=True)) == [False, True]
