"""What a person says of themselves: kept as a whole, the photo small and written anew."""

import dataclasses
import hashlib
import json

from django.core.files.base import ContentFile
from django.db import transaction

from kit import audit
from kit.files import Refused, discard, preview, store
from kit.files.pictures import DAMAGED
from members.actions.consents import record_consent
from members.models import Channel, Consent, Profile, User

NAMES = "name_ar", "name_latin", "position_ar", "position_en"
SAID = "skills", "ask_about", "is_listed"
PHOTO_SIDE = 256  # pixels; twice what a page shows


class ChangedMeanwhile(Exception):
    """Somebody, most often the same person in another window, kept another profile since it was read."""

    def __init__(self, kept):
        super().__init__()
        self.kept = kept


def kept_of(person, profile, channels):
    """What is kept of a person, as the form shows it; the photo by its name."""
    return {
        **{name: getattr(person, name) for name in NAMES},
        **{name: getattr(profile, name) for name in SAID},
        "channels": sorted([row.kind, row.value, row.visibility] for row in channels),
        "photo": profile.photo,
    }


def stamp_of(kept):
    """The same for the same words: by it a later save knows whether others stand there now."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32]


def keep_profile(*, person, names, said, channels, photo=None, is_photo_removed=False, read="", request=None):
    """Keep names, what the profile says and the channels, as they are given; others are gone.

    `names` are fields of the person, `said` of the profile, `channels` rows of (kind, value, visibility);
    `photo` is an Intake of kit.files. Raises Refused where no picture can be made of it; ChangedMeanwhile
    where `read`, the stamp of what the writer saw, is not that of what is kept and other words stand there.
    """
    path = _stored(photo) if photo else ""
    try:
        return _keep(person, names, said, channels, path, is_photo_removed, read, request)
    except BaseException:
        if path:
            discard(path)
        raise


def _stored(intake):
    small = preview(intake.content, intake.content_type, side=PHOTO_SIDE)
    if small is None:
        raise Refused("damaged", DAMAGED)
    return store(dataclasses.replace(intake, content=ContentFile(small)))


@transaction.atomic
def _keep(person, names, said, channels, path, is_photo_removed, read, request):
    person = User.objects.select_for_update().get(pk=person.pk)  # two at once: one after the other
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    _refuse_where_changed(person, profile, {**names, **said}, channels, read)
    _write(person, names)
    before = profile.photo
    if path or is_photo_removed:
        profile.photo = path
    agreed = profile.is_listed if profile.pk else None
    _write(profile, said)
    profile.save()
    if profile.is_listed != agreed:
        record_consent(
            person=person, kind=Consent.Kind.DIRECTORY, is_given=profile.is_listed, request=request
        )
    _keep_channels(person, channels)
    audit.record(person, "profile.kept", person.public_id, request=request)
    if before and before != profile.photo:
        transaction.on_commit(lambda: discard(before))
    return profile


def _refuse_where_changed(person, profile, wanted, channels, read):
    """Nothing is lost without a word; who sends the same twice, by a double click, is told nothing."""
    kept = kept_of(person, profile, person.channels.all())
    if not read or read == stamp_of(kept):
        return
    same = {**kept, **wanted, "channels": sorted(map(list, channels))}
    if same != kept:
        raise ChangedMeanwhile(kept)


def _write(row, fields):
    for name, value in fields.items():
        setattr(row, name, value)
    if isinstance(row, User):
        row.save(update_fields=list(fields))


def _keep_channels(person, rows):
    """What is no longer given is gone; who sees what stays may have changed."""
    wanted = {(kind, value): visibility for kind, value, visibility in rows}
    for channel in Channel.objects.filter(person=person):
        visibility = wanted.pop((channel.kind, channel.value), None)
        if visibility is None:
            channel.delete()
        elif visibility != channel.visibility:
            channel.visibility = visibility
            channel.save()
    for (kind, value), visibility in wanted.items():
        Channel.objects.create(person=person, kind=kind, value=value, visibility=visibility)
