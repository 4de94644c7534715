"""A draft that keeps itself while somebody types: what has changed, without a version for each pause."""

from library.actions.drafts import results_as_kept, save_draft


def autosave(*, revision, by, base, results=None, **given):
    """Keep what differs; `base` as in `save_draft`, which raises Changed, Sealed, PermissionDenied."""
    if results is not None and results_as_kept(revision, results):
        results = None
    return save_draft(revision=revision, by=by, base=base, results=results, has_version=False, **given)
