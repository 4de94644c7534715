"""Who may write, submit, see and take back what the library holds."""

from dataclasses import dataclass

from committee.rules import open_seats
from library.models import Attachment, Item, Revision, Step
from library.standing import acting_for
from members.rules import is_member


def may_create(user):
    """Members share practices; staff enter what members send them."""
    return bool(user.is_authenticated) and (user.is_staff or is_member(user))


def may_import(user):
    """Staff bring folders of documents; what comes of them is a draft, published by a review as any other."""
    return bool(user.is_authenticated) and user.is_staff and user.has_perm("library.change_item")


def may_learn(user):
    """Series of learning are for the network: members, holders of a seat, staff."""
    return may_read_record(user)


def may_arrange_series(user):
    """Holders of a seat of the POCC, and staff: any of them goes on with what another began."""
    return bool(user.is_authenticated) and (user.is_staff or bool(open_seats(user)))


def may_ask(user):
    """Members ask the network, and answer; staff do so for members."""
    return may_create(user)


def may_save_search(user):
    return may_create(user)


def may_make_draft(user, question, solution):
    """Asker or answerer, once it is solved; who makes it is its author."""
    if solution is None or question.hidden_at is not None or not may_ask(user):
        return False
    return user.pk in (question.asker_id, solution.author_id)


def may_edit(user, item):
    """The author and staff, while the item stands."""
    if not user.is_authenticated or item.is_withdrawn:
        return False
    return user.is_staff or item.created_by_id == user.pk


def may_change_facts(user, item):
    """Kind, province and the like are reviewed with the text: once published only staff change them."""
    return may_edit(user, item) and (user.is_staff or item.published_at is None)


def may_submit(user, revision):
    return revision.review_id is None and may_edit(user, revision.item)


def may_withdraw(user, item):
    """The author and staff take a published item back."""
    return may_edit(user, item) and item.published_at is not None


def may_decide_updates(user, item, acting=None):
    """Who may edit an adaptation; once it is published every member of its province, as authors are away."""
    if may_edit(user, item):
        return True
    if item.published_at is None or item.is_withdrawn:
        return False
    return item.province_id in set(acting_for(user) if acting is None else acting)


def may_discard(user, revision):
    """A draft may be thrown away by those who may edit it."""
    return revision.review_id is None and may_edit(user, revision.item)


def may_see_revision(user, revision):
    """The published one as the item; another: author, staff, and other provinces' seats once submitted."""
    item = revision.item
    is_shown = item.published_revision_id == revision.pk and not item.is_withdrawn
    if is_shown and Item.objects.readable_by(user).filter(pk=item.pk).exists():
        return True
    return Revision.objects.visible_to(user).filter(pk=revision.pk).exists()


def may_read_file(user, attachment):
    """Who may see a revision that holds the file."""
    return Attachment.objects.visible_to(user).filter(pk=attachment.pk).exists()


@dataclass(frozen=True)
class Part:
    """A person's part in a transfer: for which side they act, and what they may do now."""

    is_adopter: bool  # a member who serves in the adopting province's team, or holds its seat
    is_source: bool
    may_step: bool
    may_keep: bool  # people, milestones, documents, measures
    may_report: bool
    may_stop: bool
    verifying: tuple  # seats of third provinces for which they may verify

    @property
    def sides(self):
        """The columns of the fit check that are theirs."""
        both = {"adopter": self.is_adopter, "source": self.is_source}
        return {name for name, is_theirs in both.items() if is_theirs}


def part_in(user, transfer):
    """Members act for their own province alone, staff only stop; a seat of a third province verifies."""
    acting = set(acting_for(user))
    is_adopter, is_source = transfer.adopter_id in acting, transfer.source_id in acting
    is_theirs = is_source if transfer.next_step == Step.AGREED else is_adopter
    is_undecided = is_source and transfer.step < Step.AGREED
    is_staff = user.is_authenticated and user.is_staff
    return Part(
        is_adopter=is_adopter,
        is_source=is_source,
        may_step=transfer.is_open and is_theirs,
        may_keep=transfer.is_open and is_adopter,
        may_report=is_adopter and transfer.step >= Step.PILOTING and not transfer.is_stopped,
        may_stop=transfer.is_open and (is_adopter or is_undecided or is_staff),
        verifying=_verifying(user, transfer, acting),
    )


def _verifying(user, transfer, acting):
    """Seats of third provinces; nobody who works for one of the sides as well."""
    if not transfer.is_achieved or transfer.verified_at:
        return ()
    sides = {transfer.source_id, transfer.adopter_id} | transfer.item.owners
    seats = open_seats(user)
    theirs = acting | {seat.province_id for seat in seats}
    return () if theirs & sides else tuple(seats)


def adopting_provinces(user, item, acting=None):
    """Public keys of the provinces for which the person may take this practice up.

    Only what is published is taken up, by members of other provinces than those whose it is.
    """
    if item.province_id is None or item.published_at is None or item.is_withdrawn:
        return set()
    return set(acting_for(user) if acting is None else acting) - item.owners


def may_begin(user, item, acting=None):
    return bool(adopting_provinces(user, item, acting))


def may_read_record(user):
    """What both sides write down is for the network: members, holders of a seat, staff; never the public."""
    if not user.is_authenticated:
        return False
    return user.is_staff or is_member(user) or bool(open_seats(user))
