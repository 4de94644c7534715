"""Bringing a folder of documents: the sheet, and the files as a ZIP or one by one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.files import Refused
from kit.sheets import ENDINGS, read
from library.forms.drafts import SeveralFiles, SeveralFilesField
from library.importing import bundle
from library.importing.columns import COLUMNS


class DocumentsForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_("Excel (.xlsx) or CSV, with the headings of the template in any order."),
        widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        allow_empty_file=True,  # the reader says more about it
    )
    folder = forms.FileField(
        label=_("Folder as a ZIP file"),
        help_text=_("Up to 200 MB and 500 files."),
        required=False,
        widget=forms.FileInput({"accept": ".zip"}),
    )
    files = SeveralFilesField(
        label=_("Or the files themselves"),
        help_text=_("Up to 18 at once."),
        required=False,
        widget=SeveralFiles(),
    )
    for_review = forms.BooleanField(
        label=_("Hand in for review what is complete"),
        help_text=_("Else every item stays a draft. Only a review of the POCC publishes it."),
        required=False,
    )

    def clean_sheet(self):
        """The sheet in the file, read."""
        return _or_refused(read, self.cleaned_data["sheet"], COLUMNS)

    def clean_folder(self):
        if folder := self.cleaned_data["folder"]:
            _or_refused(bundle.check, folder)
        return folder

    def clean(self):
        words = self.cleaned_data
        if self.errors:
            return words
        if bool(words["folder"]) == bool(words["files"]):
            raise ValidationError(_("Choose a ZIP file or the files themselves, one of the two."))
        if words["files"]:
            words["folder"] = _or_refused(_packed, words["files"])
        words["name"] = words["folder"].name if not words["files"] else str(_("files one by one"))
        return words


def _packed(files):
    folder = bundle.packed(files)
    try:
        bundle.check(folder)
    except Refused:
        folder.close()
        raise
    return folder


def _or_refused(verb, *given):
    try:
        return verb(*given)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
