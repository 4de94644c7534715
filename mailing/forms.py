"""What a reader chooses for each topic."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mailing.kinds import UNASKED
from mailing.models import Subscription

Rhythm = Subscription.Rhythm


class ChoiceForm(forms.Form):
    """One topic on the preferences page: how often, or never, and in which language."""

    NEVER = "never"
    RHYTHMS = (
        (Rhythm.EACH.value, _("at once")),
        (Rhythm.DAILY.value, _("once a day")),
        (Rhythm.WEEKLY.value, _("once a week")),
        (NEVER, _("never")),
    )

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args, subscription, kinds, **kwargs):
        kind = kinds.get(subscription.kind_key)
        is_wanted = subscription.pk is None or subscription.left_at is None and subscription.confirmed_at
        super().__init__(
            *args,
            prefix=subscription.topic.replace(":", "-"),
            initial={
                "language": subscription.language,
                "rhythm": subscription.rhythm if is_wanted else self.NEVER,
            },
            **kwargs,
        )
        self.subscription = subscription
        self.name = subscription.name_in(get_language(), kinds)
        self.fields["rhythm"].label = self.name
        self.fields["rhythm"].help_text = kind.about if kind else ""
        if not (kind and kind.has_rhythm):
            self.fields["rhythm"].choices = [self.RHYTHMS[0], self.RHYTHMS[-1]]
        if subscription.pk is None or subscription.topic in UNASKED:  # in the language of their account
            del self.fields["language"]

    def words_of(self, rhythm):
        """What the choice says, as the reader saw it."""
        return dict(self.RHYTHMS)[rhythm]
