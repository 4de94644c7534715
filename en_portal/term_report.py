"""The report of a term: the same words as a page and as a PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chairs.duties import duties_of
from chairs.models import Term
from kit import pdf
from kit.files.serving import disposition
from kit.formats import day, number
from themes.models import Theme


def report_of(term):
    """Title, facts and sections of the report, in the active language; plain words only."""
    themes = Theme.objects.decided().filter(term=term).prefetch_related("goals__progress")
    facts = [
        [_("Province"), str(term.province.name)],
        [_("Quarter"), term.quarter.label],
        [_("In a fiscal year from October"), term.quarter.fiscal_label],
        [_("State"), term.get_state_display()],
        [_("Chair editors"), _(", ").join(person.name for person in term.editors.all()) or "–"],
    ]
    if term.coach:
        facts.append([_("Coach from Taqadum"), term.coach.name])
    sections = [_theme(theme) for theme in themes]
    sections.append({"title": _("Duties of the chair"), "table": _duties(term)})
    hand_over = getattr(term, "hand_over", None)
    if hand_over is not None:
        sections.append({"title": _("Notes for the next chair"), "text": hand_over.notes})
    words = _("%(province)s chaired in %(quarter)s")
    title = words % {"province": term.province.name, "quarter": term.quarter.label}
    return {"title": title, "facts": facts, "sections": sections}


def _theme(theme):
    rows = [
        [
            str(goal.statement),
            number(goal.value),
            number(goal.target),
            day(goal.due_on),
            goal.get_outcome_display() if goal.outcome else "–",
        ]
        for goal in theme.goals.all()
    ]
    head = [_("Goal"), _("Value"), _("Target"), _("Due on"), _("Outcome")]
    text = "\n\n".join(filter(None, [str(theme.summary), str(theme.lessons)]))
    return {
        "title": str(theme.title),
        "text": text,
        "table": {"widths": [4, 1, 1, 2, 2], "head": head, "rows": rows},
    }


def _duties(term):
    rows = []
    for duty in duties_of(term):
        proof = [str(evidence.title) for evidence in duty.evidence[:3]]
        proof += [duty.ticked.note] if duty.ticked else []
        rows.append([str(duty.words), _("done") if duty.is_done else _("to do"), "\n".join(proof) or "–"])
    return {"widths": [3, 1, 4], "head": [_("Duty"), _("State"), _("Evidence")], "rows": rows}


def _term(quarter):
    held = Term.objects.held().select_related("province", "coach", "hand_over").prefetch_related("editors")
    return get_object_or_404(held, quarter=quarter)


@require_safe
def page(request, quarter):
    """To read and to print."""
    return render(request, "quarters/report.html", {"quarter": quarter, "report": report_of(_term(quarter))})


@require_safe
def paper(request, quarter):
    """To send and to keep."""
    content = pdf.render("kit/pdf/report.typ", **report_of(_term(quarter)))
    headers = {"Content-Disposition": disposition(f"{quarter}.pdf"), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
