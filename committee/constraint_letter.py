"""The letter about a shared constraint: its first words, and the paper in either language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

import kit
from committee.models import Committee
from kit import pdf
from kit.bilingual import in_language
from kit.formats import day, digits, number


def draft(constraint, language):
    """Subject and text in the active language, as fields of a Letter."""
    names = [str(row.province.name) for row in constraint.reports.select_related("province")]
    shared = ngettext(
        "This concerns %(count)s province: %(names)s.",
        "This concerns %(count)s provinces: %(names)s.",
        len(names),
    ) % {"count": number(len(names)), "names": _(", ").join(names)}
    parts = [
        _("The %(committee)s brings the following to your notice.")
        % {"committee": Committee.objects.in_force(kit.today()).name},
        constraint.text,
        shared,
    ]
    if constraint.law_id:
        law = {"law": constraint.law.name, "day": day(constraint.law.in_force_from)}
        parts.append(_("The question is about %(law)s, in force from %(day)s.") % law)
    parts.append(_("We would be grateful for your answer in writing."))
    subject = in_language(constraint, "title", language)
    return {f"subject_{language}": str(subject)[:200], f"text_{language}": "\n\n".join(parts)}


def _signing(letter):
    """Who signs: the committee as it was called on the day of the letter."""
    return Committee.objects.in_force(letter.sent_on or kit.today()).full_name


def as_pdf(letter, language):
    """The letter as a PDF in one language, ready to be signed."""
    with override(language):
        copies = [str(row.province.name) for row in letter.constraint.reports.select_related("province")]
        return pdf.render(
            "kit/pdf/letter.typ",
            title=f"{letter.reference} · {in_language(letter, 'subject', language)}",
            number=digits(letter.reference),
            date=day(letter.sent_on) if letter.sent_on else _("draft"),
            to=str(letter.body.name),
            subject=str(in_language(letter, "subject", language)),
            greeting=_("Dear Sir or Madam,"),
            body=str(in_language(letter, "text", language)),
            closing=_("With respect,"),
            signature=[_("For the committee"), _signing(letter)],
            copies=copies,
            words={
                "number": _("Number:"),
                "date": _("Date:"),
                "to": _("To:"),
                "subject": _("Subject:"),
                "copies": _("Copies to:"),
            },
        )
