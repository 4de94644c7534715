"""A test client that reads every page as a strict browser would, and fails where the page is at fault."""

import functools
import re

from django.test import Client

from kit import storage

INLINE = [
    (re.compile(r"<[^>]+\sstyle\s*=", re.I), "a style attribute"),
    (re.compile(r"<[^>]+\son[a-z]+\s*=\s*[\"']", re.I), "an inline event handler"),
    (
        re.compile(r"<script(?![^>]*\b(?:src|nonce)=)(?![^>]*type=\"application/(?:json|ld\+json)\")", re.I),
        "a script",
    ),
    (re.compile(r"<style(?![^>]*\bnonce=)", re.I), "a style element"),
    (re.compile(r"\{\{|\{%|\{#"), "a template tag that was not rendered"),
    (re.compile(r"⟦"), "a text without Arabic"),
    (
        re.compile(
            r"(?:src|href|action)=[\"']https?://(?!testserver|localhost)[^\"']*\.(?:js|css|woff2?)", re.I
        ),
        "a file from elsewhere",
    ),
]
CLASS = re.compile(r"\.([a-z][\w-]*)")
CLASSES = re.compile(r"\sclass=\"([^\"]+)\"")
DUPLICATE_ID = re.compile(r"<[^>]+\sid=\"([^\"]+)\"")


def faults(page):
    """What is wrong with this HTML page, in words."""
    found = [
        f"{name}: …{match.group(0)[:80]}…" for pattern, name in INLINE if (match := pattern.search(page))
    ]
    if "<html" in page and not re.search(r"<html[^>]*\slang=[^>]*\sdir=|<html[^>]*\sdir=[^>]*\slang=", page):
        found.append("no lang and dir on the page")
    ids = DUPLICATE_ID.findall(page)
    found += sorted({f"the id {name} twice" for name in ids if ids.count(name) > 1})
    if work := _without_its_sheet(page):
        found.append(f"classes of css/work.css, which the page does not load: {work}")
    return found


def _without_its_sheet(page):
    if "<html" not in page or "css/work" in page:  # a part is put into a page that has it
        return []
    used = {name for several in CLASSES.findall(page) for name in several.split()}
    return sorted(used & _of_work())


@functools.cache
def _of_work():
    """Classes that the sheets of work alone know."""
    named = {name: set(CLASS.findall(storage.bundle(name))) for name in ("css/portal.css", "css/work.css")}
    return named["css/work.css"] - named["css/portal.css"]


class CheckingClient(Client):
    """Django's client; an HTML answer with a fault fails the test."""

    def request(self, **request):
        response = super().request(**request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if (
            is_page
            and "/admin/" not in request.get("PATH_INFO", "")
            and not getattr(response, "is_mail", False)
        ):
            found = faults(response.content.decode())
            assert not found, f"{request.get('PATH_INFO')}: {found}"
        return response
