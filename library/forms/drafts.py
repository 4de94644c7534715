"""The form of a practice: short enough for a phone; whatever is incomplete is kept as a draft."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit.digits import DecimalField, IntegerField
from kit.files import ACCEPT
from kit.richtext import RichTextarea, RichTextFormField
from library.actions.drafts import FACTS, PAIRS, TEXTS
from library.models import Kind, Tag
from members.models import Criterion, Province, Solution, Team
from themes.models import Theme

LANGUAGES = ("ar", "en")
ROWS_SHOWN = 3
MOST_ROWS = 12
FIRST_YEAR, LAST_YEAR = 1990, 2100
CHOSEN_THEMES = [Theme.State.APPROVED, Theme.State.ACTIVE, Theme.State.CLOSED]
SEVERAL = ("tags", "partners")
MAIN = ("title", "summary", "problem", "body")
DETAILS = ("context", "needs", "failed")
LABELS = {
    "title": (_("What did you improve?"), _("One sentence, as you would say it on the phone.")),
    "summary": (_("Summary"), _("Two or three sentences: what changed, and for whom.")),
    "problem": (_("What was the problem?"), ""),
    "body": (_("How does it work?"), _("The steps, so that another province can repeat them.")),
    "context": (
        _("In which context does it work?"),
        _("For instance: the town or the countryside, how many people you serve, who supported it."),
    ),
    "needs": (_("What does it take?"), _("Law, staff, equipment.")),
    "failed": (_("What did not work?"), _("Others learn most from this.")),
    "changes": (
        _("What did you change, and why?"),
        _("For instance: another law, fewer people."),
    ),
}
OF_ANOTHER = {"invalid_choice": _("This belongs to another province.")}
LENGTHS = {"title": 200, "summary": 600}


def languages():
    """The reader's language first, then the other one."""
    own = (get_language() or "ar").split("-")[0]
    return (own, *(code for code in LANGUAGES if code != own)) if own in LANGUAGES else LANGUAGES


def kinds():
    return [(value, capfirst(label)) for value, label in Kind.choices]


def _text_field(pair, language):
    label, help_text = LABELS[pair]
    attrs = {"lang": language, "dir": "auto"}
    options = {"label": label, "help_text": help_text, "required": False}
    if pair == "body":
        return RichTextFormField(**options, widget=RichTextarea({**attrs, "rows": 6}))
    options["max_length"] = LENGTHS.get(pair)
    if pair == "title":
        return forms.CharField(**options, widget=forms.TextInput(attrs))
    return forms.CharField(**options, widget=forms.Textarea({**attrs, "rows": 3}))


