"""Parts that are the same for everybody: rendered once, never shown to who reads otherwise."""

import pytest
from django.utils.translation import override

from kit import rendered as kept
from kit.formats import choosing

MORE = [{"value": number, "title": "<b>"} for number in range(3)]
FACTS = {"filters": [{"name": "kind", "title": "Kind", "first": [], "more": MORE}]}


@pytest.fixture
def renderings(monkeypatch):
    done = []
    render = kept.render_to_string
    monkeypatch.setattr(kept, "render_to_string", lambda *given: done.append(given) or render(*given))
    return done


def shown(facts=FACTS):
    return kept.rendered("kit/_filters.html", facts)


def test_once_for_the_same_and_anew_for_anything_else(renderings):
    with override("ar"):
        first = shown()
        assert shown() == first
        assert len(renderings) == 1
        assert "&lt;b&gt;" in first
        assert "٣" in first
        with choosing("latn"):
            assert "٣" not in shown()
    with override("en"):
        assert shown() != first
    shown({"filters": []})
    assert len(renderings) == 4
    assert hasattr(shown(), "__html__")
