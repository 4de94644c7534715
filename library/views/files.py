"""Files of items: given only to who may see a version that holds them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kit.files import serve
from library.models import Attachment


@login_not_required
@require_safe
def file(request, uuid):
    """The file under its own name; `?inline` shows pictures, sound and video in a sandbox."""
    visible = Attachment.objects.visible_to(request.user).defer("text")
    attachment = get_object_or_404(visible, uuid=uuid)
    return serve(
        request,
        attachment.path,
        attachment.name,
        attachment.content_type,
        as_attachment="inline" not in request.GET,
        etag=attachment.sha256,
    )