def _line(label, length, help_text=""):
    widget = forms.TextInput({"dir": "auto"})
    return forms.CharField(label=label, max_length=length, help_text=help_text, required=False, widget=widget)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; each is judged by itself when it is attached."""

    def clean(self, data, initial=None):
        return [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]


class DraftForm(forms.Form):
    """Every field may stay empty but one title."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=kinds, initial=Kind.SUCCESS_STORY)
    province = forms.ModelChoiceField(Province.objects.all(), label=_("Province"), required=False)
    partners = forms.ModelMultipleChoiceField(
        Province.objects.all(),
        label=_("Together with"),
        help_text=_("Further provinces whose practice it is."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), label=_("OSTP team"), required=False, error_messages=OF_ANOTHER
    )
    solution = forms.ModelChoiceField(
        Solution.objects.all(), label=_("Reform goal it serves"), required=False, error_messages=OF_ANOTHER
    )
    criterion = forms.ModelChoiceField(Criterion.objects.all(), label=_("Criterion"), required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.filter(state__in=CHOSEN_THEMES), label=_("Theme"), required=False
    )
    year = IntegerField(
        label=_("Year of the reform"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), label=_("Tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    contributors = forms.CharField(
        label=_("Who did it?"),
        help_text=_("One name a line, as its owner writes it."),
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    is_public = forms.BooleanField(label=_("Citizens may read it too"), required=False, initial=True)
    cost = _line(_("Cost"), 120)
    time_needed = _line(_("Time to start"), 120)
    people_needed = _line(_("People needed"), 120)
    results_source = _line(_("Where do the figures come from?"), 200)
    contact = _line(_("Contact"), 200, _("A name, an office or an address that may be published."))
    source_name = _line(_("Source"), 200, _("For texts of others: who wrote it."))
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    licence = _line(_("Licence"), 120, _("For instance CC BY 4.0."))
    files = SeveralFilesField(
        label=_("Choose files"), required=False, widget=SeveralFiles({"accept": ACCEPT, "data-upload": ""})
    )
    photos = SeveralFilesField(
        label=_("Or take a photo"),
        required=False,
        widget=SeveralFiles({"accept": "image/*", "capture": "environment", "data-upload": ""}),
    )

    def __init__(self, *args, may_change_facts=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.own, *self.others = languages()
        for pair in PAIRS:
            for language in LANGUAGES:
                self.fields[f"{pair}_{language}"] = _text_field(pair, language)
        if not may_change_facts:
            for name in (*FACTS, *SEVERAL, "contributors"):
                self.fields[name].disabled = True
        self._offer_what_is_of(self._chosen_province())

    def _chosen_province(self):
        try:
            return self.fields["province"].clean(self["province"].value())
        except ValidationError:
            return None

    def _offer_what_is_of(self, province):
        """Teams and public solutions of the chosen province, and what stands in the draft already."""
        chosen = getattr(self.initial.get("solution"), "pk", None)
        self.fields["team"].queryset = Team.objects.filter(province=province)
        self.fields["solution"].queryset = Solution.objects.filter(
            Q(is_public=True) | Q(pk=chosen), team__province=province
        )

    def clean_partners(self):
        """The province itself is no further one."""
        own = self.cleaned_data.get("province")
        return self.cleaned_data["partners"].exclude(pk=own.pk if own else None)

    def clean(self):
        if not any(self.cleaned_data.get(f"title_{language}") for language in LANGUAGES):
            self.add_error(f"title_{self.own}", _("Write a title: it is enough to keep the draft."))
        return self.cleaned_data

    @property
    def has_substance(self):
        """A title or a file: enough to start a draft with."""
        titles = [self.cleaned_data.get(f"title_{language}") for language in LANGUAGES]
        return any([*titles, self.cleaned_data.get("files"), self.cleaned_data.get("photos")])

    @property
    def kept(self):
        """What can be kept of the draft, also where a field was refused."""
        names = (*TEXTS, *FACTS, *SEVERAL)
        kept = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**kept, "contributors": self.cleaned_data.get("contributors", "").splitlines()}

    def main(self):
        return [self[f"{pair}_{self.own}"] for pair in MAIN]

    def details(self):
        names = [f"{pair}_{self.own}" for pair in DETAILS]
        names += [name for name in ("team", "solution") if self.fields[name].queryset or self[name].errors]
        names += ["criterion", "theme", "year", "cost", "time_needed", "people_needed", "contact"]
        names += ["contributors", "source_name", "source_url", "licence"]
        names += ["tags"] if self.fields["tags"].queryset else []
        return [self[name] for name in (*names, "partners", "is_public")]

    def of_adaptation(self):
        """What is asked for beside the rest where it was adapted."""
        return [self[f"changes_{self.own}"]]

    def of_adaptation_elsewhere(self):
        return [self[f"changes_{language}"] for language in self.others]

    def in_other_language(self):
        return [self[f"{pair}_{language}"] for language in self.others for pair in (*MAIN, *DETAILS)]

    @property
    def has_detail_errors(self):
        return any(field.errors for field in self.details())

    @property
    def shows_other_language(self):
        """Where something is wrong, or where the practice is written in the other language alone."""
        fields = self.in_other_language()
        is_written_there = any(field.value() for field in fields) and not self[f"title_{self.own}"].value()
        return is_written_there or any(field.errors for field in fields)


class ResultForm(forms.Form):
    """A measure before and after; a row that is left empty is not there."""

    before = DecimalField(label=_("Before"), required=False, max_digits=16, decimal_places=2)
    after = DecimalField(label=_("After"), required=False, max_digits=16, decimal_places=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.own, *self.others = languages()
        for language in LANGUAGES:
            self.fields[f"measure_{language}"] = _line(_("What was measured?"), 120)
            self.fields[f"unit_{language}"] = _line(_("Unit"), 40)
        self.fields[f"measure_{self.own}"].widget.attrs["placeholder"] = _(
            "For example: days to approve a file"
        )
        self.fields[f"unit_{self.own}"].widget.attrs["placeholder"] = _("days, %, people")

    def clean(self):
        data = self.cleaned_data
        is_named = any(data.get(f"measure_{language}") for language in LANGUAGES)
        if not is_named and any(value not in (None, "") for value in data.values()):
            self.add_error(f"measure_{self.own}", _("Say what was measured."))
        return data

    @property
    def is_given(self):
        return any(self.cleaned_data.get(f"measure_{language}") for language in LANGUAGES)

    def main(self):
        return [self[name] for name in (f"measure_{self.own}", "before", "after", f"unit_{self.own}")]

    def in_other_language(self):
        return [self[f"{name}_{language}"] for language in self.others for name in ("measure", "unit")]


ResultForms = forms.formset_factory(ResultForm, extra=0, max_num=MOST_ROWS, validate_max=True)


def result_forms(data=None, initial=()):
    """Rows that are there, and empty ones: three in all, and always one to add."""
    initial = list(initial)
    rows = ResultForms(data, initial=initial, prefix="results")
    rows.extra = min(max(ROWS_SHOWN - len(initial), 1), MOST_ROWS - len(initial))
    return rows


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Authors and staff will read this."),
        max_length=1_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
