"""What the end of a motion brought about, in words."""

from django.utils.translation import gettext as _

from committee.models import MotionKind
from kit.formats import day

WITH_A_VERSION = {
    MotionKind.MEMBERSHIP_POLICY: ("policy_decision", "policy"),
    MotionKind.VOTING_RULE: ("rule_decision", "rule"),
}


def effect_of(motion):
    """One sentence on what followed from the outcome; empty while there is none."""
    if motion.is_undecided:
        return ""
    if not motion.is_carried:
        return _not_carried(motion)
    if motion.kind in WITH_A_VERSION:
        return _in_force(motion)
    carried = {
        MotionKind.THEME: _("The theme is approved, and begins with its quarter."),
        MotionKind.PRIORITY: _("It stands among the priorities of the network."),
        MotionKind.ROTATION_ORDER: _("The order of chairs is set, and the coming terms follow it."),
    }
    return carried.get(motion.kind, _("Decided in words: nothing else in the portal had to change."))


def _not_carried(motion):
    if motion.kind == MotionKind.THEME:
        return _("The theme went back to the chair province.")
    return _("Everything stays as it was.")


def _in_force(motion):
    decision, version = WITH_A_VERSION[motion.kind]
    made = getattr(getattr(motion, decision, None), version, None)
    if made is None:
        return _("Decided in words: nothing else in the portal had to change.")
    return _("The new version is in force from %(day)s.") % {"day": day(made.effective_from)}
