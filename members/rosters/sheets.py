"""A roster's sheet."""

from kit import sheets
from members.rosters.columns import COLUMNS


def read(upload):
    """The Sheet in an upload. Raises kit.files.Refused."""
    return sheets.read(upload, COLUMNS)
