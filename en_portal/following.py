"""Following a province or a theme by mail: the pages that ask for it, and the page after."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kit import limits
from mailing import links
from members import following
from members.models import Province
from newsletter.forms.readers import SubscribeForm
from themes import following as themes
from themes.models import Theme

ASKS, AN_HOUR = 10, 3600  # wishes of one visitor, those for the newsletter among them


class FollowForm(SubscribeForm):
    """An address and the language of the mails."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request, code):
    """Ask to be told of what a province achieves; everybody gets the same answer, and one mail to confirm."""
    province = get_object_or_404(Province, code=code)
    return _follow(
        request,
        "goals/follow.html",
        {"province": province, "consent": following.consent(province)},
        lambda **wish: following.ask(province=province, **wish),
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request, pk):
    """Ask to be told when a goal of the theme moves."""
    theme = get_object_or_404(Theme.objects.decided().select_related("term"), pk=pk)
    return _follow(
        request,
        "themes/follow.html",
        {"theme": theme, "consent": themes.consent(theme)},
        lambda **wish: themes.ask(theme=theme, **wish),
    )


def _follow(request, template, context, ask):
    form, status = FollowForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if not limits.is_within(request, "subscribe", most=ASKS, seconds=AN_HOUR):
            form.add_error(None, _("You have asked often in the last hour. Please try again later."))
            status = 429
        elif form.is_from_a_robot or _ask(request, form, ask):
            return redirect("goals_asked")
    if form.errors and status == 200:
        status = 422
    return render(request, template, context | {"form": form}, status=status)


def _ask(request, form, ask):
    try:
        ask(
            address=form.cleaned_data["email"],
            language=form.cleaned_data["language"],
            source=links.absolute(request.path),
            ip=limits.client_ip(request),
        )
    except ValidationError as error:
        form.add_error("email", error)
        return False
    return True


@login_not_required
@require_safe
def asked(request):
    """Look into your mailbox."""
    return render(request, "goals/asked.html", {"days": links.CONFIRM_LASTS.days})
