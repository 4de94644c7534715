"""The records of the library."""

from library.models.attachment import Attachment
from library.models.item import Contributor, Item, Kind, Tag, Withdrawal
from library.models.revision import Result, Revision, Sealed

__all__ = ["Attachment", "Contributor", "Item", "Kind", "Result", "Revision", "Sealed", "Tag", "Withdrawal"]
