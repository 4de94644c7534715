"""Icons, covers, fields, the frame of a page, the style guide and the error pages."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Origin, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from kit.styleguide import icon_names
from kit.templatetags import ui
from tests.factories.members import UserFactory

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


def rendered(source, **context):
    request = context.pop("request", RequestFactory().get("/"))
    origin = Origin("sample.html", template_name="sample.html")
    return Template("{% load i18n allauth kit ui %}" + source, origin).render(
        RequestContext(request, context)
    )


def test_every_icon_of_a_template_is_in_the_sprite():
    named = re.compile(r'{%\s*(?:icon "(\w+)"|element \w+[^%]*\bicon="(\w+)")')
    asked = {
        name
        for path in TEMPLATES
        for pair in named.findall(path.read_text(encoding="utf-8"))
        for name in pair
    }

    assert "search" in asked
    assert asked - {""} <= set(icon_names())


def test_every_cover_and_chip_has_an_icon_of_the_sprite():
    named = {look[2] for look in ui.COVERS.values()} | set(ui.CHIP_ICONS.values()) | ui.MIRRORED

    assert named <= set(icon_names())


def test_an_icon_is_hidden_from_screen_readers_and_turns_with_the_direction():
    assert 'aria-hidden="true"' in ui.icon("search")
    assert "icon--dir" not in ui.icon("search")
    assert "icon--dir" in ui.icon("arrow")


def test_a_cover_is_the_same_each_time_and_varies_with_a_number():
    assert ui.cover("template", label="Template") == ui.cover("template", label="Template")
    assert "cover--river pattern--brick" in ui.cover("template")
    assert len({ui.cover("template", hue=number) for number in range(5)}) == 5
    assert "cover--" in ui.cover("a kind of next year")


def test_words_in_components_are_escaped():
    for html in (ui.chip("ok", "<b>"), ui.cover("tool", label="<b>"), ui.avatar("<b>"), ui.file_type("<b>")):
        assert "<b>" not in html


def test_a_meter_says_its_value_in_attributes():
    html = rendered('{% meter 64 59 "Goal" maximum=128 done="64 of 128" %}')

    assert 'max="128"' in html
    assert 'value="64.0"' in html
    assert 'aria-label="Goal"' in html
    assert 'x1="46.1%"' in html


def test_a_meter_never_leaves_its_track():
    assert 'value="10"' in rendered('{% meter 12 30 "Goal" maximum=10 %}')
    assert 'x1="100.0%"' in rendered('{% meter 12 30 "Goal" maximum=10 %}')
    assert 'value="0"' in rendered('{% meter value None "Goal" %}', value=None)


def test_a_ring_of_nothing_is_empty():
    assert 'stroke-dasharray="0.0 326.7"' in rendered('{% ring 0 0 "of none" "none" %}')


@pytest.mark.parametrize(
    ("tags", "classes"),
    [
        (None, "btn"),
        (["prominent", "login"], "btn"),
        (["primary", "outline"], "btn btn--quiet"),
        (["danger", "delete"], "btn btn--stop"),
        (["link", "cancel"], "btn btn--plain"),
        ("accent,block", "btn btn--accent btn--block"),
        ("ok small", "btn btn--ok btn--small"),
    ],
)
def test_tags_of_a_button_become_classes(tags, classes):
    assert ui.button_class(tags) == classes


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) Version/16.4 Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/7.88", "curl/7.88"),
    ],
)
def test_a_device_is_named_in_two_words(agent, words):
    assert ui.device(agent) == words


@pytest.mark.parametrize(
    ("tags", "state"),
    [("error", "stop"), (["warning", "email"], "wait"), ("success", "ok"), ("", "info"), (None, "info")],
)
def test_levels_become_states(tags, state):
    assert ui.alert_state(tags) == state


def test_a_button_passes_what_scripts_look_for():
    html = rendered('{% element button id="b" form="f" name="n" value="v" type="button" %}Go{% endelement %}')

    assert html.startswith('<button type="button" class="btn" form="f" id="b" name="n" value="v">')


def test_the_pager_keeps_the_query():
    request = RequestFactory().get("/", {"q": "tender", "page": "2"})
    with translation.override("en"):
        html = rendered("{% pager page %}", page=Paginator(range(90), 10).page(2), request=request)

    assert 'href="?q=tender&amp;page=3"' in html
    assert '<b aria-current="page">2</b>' in html


def test_two_lists_of_one_page_turn_their_pages_apart():
    request = RequestFactory().get("/", {"q": "tender", "page": "2"})
    with translation.override("en"):
        html = rendered('{% pager page "waiting" %}', page=Paginator(range(90), 10).page(1), request=request)

    assert 'href="?q=tender&amp;page=2&amp;waiting=2"' in html


def test_one_page_needs_no_pager():
    assert not rendered("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip()


class SampleForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="At work.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    is_open = forms.BooleanField(label="Open", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


def test_an_error_stands_above_its_field_and_the_text_is_kept():
    html = str(SampleForm({"email": "ali@", "kind": "a", "token": "t"}))

    label, hint, error, box = (
        html.index(part) for part in ("E-mail", "At work.", 'id="id_email_error"', '<input type="email"')
    )
    assert label < hint < error < box
    assert 'value="ali@"' in html
    assert 'aria-invalid="true"' in html


def test_what_describes_a_field_is_on_the_page():
    html = str(SampleForm({"email": "", "token": "t"}))

    named = {name for group in re.findall(r'aria-describedby="([^"]+)"', html) for name in group.split()}
    assert named
    assert named <= set(re.findall(r'id="([^"]+)"', html))


def test_allauths_fields_look_alike_and_print_hidden_ones():
    form = SampleForm(initial={"token": "credential"})
    html = rendered("{% element fields form=form unlabeled=True %}{% endelement %}", form=form)

    assert '<input type="hidden" name="token" value="credential"' in html
    assert str(form["email"].as_field_group()) in html
    assert "Note" in html
    assert 'class="optional"' in html


def test_this_page_in_the_other_language_keeps_its_query():
    request = RequestFactory().get("/ar/library/", {"q": "x"})
    with translation.override("ar"):
        assert ui.other_languages(Context({"request": request})) == [("en", "English", "/en/library/?q=x")]
        assert ui.in_language(Context({"request": RequestFactory().get("/u/token")}), "en") == "/en/"


def test_the_open_section_is_marked():
    match = SimpleNamespace(view_name="library:list", app_name="library")
    context = Context({"request": SimpleNamespace(resolver_match=match)})

    assert "page" in ui.here(context, "library:list")
    assert "true" in ui.here(context, "library")
    assert not ui.here(context, "newsletter")
    assert not ui.here(Context({}), "newsletter")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "direction", "font"), [("ar", "rtl", "vazirmatn"), ("en", "ltr", "ibm-plex-sans")]
)
def test_the_frame_names_language_direction_kin_and_two_fonts(client, language, direction, font):
    page = client.get(f"/{language}/styleguide/").content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f'rel="canonical" href="{settings.PORTAL_ORIGIN}/{language}/styleguide/"' in page
    assert {"ar", "en", "x-default"} <= set(re.findall(r'rel="alternate" hreflang="([\w-]+)"', page))
    preloaded = re.findall(r'rel="preload" href="[^"]*?([\w-]+)-wght', page)
    assert len(preloaded) == 2
    assert any(name.startswith(font) for name in preloaded)


@pytest.mark.django_db
def test_the_style_guide_is_for_staff_outside_a_demonstration(client, settings):
    settings.DEMONSTRATION = False
    with translation.override("en"):
        address = reverse("kit:styleguide")

    assert client.get(address).status_code == 404
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_manifest_opens_the_home_of_its_language(client, language):
    answer = client.get(f"/{language}/site.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == f"/{language}/"
    assert [icon["sizes"] for icon in answer.json()["icons"]] == ["192x192", "512x512"]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("ar", "الصفحة نُقلت"), ("en", "This page has moved")])
def test_a_lost_page_is_said_in_the_readers_language(client, language, words):
    answer = client.get(f"/{language}/no-such-page/")

    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing_and_speaks_both_languages():
    page = render_to_string("500.html")

    assert "حدث خطأ" in page
    assert "Something went wrong" in page
    assert "{%" not in page
    assert "csrf" not in page


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html"])
def test_refusals_have_a_page(name, rf):
    request = rf.get("/en/")
    with translation.override("en"):
        page = render_to_string(name, request=request)

    assert "<h1>" in page
    assert 'href="/en/"' in page
