"""What members write under a practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from library.forms.transfers import area
from library.models import Comment
from members.actions.messages import written


class WordsForm(forms.Form):
    """The words alone: to change them."""

    body = forms.CharField(
        label=_("Your words"),
        strip=False,
        error_messages={"required": _("Write a few words first.")},
        widget=area(4),
    )

    def clean_body(self):
        return written(self.cleaned_data["body"])


class CommentForm(WordsForm):
    """A comment, a question or an answer; its number lets the same form, sent twice, be one comment."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    parent = forms.ModelChoiceField(Comment.objects.none(), required=False, widget=forms.HiddenInput)
    is_question = forms.BooleanField(
        label=_("It is a question to the authors"),
        help_text=_("It is marked as answered once one of them has answered."),
        required=False,
    )

    field_order = ["body", "is_question"]

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = item.comments.all()

    @property
    def said(self):
        """What the verb takes."""
        data = self.cleaned_data
        kind = Comment.Kind.QUESTION if data["is_question"] else Comment.Kind.COMMENT
        return {name: data[name] for name in ("body", "form_key", "parent")} | {"kind": kind}
