"""Two saves of one profile at once: the later one is told, keeps what was typed, and may save again."""

import pytest

from members import actions
from members.actions.profiles import kept_of, stamp_of
from members.models import AuditEvent, Channel, Profile, User
from tests.factories.members import member
from tests.members.test_profile import PAGE, filled
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    person = member(name_ar="زينب", name_latin="Zainab")
    Profile.objects.create(person=person, skills=["المشتريات"], ask_about="العقود")
    return person


def read_by(person):
    """The stamp of what a window shows of the profile now."""
    return stamp_of(kept_of(person, person.profile, person.channels.all()))


def saving(person, ask_about, channels=(), **names):
    """A save of what one window shows, with these words changed."""
    read = read_by(person)
    names = {name: names.get(name, getattr(person, name)) for name in actions.profiles.NAMES}
    said = {"skills": ["المشتريات"], "ask_about": ask_about, "is_listed": True}
    return lambda: actions.keep_profile(person=person, names=names, said=said, channels=channels, read=read)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_saves_at_once_one_stands_whole_and_the_other_is_told(person, order):
    verbs = [
        saving(person, "الموازنة", [("phone", "07701112222", "members")]),
        saving(person, "الشكاوى", name_latin="Zaynab"),
    ][::order]

    answers = at_once(*verbs, held=person)

    told = [answer for answer in answers if isinstance(answer, Exception)]
    assert [type(one) for one in told] == [actions.ChangedMeanwhile], answers
    kept, stands = told[0].kept, User.objects.get(pk=person.pk)
    assert kept == kept_of(stands, stands.profile, stands.channels.all())
    wanted = {
        "الموازنة": ("Zainab", ["07701112222"]),
        "الشكاوى": ("Zaynab", []),
    }[stands.profile.ask_about]
    assert (stands.name_latin, [row.value for row in stands.channels.all()]) == wanted


def test_a_double_click_is_no_conflict(person):
    answers = at_once(saving(person, "الموازنة"), saving(person, "الموازنة"), held=person)

    assert [type(answer) for answer in answers] == [Profile, Profile]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_keeps_what_was_typed_and_says_what_is_kept(client, person, language):
    page = PAGE.replace("/en/", f"/{language}/")
    client.force_login(person)
    read = client.get(page).context["form"]["read"].value()
    client.post(page, filled([("phone", "07701112222", "nobody")], ask_about="الموازنة", read=read))

    late = client.post(page, filled(ask_about="الشكاوى", read=read))

    html = late.content.decode()
    assert late.status_code == 422
    assert "الشكاوى" in html
    assert "الموازنة" in html
    assert "07701112222" in html
    assert Profile.objects.get(person=person).ask_about == "الموازنة"

    again = client.post(page, filled(ask_about="الشكاوى", read=late.context["form"]["read"].value()))

    assert again.status_code == 302
    assert Profile.objects.get(person=person).ask_about == "الشكاوى"
    assert not Channel.objects.filter(person=person).exists()
    assert AuditEvent.objects.filter(verb="profile.kept").count() == 2


def test_what_staff_changed_meanwhile_is_told_too(client, person):
    client.force_login(person)
    read = client.get(PAGE).context["form"]["read"].value()
    User.objects.filter(pk=person.pk).update(position_en="Head of unit")

    late = client.post(PAGE, filled(read=read))

    assert late.status_code == 422
    assert "Head of unit" in late.content.decode()
    assert User.objects.get(pk=person.pk).position_en == "Head of unit"
