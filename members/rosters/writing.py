"""Rosters going out: the empty sheet to fill in, and the people of teams, in the columns that come in."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kit.sheets import writing
from members.models import Channel, Role
from members.rosters.columns import COLUMNS

CONTENT_TYPES = writing.CONTENT_TYPES


def template(ending):
    """The bytes of an empty sheet with headings in the reader's language."""
    return writing.template(ending, _dress())


def roster(services, ending, reader):
    """The bytes of a sheet with these services, for this reader (see `serving`)."""
    return writing.filled(ending, _dress(), [_row(service, reader) for service in serving(services, reader)])


def _dress():
    roles = [str(role.label) for role in Role]
    days = [column.key for column in COLUMNS if column.key.endswith("_on")]
    return writing.Dress(COLUMNS, _("Roster"), choices={"role": (_("Words for the role"), roles)}, days=days)


def serving(services, reader):
    """Confirmed services of people who are still known, joined for a sheet: three queries."""
    kept = services.confirmed().filter(person__erased_at=None).select_related("person", "team__province")
    shown = Channel.objects.visible_to(reader).filter(kind=Channel.Kind.EMAIL)
    joined = kept.prefetch_related("criteria", Prefetch("person__channels", shown, to_attr="shown_addresses"))
    return joined.order_by("team", "from_on", "pk")


def _address(person, reader):
    """Where a person signs in, for staff; for others only where the person shows them just this address."""
    address = person.email or ""
    is_shown = reader.is_staff or address.lower() in {one.value.lower() for one in person.shown_addresses}
    return address if is_shown else ""


def _row(service, reader):
    person, team = service.person, service.team
    return [
        person.name_ar,
        person.name_latin,
        _address(person, reader),
        str(team.province.name),
        str(team.name),
        str(Role(service.role).label),
        "; ".join(str(criterion.number) for criterion in service.criteria.all()),
        service.from_on,
        service.until_on or "",
    ]
