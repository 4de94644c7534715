"""The first words of minutes, from what was recorded; and any minutes as a paper.

The text is plain: a line that begins with ## is a heading, one that begins with - a point. It names
provinces and not people: who was there stands in the attendance, and is read from it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from committee.models import Committee, Motion
from committee.quorum import presence
from kit import pdf
from kit.bilingual import in_language
from kit.formats import clock_time, day, moment, number, weekday


def written(meeting, language):
    """The draft in one language."""
    with override(language):
        parts = [_opening(meeting), *_topics(meeting, language), *_agreed(meeting)]
        return "\n\n".join(filter(None, parts))


def _opening(meeting):
    found = presence(meeting)
    times = {"begin": clock_time(meeting.opened_at), "end": clock_time(meeting.closed_at)}
    first = _("The meeting was opened at %(begin)s and closed at %(end)s.") % times
    second = _("There was a quorum.") if found.is_met else _("There was no quorum.")
    return " ".join([first, *found.reasons[:1], second])


def _topics(meeting, language):
    for item in meeting.items.select_related("motion__province", "looks_back_at"):
        lines = [f"## {number(item.position)}. {in_language(item, 'title', language)}"]
        if item.looks_back_at:
            shown = {"day": day(item.looks_back_at.closed_at)}
            lines.append(_("The decision of %(day)s came back.") % shown)
        if item.outcome:
            lines.append(item.outcome)
        if item.motion_id:
            lines += _motion(item.motion, meeting, language)
        if item.state != item.State.DONE:
            lines.append(_("Not finished: it goes to the next meeting."))
        yield "\n\n".join(filter(None, lines))


def _motion(motion, meeting, language):
    """What was moved in the meeting, by whom, and how a vote ended that had ended by then."""
    if motion.meeting_id == meeting.pk:
        yield in_language(motion, "text", language)
        if motion.province:
            yield _("Moved by: %(province)s.") % {"province": motion.province.name}
    if motion.outcome and motion.closed_at <= meeting.closed_at:
        yield _decision(motion)


def _decision(motion):
    words = {"outcome": motion.get_outcome_display()}
    if motion.outcome not in Motion.VOTED:
        return _("Motion: %(outcome)s.") % words
    words |= {
        "yes": number(motion.yes_count),
        "no": number(motion.no_count),
        "abstain": number(motion.abstain_count),
        "recuse": number(motion.recuse_count),
    }
    return (
        _("Motion: %(outcome)s. For %(yes)s, against %(no)s, abstentions %(abstain)s, recusals %(recuse)s.")
        % words
    )


def _agreed(meeting):
    actions = list(meeting.actions.select_related("province"))
    if not actions:
        return []
    points = [
        _("%(what)s (%(who)s, by %(day)s)")
        % {
            "what": action.text,
            "who": action.province.name if action.province else _("no province"),
            "day": day(action.due_on),
        }
        for action in actions
    ]
    return ["## " + _("Action items"), "\n".join(f"- {point}" for point in points)]


def as_pdf(minutes, language):
    """The newest version as a PDF in one language: facts, attendance, the text, who approved it."""
    with override(language):
        meeting = minutes.meeting
        text = in_language(minutes.newest, "text", language)
        return pdf.render(
            "kit/pdf/report.typ",
            title=_("Minutes of the meeting of %(day)s") % {"day": day(meeting.starts_at)},
            status=_status(minutes),
            facts=_facts(meeting),
            sections=[_attendance(meeting), *_sections(text)],
        )


def _status(minutes):
    if not minutes.is_locked:
        return _("Draft, not approved yet")
    return _("Approved at the meeting of %(day)s") % {"day": day(minutes.approved_in.starts_at)}


def _facts(meeting):
    found = [
        [_("Committee"), Committee.objects.in_force(kit.day_of(meeting.starts_at)).full_name],
        [_("Day"), weekday(meeting.starts_at)],
        [_("How"), meeting.get_mode_display()],
        [_("Place"), meeting.place],
        [_("Opened"), moment(meeting.opened_at)],
    ]
    return [pair for pair in found if pair[1]]


def _attendance(meeting):
    rows = [
        [
            str(place.seat.province.name),
            str(place.entry.person.name) if place.is_there else "–",
            place.entry.get_status_display() if place.entry else _("not recorded"),
        ]
        for place in presence(meeting).places
    ]
    head = [_("Province"), _("Who was there"), _("Attendance")]
    return {"title": _("Attendance"), "table": {"widths": [2, 3, 2], "head": head, "rows": rows}}


def _sections(text):
    """The text cut at its headings; points are shown as such."""
    sections = [{"title": _("Proceedings"), "lines": []}]
    for line in text.splitlines():
        if line.startswith("## "):
            sections.append({"title": line.removeprefix("## ").strip(), "lines": []})
        else:
            sections[-1]["lines"].append(line)
    return [_section(**section) for section in sections]


def _section(title, lines):
    points = [line.removeprefix("- ").strip() for line in lines if line.startswith("- ")]
    words = "\n".join(line for line in lines if not line.startswith("- ")).strip()
    return {"title": title, "text": words, "items": points}
