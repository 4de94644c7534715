"""`{% load ui %}`: icons, covers, chips, meters, the map: components that need a little arithmetic."""

import math
from functools import lru_cache
from zlib import crc32

from django import template
from django.conf import settings
from django.core.files.storage import storages
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from kit.formats import number

register = template.Library()

MIRRORED = {"arrow", "back", "exit", "enter", "send", "list"}
CHIP_ICONS = {
    "ok": "check",
    "wait": "clock",
    "stop": "back",
    "info": "info",
    "mute": "edit",
    "chair": "star",
}
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
HUES = ("river", "clay", "palm", "date", "lapis")
PATTERNS = ("brick", "reed", "wave", "star", "hex")
COVERS = {  # kind: hue, pattern, icon
    "tool": ("date", "brick", "tool"),
    "approach": ("palm", "wave", "route"),
    "template": ("river", "brick", "tpl"),
    "manual": ("lapis", "reed", "manual"),
    "case_study": ("palm", "wave", "file"),
    "success_story": ("date", "star", "trophy"),
    "lesson": ("lapis", "hex", "bulb"),
    "lesson_learned": ("lapis", "hex", "bulb"),
    "setback": ("clay", "hex", "stone"),
    "member_profile": ("river", "star", "user"),
    "video": ("clay", "reed", "video"),
    "photo_album": ("clay", "star", "photo"),
    "article": ("river", "wave", "article"),
    "worksheet": ("date", "hex", "sheet"),
    "edition": ("river", "star", "mail"),
}


@lru_cache(maxsize=1)
def _sprite(storage):
    return static("img/sprite.svg")


def sprite():
    """Where the sprite is served: asked a hundred times a page, the same as long as the storage is."""
    return _sprite(storages["staticfiles"])


@register.simple_tag
def icon(name, size=""):
    """An icon of the sprite; words stand beside it, so it is hidden from screen readers."""
    return _icon(str(name), size, sprite())


@lru_cache(maxsize=1_000)
def _icon(name, size, address):
    classes = "icon" + (f" icon--{size}" if size else "") + (" icon--dir" if name in MIRRORED else "")
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        classes,
        address,
        name,
    )


@register.simple_tag
def brand_mark():
    """The mark of the network: eight corners and two rivers."""
    return format_html(
        '<svg class="brand__mark" viewBox="0 0 48 48" aria-hidden="true"><use href="{}#mark"/></svg>',
        sprite(),
    )


@register.simple_tag
def arch():
    """The arch of reeds that stands where there is nothing yet."""
    return format_html(
        '<svg class="arch" viewBox="0 0 96 72" aria-hidden="true"><use href="{}#arch"/></svg>',
        static("img/sprite.svg"),
    )


