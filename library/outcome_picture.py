"""Before and after as a picture: one column a value, in coordinates for SVG."""

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from kit.formats import number
from library.models import MONTHS

WIDTH, HEIGHT = 320, 178
FLOOR, TOP = 136, 26
COLUMN = 46


def pictures(measures):
    """One a measure; `outcomes` were fetched."""
    return [_picture(measure) for measure in measures]


def _picture(measure):
    known = {outcome.months: outcome for outcome in measure.outcomes.all()}
    rows = [{"label": _("before"), "value": measure.baseline, "source": measure.source, "is_before": True}]
    for months in MONTHS:
        outcome = known.get(months)
        rows.append(
            {
                "label": after(months),
                "value": outcome.value if outcome else None,
                "source": outcome.source if outcome else "",
                "on": outcome.measured_on if outcome else None,
            }
        )
    highest = max((abs(row["value"]) for row in rows if row["value"] is not None), default=0) or 1
    for place, row in enumerate(rows):
        _draw(row, place, len(rows), highest)
    newest = max(known, default=None)
    return {
        "measure": measure,
        "rows": rows,
        "width": WIDTH,
        "height": HEIGHT,
        "floor": FLOOR,
        "newest": known[newest] if newest else None,
        "is_complete": len(known) == len(MONTHS),
    }


def _draw(row, place, count, highest):
    """Time runs in the direction of the language."""
    middle = WIDTH / count * (place + 0.5)
    row["x"] = round(WIDTH - middle if get_language_bidi() else middle)
    row["left"] = row["x"] - COLUMN // 2
    size = round(abs(row["value"]) / highest * (FLOOR - TOP)) if row["value"] is not None else 0
    row["size"], row["top"], row["word_y"] = size, FLOOR - size, FLOOR - size - 8
    lines = row["label"].rsplit(" ", 1)
    row["lines"] = [{"y": FLOOR + 19 + 17 * n, "text": words} for n, words in enumerate(lines)]
    row["shown"] = number(row["value"]) if row["value"] is not None else "–"


def after(months):
    """“after 3 months”."""
    return ngettext("after %(count)s month", "after %(count)s months", months) % {"count": number(months)}
