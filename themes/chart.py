"""The line of a goal as a picture: its values against target and pace, in coordinates for SVG."""

import datetime
import math
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from kit.calendar import add_months
from kit.formats import day, number

WIDTH, HEIGHT = 640, 280
START, END, TOP, BOTTOM = 70, 24, 30, 44  # room for labels around the picture
STEPS = 4


@dataclass(frozen=True)
class Frame:
    """Where a day and a value lie; time runs in the direction of the language."""

    first: datetime.date
    last: datetime.date
    low: float
    high: float
    is_rtl: bool

    def x(self, on):
        share = (on - self.first).days / max(1, (self.last - self.first).days)
        along = START + max(0, min(1, share)) * (WIDTH - START - END)
        return round(WIDTH - along if self.is_rtl else along, 1)

    def y(self, value):
        share = (float(value) - self.low) / ((self.high - self.low) or 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def line(goal, on):
    """What the template draws; `goal.progress` was fetched, `goal.theme.term` is joined."""
    reports = sorted(goal.progress.all(), key=lambda report: report.on)
    values = [float(goal.baseline), float(goal.target), *(float(report.value) for report in reports)]
    start = goal.theme.term.quarter.first
    last = max([goal.due_on, *(report.on for report in reports)])
    frame = Frame(start, last, min(values), max(values), get_language_bidi())
    points = [(frame.x(start), frame.y(goal.baseline))]
    points += [(frame.x(report.on), frame.y(report.value)) for report in reports]
    edge = frame.x(last), frame.x(start)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "points": " ".join(f"{x},{y}" for x, y in points),
        "area": _area(points),
        "dot": points[-1],
        "label": number(reports[-1].value if reports else goal.baseline),
        "label_y": points[-1][1] - 14,
        "goal_y": frame.y(goal.target),
        "pace": (frame.x(start), frame.y(goal.baseline), frame.x(goal.due_on), frame.y(goal.target)),
        "ends": edge,
        "today": frame.x(on) if start <= on <= last else None,
        "floor": HEIGHT - BOTTOM,
        "grid": _grid(frame),
        "months": _months(frame),
        "month_y": HEIGHT - 14,
        "label_x": WIDTH - START + 12 if frame.is_rtl else START - 12,
        "anchor": "start" if frame.is_rtl else "end",
    }


def _area(points):
    floor = HEIGHT - BOTTOM
    return (
        f"M{points[0][0]},{floor} L"
        + " L".join(f"{x},{y}" for x, y in points)
        + f" L{points[-1][0]},{floor}Z"
    )


def _grid(frame):
    step = round_step((frame.high - frame.low) / STEPS)
    first, last = math.ceil(frame.low / step), math.floor(frame.high / step)
    places = max(0, -math.floor(math.log10(step)))
    lines = [(frame.y(n * step), number(round(n * step, places), places)) for n in range(first, last + 1)]
    return [{"y": y, "label": label} for y, label in lines]


def round_step(least):
    """The next of 1, 2, 5, 10, 20, 50 …, so that each label is what its line says."""
    power = 10 ** math.floor(math.log10(least or 1))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least)


def _months(frame):
    first = frame.first.replace(day=1)
    starts = [add_months(first, n) for n in range(13)]
    shown = [month for month in starts if frame.first <= month <= frame.last]
    every = 1 + (len(shown) - 1) // 3  # Arabic names of months are long
    return [{"x": frame.x(month), "label": day(month, "LLL")} for month in shown[::every]]
