"""Meetings of the POCC: one whose minutes are approved, one whose minutes are a draft, and one to come."""

import datetime

import kit
from committee import meeting_dates
from committee.actions import agenda, follow_up, meeting_votes, propose_motion, returns
from committee.actions import meetings as verbs
from committee.actions import minutes as minutes_verbs
from committee.models import AgendaItem, Attendance, Meeting, Seat
from en_portal.demo.seed import past, texts
from kit.calendar import add_months
from members.models import Notice, User

PLACE = "ديوان محافظة بابل"


def is_there():
    return Meeting.objects.held().exists()


def load(*, today, **_given):
    told, staff = texts.read("meetings"), User.objects.filter(is_staff=True).order_by("pk").first()
    people, records = texts.persons(), []
    for row in told["meetings"]:
        records.append(_hold(row, add_months(_next_month(today), row["months"]), staff, people, records))
    meeting = _meeting(_next_month(today), staff)
    agenda.take_up_what_is_left(meeting)
    _add(meeting, told["to_come"]["items"], staff)
    _move(meeting, told["to_come"]["motion"], people)
    returns.bring_back(on=today)
    Notice.objects.filter(key__regex="^(action|ballot|motion):").update(is_mail_wanted=False)


def _next_month(today):
    """The month of the next meeting by the rule: this one's where it is still to come."""
    month = today.replace(day=1)
    begins, _ends = meeting_dates.span_by(meeting_dates.rule_on(month), month)
    return month if begins > kit.now() else add_months(month, 1)


def _meeting(month, staff):
    """Kept without its invitations: the mailbox of the demonstration stays empty."""
    begins, ends = meeting_dates.span_by(meeting_dates.rule_on(month), month)
    facts = {"month": month, "starts_at": begins, "ends_at": ends, "place": PLACE}
    return Meeting.objects.create(**facts, called_by=staff, changed_at=begins - datetime.timedelta(days=20))


def _add(meeting, rows, staff):
    for row in rows:
        words = {name: row[name] for name in ("title_ar", "title_en", "minutes")}
        agenda.add_item(meeting=meeting, by=staff, about=row.get("about", ""), **words)


def _hold(row, month, staff, people, records):
    """A meeting as it went, minute by minute; the minutes of the one before are approved in it."""
    meeting = _meeting(month, staff)
    with past.at(meeting.starts_at - datetime.timedelta(days=7)):
        _add(meeting, row["items"] + row["left"], staff)
        motion = _move(meeting, row["motion"], people) if "motion" in row else None
    with past.at(meeting.starts_at):
        meeting = verbs.open_meeting(meeting=meeting, by=staff)
        _attend(meeting, row, staff)
        for record in records:
            minutes_verbs.approve_minutes(minutes=record, at_meeting=meeting, by=staff)
        for given, item in zip(row["items"], meeting.items.all(), strict=False):
            agenda.change_item(item=item, by=staff, outcome=given["outcome"])
            agenda.set_state(item=item, by=staff, state=AgendaItem.State.DONE)
        if motion is not None:
            _vote(motion, row["motion"], staff)
        for given in row["actions"]:
            _agree(meeting, given, people, staff)
    with past.at(meeting.ends_at):
        meeting = verbs.close_meeting(meeting=meeting, by=staff)
        return minutes_verbs.draft_minutes(meeting=meeting, by=staff).minutes


def _move(meeting, given, people):
    """A motion of the seat that the person holds; some decisions come back to the committee later."""
    by = people[given["by"]]
    seat = Seat.objects.open(kit.today()).held_by(by).select_related("province").get()
    words = {name: given[name] for name in ("kind", "title_ar", "title_en", "text_ar", "text_en")}
    back = given.get("review_after_days")
    on = meeting.starts_at.date() + datetime.timedelta(days=back) if back else None
    return propose_motion(by=by, province=seat.province, meeting=meeting, review_on=on, **words)


def _vote(motion, given, staff):
    """The seats that are there say aloud what they think of it."""
    motion = meeting_votes.put(motion=motion, by=staff)
    for entry in Attendance.objects.there(motion.meeting_id).select_related("seat__province"):
        code = entry.seat.province.code
        choice = "no" if code in given["against"] else "abstain" if code in given["abstain"] else "yes"
        meeting_votes.record(motion=motion, seat=entry.seat, by=staff, choice=choice)
    meeting_votes.announce(motion=motion, by=staff)


def _attend(meeting, row, staff):
    on = meeting.starts_at.date()
    for seat in Seat.objects.open(on).select_related("province", "representative", "alternate"):
        told = (status for status in ("absent", "excused", "alternate") if seat.province.code in row[status])
        verbs.record_attendance(meeting=meeting, seat=seat, status=next(told, "present"), by=staff)


def _agree(meeting, given, people, staff):
    due = meeting.starts_at.date() + datetime.timedelta(days=given["days"])
    owner = people[given["owner"]]
    action = follow_up.add_action(meeting=meeting, by=staff, text=given["text"], owner=owner, due_on=due)
    if given["is_done"]:
        follow_up.finish(action=action, by=owner)
