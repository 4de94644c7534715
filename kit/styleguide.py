"""What the style guide shows: its parts and invented samples for them."""

import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

PARTS = [
    (f"kit/styleguide/_{name}.html", title)
    for name, title in {
        "status": _("Status and buttons"),
        "form": _("Form fields"),
        "upload": _("Upload"),
        "alerts": _("Alerts and empty places"),
        "cards": _("Cards and covers"),
        "results": _("List, filters, search"),
        "item": _("Parts of an item"),
        "table": _("Table"),
        "quarter": _("Quarter and progress"),
        "type": _("Text"),
    }.items()
]


class SampleForm(forms.Form):
    """One field of each sort, one of them wrong."""

    title = forms.CharField(label=_("Title"), help_text=_("One sentence, as you would say it on the phone."))
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("ar", "العربية"), ("en", "English")], required=False
    )
    story = forms.CharField(
        label=_("What changed?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[("1", _("Each month")), ("2", _("Each quarter"))],
        widget=forms.RadioSelect,
    )
    is_public = forms.BooleanField(label=_("Visible to everybody"), required=False)


def icon_names() -> list[str]:
    sprite = Path(settings.BASE_DIR, "static", "img", "icons.svg").read_text(encoding="utf-8")
    return [name for name in re.findall(r'<symbol id="(\w+)"', sprite) if name not in ("mark", "arch")]


def sample() -> dict:
    wrong = {"email": "ali@", "rhythm": "1"}
    return {
        "forms": {"ltr": SampleForm(wrong, prefix="ltr"), "rtl": SampleForm(wrong, prefix="rtl")},
        "page": Paginator(range(90), 10).page(2),
        "icons": icon_names(),
        "hues": ["river", "date", "palm", "clay", "lapis"],
    }
