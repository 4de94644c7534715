"""How far the teams are: their phases, and the solutions that they carry out, some of them public goals."""

import datetime

from en_portal.demo.seed import past, texts
from kit.calendar import ONE_DAY, next_working
from members.models import Criterion, Holiday, Phase, Solution, Team, TeamPhase

WORDS = ("title_ar", "title_en", "goal_ar", "goal_en")


def is_there():
    return Phase.objects.exists()


def load(*, today, **_given):
    told = texts.read("goals")
    phases = {row["number"]: Phase.objects.create(**row) for row in told["phases"]}
    teams = {team.province.code: team for team in Team.objects.select_related("province")}
    for code, rows in told["teams"].items():
        for row in rows:
            _enter(teams[code], phases, row, today)
    criteria = {criterion.number: criterion for criterion in Criterion.objects.all()}
    free = {code: Holiday.objects.free_days(team.province) for code, team in teams.items()}
    for row in told["solutions"]:
        _solution(row, teams[row["province"]], criteria, free[row["province"]], today)


def _enter(team, phases, row, today):
    """The first phase begins with the team, each later one on the day after the one before has ended."""
    number, entered, left = row
    begins = past.months_ago(today, entered)
    TeamPhase.objects.create(
        team=team,
        phase=phases[number],
        from_on=begins if begins == team.started_on else begins + ONE_DAY,
        until_on=None if left is None else past.months_ago(today, left),
    )


def _solution(row, team, criteria, free, today):
    due = today + datetime.timedelta(days=row["due_in_days"])
    ended = row["ended_days_ago"]
    Solution.objects.create(
        team=team,
        criterion=criteria[row["criterion"]],
        due_on=next_working(due, free),
        state=row["state"],
        ended_on=None if ended is None else past.office_day(today, ended),
        what_came="\n".join(filter(None, [row["what_came_ar"], row["what_came_en"]])),
        is_public=row["is_public"],
        **{name: row[name] for name in WORDS},
    )