def _look(kind, hue):
    turn = crc32(str(kind).encode())
    default = (HUES[turn % 5], PATTERNS[turn // 5 % 5], "file")
    chosen, pattern, name = COVERS.get(str(kind).replace("-", "_"), default)
    if isinstance(hue, int):
        return HUES[hue % 5], PATTERNS[(hue // 5 + hue) % 5], name
    return hue or chosen, pattern, name


@register.simple_tag
def cover(kind, hue="", label=""):
    """The drawn head of a card, by kind; `hue` is a name, or a number that varies it."""
    hue, pattern, name = _look(kind, hue)
    inside = format_html('<span class="cover__label">{}{}</span>', icon(name), label) if label else icon(name)
    return format_html('<div class="cover cover--{} pattern--{}">{}</div>', hue, pattern, inside)


@register.simple_tag
def kind_icon(kind):
    """The icon of a kind of content."""
    return icon(_look(kind, "")[2])


@register.simple_tag
def chip(state, words, name=""):
    """A status: mute, wait, stop, ok, info, chair; always with an icon and words."""
    shown = icon(name or CHIP_ICONS.get(state, "info"))
    return format_html('<span class="chip chip--{}">{}{}</span>', state, shown, words)


@register.simple_tag
def avatar(name, size=""):
    """The first letter of a name, for the eye alone."""
    letter = str(name or "").strip()[:1] or "?"
    classes = "avatar" + (f" avatar--{size}" if size else "")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, letter.upper())


@register.simple_tag
def file_type(extension):
    """The little sheet with the file's ending."""
    ending = str(extension).lower().lstrip(".")
    return format_html('<span class="file__type file__type--{0}" aria-hidden="true">{0}</span>', ending)


@register.inclusion_tag("kit/_meter.html")
def meter(value, tick=None, label="", maximum=100, done="", goal="", state=""):
    """A bar: `tick` is the value expected today, `done` and `goal` are words under it."""
    maximum = maximum or 1
    return {
        "value": max(0, min(float(value or 0), maximum)),
        "maximum": maximum,
        "label": label or gettext("Progress"),
        "done": done,
        "goal": goal,
        "state": state,
        "tick": None if tick is None else f"{100 * min(float(tick), maximum) / maximum:.1f}%",
    }


@register.inclusion_tag("kit/_ring.html")
def ring(value, maximum, words, label):
    """A ring with its number inside."""
    around = 2 * math.pi * 52
    return {
        "dash": f"{around * min(1, value / (maximum or 1)):.1f} {around:.1f}",
        "value": number(value),
        "words": words,
        "label": label,
    }


@register.inclusion_tag("kit/_pager.html", takes_context=True)
def pager(context, page, name="page"):
    """Pages of a list, under this name in the address, whose other parts stay."""
    asked = context["request"].GET.copy()

    def address(number):
        asked[name] = number
        return f"?{asked.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [(number, address(number)) for number in numbers],
        "before": address(page.number - 1),
        "after": address(page.number + 1),
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("kit/_crumbs.html")
def crumbs(*parts):
    """Where one is: `{% crumbs "Library" library_url item.title %}`; the last name has no address."""
    pairs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return {"crumbs": pairs}


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """The address of this very page in another language; that language's home where the page has none."""
    request = context.get("request")
    prefix = f"/{get_language()}/"
    if request is not None and request.path.startswith(prefix):
        query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
        return f"/{code}/{request.path.removeprefix(prefix)}" + (f"?{query}" if query else "")
    return f"/{code}/"


@register.simple_tag(takes_context=True)
def other_languages(context):
    """Code, own name and this page's address, of each language but the present one."""
    present = get_language()
    return [(code, name, in_language(context, code)) for code, name in settings.LANGUAGES if code != present]


@register.simple_tag(takes_context=True)
def here(context, *names):
    """`aria-current` for a navigation entry whose app, or whose page, is open."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return ""
    if match.view_name in names:
        return format_html(' aria-current="{}"', "page")
    return format_html(' aria-current="{}"', "true") if match.app_name in names else ""


@register.simple_tag
def alert_icon(tags):
    """The icon of a message, by its level."""
    return icon({"ok": "check", "success": "check", "wait": "clock", "warning": "alert"}.get(tags, "info"))


@register.filter
def alert_state(tags):
    """Django's and allauth's levels in the words of the look."""
    words = set((" ".join(tags) if isinstance(tags, list) else str(tags or "")).replace(",", " ").split())
    for state, levels in {
        "stop": {"error", "danger", "stop"},
        "wait": {"warning", "unverified", "wait"},
        "ok": {"success", "verified", "ok"},
        "chair": {"chair", "primary"},
    }.items():
        if words & levels:
            return state
    return "info"


@register.filter
def button_class(tags):
    """allauth's tags and ours (accent, quiet, ok, onband, small, block) as the classes of a button."""
    words = {tags} if isinstance(tags, str) else set(tags or ())
    words = {word for each in words for word in each.replace(",", " ").split()}
    kinds = {
        "stop": {"danger", "delete", "stop"},
        "plain": {"link", "plain"},
        "quiet": {"outline", "secondary", "minor", "cancel", "quiet"},
        "accent": {"accent"},
        "ok": {"ok"},
        "onband": {"onband"},
    }
    kind = next((kind for kind, named in kinds.items() if words & named), "")
    names = ["btn", *([f"btn--{kind}"] if kind else [])]
    return " ".join(names + [f"btn--{word}" for word in ("small", "block") if word in words])


@register.filter
def split_words(text):
    """A short list written in a template: "template,manual"."""
    return text.split(",")


@register.filter
def device(agent):
    """A browser's long name for itself in the two words that a person knows."""
    found = [
        next((name for sign, name in known.items() if sign in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or agent[:60]
