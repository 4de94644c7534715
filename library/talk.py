"""The threads under a practice as a reader sees them, out of rows that came with the item."""

import datetime
import uuid
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Subquery

import kit
from kit.rows import Row
from library.models import Bookmark, Comment, Useful
from library.models.mark import usefulness
from members.models import User

SHOWN = 30  # threads on a page, the newest first


@dataclass
class Said:
    """One comment, question or answer: whose it is, and what the reader may do with it."""

    row: dict
    reader: User

    def __post_init__(self):
        self.pk, self.parent, self.kind, self.text = (
            self.row[name] for name in ("pk", "parent", "kind", "text")
        )
        named = {name: self.row[name] for name in ("id", "public_id", "name_ar", "name_latin", "erased_at")}
        self.writer = User(**named)
        self.at = datetime.datetime.fromisoformat(self.row["at"])
        self.is_removed, self.is_hidden = bool(self.row["removed_at"]), bool(self.row["hidden_at"])
        self.is_edited = bool(self.row["edited_at"])
        self.is_by_author, self.is_readable = self.row["by_author"], self.row["is_readable"]
        self.is_standing = not (self.is_removed or self.is_hidden)
        is_mine = self.writer.pk == self.reader.pk
        self.may_remove = is_mine and not self.is_removed
        self.may_edit = is_mine and self.is_standing and kit.now() < self.at + Comment.EDITABLE


@dataclass
class Thread:
    """What began it, and what was answered, the oldest first."""

    first: Said
    answers: list = field(default_factory=list)
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def is_question(self):
        return self.first.kind == Comment.Kind.QUESTION

    @property
    def is_answered(self):
        """By an author; what others say helps, and the question stays open."""
        return any(one.is_by_author and one.is_standing for one in self.answers)


def threads(rows, reader):
    """Threads out of `Comment.as_rows`, the newest first."""
    said = sorted((Said(row, reader) for row in rows), key=lambda one: one.pk)
    found = {one.pk: Thread(one) for one in said if one.parent is None}
    for one in said:
        if one.parent in found:
            found[one.parent].answers.append(one)
    return list(reversed(found.values()))


def columns(reader):
    """What the page of an item shows beside the text, as columns of the item: nothing costs a query more."""
    shown = {"useful_counts": usefulness()}
    if not reader.is_authenticated:
        return shown
    belongs = Exists(User.objects.members(kit.today()).filter(pk=reader.pk))
    said = Comment.objects.all() if reader.is_staff else Comment.objects.filter(belongs)
    newest = said.begun().filter(item=OuterRef(OuterRef("pk"))).order_by("-pk").values("pk")[:SHOWN]
    in_thread = Q(pk__in=newest) | Q(parent__in=newest)
    counted = Comment.objects.filter(item=OuterRef("pk")).order_by().values("item")
    counted = counted.annotate(
        said=Count("pk", filter=Q(removed_at__isnull=True, hidden_at__isnull=True)),
        threads=Count("pk", filter=Q(parent__isnull=True)),
    )
    mine = {"item": OuterRef("pk"), "person": reader}
    return shown | {
        "is_for_members": belongs,
        "is_bookmarked": Exists(Bookmark.objects.filter(**mine)),
        "is_found_useful": Exists(Useful.objects.filter(**mine)),
        "comment_rows": ArraySubquery(
            said.filter(in_thread, item=OuterRef("pk")).order_by("pk").as_rows(reader)
        ),
        "talk_counts": Subquery(counted.values(counts=Row(said="said", threads="threads"))),
    }


def beside(item, reader):
    """What the template is told of it, for an item that was fetched with `columns`."""
    is_open = item.published_at is not None and not item.is_withdrawn and reader.is_authenticated
    is_member = is_open and item.is_for_members
    may_talk = is_member or (is_open and reader.is_staff)
    counts = (is_open and item.talk_counts) or {"said": 0, "threads": 0}
    return {
        "may_talk": may_talk,
        "may_bookmark": is_open,
        "may_find_useful": is_member and item.created_by_id != reader.pk,
        "threads": threads(item.comment_rows, reader) if may_talk else [],
        "said": counts["said"],
        "has_more_threads": counts["threads"] > SHOWN,
    }
