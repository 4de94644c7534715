"""Invitations: those I sent, a new one, and what the link in the mail opens."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kit import tokens
from members import letters, rules
from members.accounts import invited
from members.actions import invitations as actions
from members.invitation_forms import InvitationForm
from members.models import Invitation

ROWS = 30


def invitations(request):
    """What I have sent and what became of it; the form sends a new one."""
    if not rules.may_see_invitations(request.user):
        raise PermissionDenied
    form = InvitationForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("members:invitations")
    sent = request.user.sent_invitations.select_related("team", "accepted_by")
    page = Paginator(sent, ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "days": actions.VALID_FOR.days}
    return render(request, "members/invitations.html", context, status=422 if form.errors else 200)


def _invite(request, form):
    """True once the mail is on its way; else the form says why not."""
    try:
        actions.invite(by=request.user, request=request, **form.cleaned_data)
    except actions.InvitedAlready:
        form.add_error("email", _("Somebody has invited this address already. Wait for the answer."))
    except actions.TooMany:
        form.add_error(None, _("You have sent many invitations today. Go on tomorrow."))
    else:
        messages.success(request, _("The invitation is on its way by mail."))
        return True
    return False


@require_POST
def again(request, pk):
    """The mail once more."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        actions.send_again(invitation=invitation, by=request.user, request=request)
    except actions.TooMany:
        messages.warning(request, _("It was sent within the last day. Wait until tomorrow."))
    except actions.NotOpen:
        messages.warning(request, _("This invitation is closed. Nothing was changed."))
    else:
        messages.success(request, _("The invitation is on its way by mail."))
    return redirect("members:invitations")


@require_POST
def withdraw(request, pk):
    """The link in the mail stops working."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.user, request=request)
    except actions.NotOpen:
        messages.warning(request, _("This invitation is closed. Nothing was changed."))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("members:invitations")


@login_not_required
def answer(request, token):
    """What the mail's link opens: who invites, to what; the button accepts."""
    invitation = _of_link(token)
    if invitation.state != "waiting":
        return render(request, "members/invitation_closed.html", {"invitation": invitation}, status=410)
    is_other = request.user.is_authenticated and not actions.is_for(invitation, request.user)
    if request.method == "POST" and not is_other:
        return _accept(request, invitation)
    context = {"invitation": invitation, "is_other": is_other}
    return render(request, "members/invitation.html", context)


def _of_link(token):
    try:
        pk = letters.which_invitation(token)
    except tokens.Bad as error:
        raise Http404 from error
    return get_object_or_404(Invitation.objects.select_related("team__province", "invited_by"), pk=pk)


def _accept(request, invitation):
    if request.user.is_authenticated:
        actions.accept(invitation=invitation, person=request.user, request=request)
        messages.success(request, _("You have accepted the invitation."))
        return redirect("members:me")
    invited.remember(request, invitation)
    if actions.known_person(invitation.email):
        return redirect("account_login")
    get_adapter(request).stash_verified_email(
        request, invitation.email
    )  # the link came to this address alone
    return redirect("account_signup")
