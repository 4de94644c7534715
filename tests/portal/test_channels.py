"""A channel is seen by nobody but those its owner chose: on every page, feed, calendar, mail and sheet."""

from email import message_from_bytes

import pytest
from django.urls import reverse
from django.utils import translation

from mailing.models import Letter
from members import actions
from members.models import Channel
from tests.portal.test_permissions import MATRIX, signed_in
from tests.portal.world import WHO, build

pytestmark = pytest.mark.django_db
VALUES = {"nobody": "0770999111", "province": "0770999222", "members": "0770999333"}
# Who reads the channels of the world's author, a member of the home province, on the author's page.
SEEN = {
    "visitor": set(),
    "newcomer": set(),
    "member": {"members"},
    "author": set(VALUES),
    "lead": {"province", "members"},
    "seat": {"members"},
    "home": {"members"},
    "editor": {"members"},
    "staff": {"members"},
}


@pytest.fixture
def world():
    world = build()
    for visibility, value in VALUES.items():
        channel = Channel.objects.create(
            person=world.who["author"], kind="phone", value="1", visibility=visibility
        )
        channel.value = value  # its history knows both
        channel.save()
    return world


def found_in(content):
    return {visibility for visibility, value in VALUES.items() if value.encode() in content}


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_on_every_page_each_reader_sees_what_the_owner_chose(world):
    """All addresses of the matrix, whoever opens them; only the person's page tells anything at all."""
    browsers, told = signed_in(world.who), {}
    with translation.override("ar"):
        for name, of, get, _post in MATRIX:
            address = reverse(name, kwargs=world.of[of])
            for who, mark in zip(WHO, get, strict=True):
                if mark == "+" and (seen := found_in(body(browsers[who].get(address)))):
                    told[name, who] = seen

    wanted = {("members:person", who): seen for who, seen in SEEN.items() if seen}
    assert told == wanted | {("members:profile", "author"): set(VALUES)}


def test_the_directory_is_not_searched_by_number_or_address(world):
    browser = signed_in(world.who)["member"]
    author = world.who["author"]

    for words in [*VALUES.values(), author.email, author.email.partition("@")[0]]:
        answer = browser.get("/en/members/directory/", {"q": words})
        assert author.public_id not in answer.content.decode()


def test_no_mail_tells_a_channel(world):
    """What one writes to another goes out without anybody's number."""
    author, other = world.who["author"], world.who["member"]
    actions.send(sender=author, recipient=other, body="Good morning")

    letters = [message_from_bytes(bytes(letter.content)) for letter in Letter.objects.all()]

    parts = [part.get_payload(decode=True) or b"" for letter in letters for part in letter.walk()]
    assert any(b"Good morning" in part for part in parts)
    assert not any(found_in(part) for part in parts)
