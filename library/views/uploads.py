"""Files that arrive in pieces, by tus 1.0.0: any client of that protocol may bring them.

No token against forged requests: without `Tus-Resumable`, which no form and no foreign page can send,
nothing happens (docs/decisions/008-uploads-in-pieces.md).
"""

import uuid

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kit import limits
from kit.files import KINDS, Refused, partial, tus
from kit.files.intake import kind_of
from kit.files.names import safe_name
from library import actions, rules
from library.models import Sealed, Upload
from library.views.drafts import item_of_form, untitled

LARGEST = max(kind.limit for kind in KINDS.values())
UPLOADS = 600  # files an hour from one address
REQUESTS = 6_000  # pieces an hour from one address


@csrf_exempt
def uploads(request):
    """OPTIONS: what this server can do; POST: an upload is begun."""
    method = tus.method_of(request)
    if method == "OPTIONS":
        return tus.options(LARGEST)
    if method != "POST":
        return tus.answer(405, Allow="OPTIONS, POST")
    if not tus.speaks(request):
        return tus.answer(412, Tus_Version=tus.VERSION)
    with override(_language(request)):
        return _create(request)


@csrf_exempt
def upload(request, uuid):
    """HEAD: how much has arrived; PATCH: more of it; DELETE: no more of it."""
    method = tus.method_of(request)
    if method == "OPTIONS":
        return tus.options(LARGEST)
    verb = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}.get(method)
    if verb is None:
        return tus.answer(405, Allow="OPTIONS, HEAD, PATCH, DELETE")
    found = Upload.objects.visible_to(request.user).filter(uuid=uuid).first()
    if found is None:
        return tus.answer(404)
    if not tus.speaks(request):
        return tus.answer(412, Tus_Version=tus.VERSION)
    with override(_language(request)):
        return verb(request, found)


@require_safe
def row(request, uuid):
    """How an upload ended, as a row of the form; while it waits, with the reason."""
    upload = get_object_or_404(Upload.objects.visible_to(request.user), uuid=uuid)
    if upload.attachment_id:
        return render(request, "library/_upload.html", {"attachment": upload.attachment, "is_draft": True})
    status = 422 if upload.refusal else 200
    return render(request, "library/_arriving.html", {"upload": upload}, status=status)


def _create(request):
    length = tus.whole_number(request.headers.get("Upload-Length"))
    try:
        told = tus.metadata(request.headers.get("Upload-Metadata", ""))
        key = uuid.UUID(told.get("form_key", ""))
    except ValueError:
        return tus.answer(400)
    if length is None:
        return tus.answer(400)
    if length > LARGEST:
        return tus.answer(413, _("No file may be so large."), Tus_Max_Size=LARGEST)
    if not limits.is_within(request, "upload", most=UPLOADS, seconds=3_600):
        return tus.answer(429, _("Very many files came from here in the last hour. Please try again later."))
    return _begin(request, told, key, length)


def _begin(request, told, key, length):
    item = item_of_form(request.user, key)
    if item is None and not rules.may_create(request.user):
        return tus.answer(403)
    try:
        _judge(told.get("filename", ""), length)
        revision = item.newest if item else untitled(request, key)
        begun = actions.start_upload(
            revision=revision, by=request.user, name=told.get("filename", ""), length=length
        )
    except Refused as refusal:
        return tus.answer(422, str(refusal))
    except Sealed:
        return tus.answer(422, _("This version was submitted already."))
    place = f"{request.path}{begun.uuid}"
    return tus.answer(201, Location=place, Upload_Offset=0, Upload_Expires=tus.expires(begun.expires_at))


def _judge(name, length):
    """A name that will be refused starts no draft."""
    kind_of(safe_name(name), length)


def _head(request, upload):
    return tus.answer(200, Upload_Length=upload.length, **_standing(upload))


def _standing(upload):
    return {"Upload_Offset": upload.offset, "Upload_Expires": tus.expires(upload.expires_at)}


def _patch(request, upload):
    at = tus.whole_number(request.headers.get("Upload-Offset"))
    if request.content_type != tus.CONTENT_TYPE:
        return tus.answer(415)
    if not limits.is_within(request, "upload_piece", most=REQUESTS, seconds=3_600):
        return tus.answer(429, _("Very many files came from here in the last hour. Please try again later."))
    if upload.refusal:
        return tus.answer(422, upload.refusal)
    try:
        due = tus.checksum(request.headers.get("Upload-Checksum", ""))
    except ValueError:
        return tus.answer(400)
    return tus.answer(400) if at is None else _go_on(request, upload, at, due)


def _go_on(request, upload, at, due):
    try:
        upload = actions.take_up(upload=upload, at=at)
        is_right = _receive(request, upload, due)
    except actions.Overtaken:
        return tus.answer(409)
    except Refused as refusal:
        actions.refuse(upload=upload, why=refusal)
        return tus.answer(422, upload.refusal)
    if not is_right:
        actions.take_back(upload=upload, to=at)
        return tus.answer(tus.MISMATCH)
    return _received(upload)


def _receive(request, upload, due):
    """Block by block to the disk; whether they were what the sender says they are."""
    for block in partial.blocks(request):
        actions.add(upload=upload, data=block)
        if due:
            due[0].update(block)
    return due is None or due[0].digest() == due[1]


def _received(upload):
    if upload.has_arrived:
        upload = actions.settle(upload=upload)
    if upload.refusal:
        return tus.answer(422, upload.refusal)
    return tus.answer(204, **_standing(upload))


def _delete(request, upload):
    actions.give_up(upload=upload)
    return tus.answer(204)


def _language(request):
    """What the client asks for: no language stands in the address."""
    asked = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    try:
        return get_supported_language_variant(asked or "ar")
    except LookupError:
        return "ar"
