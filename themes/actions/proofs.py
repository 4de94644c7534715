"""The file of a progress report: looked at, kept, replaced."""

from django.db import transaction

from kit.files import discard
from themes.models import Proof

GROUPS = ("document", "sheet", "slides", "text", "picture")


def keep(progress, intake, path, by):
    """The file stored at `path` becomes the report's; an earlier one goes. In the caller's transaction."""
    earlier = Proof.objects.filter(progress=progress).first()
    if earlier:
        earlier.delete()
        transaction.on_commit(lambda: discard(earlier.path))
    facts = {"name": intake.name, "content_type": intake.content_type, "size": intake.size}
    return Proof.objects.create(progress=progress, path=path, sha256=intake.sha256, uploaded_by=by, **facts)
