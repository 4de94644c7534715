"""What erasing a person does, all of it in the caller's transaction; files follow once it has held.

The row of the person stays, empty: every key in minutes, ballots and decisions leads to "a former member".
Nothing that is locked has to be opened for it.
"""

import json

from django.db import transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast, Replace

import kit
from kit import personal
from kit.files.intake import discard
from mailing.models import Letter
from members.actions.accounts import end_sessions
from members.erasure_list import write_down
from members.holdings import who_is
from members.models import AuditEvent, Notice, RosterRow, Service, User
from members.models.person import new_public_id
from members.registries import holdings, person_changed

FORMER = {"ar": "عضو سابق", "en": "a former member"}
TEXTS = (
    (Notice, ("title_ar", "body_ar"), "ar"),
    (Notice, ("title_en", "body_en", "path"), "en"),
    (AuditEvent, ("label",), "en"),
    (Letter, ("subject",), "en"),
)


def erase_person(person, *, keeps_name=False):
    """Offices end, sessions end, what is theirs goes, and their name with it. The person given is changed."""
    who, was, names = who_is(person), person.public_id, _telling(person)
    person_changed.call_all(person=person, change="erased")
    _end_service(person)
    end_sessions(person=person)
    paths = [
        path for key in sorted(holdings.keys()) for path in personal.erase(holdings[key], who, keeps_name)
    ]
    _empty(person)
    _forget_words([*names, *who.addresses], was, person.public_id)
    line = json.dumps({"was": was, "at": kit.now().isoformat(), "keeps_name": keeps_name})
    transaction.on_commit(lambda: _follow(paths, line))


def _telling(person):
    """Names that mean this person in a text: more than one word, or half the network would be found."""
    return [name for name in (person.name_ar, person.name_latin) if " " in name.strip()]


def _end_service(person):
    """Service that runs ends today; what was to begin later does not begin."""
    today = kit.today()
    running = Service.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=today), person=person)
    for service in running:
        service.until_on = max(service.from_on, today)
        service.save()


def _empty(person):
    """Nothing is left in the row but that it is there."""
    person.public_id, person.erased_at = new_public_id(), kit.now()
    person.email = person.last_login = None
    person.name_ar = person.name_latin = person.position_ar = person.position_en = person.digits = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    User.history.filter(id=person.pk).delete()


def _forget_words(words, was, now):
    """Names and addresses inside texts about the person: notices to others, the trail, subjects, sheets."""
    for model, fields, language in TEXTS:
        for field in fields:
            for old, new in [*((word, FORMER[language]) for word in words), (was, now)]:
                found = model.objects.filter(**{f"{field}__contains": old})
                found.update(**{field: Replace(F(field), Value(old), Value(new))})
    for word in words:
        for field in ("words", "about"):
            rows = RosterRow.objects.alias(text=Cast(field, TextField())).filter(text__contains=word)
            for row in rows:
                setattr(row, field, _without(getattr(row, field), word))
                row.save(update_fields=[field])


def _without(value, word):
    if isinstance(value, dict):
        return {key: _without(one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, word) for one in value]
    return value.replace(word, FORMER["ar"]) if isinstance(value, str) else value


def _follow(paths, line):
    """After the transaction: stored files, and the list that an operator needs after restoring a backup."""
    for path in paths:
        discard(path)
    write_down(line)
