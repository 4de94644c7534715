"""Who may open and who may use every address of the portal: one matrix, complete by test."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.portal.matrix import ROWS
from tests.portal.world import WHO, build

pytestmark = pytest.mark.django_db
MARKS = {403: "3", 404: "4", 405: "x"}
UNLIKE_PAGES = ("admin:",)  # judged by its own test: staff alone


def names(patterns=None, space=""):
    """The name of every address; those without one are doors to the same rooms."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def signed_in(people):
    """A browser for each, signed in once."""
    browsers = {who: Client() for who in WHO}
    for who, person in people.items():
        if person:
            browsers[who].force_login(person)
    return browsers


def mark(browser, method, address):
    """What one gets: + is let through, > is sent to sign in, 3 is refused, 4 finds nothing, x: no such use.

    A POST is empty: who is let through is told what is missing (or that it is not there). Nothing is kept.
    """
    kept = deepcopy(browser.cookies)
    with transaction.atomic():
        answer = getattr(browser, method)(address)
        transaction.set_rollback(True)
    browser.cookies = kept  # signing out is undone as well
    if answer.status_code == 302 and "/login/" in answer.url:
        return ">"
    if answer.streaming:
        b"".join(answer)  # a file is closed once it is read
    assert answer.status_code < 500 or address == "/readyz", (address, answer.status_code)
    return MARKS.get(answer.status_code, "+")


def read(line):
    name, of, get, post = (part.strip() for part in line.split("|"))
    return name, of, get, post


def space_of(name):
    """The app that an address belongs to; those of the project itself have none."""
    return name.partition(":")[0] if ":" in name else "portal"


MATRIX = [read(line) for line in ROWS.strip().splitlines()]


@pytest.mark.parametrize("space", sorted({space_of(row[0]) for row in MATRIX}))
def test_who_may_open_and_use_every_address(space):
    world, found, wanted = build(), [], []
    browsers = signed_in(world.who)
    with translation.override("ar"):
        for name, of, get, post in (row for row in MATRIX if space_of(row[0]) == space):
            address = reverse(name, kwargs=world.of[of])
            seen = [
                "".join(mark(browsers[who], method, address) for who in WHO) for method in ("get", "post")
            ]
            wanted.append(f"{name:38} | {of:10} | {get} | {post}")
            found.append(f"{name:38} | {of:10} | {' | '.join(seen)}")

    assert "\n".join(found) == "\n".join(wanted)


def test_every_address_has_a_row():
    ours = {name for name in names() if not name.startswith(UNLIKE_PAGES)}

    assert {row[0] for row in MATRIX} == ours


def test_the_administration_is_for_staff_alone():
    browsers = signed_in(build().who)
    with translation.override("ar"):
        addresses = [reverse(name) for name in names() if name.startswith("admin:") and is_plain(name)]
        for who in WHO:
            fine = {"+", "x", "4", "3"} if who == "staff" else {">", "3"}  # some things nobody adds by hand
            assert not [one for one in addresses if mark(browsers[who], "get", one) not in fine], who


def is_plain(name):
    """Addresses that need no object."""
    try:
        return bool(reverse(name)) and name not in ("admin:login", "admin:logout", "admin:jsi18n")
    except NoReverseMatch:
        return False
