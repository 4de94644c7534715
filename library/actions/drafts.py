"""Writing: a draft is the newest revision that has not been submitted."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kit import audit
from kit.files.intake import discard
from library import recognition, rules
from library.models import Contributor, Item, Result, Revision, Sealed

PAIRS = ("title", "summary", "problem", "context", "body", "needs", "failed", "changes")
TEXTS = tuple(f"{pair}_{language}" for pair in PAIRS for language in ("ar", "en")) + (
    "cost",
    "time_needed",
    "people_needed",
    "results_source",
    "contact",
    "source_name",
    "source_url",
    "licence",
)
FACTS = ("kind", "province", "team", "solution", "criterion", "theme", "year", "is_public")
MEASURES = ("measure_ar", "measure_en", "before", "after", "unit_ar", "unit_en")


class InReview(Exception):
    """The newest version waits for its review; a new one can be written after the decision."""


@transaction.atomic
def start_draft(*, by, kind, province=None, form_key=None, is_demonstration=False, **given):
    """A new item with its first draft; the same `form_key` again finds the draft it started.

    `given` takes the names in TEXTS and FACTS, `results` (mappings of MEASURES), `tags`, `partners` and
    `contributors` (names).
    """
    if not rules.may_create(by):
        raise PermissionDenied
    facts = {"kind": kind, "province": province, "created_by": by, "is_demonstration": is_demonstration}
    if form_key is None:
        item = Item.objects.create(**facts)
    else:
        item, _made = Item.objects.get_or_create(form_key=form_key, defaults=facts)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.created_by_id != by.pk:
        raise PermissionDenied
    revision = item.newest or Revision.objects.create(item=item, number=1, created_by=by)
    return save_draft(revision=revision, by=by, kind=kind, province=province, **given)


class Changed(Exception):
    """Another window has kept the draft meanwhile."""


@transaction.atomic
def save_draft(
    *,
    revision,
    by,
    results=None,
    tags=None,
    partners=None,
    contributors=None,
    base=None,
    has_version=True,
    **given,
):
    """Keep what is given in the draft; what is not named stays. Raises Sealed for a submitted revision.

    `base`: how often the draft had been kept when these words were begun. Raises Changed where it is more
    by now and these are other words. Without `has_version` no earlier version of the text is kept.
    """
    revision = open_draft(revision, by)
    if base not in (None, revision.saves) and not _is_same(revision, given, results):
        raise Changed(str(revision))
    item = revision.item
    facts = {name: given.pop(name) for name in FACTS if name in given}
    if unknown := set(given) - set(TEXTS):
        raise TypeError(f"A draft has no {', '.join(sorted(unknown))}")
    for name, value in given.items():
        setattr(revision, name, value)
    revision.saves += 1
    (revision.save if has_version else revision.save_without_historical_record)()
    if rules.may_change_facts(by, item):
        _keep_facts(item, facts, contributors, tags=tags, partners=partners)
    if results is not None:
        revision.results.all().delete()
        for result in results:
            Result.objects.create(
                revision=revision, **{name: result.get(name) for name in MEASURES if name in result}
            )
    return revision


def _is_same(revision, given, results):
    """A form that was sent twice is no other window."""
    kept = {name: getattr(revision if name in TEXTS else revision.item, name) for name in given}
    return kept == given and (results is None or results_as_kept(revision, results))


def results_as_kept(revision, results):
    rows = [{name: result.get(name) for name in MEASURES} for result in results]
    return rows == list(revision.results.values(*MEASURES))


def _keep_facts(item, facts, contributors, **several):
    changed = {name: value for name, value in facts.items() if getattr(item, name) != value}
    for name, value in changed.items():
        setattr(item, name, value)
    if changed:
        item.save(update_fields=list(changed))
    for name, rows in several.items():
        if rows is not None:
            getattr(item, name).set(rows)
    if contributors is not None:
        names = list(dict.fromkeys(name.strip()[:150] for name in contributors if name.strip()))
        item.contributors.exclude(name__in=names).delete()
        there = set(item.contributors.values_list("name", flat=True))
        fresh = [name for name in names if name not in there]
        people = recognition.known(fresh, item) if fresh else {}
        for name in fresh:
            Contributor.objects.create(item=item, name=name, person=people.get(name))


def open_draft(revision, by):
    """The draft, read anew, its item locked until the transaction ends."""
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=revision.item_id)
    if not rules.may_edit(by, item):
        raise PermissionDenied
    revision = Revision.objects.get(pk=revision.pk)
    if revision.review_id is not None:
        raise Sealed(str(revision))
    revision.item = item
    return revision


@transaction.atomic
def new_version(*, item, by):
    """The draft to continue with: the one there is, or a copy of the newest revision. Raises InReview."""
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=item.pk)
    if not rules.may_edit(by, item):
        raise PermissionDenied
    newest = item.revisions.select_related("review").order_by("-number").first()
    if newest.review_id is None:
        return newest
    if newest.review.is_waiting:
        raise InReview(str(newest))
    texts = {name: getattr(newest, name) for name in TEXTS}
    draft = Revision.objects.create(item=item, number=newest.number + 1, created_by=by, **texts)
    draft.attachments.set(newest.attachments.all())
    for result in newest.results.all():
        Result.objects.create(revision=draft, **{name: getattr(result, name) for name in MEASURES})
    return draft


@transaction.atomic
def discard_draft(*, revision, by):
    """Throw a draft away, with files that no other version holds; an item of nothing else goes with it."""
    revision = open_draft(revision, by)
    item = revision.item
    is_only = not item.revisions.exclude(pk=revision.pk).exists()
    audit.record(by, "library.draft_discarded", f"{item.pk}: {revision.title}")
    revision.delete()
    orphans = list(item.attachments.filter(revisions__isnull=True))
    for attachment in orphans:
        drop_file(attachment)
    if is_only:
        item.delete()


def drop_file(attachment):
    """Delete the row; the stored file and its preview go when the transaction has held."""
    paths = [path for path in (attachment.path, attachment.preview) if path]
    attachment.delete()
    transaction.on_commit(lambda: [discard(path) for path in paths])
