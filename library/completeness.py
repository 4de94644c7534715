"""What a draft still lacks before the POCC can review it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import formats
from library.models import Kind

PRACTICES = {
    Kind.TOOL,
    Kind.APPROACH,
    Kind.TEMPLATE,
    Kind.MANUAL,
    Kind.CASE_STUDY,
    Kind.SUCCESS_STORY,
    Kind.LESSON_LEARNED,
    Kind.SET_BACK,
}
MEASURED = {Kind.CASE_STUDY, Kind.SUCCESS_STORY}
IN_FILES = {Kind.TOOL, Kind.TEMPLATE, Kind.MANUAL, Kind.VIDEO, Kind.PHOTO_ALBUM, Kind.WORKSHEET}
ON_FAILURE = {Kind.LESSON_LEARNED, Kind.SET_BACK}


@dataclass(frozen=True)
class Condition:
    """One thing that is asked for; `evidence` says what was found, or how to meet it."""

    what: str
    is_met: bool
    evidence: str
    field: str  # where on the form it is met


def check(revision, *, results, files):
    """The conditions for this kind of item, in the order of the form. `results` and `files` are lists."""
    item = revision.item
    conditions = [
        _text(
            _("A title"), revision.title, _("One short sentence, as you would say it on the phone."), "title"
        ),
        _text(
            _("A summary"),
            revision.summary,
            _("Two or three sentences: what changed, and for whom."),
            "summary",
        ),
        _owner(item, revision),
    ]
    if item.kind in PRACTICES:
        how = _("Say what was wrong before.")
        conditions.append(_text(_("The problem"), revision.problem, how, "problem"))
    if item.kind in PRACTICES or item.kind in (Kind.ARTICLE, Kind.MEMBER_PROFILE):
        how = _("Describe the steps, so that another province can repeat them.")
        conditions.append(_text(_("How it works"), revision.body, how, "body"))
    if item.kind in ON_FAILURE:
        how = _("Say what did not work and why: others learn most from this.")
        conditions.append(_text(_("What failed"), revision.failed, how, "failed"))
    if item.kind in MEASURED or results:
        conditions.append(_measured(results))
    if item.kind in IN_FILES:
        conditions.append(_with_file(files))
    if revision.source_url or revision.source_name:
        how = _("Texts of others need their licence, for instance CC BY 4.0.")
        conditions.append(_text(_("The licence of the source"), revision.licence, how, "licence"))
    return conditions


def is_complete(conditions):
    return all(condition.is_met for condition in conditions)


def _text(what, value, how, field):
    return Condition(what, bool(value), _("Written.") if value else how, field)


def _owner(item, revision):
    if item.province_id:
        return Condition(_("Whose practice it is"), True, str(item.province), "province")
    is_met = bool(revision.source_name)
    how = revision.source_name or _("Choose the province, or name the source of an international text.")
    return Condition(_("Whose practice it is"), is_met, how, "province")


def _measured(results):
    whole = [result for result in results if result.measure and result.after is not None]
    is_met = bool(whole) and len(whole) == len(results)
    if not is_met:
        how = _("Give what was measured and its value after the reform; before it too, if you know it.")
        return Condition(_("A result with its figure"), False, how, "results")
    found = ngettext("%(count)s result.", "%(count)s results.", len(whole)) % {
        "count": formats.number(len(whole))
    }
    return Condition(_("A result with its figure"), True, found, "results")


def _with_file(files):
    if not files:
        return Condition(_("A file"), False, _("Add the document, the photo or the video itself."), "files")
    found = ngettext("%(count)s file.", "%(count)s files.", len(files)) % {
        "count": formats.number(len(files))
    }
    return Condition(_("A file"), True, found, "files")
