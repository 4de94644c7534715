"""Sheets that a lead brought: one carried out some weeks ago, one that waits for the confirmation."""

from en_portal.demo.seed import past, texts
from kit.sheets import Line, Sheet
from members.actions import rosters
from members.models import RosterImport, Service, User

COLUMNS = ("name_ar", "name_latin", "email", "role", "criteria", "from_on", "until_on")


def is_there():
    return RosterImport.objects.exists()


def load(*, today, **_given):
    for told in texts.read("rosters")["rosters"]:
        lead = User.objects.get(email=told["by"])
        service = Service.objects.leading(today).of(lead).select_related("team__province").get()
        with past.at(past.moment(past.office_day(today, told["days_ago"]))):
            roster = rosters.bring(by=lead, team=service.team, sheet=_sheet(told, service.team, today))
            if told["is_confirmed"]:
                rosters.confirm(roster=roster, by=lead)


def _sheet(told, team, today):
    """Whoever serves in the team as the lead knows them, and then the rows of the file."""
    serving = Service.objects.confirmed().filter(team=team).select_related("person").order_by("pk")
    rows = [_known(service) for service in serving[: told["known"]]]
    rows += [_new(row, today) for row in told["rows"]]
    lines = [Line(number, {key: row.get(key, "") for key in COLUMNS}) for number, row in enumerate(rows, 2)]
    return Sheet(told["name"], lines, told["ignored"])


def _known(service):
    return {
        "name_ar": service.person.name_ar,
        "email": service.person.email or "",
        "role": service.role,
        "criteria": "; ".join(str(criterion.number) for criterion in service.criteria.all()),
        "from_on": service.from_on.isoformat(),
        "until_on": service.until_on.isoformat() if service.until_on else "",
    }


def _new(row, today):
    """Days are told as months before today, or as they stand in the cell."""
    months = row.get("months_ago")
    return row if months is None else row | {"from_on": past.months_ago(today, months).isoformat()}
