"""Adapting what another province published; what its source changed since is proposed, never written over."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from library import adaptation_notices, adapting, rules
from library.actions.drafts import InReview, new_version, save_draft, start_draft
from library.actions.transfer_record import add_document
from library.actions.transfers import NotNow
from library.adapting import FILES
from library.models import Adaptation, Item, Transfer, UpdateProposal

State = UpdateProposal.State


@transaction.atomic
def adapt(*, item, province, by, is_tied=False, request=None):
    """A draft of the person's own for their province, with the words and files of the published version.

    Files are the same rows: nothing lies twice in the storage. Where the person has adapted it for this
    province already, that is the answer. `is_tied`: also the document of the transfer that is under way.
    Raises PermissionDenied.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=item.pk)
    if province.pk not in adapting.adapting_provinces(by, item) or not _may_read(by, item):
        raise PermissionDenied
    known = Adaptation.objects.standing().filter(source=item, item__province=province, item__created_by=by)
    if standing := known.select_related("item").first():
        return standing
    adaptation = _begin(item, province, by)
    audit.record(by, "adaptation.begun", f"{adaptation.item_id}: {item}", request=request)
    for transfer in Transfer.objects.open().filter(item=item, adopter=province) if is_tied else ():
        add_document(transfer=transfer, by=by, item=adaptation.item, request=request)
    return adaptation


def _may_read(user, item):
    return Item.objects.readable_by(user).filter(pk=item.pk).exists()


def _begin(item, province, by):
    source = item.published_revision
    draft = start_draft(
        by=by,
        kind=item.kind,
        province=province,
        criterion=item.criterion,
        is_public=item.is_public,
        is_demonstration=item.is_demonstration,
        tags=item.tags.all(),
        contributors=[by.name_ar or by.name_latin],
        **{name: getattr(source, name) for name in adapting.TEXTS},
    )
    draft.attachments.set(source.attachments.all())
    before = adapting.of(item)
    return Adaptation.objects.create(
        item=draft.item,
        source=item,
        revision=source,
        original_id=before.original_id if before else item.pk,
        by=by,
    )


@transaction.atomic
def propose_updates(*, source):
    """The published version of `source` to those who adapted it, part by part; the authors hear of it once.

    In the transaction of the publication. What was proposed before and not decided is overtaken.
    """
    new = source.published_revision
    standing = Adaptation.objects.standing().filter(source=source).order_by("pk")
    for adaptation in map(_locked, list(standing)):
        if new.number > adaptation.revision.number:
            _propose_to(adaptation, new)


def _locked(adaptation):
    """Read anew, its row held until the transaction ends. Without a join: one to the version would lose the
    row where another has just moved it on.
    """
    return Adaptation.objects.select_for_update().get(pk=adaptation.pk)


def _propose_to(adaptation, new):
    adaptation.proposals.open().update(state=State.SUPERSEDED)
    known, ours = _known(adaptation), adaptation.item.newest
    rows = []
    for name in adapting.FIELDS:
        base, words = known.get(name, adaptation.revision), adapting.value(new, name)
        if words not in (adapting.value(base, name), adapting.value(ours, name)):
            rows.append(UpdateProposal(adaptation=adaptation, base=base, revision=new, field=name))
    UpdateProposal.objects.bulk_create(rows)
    if rows:
        adaptation_notices.updated(adaptation, new)
    else:
        _move_on(adaptation, new)


def _known(adaptation):
    """part → the version whose words the authors have decided on, where it is newer than the adaptation's."""
    decided = adaptation.proposals.decided().filter(revision__number__gt=adaptation.revision.number)
    rows = decided.select_related("revision").order_by("revision__number")
    return {row.field: row.revision for row in rows}


def _move_on(adaptation, revision):
    """All of this version is decided."""
    adaptation.revision = revision
    adaptation.save(update_fields=["revision"])


@transaction.atomic
def decide_update(*, proposal, by, is_accepted, request=None):
    """Take the source's words over into a draft of ours, or keep ours; the same answer again is no error.

    A colleague's answer goes into the author's draft, who hears of it. Raises PermissionDenied, NotNow where
    it was decided otherwise or overtaken, ValidationError where the words cannot be taken over.
    """
    adaptation = _locked(proposal.adaptation)
    proposal = adaptation.proposals.select_related("base", "revision").get(pk=proposal.pk)
    if not rules.may_decide_updates(by, adaptation.item):
        raise PermissionDenied
    answer = State.ACCEPTED if is_accepted else State.DECLINED
    if proposal.state == answer:
        return proposal
    if not proposal.is_open:
        raise NotNow(proposal.state)
    if is_accepted:
        _take_over(adaptation.item, proposal, by)
    proposal.state, proposal.decided_by, proposal.decided_at = answer, by, kit.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record(by, f"adaptation.{answer}", f"{adaptation.item_id}: {proposal.field}", request=request)
    adaptation_notices.decided(adaptation, proposal)
    if not adaptation.proposals.open().exists():
        _move_on(adaptation, proposal.revision)
    return proposal


def _take_over(item, proposal, by):
    """Into the draft there is, or a new one; never in place of words that stand nowhere else. A colleague's
    answer is written into the draft of the author.
    """
    by = by if rules.may_edit(by, item) else item.created_by
    try:
        draft = new_version(item=item, by=by)
    except InReview:
        raise ValidationError(
            _("Your version waits for its review. You can take this over after the decision.")
        ) from None
    if proposal.field == FILES:
        gone = set(adapting.value(proposal.base, FILES)) - set(adapting.value(proposal.revision, FILES))
        draft.attachments.remove(*draft.attachments.filter(sha256__in=gone))
        ours = set(adapting.value(draft, FILES))
        draft.attachments.add(*(one for one in proposal.revision.attachments.all() if one.sha256 not in ours))
        return
    if is_ours_alone(draft, proposal):
        raise ValidationError(_("Your draft has words of its own here. Take over there what fits you."))
    save_draft(revision=draft, by=by, **{proposal.field: getattr(proposal.revision, proposal.field)})


def is_ours_alone(draft, proposal):
    """Whether the draft holds words that would be lost: neither the source's nor in a version handed in."""
    words = getattr(draft, proposal.field)
    if draft.review_id is not None or proposal.field == FILES or not words:
        return False
    if words in (getattr(proposal.base, proposal.field), getattr(proposal.revision, proposal.field)):
        return False
    kept = draft.item.revisions.exclude(review=None)
    return not kept.filter(**{proposal.field: words}).exists()
