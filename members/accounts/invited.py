"""Who came by an invitation: it waits in the session until they have signed up or in."""

import kit
from members.models import Invitation

KEY = "members_invitation"


def remember(request, invitation):
    request.session[KEY] = invitation.pk


def pending(request):
    """The open invitation that brought this visitor here, or None."""
    if request is None or KEY not in request.session:
        return None
    return Invitation.objects.open(kit.now()).filter(pk=request.session[KEY]).first()


def settle(request, person):
    """After signing in: the invitation is accepted where it was sent to an address of this person."""
    from members.actions import invitations

    invitation = pending(request)
    request.session.pop(KEY, None)
    if invitation is not None and invitations.is_for(invitation, person):
        invitations.accept(invitation=invitation, person=person, request=request)
