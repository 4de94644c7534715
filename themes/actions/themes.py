"""A theme from the first draft to what was learned; the POCC approves it by a motion."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from chairs.models import Term
from committee.actions import propose_motion
from committee.models import MotionKind
from kit import audit
from kit.bilingual import in_language
from kit.formats import day, number
from themes import completeness, notices, rules
from themes.models import Goal, Theme
from themes.registries import words_of


class Changed(Exception):
    """The theme has moved on since it was read."""


def take(theme):
    """The theme, locked, as it stands now."""
    locked = Theme.objects.select_for_update(of=("self",)).select_related("term__province")
    return locked.get(pk=theme.pk)


@transaction.atomic
def propose(*, term, by, request=None, **words):
    """A draft for the quarter ("The provincial Chair for the quarter will choose the theme").

    Raises PermissionDenied, ValidationError.
    """
    if not rules.may_propose(by, term):
        raise PermissionDenied
    theme = Theme(term=term, proposed_by=by, **words)
    theme.full_clean(exclude=["term", "proposed_by"])
    theme.save()
    audit.record(by, "theme.drafted", f"{term.quarter} {theme.title}", request=request)
    return theme


@transaction.atomic
def change(*, theme, by, request=None, **words):
    """Other words, while the POCC has not been asked or has asked for them. Raises as `propose`."""
    theme = take(theme)
    if not rules.may_change(by, theme):
        raise PermissionDenied
    for name, value in words.items():
        setattr(theme, name, value)
    theme.full_clean(exclude=["term", "proposed_by", "motion"])
    theme.save()
    audit.record(by, "theme.changed", f"{theme.pk} {theme.title}", request=request)
    return theme


@transaction.atomic
def submit(*, theme, by, closes_at=None, request=None):
    """Ask the POCC: a motion whose text holds the goals, and in words the query of each that computes itself.

    Raises PermissionDenied, Changed, ValidationError with what is missing.
    """
    theme = take(theme)
    if not theme.is_open:
        raise Changed
    if not rules.may_change(by, theme):
        raise PermissionDenied
    goals = list(theme.goals.all())
    missing = [row for row in completeness.check(theme, goals) if not row.is_met]
    if missing:
        raise ValidationError([f"{row.words}: {row.reason}" for row in missing])
    texts = {f"text_{language}": motion_text(theme, goals, language) for language in ("ar", "en")}
    theme.motion = propose_motion(
        kind=MotionKind.THEME,
        title_ar=theme.title_ar,
        title_en=theme.title_en,
        path=theme.path,
        by=by,
        province=theme.term.province,
        closes_at=closes_at,
        request=request,
        **texts,
    )
    theme.state = Theme.State.SUBMITTED
    theme.save()
    audit.record(by, "theme.submitted", f"{theme.pk} {theme.title}", request=request)
    return theme


def motion_text(theme, goals, language):
    """What the POCC votes on, in one language."""
    with override(language):
        lines = [str(in_language(theme, "summary", language))]
        for goal in goals:
            goal.theme = theme
            aim = _("%(statement)s: %(target)s %(unit)s by %(day)s") % {
                "statement": in_language(goal, "statement", language),
                "target": number(goal.target),
                "unit": in_language(goal, "unit", language),
                "day": day(goal.due_on),
            }
            query = words_of(goal)
            lines.append(f"– {aim}" + (f" ({query})" if query else ""))
    return "\n\n".join(lines)


def end_motion(motion):
    """Carried: the theme is approved, and begins where its term runs. Not carried: it goes back."""
    locked = Theme.objects.select_for_update(of=("self",)).select_related("term__province")
    theme = locked.filter(motion=motion).first()
    if theme is None or theme.state != Theme.State.SUBMITTED:
        return
    theme.state = Theme.State.APPROVED if motion.is_carried else Theme.State.RETURNED
    theme.save()
    audit.record(None, f"theme.{theme.state}", f"{theme.pk} {theme.title}")
    notices.decided(theme)
    activate_due()


@transaction.atomic
def activate_due():
    """Approved themes begin with their terms; where one is active already, the other waits."""
    due = Theme.objects.filter(state=Theme.State.APPROVED, term__state=Term.State.ACTIVE)
    begun = 0
    for theme in due.select_for_update(of=("self",)).order_by("term", "pk"):
        if Theme.objects.filter(term=theme.term_id, state=Theme.State.ACTIVE).exists():
            continue
        theme.state = Theme.State.ACTIVE
        theme.save()
        audit.record(None, "theme.began", f"{theme.pk} {theme.title}")
        begun += 1
    return begun


@transaction.atomic
def close(*, theme, by, outcomes, lessons_ar="", lessons_en="", request=None):
    """What came of each goal (public key → achieved, partly, not), and what was learned.

    Raises PermissionDenied, Changed, ValidationError where a goal has no outcome or no lesson is written.
    """
    theme = take(theme)
    if theme.state != Theme.State.ACTIVE:
        raise Changed
    if not rules.may_close(by, theme):
        raise PermissionDenied
    if not (lessons_ar.strip() or lessons_en.strip()):
        raise ValidationError({"lessons_ar": _("Say what was learned.")})
    for goal in theme.goals.all():
        if outcomes.get(goal.pk) not in Goal.Outcome.values:
            raise ValidationError(_("Say of each goal what came of it."))
        goal.outcome = outcomes[goal.pk]
        goal.save()
    theme.state, theme.closed_at = Theme.State.CLOSED, kit.now()
    theme.lessons_ar, theme.lessons_en = lessons_ar.strip(), lessons_en.strip()
    theme.save()
    audit.record(by, "theme.closed", f"{theme.pk} {theme.title}", request=request)
    return theme
