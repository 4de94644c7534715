"""What both sides of a transfer are told, in the portal and by mail, once."""

from django.utils.translation import gettext as _

from kit.formats import day, number
from library.models import Step
from library.standing import leads_of
from mailing.kinds import PRACTICE
from members.actions.notices import tell
from members.models import User
from members.reasons import ByRecord, because


def of_source(transfer):
    """The contact; before one is named the author of the practice, and who leads the province's team."""
    if transfer.contact_id:
        return User.objects.filter(pk=transfer.contact_id)
    return leads_of(transfer.source_id) | User.objects.filter(pk=transfer.item.created_by_id)


def of_adopter(transfer):
    return User.objects.filter(pk=transfer.lead_id)


def _both(transfer):
    return of_source(transfer) | of_adopter(transfer)


def begun(transfer, by):
    _tell(
        _both(transfer),
        transfer,
        "begun",
        lambda: _("%(adopter)s takes up “%(practice)s”"),
        lambda: _("Please declare in the fit check how it is with you, so that they know what it takes."),
        by,
    )


def stepped(transfer, by):
    _tell(
        _both(transfer),
        transfer,
        f"step:{transfer.step}",
        lambda: _("“%(practice)s” in %(adopter)s: %(step)s"),
        lambda: _what_next(transfer),
        by,
    )


def handed(transfer, by):
    _tell(
        of_adopter(transfer),
        transfer,
        f"handed:{transfer.lead_id}",
        lambda: _("You lead “%(practice)s” in %(adopter)s now"),
        lambda: _("The page shows what the next step needs."),
        by,
    )


def stopped(transfer, by):
    _tell(
        _both(transfer),
        transfer,
        "stopped",
        lambda: _("“%(practice)s” in %(adopter)s was stopped"),
        lambda: f"{transfer.get_stop_kind_display()}\n{transfer.stop_reason}",
        by,
    )


def verified(transfer, by):
    _tell(
        _both(transfer),
        transfer,
        "verified",
        lambda: _("%(third)s has verified “%(practice)s” in %(adopter)s"),
        lambda: transfer.verification,
        by,
        named=lambda: {"third": transfer.verified_for.name},
    )


def outcome_due(transfer, months, due_on):
    return _tell(
        of_adopter(transfer),
        transfer,
        f"due:{months}",
        lambda: _("“%(practice)s”: the outcome after %(months)s months is due"),
        lambda: (
            _("Since %(day)s. Please write down the value and where it comes from.") % {"day": day(due_on)}
        ),
        named=lambda: {"months": number(months)},
    )


def _what_next(transfer):
    if transfer.step == Step.CHECKED:
        return _("The source is asked to agree and to name a contact.")
    if transfer.is_achieved:
        return _("A representative of a third province can verify it now.")
    return _("The page shows what the next step needs.")


def _tell(people, transfer, what, title, body, by=None, named=dict):
    """A notice, once a person and occasion; who did it is not told."""
    people = people.filter(is_active=True, erased_at__isnull=True).distinct()
    people = people.exclude(pk=by.pk) if by else people

    def words():
        return title() % {
            "practice": transfer.revision.title,
            "adopter": transfer.adopter.name,
            "step": transfer.state_words,
            **named(),
        }

    return tell(
        list(people),
        title=words,
        body=body,
        path=transfer.path,
        key=f"transfer:{transfer.pk}:{what}",
        kind=PRACTICE,
        why=_why(transfer),
    )


def _why(transfer):
    """The lead, the contact, the author of the practice, or who leads the source's team."""

    def named(words, of):
        return lambda: words() % {"province": getattr(transfer, of).name}

    return ByRecord(
        (
            {transfer.lead_id},
            named(lambda: _("You get this because you lead this transfer for %(province)s."), "adopter"),
        ),
        (
            {transfer.contact_id},
            named(lambda: _("You get this because you are the contact of %(province)s for it."), "source"),
        ),
        (
            {transfer.item.created_by_id},
            lambda: _("You get this because you wrote the practice."),
        ),
        otherwise=because(
            named(lambda: _("You get this because you lead the OSTP team of %(province)s."), "source")
        ),
    )
