"""Parts of a page that are the same for everybody: rendered once, kept under what they say."""

import hashlib
import json

from django.core.cache import cache
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from kit.formats import uses_arabic_digits

KEPT = 3_600  # seconds; what says something else has another key, so age alone ends it


def rendered(template, facts):
    """The template with these facts; they, the language and the digits are all that it may depend on."""
    source = [get_template(template).template.source, static("img/sprite.svg")]
    said = json.dumps([source, get_language(), uses_arabic_digits(), facts], default=str)
    key = f"rendered.{hashlib.sha256(said.encode()).hexdigest()}"
    html = cache.get(key)
    if html is None:
        html = render_to_string(template, facts)
        cache.set(key, html, KEPT)
    return html
