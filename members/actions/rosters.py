"""Rosters: brought, judged row by row, confirmed once, carried out as shown, or thrown away."""

from collections import Counter

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.enqueue import enqueue
from kit.sheets import Line
from members import rules
from members.actions.invitations import InvitedAlready, TooMany, invite
from members.actions.notices import tell
from members.models import Invitation, RosterImport, RosterRow, Team, User
from members.reasons import because
from members.rosters import carrying, judging

AT_ONCE = 500  # rows that are judged and carried out while the reader waits; more are work for the queue
WRITTEN = 2_000  # rows in one statement
TRIES = 3  # somebody may write between judging and carrying out


class NotShown(Exception):
    """The rows wait to be judged, or somebody has confirmed them already."""


@transaction.atomic
def bring(*, by, sheet, team=None, request=None):
    """Keep the rows of a sheet (`members.rosters.sheets.read`) and judge them; nothing else changes.

    A long sheet is judged by the queue. Raises PermissionDenied.
    """
    if not rules.may_bring_roster(by, team):
        raise PermissionDenied
    roster = RosterImport.objects.create(by=by, name=sheet.name, team=team, ignored=sheet.ignored)
    rows = (
        RosterRow(roster=roster, number=line.number, words=line.words, formulae=list(line.formulae))
        for line in sheet.lines
    )
    RosterRow.objects.bulk_create(rows, batch_size=WRITTEN)
    audit.record(by, "roster.brought", f"{roster.pk}: {len(sheet.lines)}", request=request)
    _now_or_later(roster, len(sheet.lines))
    return roster


def _now_or_later(roster, rows):
    from members.tasks import work_on_roster

    if rows > AT_ONCE:
        enqueue(work_on_roster, roster.pk)
    else:
        _work(roster)


@transaction.atomic
def work_on(pk):
    """Judge the rows, or carry out what was confirmed; 0 where nothing waits or somebody is at it."""
    waiting = RosterImport.objects.waiting().select_for_update(skip_locked=True, of=("self",))
    roster = waiting.select_related("team", "by", "confirmed_by").filter(pk=pk).first()
    return _work(roster) if roster else 0


def work_on_waiting():
    """Rosters whose hint was lost; the longest in line first."""
    return sum(
        work_on(pk) for pk in RosterImport.objects.waiting().order_by("at").values_list("pk", flat=True)
    )


def _work(roster):
    return _carry_out(roster) if roster.confirmed_at else _judge(roster)


def _judge(roster):
    rows = list(roster.rows.all())
    verdicts = _verdicts(roster, rows, roster.by)
    for row in rows:
        _write_down(row, verdicts[row.number])
    _save(rows)
    roster.judged_at, roster.result = kit.now(), dict(Counter(row.fate for row in rows))
    roster.save(update_fields=["judged_at", "result"])
    return len(rows)


def _verdicts(roster, rows, by):
    powers = _powers(by)
    lines = [Line(row.number, row.words, tuple(row.formulae)) for row in rows]
    return judging.judge(lines, powers, roster.team)


def _powers(by):
    """Who holds an office is given an address by staff alone: with it one signs in as them."""
    today = kit.today()
    if by.is_staff:
        return judging.Powers(by.pk, None, today)
    officers = frozenset(office.person_id for office in rules.offices_on(today))
    return judging.Powers(by.pk, frozenset(rules.teams_led(by)), today, officers)


def _write_down(row, verdict):
    row.fate, row.reason, row.about = verdict.fate, verdict.reason, verdict.about
    row.person_id = verdict.person


def _save(rows):
    RosterRow.objects.bulk_create(
        rows,
        batch_size=WRITTEN,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["fate", "reason", "about", "was", "person"],
    )


def _take(roster, by):
    """The roster, locked, as somebody who may see it finds it."""
    taken = RosterImport.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=roster.pk).first()
    if taken is None:
        raise PermissionDenied
    if taken.state != "shown":
        raise NotShown
    return taken


@transaction.atomic
def confirm(*, roster, by, request=None):
    """Carry out what was shown: once, however many press the button. Raises NotShown, PermissionDenied.

    A row whose fate is another one by now is left out and keeps both fates.
    """
    roster = _take(roster, by)
    roster.confirmed_at, roster.confirmed_by = kit.now(), by
    roster.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(by, "roster.confirmed", f"{roster.pk}: {roster.result}", request=request)
    _now_or_later(roster, sum(roster.result.values()))
    return roster


def _carry_out(roster):
    """Judge the rows once more and do those that are as they were shown. Returns how many were done."""
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _carry_out_once(roster)
        except IntegrityError:  # somebody has written between the two: what they wrote is seen now
            if attempt == TRIES:
                raise


def _carry_out_once(roster):
    by, rows = roster.confirmed_by, list(roster.rows.all())
    verdicts = _verdicts(roster, rows, by)
    deeds = []
    for row in rows:
        verdict = verdicts[row.number]
        if not verdict.is_like(row):
            row.was = row.fate
            _write_down(row, verdict)
        elif verdict.is_deed:
            deeds.append(verdict)
    whose = carrying.carry_out(deeds, by, f"roster {roster.pk}")
    for row in rows:
        row.person_id = whose.get(row.number, row.person_id)
    _save(rows)
    _tell(roster, deeds)
    roster.done_at, roster.result = kit.now(), dict(Counter(row.fate for row in rows if not row.was))
    roster.save(update_fields=["done_at", "result"])
    return len(deeds)


def _tell(roster, deeds):
    """People who were known already read what is new of their service; mail waits until it is asked for."""
    people = {}
    for verdict in deeds:
        if verdict.person is not None:
            people.setdefault(verdict.asked.team, set()).add(verdict.person)
    for team, keys in people.items():
        tell(
            User.objects.reachable().filter(pk__in=keys),
            title=lambda team=team: _("Your service in %(team)s is recorded") % {"team": team.name},
            path="members/application/",
            key=f"roster:{roster.pk}:{team.pk}",
            why=because(
                lambda team=team: (
                    _("You get this because you stand in the roster of %(team)s.") % {"team": team.name}
                )
            ),
            by_mail=False,
        )


@transaction.atomic
def discard(*, roster, by, request=None):
    """Throw away a roster that nobody has confirmed, with its rows. Raises as `confirm`."""
    roster = _take(roster, by)
    audit.record(by, "roster.discarded", str(roster.pk), request=request)
    roster.delete()


def uninvited(roster):
    """Rows of people whom this roster has made, who have an address, have not come in, and were not asked."""
    proven = EmailAddress.objects.filter(user=OuterRef("person"), verified=True)
    asked = Invitation.objects.open(kit.now()).filter(email__iexact=OuterRef("person__email"))
    new = roster.rows.filter(fate=RosterRow.Fate.NEW_PERSON, was="", person__email__isnull=False)
    return new.filter(~Exists(proven), ~Exists(asked), person__is_active=True)


def invite_people(*, roster, by, request=None):
    """Ask them by mail to come in: (how many were asked, whether the day's limit held the others up)."""
    sent = 0
    for row in uninvited(roster).select_related("person"):
        person, service = row.person, row.person.services.select_related("team").earliest("from_on")
        words = {"email": person.email, "name": person.name, "language": person.language}
        try:
            invite(by=by, team=service.team, role=service.role, request=request, **words)
        except InvitedAlready:
            continue
        except TooMany:
            return sent, True
        sent += 1
    return sent, False


def record_export(*, by, of, request=None):
    """`of`: the team or the province whose roster leaves as a file."""
    kind = "team" if isinstance(of, Team) else "province"
    audit.record(by, "roster.exported", f"{kind} {of.pk}", request=request)
