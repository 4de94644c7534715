"""The empty sheet to fill in."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.sheets import writing
from library.importing.columns import AUDIENCES, COLUMNS
from library.models import Kind

CONTENT_TYPES = writing.CONTENT_TYPES


def template(ending):
    """The bytes of an empty sheet with headings in the reader's language."""
    choices = {
        "kind": (_("Words for the kind"), [str(kind.label) for kind in Kind]),
        "audience": (_("Words for who may read it"), [str(capfirst(label)) for label in AUDIENCES.values()]),
    }
    return writing.template(ending, writing.Dress(COLUMNS, _("Documents"), choices))
