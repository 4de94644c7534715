"""What editors of the newsletter fill in."""

import datetime
import re
from copy import copy
from zlib import crc32

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import kit
from chairs.rules import may_edit_for_the_chair
from kit import formats
from kit.calendar import add_months
from kit.digits import DateTimeField, DigitsMixin
from library.models import Item
from members.models import Province
from newsletter import drafting
from newsletter.models import Edition, Entry, Section

ITEM_ADDRESS = re.compile(r"(?:.*/library/)?(\d{1,9})/?", re.ASCII)


class DraftForm(forms.Form):
    """The month for which an edition is drafted: last, this or next, where the person may edit it."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=datetime.date.fromisoformat)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        this = kit.today().replace(day=1)
        months = [add_months(this, offset) for offset in (0, 1, -1)]
        taken = set(Edition.objects.filter(month__in=months).values_list("month", flat=True))
        self.fields["month"].choices = [
            (month.isoformat(), formats.month_year(month))
            for month in months
            if month not in taken and (user.is_staff or may_edit_for_the_chair(user, month))
        ]

    @property
    def has_months(self):
        return bool(self.fields["month"].choices)


class EditionForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = ["province", "theme", "title_ar", "title_en", "welcome_ar", "welcome_en"]
        widgets = {
            "title_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "title_en": forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
            "welcome_ar": forms.Textarea(attrs={"rows": 5, "dir": "rtl", "lang": "ar"}),
            "welcome_en": forms.Textarea(attrs={"rows": 5, "dir": "ltr", "lang": "en"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.filter(teams__isnull=False).distinct()
        self.fields["title_ar"].help_text = _("The subject of the letter. Empty: month and province.")


WORDS = {
    "title_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    "title_en": forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    "text_ar": forms.Textarea(attrs={"rows": 3, "dir": "rtl", "lang": "ar"}),
    "text_en": forms.Textarea(attrs={"rows": 3, "dir": "ltr", "lang": "en"}),
    "url": forms.URLInput(attrs={"dir": "ltr"}),
}


class EntryForm(forms.ModelForm):
    """The words of one block; that of an item or a transfer leads there and has no link of its own."""

    together = {"title_ar", "title_en"}  # one of them is needed: neither is kept without the other

    class Meta:
        model = Entry
        fields = ["section", "title_ar", "title_en", "text_ar", "text_en", "url"]
        widgets = WORDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.item_id or self.instance.transfer_id:
            del self.fields["url"]


def kept_of(form):
    """What a form holds that can be kept; nothing where the whole is refused."""
    if not form.is_bound or form.non_field_errors():
        return {}
    together = getattr(form, "together", set())
    left = together if together & set(form.errors) else ()
    return {name: value for name, value in form.cleaned_data.items() if name not in left}


def _digest(value):
    return f"{crc32(value.replace(chr(13), '').strip().encode()):x}"


class Words:
    """The head of an edition and its blocks as one form; a block is named by its key, wherever it stands.

    `kept` is what `actions.save_edits` takes; blocks that the browser did not send stay as they are.
    """

    def __init__(self, edition, data=None):
        entries = drafting.in_order(edition.entries.select_related("item__province", "transfer"))
        self.saves, self.data, self.is_merged, self.is_torn = edition.saves, data, False, False
        self._kept_now = self._values(edition, entries)
        if self._is_behind():
            self.data = data = self._with_theirs(data)
        self.head = EditionForm(data, instance=copy(edition))
        self.blocks = [self._block(entry) for entry in entries if entry.removed_at is None]
        self.out = [entry for entry in entries if entry.removed_at is not None]

    @staticmethod
    def _values(edition, entries):
        """name of each field on the page → its value as it is kept."""
        forms_ = [EditionForm(instance=edition)]
        forms_ += [EntryForm(instance=entry, prefix=f"entry-{entry.pk}") for entry in entries]
        bound = [one[name] for one in forms_ for name in one.fields]
        return {one.html_name: "" if one.value() is None else str(one.value()) for one in bound}

    @property
    def was(self):
        """What the fields held when the page was made, each as a short digest; the browser sends it back."""
        return " ".join(f"{name}={_digest(value)}" for name, value in self._kept_now.items())

    def _is_behind(self):
        """Somebody has kept words since the page was made."""
        return self.data is not None and self.base not in (None, self.saves)

    def _with_theirs(self, data):
        """What was not touched is as the other has kept it; torn: a field was touched by both."""
        was = dict(part.partition("=")[::2] for part in data.get("was", "").split())
        merged, self.is_merged = data.copy(), bool(was)
        for name in self._kept_now.keys() & merged.keys():
            typed, now = _digest(merged[name]), _digest(self._kept_now[name])
            if typed == was.get(name):
                merged[name] = self._kept_now[name]
            elif now not in (typed, was.get(name)):
                self.is_torn = True
        return merged

    @property
    def base_to_keep(self):
        """The number under which the words may be kept: where no field was touched by both, that of now."""
        return self.saves if self.is_merged and not self.is_torn else self.base

    def _block(self, entry):
        prefix = f"entry-{entry.pk}"
        is_sent = self.data is not None and f"{prefix}-section" in self.data
        # `shown` has the words that are kept; a form writes what was typed into its own instance
        form = EntryForm(self.data if is_sent else None, instance=copy(entry), prefix=prefix)
        form.shown = entry
        return form

    @property
    def base(self):
        """How often the words had been kept when these were begun, where the browser says so."""
        base = (self.data or {}).get("base", "")
        return int(base) if base.isdecimal() and len(base) <= 9 else None

    @property
    def sent(self):
        return [self.head, *(form for form in self.blocks if form.is_bound)]

    def is_valid(self):
        return all(form.is_valid() for form in self.sent)

    @property
    def kept(self):
        blocks = {form.shown.pk: kept_of(form) for form in self.blocks if form.is_bound}
        return {"head": kept_of(self.head), "blocks": blocks}

    @property
    def sections(self):
        """(Section, its blocks) in the order of the letter, the empty ones too."""
        return [(one, [form for form in self.blocks if form.shown.section == one]) for one in Section]

    @property
    def refused(self):
        """Labels of the fields that cannot be kept as they are."""
        named = [form.fields.get(name) for form in self.sent for name in form.errors]
        return [str(field.label if field else _("Title")) for field in named]


class NewEntryForm(forms.ModelForm):
    """News written by hand: an event ahead, an opportunity, a piece from elsewhere."""

    class Meta:
        model = Entry
        fields = ["section", "title_ar", "title_en", "text_ar", "text_en", "url"]
        widgets = WORDS


class ItemField(DigitsMixin, forms.CharField):
    """The number of an item, or its address as copied from the browser."""

    def clean(self, value):
        match = ITEM_ADDRESS.fullmatch(super().clean(value).partition("?")[0])
        item = match and Item.objects.published().filter(is_public=True, pk=int(match.group(1))).first()
        if item is None:
            raise ValidationError(_("No public item has this number or address."), code="unknown")
        return item


class AddItemForm(forms.Form):
    item = ItemField(
        label=_("Number or address of the item"),
        help_text=_("Open it in the library and copy its address."),
        max_length=300,
    )
    section = forms.ChoiceField(
        label=_("Section"),
        required=False,
        choices=[("", _("by its kind")), *((s.value, s.label) for s in Section)],
    )


class ScheduleForm(forms.Form):
    """The hour at which a released edition leaves, Baghdad time."""

    send_at = DateTimeField(label=_("Day and hour (Baghdad)"))

    def clean_send_at(self):
        at = self.cleaned_data["send_at"]
        if at <= kit.now():
            raise ValidationError(_("This hour has passed. Choose a later one, or send now."), code="past")
        return at


class TrialForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
