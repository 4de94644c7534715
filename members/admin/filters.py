"""What lists of membership are narrowed by: province, role, standing, office, a day, a span of days."""

import datetime

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import kit
from kit.digits import DateField, DateInput
from members import eligibility, rules
from members.models import Application, MembershipPolicy, Service, Suspension, User
from members.models import Province as ProvinceRow
from members.models import Role as RoleOf
from members.registries import Office


class MatchedPeople:
    """Beside an admin of rows about a person: the person is found by name in either script, or by e-mail."""

    person_field = "person"

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, may_repeat
        people = {f"{self.person_field}__in": User.objects.found_by(search_term).values("pk")}
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(**people)), may_repeat


class Choice(admin.SimpleListFilter):
    """One of a few; each value has its own question."""

    def queryset(self, request, queryset):
        known = {str(value) for value, _words in self.lookup_choices}
        return self.narrowed(queryset, self.value()) if self.value() in known else queryset


class Province(Choice):
    title, parameter_name = gettext_lazy("province"), "province"
    path = "province"

    @classmethod
    def of(cls, path):
        """The filter over another way from the row to its province."""
        return type(cls.__name__, (cls,), {"path": path, "__module__": cls.__module__})

    def lookups(self, request, model_admin):
        return [(province.code, province.name) for province in ProvinceRow.objects.all()]

    def narrowed(self, rows, code):
        return rows.filter(**{f"{self.path}__code": code})


class ServedProvince(Province):
    """People who serve or served there, with confirmation."""

    def narrowed(self, rows, code):
        return rows.filter(_serves(team__province__code=code))


class ServedRole(Choice):
    title, parameter_name = gettext_lazy("role"), "role"

    def lookups(self, request, model_admin):
        return RoleOf.choices

    def narrowed(self, rows, role):
        return rows.filter(_serves(role=role))


def _serves(**fields):
    return Exists(Service.objects.confirmed().filter(person=OuterRef("pk"), **fields))


class Membership(Choice):
    """Member or not, as of today."""

    title, parameter_name = gettext_lazy("membership"), "membership"

    def lookups(self, request, model_admin):
        return [
            ("member", _("members")),
            ("former", _("members whose service has ended")),
            ("suspended", _("suspended")),
            ("applicant", _("have applied")),
            ("none", _("no members")),
        ]

    def narrowed(self, people, value):
        on = kit.today()
        members = Q(pk__in=User.objects.members(on).values("pk"))
        serving = Exists(Service.objects.confirmed().current(on).filter(person=OuterRef("pk")))
        applied = Application.objects.filter(state__in=[Application.State.SUBMITTED, Application.State.ASKED])
        asked = {
            "member": [members],
            "former": [members, ~serving],
            "suspended": [Exists(Suspension.objects.in_force(on).filter(person=OuterRef("pk")))],
            "applicant": [Exists(applied.filter(person=OuterRef("pk")))],
            "none": [~members],
        }
        return people.filter(*asked[value])


class Place(Choice):
    """Taqadum staff, or who holds an office of the network today."""

    title, parameter_name = gettext_lazy("office"), "office"

    def lookups(self, request, model_admin):
        return [
            ("staff", _("Taqadum staff")),
            (Office.REPRESENTATIVE, _("POCC representatives")),
            (Office.ALTERNATE, _("alternates")),
            (Office.EDITOR, _("chair editors")),
        ]

    def narrowed(self, people, value):
        if value == "staff":
            return people.filter(is_staff=True)
        held = [office.person_id for office in rules.offices_on(kit.today()) if office.kind == value]
        return people.filter(pk__in=held)


