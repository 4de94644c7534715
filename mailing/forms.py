"""What a reader chooses for each topic."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mailing.models import Subscription


class ChoiceForm(forms.Form):
    """One topic on the preferences page: whether, in which language and how often."""

    is_wanted = forms.BooleanField(label=_("I want to get this by e-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    rhythm = forms.ChoiceField(label=_("How often"), choices=Subscription.Rhythm)

    def __init__(self, *args, subscription, kinds, **kwargs):
        kind = kinds.get(subscription.kind_key)
        is_wanted = subscription.is_active or subscription.pk is None
        super().__init__(
            *args,
            prefix=subscription.topic.replace(":", "-"),
            initial={
                "is_wanted": is_wanted,
                "language": subscription.language,
                "rhythm": subscription.rhythm,
            },
            **kwargs,
        )
        self.subscription = subscription
        self.name = subscription.name_in(get_language(), kinds)
        self.about = kind.about if kind else ""
        if not (kind and kind.has_rhythm):
            del self.fields["rhythm"]
        if subscription.pk is None:  # put on a list by what they are, in the language of their account
            del self.fields["language"]
