"""The records of the library."""

from library.models.adaptation import Adaptation, UpdateProposal
from library.models.attachment import Attachment
from library.models.collection import Collection, CollectionEntry
from library.models.comment import Comment
from library.models.download import Download
from library.models.in_use import UseQuestion
from library.models.intake import DocumentImport, DocumentRow
from library.models.item import Contributor, Item, Kind, Withdrawal
from library.models.learning import Series, SeriesStep
from library.models.mark import Bookmark, Useful
from library.models.phrase import Phrase
from library.models.question import Answer, Question
from library.models.revision import Result, Revision, Sealed
from library.models.saved import SavedSearch
from library.models.tag import Tag
from library.models.transfer import MONTHS, Step, Transfer, TransferStep, due_days, over_on
from library.models.transfer_record import AdaptedDocument, FitFact, Milestone, Outcome, OutcomeMeasure
from library.models.upload import Upload

__all__ = [
    "MONTHS",
    "Adaptation",
    "AdaptedDocument",
    "Answer",
    "Attachment",
    "Bookmark",
    "Collection",
    "CollectionEntry",
    "Comment",
    "Contributor",
    "DocumentImport",
    "DocumentRow",
    "Download",
    "FitFact",
    "Item",
    "Kind",
    "Milestone",
    "Outcome",
    "OutcomeMeasure",
    "Phrase",
    "Question",
    "Result",
    "Revision",
    "SavedSearch",
    "Sealed",
    "Series",
    "SeriesStep",
    "Step",
    "Tag",
    "Transfer",
    "TransferStep",
    "UpdateProposal",
    "Upload",
    "UseQuestion",
    "Useful",
    "Withdrawal",
    "due_days",
    "over_on",
]