class DayFilter(admin.ListFilter):
    """Narrows by days that staff choose; a day that cannot be read is said, and narrows nothing."""

    template = "admin/members/day_filter.html"
    names: dict[str, str] = {}

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.days = {}
        for name in self.names:
            if text := (params.pop(name, None) or [""])[-1]:
                self._keep(request, name, text)

    def _keep(self, request, name, text):
        try:
            self.days[name] = DateField().clean(text)
        except ValidationError:
            messages.error(request, _("“%(day)s” is no day. Nothing was narrowed by it.") % {"day": text})
            return
        self.used_parameters[name] = text

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.names)

    def choices(self, changelist):
        """One for the template: the fields, and what the rest of the page asks for already."""
        kept = {name: value for name, value in changelist.params.items() if name not in self.names}
        fields = [
            (name, label, DateInput({"id": f"filter-{name}"}).render(name, self.days.get(name)))
            for name, label in self.names.items()
        ]
        rest = changelist.get_query_string(remove=list(self.names))
        yield {"fields": fields, "kept": _pairs(kept), "is_set": bool(self.days), "rest": rest}


def _pairs(params):
    return [(name, value[-1] if isinstance(value, list) else value) for name, value in params.items()]


class EligibleOn(DayFilter):
    """Who meets every condition on that day, past or ahead, under the policy in force then.

    Stands last among the filters, so that only those left by the others are looked at; see `eligible`.
    """

    title = gettext_lazy("eligible on a day")
    names = {"eligible_on": gettext_lazy("Day")}

    def queryset(self, request, queryset):
        on = self.days.get("eligible_on")
        if on is None:
            return queryset
        return eligibility.eligible(queryset, on, MembershipPolicy.objects.in_force(on))


class Span(DayFilter):
    """Rows of a span of days, both included."""

    title = gettext_lazy("days")
    names = {"from_on": gettext_lazy("from"), "until_on": gettext_lazy("until")}
    field = "at"

    @classmethod
    def of(cls, field):
        return type(cls.__name__, (cls,), {"field": field, "__module__": cls.__module__})

    def queryset(self, request, queryset):
        asked = {"from_on": "gte", "until_on": "lte"}
        return queryset.filter(
            **{f"{self.field}__date__{asked[name]}": day for name, day in self.days.items()}
        )


class ServiceState(Choice):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("wait for an answer")),
            ("now", _("confirmed, serving now")),
            ("ended", _("confirmed, ended")),
            ("refused", _("refused")),
        ]

    def narrowed(self, services, value):
        on = kit.today()
        if value == "waiting":
            return services.waiting()
        if value == "now":
            return services.confirmed().current(on)
        if value == "ended":
            return services.confirmed().filter(until_on__lt=on)
        return services.filter(refused_at__isnull=False)


class Waiting(Choice):
    """Applications by how long they have waited for a decision."""

    title, parameter_name = gettext_lazy("days waiting"), "waits"

    def lookups(self, request, model_admin):
        words = {7: _("a week or more"), 14: _("two weeks or more"), 30: _("a month or more")}
        return list(words.items())

    def narrowed(self, applications, value):
        before = kit.now() - datetime.timedelta(days=int(value))
        return applications.waiting().filter(submitted_at__lte=before)


class InvitationState(Choice):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting")),
            ("accepted", _("accepted")),
            ("withdrawn", _("withdrawn")),
            ("expired", _("too old")),
        ]

    def narrowed(self, invitations, value):
        unsettled = invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
        if value == "waiting":
            return invitations.open(kit.now())
        if value == "expired":
            return unsettled.filter(expires_at__lte=kit.now())
        return invitations.filter(**{f"{value}_at__isnull": False})


class Actor(Choice):
    """Whose deeds: staff's, everybody else's, or what nobody known has done."""

    title, parameter_name = gettext_lazy("who"), "by"

    def lookups(self, request, model_admin):
        return [
            ("me", _("me")),
            ("staff", _("Taqadum staff")),
            ("others", _("everybody else")),
            ("unknown", _("nobody known")),
        ]

    def narrowed(self, events, value):
        asked = {
            "me": Q(actor=self.request.user.pk),
            "staff": Q(actor__is_staff=True),
            "others": Q(actor__is_staff=False),
            "unknown": Q(actor__isnull=True),
        }
        return events.filter(asked[value])
