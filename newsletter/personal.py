"""What the newsletter keeps of a person: editions they worked on stay; rows with their address do not."""

from kit.personal import Holding, Kept, named, whole
from newsletter.models import Edition, ReaderImport, ReaderRow

HOLDING = Holding(
    (
        named(Edition, "created_by", "saved_by"),
        named(ReaderImport, "by", "confirmed_by"),
        Kept(ReaderRow, by_address=("address",), goes=whole),
    )
)
