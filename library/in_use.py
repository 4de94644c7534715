"""Which practices are asked about once a year, and who answers."""

from library import rules
from library.models import Kind
from library.standing import leads_of

# What a province does or uses. A story of what failed, an article, a film or a profile is not in use.
KINDS = {
    Kind.TOOL,
    Kind.APPROACH,
    Kind.TEMPLATE,
    Kind.MANUAL,
    Kind.WORKSHEET,
    Kind.CASE_STUDY,
    Kind.SUCCESS_STORY,
}


def may_answer(user, item):
    """The author, staff, and who leads the province's team or holds its seat, of what is published."""
    is_asked = item.kind in KINDS and item.province_id and item.published_at and not item.is_withdrawn
    if not is_asked or not user.is_authenticated:
        return False
    return rules.may_edit(user, item) or leads_of(item.province_id).filter(pk=user.pk).exists()
