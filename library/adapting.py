"""What may be adapted, by whom, what travels with it, and what an adaptation still lacks."""

from django.utils.translation import gettext as _

from kit.formats import size
from library import versions
from library.completeness import Condition
from library.models import Kind
from library.standing import acting_for

# What others fill in or follow. A story, a lesson or an article tells of one province: it is not adapted.
KINDS = {Kind.TEMPLATE, Kind.TOOL, Kind.MANUAL, Kind.APPROACH, Kind.WORKSHEET}
PAIRS = ("title", "summary", "problem", "body", "needs")
CREDITS = ("source_name", "source_url", "licence")
TEXTS = tuple(f"{pair}_{language}" for pair in PAIRS for language in ("ar", "en")) + CREDITS
FILES = "attachments"
FIELDS = (
    *TEXTS,
    FILES,
)  # the rest speaks of the province itself: it starts empty, and the adopter fills it in


def adapting_provinces(user, item, acting=None):
    """Keys of the provinces for which the person may adapt it: members of others than its own."""
    if item.kind not in KINDS or item.published_at is None or item.is_withdrawn:
        return set()
    return set(acting_for(user) if acting is None else acting) - item.owners


def of(item):
    """Its adaptation, if it is one."""
    return getattr(item, "adaptation", None)


def conditions(revision, adaptation):
    """What is asked for of an adaptation beside what its kind asks for."""
    if adaptation is None:
        return []
    how = _("Say what you changed, and why it is so with you: others learn from the difference.")
    asked = [
        (_("What you changed and why"), bool(revision.changes), how, "changes"),
        (_("Who answers in your province"), bool(revision.contact), _("Give a contact of yours."), "contact"),
    ]
    if not adaptation.source.is_public:
        is_kept = not revision.item.is_public
        how = _("The source is for members alone, and so is what is made of it.")
        asked.append((_("For members alone"), is_kept, how, "is_public"))
    return [
        Condition(what, is_met, _("Written.") if is_met else how, field) for what, is_met, how, field in asked
    ]


def value(revision, name):
    """A part as it is compared: texts by themselves, files by their content."""
    if name == FILES:
        return sorted(file.sha256 for file in revision.attachments.all())
    return getattr(revision, name)


def shown(revision, name):
    """A part as it is read; files with their size, because a new one often has the old name."""
    if name == FILES:
        return "\n".join(f"{file.name} · {size(file.size)}" for file in revision.attachments.all())
    return versions.words(revision, name)
