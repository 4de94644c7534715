"""What authors are told of their adaptations and of what may be out of use, once."""

from django.utils.translation import gettext as _

from library.standing import leads_of
from mailing.kinds import PRACTICE
from members.actions.notices import tell
from members.models import User
from members.reasons import ByRecord, because


def updated(adaptation, new):
    """The source has a new version: the author, and who leads the province's team once ours is published."""
    item = adaptation.item
    people = _author(item) | leads_of(item.province_id) if item.published_at else _author(item)
    tell(
        list(_reachable(people)),
        title=lambda: (
            _("“%(practice)s”, which your province adapted, has a new version") % {"practice": new.title}
        ),
        body=lambda: _("Decide part by part what you take over. Nothing of yours changes by itself."),
        path=f"library/{item.pk}/updates/",
        key=f"adaptation:{adaptation.pk}:{new.pk}",
        kind=PRACTICE,
        why=because(lambda: _("You get this because you adapted the practice.")),
    )


def decided(adaptation, proposal):
    """A colleague decides in the author's place: once a version and colleague."""
    item, by = adaptation.item, proposal.decided_by
    if by.pk == item.created_by_id:
        return
    tell(
        list(_reachable(_author(item))),
        title=lambda: (
            _("%(name)s decides on changes of the source of “%(practice)s”")
            % {"name": by.name, "practice": item.newest.title}
        ),
        body=lambda: _("What is taken over stands in your draft. Look at it, then hand it in."),
        path=f"library/{item.pk}/updates/",
        key=f"adaptation-decided:{adaptation.pk}:{proposal.revision_id}:{by.pk}",
        kind=PRACTICE,
        why=because(lambda: _("You get this because you wrote the practice.")),
    )


def asked(question):
    """Whether it is still in use: the author, and who leads the province's team."""
    item = question.item
    return tell(
        list(_reachable(_author(item) | leads_of(item.province_id))),
        title=lambda: _("Still in use? “%(practice)s”") % {"practice": item.published_revision.title},
        body=lambda: _("A year has passed. One tap tells readers whether it is still in use with you."),
        path=f"library/{item.pk}/use/",
        key=f"use:{question.pk}",
        kind=PRACTICE,
        why=ByRecord(
            ({item.created_by_id}, lambda: _("You get this because you wrote the practice.")),
            otherwise=because(
                lambda: (
                    _("You get this because you lead the OSTP team of %(province)s.")
                    % {"province": item.province.name}
                )
            ),
        ),
    )


def _author(item):
    return User.objects.filter(pk=item.created_by_id)


def _reachable(people):
    return people.filter(is_active=True, erased_at__isnull=True).distinct()
