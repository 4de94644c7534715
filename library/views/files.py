"""Files of items: given only to who may see a version that holds them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

import kit
from kit import limits
from kit.files import serve
from library import actions
from library.models import Attachment


@login_not_required
@require_safe
def file(request, uuid):
    """The file under its own name; `?inline` shows pictures, sound and video in a sandbox."""
    visible = Attachment.objects.visible_to(request.user).defer("text")
    attachment = get_object_or_404(visible, uuid=uuid)
    response = serve(
        request,
        attachment.path,
        attachment.name,
        attachment.content_type,
        as_attachment="inline" not in request.GET,
        etag=attachment.sha256,
    )
    if _is_taken(request, response):
        actions.count_download(attachment=attachment, reader=_reader(request), on=kit.today())
    return response


def _is_taken(request, response):
    """The whole file, to keep: not a look at it, nor the rest of one that broke off, nor a guess ahead."""
    is_look = request.method != "GET" or "inline" in request.GET
    is_guess = "prefetch" in request.headers.get("Sec-Purpose", "")
    is_whole = request.headers.get("Range", "bytes=0-").strip() == "bytes=0-"
    return response.status_code in (200, 206) and is_whole and not (is_look or is_guess)


def _reader(request):
    """Who it is today: the person, else the device behind an address; kept as a digest alone."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"{limits.client_ip(request)} {request.headers.get('User-Agent', '')}"


@login_not_required
@require_safe
def preview(request, uuid):
    """The first page, the picture made small, a frame of the film: for who may have the file itself."""
    visible = Attachment.objects.visible_to(request.user).exclude(preview="").only("preview")
    attachment = get_object_or_404(visible, uuid=uuid)
    etag = attachment.preview.rpartition("/")[2]  # another preview lies under another name
    return serve(request, attachment.preview, "preview.webp", "image/webp", as_attachment=False, etag=etag)
