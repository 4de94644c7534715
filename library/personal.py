"""What the library keeps of a person: what was handed in stays, drafts that nobody else has read go."""

from django.db.models import Q

from kit.personal import Holding, mine, named
from library import indexing, models
from library.actions.drafts import drop_file

OF_THE_FILE = ("path", "text", "readings", "reading_until", "failure", "preview")
INDEX = ("form_key", "search", "title_words", "is_in_arabic", "is_in_english")


def _file(attachment):
    return [(attachment.path, attachment.name)]


def forget_drafts(who, keeps_name):
    """Drafts of the person go, with files that no other version holds; their name, unless they leave it."""
    drafts = models.Revision.objects.drafts().filter(item__created_by=who.person)
    _delete_with_versions(models.Revision, drafts)
    items = models.Item.objects.filter(created_by=who.person)
    for attachment in models.Attachment.objects.filter(item__in=items, revisions__isnull=True):
        key = attachment.pk
        drop_file(attachment)
        models.Attachment.history.filter(id=key).delete()
    empty = items.filter(revisions__isnull=True)
    _delete_with_versions(models.Contributor, models.Contributor.objects.filter(item__in=empty))
    _delete_with_versions(models.Item, empty)
    if not keeps_name:
        _forget_name(who)


def _delete_with_versions(model, rows):
    keys = list(rows.values_list("pk", flat=True))
    model.objects.filter(pk__in=keys).delete()
    model.history.filter(id__in=keys).delete()


def _forget_name(who):
    """Credits under their name on what they wrote, and the contact where it is theirs."""
    names = [name for name in (who.person.name_ar, who.person.name_latin) if name]
    own = Q(person=who.person) | Q(item__created_by=who.person, name__in=names)
    credits_ = models.Contributor.objects.filter(own)
    credited = list(models.Item.objects.filter(contributors__in=credits_, published_revision__isnull=False))
    _delete_with_versions(models.Contributor, credits_)
    for item in credited:
        indexing.index(item)
    said = Q(pk__in=[])
    for words in [*names, *who.addresses]:
        said |= Q(contact__icontains=words)
    for rows in (models.Revision.objects, models.Revision.history):
        rows.filter(said, created_by=who.person).update(contact="")


HOLDING = Holding(
    (
        named(models.Item, "created_by", hidden=INDEX),
        named(models.Revision, "created_by"),
        named(
            models.Attachment,
            "uploaded_by",
            files=_file,
            hidden=OF_THE_FILE,
        ),
        mine(models.Upload, "owner", hidden=("lease",)),
        named(models.Contributor, "person"),
        named(models.Withdrawal, "by"),
        named(models.Series, "created_by"),
        named(models.DocumentImport, "by", "confirmed_by", hidden=("path",)),
        mine(models.SavedSearch, "person"),
        named(models.Question, "asker"),
        named(models.Answer, "author"),
        named(models.Transfer, "lead", "contact", "stopped_by", "verified_by"),
        named(models.TransferStep, "by"),
        named(models.FitFact, "source_by", "adopter_by"),
        named(models.AdaptedDocument, "by"),
        named(models.Outcome, "by"),
        named(models.Adaptation, "by"),
        named(models.UpdateProposal, "decided_by"),
        named(models.UseQuestion, "by"),
        named(models.Comment, "writer", "hidden_by", hidden=("form_key",)),
        mine(models.Bookmark, "person"),
        mine(models.Useful, "person"),
        mine(models.Collection, "owner"),
    ),
    first=forget_drafts,
)
