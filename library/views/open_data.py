"""Open data of transfers: public items alone, no person, columns that stay as they are."""

import csv
import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.views.decorators.http import require_safe

import kit
from kit.cells import harmless
from library.models import OutcomeMeasure, Step, Transfer

COLUMNS = (
    "id",
    "practice_id",
    "practice_title_ar",
    "practice_title_en",
    "practice_url",
    "source_code",
    "source_name_en",
    "adopter_code",
    "adopter_name_en",
    "state",
    "practice_published_on",
    "begun_on",
    "fit_checked_on",
    "agreed_on",
    "adapting_on",
    "piloting_on",
    "achieved_on",
    "stopped_on",
    "verified_on",
    "verified_by_code",
    "outcomes",
    "is_demonstration",
)
DAYS = {
    Step.INTERESTED: "begun_on",
    Step.CHECKED: "fit_checked_on",
    Step.AGREED: "agreed_on",
    Step.ADAPTING: "adapting_on",
    Step.PILOTING: "piloting_on",
    Step.ACHIEVED: "achieved_on",
}


@login_not_required
@require_safe
def transfers_csv(request):
    """One row a transfer; `outcomes` says how many values are known."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="transfers.csv"'
    response.write("\ufeff")
    writer = csv.DictWriter(response, COLUMNS)
    writer.writeheader()
    for row in _rows():
        counted = row | {"outcomes": sum(len(one["values"]) for one in row["outcomes"])}
        writer.writerow({name: harmless(value) for name, value in counted.items()})
    return _open_to_all(response)


@login_not_required
@require_safe
def transfers_json(request):
    """The same rows, each with its measures and their values."""
    body = {"columns": COLUMNS, "transfers": list(_rows())}
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return _open_to_all(HttpResponse(text, content_type="application/json"))


def _open_to_all(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _rows():
    """Four questions, however many there are."""
    measures = Prefetch("measures", OutcomeMeasure.objects.prefetch_related("outcomes"))
    found = Transfer.objects.public().for_list().prefetch_related("steps", measures).order_by("pk")
    return (_row(one) for one in found)


def _row(one):
    row = dict.fromkeys(COLUMNS) | {
        "id": one.pk,
        "practice_id": one.item_id,
        "practice_title_ar": one.revision.title_ar,
        "practice_title_en": one.revision.title_en,
        "practice_url": f"{settings.PORTAL_ORIGIN}/ar/library/{one.item_id}/",
        "source_code": one.source.code,
        "source_name_en": one.source.name_en,
        "adopter_code": one.adopter.code,
        "adopter_name_en": one.adopter.name_en,
        "state": one.state,
        "practice_published_on": _day(one.item.published_at),
        "stopped_on": _day(one.stopped_at),
        "verified_on": _day(one.verified_at),
        "verified_by_code": one.verified_for.code if one.verified_for else None,
        "outcomes": [_measure(measure) for measure in one.measures.all()],
        "is_demonstration": one.item.is_demonstration,
    }
    return row | {DAYS[step.number]: _day(step.at) for step in one.steps.all()}


def _measure(measure):
    values = [
        {"months": one.months, "value": float(one.value), "source": one.source, "on": str(one.measured_on)}
        for one in measure.outcomes.all()
    ]
    return {
        "name_ar": measure.name_ar,
        "name_en": measure.name_en,
        "unit_ar": measure.unit_ar,
        "unit_en": measure.unit_en,
        "baseline": float(measure.baseline),
        "source": measure.source,
        "values": values,
    }


def _day(at):
    return str(kit.day_of(at)) if at else None
