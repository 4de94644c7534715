"""An application's way: written, submitted, asked about, answered, approved or declined; all are told."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext as _

import kit
from kit import audit
from mailing.kinds import DUTY
from members import eligibility, rules
from members.actions.notices import tell
from members.models import Application, MembershipPolicy, Service, Step, User
from members.reasons import ByOffice, because


class NotReady(Exception):
    """A condition is not met; `conditions` says which."""

    def __init__(self, conditions):
        super().__init__("A condition of membership is not met.")
        self.conditions = conditions


class AlreadyDecided(Exception):
    """The application is not where this step could be taken: somebody else was faster."""


@transaction.atomic
def keep_note(*, person, note):
    """Begin an application, or go on with it; nobody else sees it yet."""
    application = _own(person)
    if application.state != Application.State.DRAFT:
        raise AlreadyDecided
    application.note = note.strip()
    application.save()
    return application


@transaction.atomic
def submit(*, person, note=None, request=None):
    """Hand the application in under the policy in force. Raises NotReady while a condition is not met."""
    application = _own(person)
    if application.state != Application.State.DRAFT:
        raise AlreadyDecided
    application.note = application.note if note is None else note.strip()
    _require_conditions(application)
    application.province = _province_of(application.person)
    _step(application, Step.Kind.SUBMITTED, person, application.note, request, to=Application.State.SUBMITTED)
    _tell_committee(application, lambda: _("%(name)s applies for membership") % {"name": person.name})
    return application


@transaction.atomic
def answer(*, application, by, text, request=None):
    """The applicant answers what was asked, and the application waits for a decision again."""
    application = _take(application, Application.State.ASKED)
    if application.person_id != by.pk:
        raise PermissionDenied
    if not text.strip():
        raise ValidationError(_("Write your answer."))
    _step(application, Step.Kind.ANSWERED, by, text, request, to=Application.State.SUBMITTED)
    _tell_committee(application, lambda: _("%(name)s has answered your question") % {"name": by.name})
    return application


@transaction.atomic
def ask_for_more(*, application, by, text, request=None):
    """Give it back to the applicant with a question; nothing is decided."""
    application = _for_decision(application, by)
    application.reason = text.strip()
    _step(application, Step.Kind.ASKED, by, text, request, to=Application.State.ASKED)
    _tell_applicant(application, lambda: _("The committee asks you something about your application"))
    return application


@transaction.atomic
def approve(*, application, by, text="", request=None):
    """The person is a member from today. Raises NotReady where the policy of today is not met."""
    application = _for_decision(application, by)
    _require_conditions(application)  # its province stays: who may decide was settled when it was handed in
    application.member_since = kit.today()
    _decide(application, Step.Kind.APPROVED, by, text, request)
    _tell_applicant(application, lambda: _("Welcome: you are a member of the Excellence Network"))
    return application


@transaction.atomic
def decline(*, application, by, text, request=None):
    """The person does not become a member; the reason is theirs to read."""
    application = _for_decision(application, by)
    _decide(application, Step.Kind.DECLINED, by, text, request)
    _tell_applicant(application, lambda: _("Your application was declined"))
    return application


@transaction.atomic
def withdraw(*, application, by, request=None):
    """The applicant takes it back; who had it before them need not read it any more."""
    application = _take(application, *Application.OPEN)
    if application.person_id != by.pk:
        raise PermissionDenied
    _step(application, Step.Kind.WITHDRAWN, by, "", request, to=Application.State.WITHDRAWN)
    if application.submitted_at is not None:
        _tell_committee(application, lambda: _("%(name)s has withdrawn the application") % {"name": by.name})
    return application


def _own(person):
    """The person's open application, locked; a draft where there is none."""
    User.objects.select_for_update().get(pk=person.pk)  # two at once begin one
    found = Application.objects.select_for_update().filter(person=person)
    known = found.open().first() or found.filter(state=Application.State.APPROVED).first()
    return known or Application(person=person, province=_province_of(person))


def _province_of(person):
    """The province in whose team the person serves, or served last; confirmed service comes first."""
    services = Service.objects.of(person).filter(refused_at__isnull=True).select_related("team__province")
    is_unconfirmed = ExpressionWrapper(Q(confirmed_at__isnull=True), output_field=BooleanField())
    newest = F("until_on").desc(nulls_first=True)
    service = services.order_by(is_unconfirmed, newest, "-from_on", "pk").first()
    if service is None:
        raise NotReady(_conditions(person)[1])
    return service.team.province


def _take(application, *states):
    """The application, locked, while it is in one of these states."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("person", "province")
    application = locked.get(pk=application.pk)
    if application.state not in states:
        raise AlreadyDecided
    return application


def _for_decision(application, by):
    application = _take(application, Application.State.SUBMITTED)
    if not rules.may_decide_application(by, application):
        raise PermissionDenied
    return application


def _conditions(person):
    on = kit.today()
    policy = MembershipPolicy.objects.in_force(on)
    return policy, eligibility.assess(eligibility.record_of(person), on, policy)


def _require_conditions(application):
    application.policy, conditions = _conditions(application.person)
    if not eligibility.is_eligible(conditions):
        raise NotReady(conditions)


def _decide(application, kind, by, text, request):
    application.decided_by, application.decided_at = by, kit.now()
    application.policy, application.reason = MembershipPolicy.objects.in_force(kit.today()), text.strip()
    _step(application, kind, by, text, request, to=Application.State(kind.value))


def _step(application, kind, by, text, request, *, to):
    """Keep the new state and who brought it about, when, under which policy, in which words."""
    application.state = to
    application.policy = application.policy or MembershipPolicy.objects.in_force(kit.today())
    if kind == Step.Kind.SUBMITTED:
        application.submitted_at = kit.now()
    application.full_clean(exclude=["person", "province", "policy", "decided_by"])
    application.save()
    step = Step(application=application, kind=kind, by=by, policy=application.policy, text=text.strip())
    step.at = kit.now()
    step.save()
    audit.record(by, f"application.{kind.value}", application.person.public_id, request=request)


def _tell_applicant(application, title):
    tell(
        [application.person],
        title=title,
        body=lambda: application.reason,
        path="members/application/",
        key=f"application:{application.pk}:{application.steps.count()}",
        why=because(lambda: _("You get this because you applied for membership.")),
    )


def _tell_committee(application, title):
    """Every representative of another province; staff while there is none."""
    seats = rules.representatives(kit.today(), other_than=application.province_id)
    chosen = {"pk__in": [seat.person_id for seat in seats]} if seats else {"is_staff": True}
    people = User.objects.reachable().filter(**chosen).exclude(pk=application.person_id)
    tell(
        people,
        title=title,
        path=f"members/applications/{application.pk}/",
        key=f"application:{application.pk}:{application.steps.count()}",
        kind=DUTY,
        why=ByOffice(),
    )
