"""Rosters going out: the empty sheet to fill in, and the people of teams, in the columns that come in."""

from django.utils.translation import gettext as _

from kit.sheets import writing
from members.models import Role
from members.rosters.columns import COLUMNS

CONTENT_TYPES = writing.CONTENT_TYPES


def template(ending):
    """The bytes of an empty sheet with headings in the reader's language."""
    return writing.template(ending, _dress())


def roster(services, ending):
    """The bytes of a sheet with these services (see `serving`)."""
    return writing.filled(ending, _dress(), [_row(service) for service in services])


def _dress():
    roles = [str(role.label) for role in Role]
    days = [column.key for column in COLUMNS if column.key.endswith("_on")]
    return writing.Dress(COLUMNS, _("Roster"), choices={"role": (_("Words for the role"), roles)}, days=days)


def serving(services):
    """Confirmed services of people who are still known, joined for a sheet: two queries."""
    kept = services.confirmed().filter(person__erased_at=None).select_related("person", "team__province")
    return kept.prefetch_related("criteria").order_by("team", "from_on", "pk")


def _row(service):
    person, team = service.person, service.team
    return [
        person.name_ar,
        person.name_latin,
        person.email or "",
        str(team.province.name),
        str(team.name),
        str(Role(service.role).label),
        "; ".join(str(criterion.number) for criterion in service.criteria.all()),
        service.from_on,
        service.until_on or "",
    ]
