"""A collection, and a practice put into one."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from library.forms.transfers import area, line
from library.models import Collection


class CollectionForm(forms.Form):
    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=120, required=False, widget=line())
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False, widget=line())
    description_ar = forms.CharField(
        label=_("What it is for, in Arabic"), max_length=600, required=False, widget=area()
    )
    description_en = forms.CharField(
        label=_("What it is for, in English"), max_length=600, required=False, widget=area()
    )
    is_shared = forms.BooleanField(
        label=_("Members may read it"),
        help_text=_("Otherwise it is for you alone. The notes are read with it."),
        required=False,
    )

    def clean(self):
        data = super().clean()
        if not (data.get("title_ar") or data.get("title_en")):
            self.add_error("title_ar", _("Give a title in Arabic or in English."))
        return data


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Why it stands here"), max_length=600, required=False, widget=area())


class CollectForm(NoteForm):
    """Into one of one's collections, or into a new one."""

    collection = forms.ModelChoiceField(
        Collection.objects.none(), label=_("Collection"), required=False, empty_label=_("a new one")
    )
    title = forms.CharField(
        label=_("Name of the new collection"),
        help_text=_("Only you see it, until you let members read it."),
        max_length=120,
        required=False,
        widget=line(),
    )
    field_order = ["collection", "title", "note"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Collection.objects.of(by)
        self.fields["collection"].queryset = mine
        self.fields["collection"].initial = mine.values_list("pk", flat=True).first()

    def clean(self):
        data = super().clean()
        if not data.get("collection") and not data.get("title"):
            self.add_error("title", _("Choose a collection, or name a new one."))
        return data

    @property
    def new_title(self):
        """In the language in which the form was filled in."""
        language = "en" if get_language() == "en" else "ar"
        return {f"title_{language}": self.cleaned_data["title"]}
