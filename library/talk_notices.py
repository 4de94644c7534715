"""Who hears of a comment: the authors of the practice and the thread it stands in, each once."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

import kit
from library.actions.publication import authors_of
from library.models import Comment
from mailing.kinds import TALK
from members.actions.notices import tell
from members.models import Block, Notice, User
from members.reasons import ByRecord, because


def told(comment):
    """Authors, and who began the thread and wrote in it, as far as they may read it; never its writer, nor
    across a block.
    """
    if not comment.is_standing:
        return 0

    def words():
        return _title(comment) % {
            "name": comment.writer.name,
            "practice": comment.item.published_revision.title,
        }

    return tell(
        list(_concerned(comment)),
        title=words,
        body=lambda: comment.text,
        path=comment.path,
        key=_key(comment),
        kind=TALK,
        why=_why(comment),
    )


def _why(comment):
    """Authors of the practice, else who wrote in the thread."""
    authors = {author.pk for author in authors_of(comment.item)}
    return ByRecord(
        (authors, lambda: _("You get this because the practice is your work.")),
        otherwise=because(lambda: _("You get this because you wrote in this thread.")),
    )


def _title(comment):
    if comment.parent_id:
        return _("%(name)s has answered under “%(practice)s”")
    if comment.kind == Comment.Kind.QUESTION:
        return _("%(name)s asks about “%(practice)s”")
    return _("%(name)s has commented on “%(practice)s”")


def _concerned(comment):
    of_thread = Q(pk=comment.parent_id) | Q(parent=comment.parent_id)
    wrote = Comment.objects.standing().filter(of_thread) if comment.parent_id else Comment.objects.none()
    people = Q(pk__in=[author.pk for author in authors_of(comment.item)])
    people |= Q(pk__in=wrote.values("writer"))
    writer = comment.writer_id
    blocks = Block.objects.filter(
        Q(person=OuterRef("pk"), blocked=writer) | Q(person=writer, blocked=OuterRef("pk"))
    )
    may_read = Q(is_staff=True) | Q(Exists(User.objects.members(kit.today()).filter(pk=OuterRef("pk"))))
    told = User.objects.filter(people, may_read, ~Exists(blocks), is_active=True, erased_at__isnull=True)
    return told.exclude(pk=writer)


def reworded(comment):
    """Who was told finds the new words; nobody is told again."""
    Notice.objects.filter(key=_key(comment)).update(body_ar=comment.text, body_en=comment.text)


def withdrawn(comment):
    """What was told of words that are gone goes as well, and is not mailed any more."""
    Notice.objects.filter(key=_key(comment)).delete()


def hidden(comment):
    """Its writer hears why nobody reads it any more."""
    return tell(
        [comment.writer],
        title=lambda: (
            _("Taqadum staff have hidden what you wrote under “%(practice)s”")
            % {"practice": comment.item.published_revision.title}
        ),
        body=lambda: comment.hidden_reason,
        path=comment.path,
        key=f"comment:{comment.pk}:hidden",
        kind=TALK,
        why=because(lambda: _("You get this because you wrote it.")),
    )


def _key(comment):
    return f"comment:{comment.pk}"
