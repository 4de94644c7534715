"""A test client that reads every page as a strict browser would, and fails where the page is at fault."""

import re

from django.test import Client

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
    return found


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
