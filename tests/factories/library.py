"""Items, versions and files for tests."""

import hashlib
import io
import uuid
import zipfile

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

import kit
from committee.models import Outcome
from library import actions, indexing
from library.models import Attachment, Item, Kind, Result, Revision, Tag
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import ProvinceFactory, UserFactory, member


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"tag-{n}")
    name_ar = factory.Sequence(lambda n: f"وسم {n}")
    name_en = factory.Sequence(lambda n: f"Tag {n}")


class ItemFactory(factory.django.DjangoModelFactory):
    """An item without a text; see `draft` and `published`."""

    class Meta:
        model = Item

    kind = Kind.APPROACH
    province = factory.SubFactory(ProvinceFactory)
    created_by = factory.SubFactory(UserFactory)


class RevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Revision

    item = factory.SubFactory(ItemFactory)
    number = 1
    title_ar = factory.Sequence(lambda n: f"تجربة {n}")
    title_en = factory.Sequence(lambda n: f"Practice {n}")
    summary_ar = "ملخص قصير للتجربة."
    summary_en = "A short summary."
    problem_ar = "كانت المعاملة تتأخر."
    problem_en = "Files took too long."
    body_ar = "<p>خطوة أولى ثم ثانية.</p>"
    body_en = "<p>One step, then another.</p>"
    created_by = factory.SelfAttribute("item.created_by")


class ResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Result

    revision = factory.SubFactory(RevisionFactory)
    measure_ar = "أيام الإنجاز"
    measure_en = "Days to finish"
    unit_ar = "يوماً"
    unit_en = "days"
    before = 34
    after = 9


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A row alone: no file lies behind it."""

    class Meta:
        model = Attachment

    item = factory.SubFactory(ItemFactory)
    path = factory.LazyFunction(lambda: f"aa/{uuid.uuid4().hex}")
    name = factory.Sequence(lambda n: f"دليل {n}.pdf")
    content_type = "application/pdf"
    size = 84_000
    sha256 = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())
    uploaded_by = factory.SelfAttribute("item.created_by")


def published(files=(), tags=(), results=(), **fields):
    """A published item, indexed; `fields` go to the item or to its revision by their names."""
    facts = {
        name: fields.pop(name) for name in (*actions.FACTS, "created_by", "published_at") if name in fields
    }
    at = facts.pop("published_at", None) or kit.now()
    item = ItemFactory(**facts)
    item.tags.set(tags)
    revision = RevisionFactory(item=item, **fields)
    for result in results:
        ResultFactory(revision=revision, **result)
    for given in files:
        revision.attachments.add(AttachmentFactory(item=item, **given))
    approve(revision)
    Item.objects.filter(pk=item.pk).update(published_revision=revision, published_at=at)
    item.refresh_from_db()
    indexing.index(item)
    return item


def approve(revision, **fields):
    """Close the revision's review as approved, without its effect."""
    decided = {"outcome": Outcome.APPROVED, "decided_by": UserFactory(), "decided_at": kit.now()}
    revision.review = ReviewFactory(
        kind="library.revision",
        province=revision.item.province,
        requested_by=revision.created_by,
        path=f"library/{revision.item_id}/versions/{revision.number}/",
        version=revision.number,
        **(decided | fields),
    )
    revision.save()
    return revision.review


def submitted(author=None, **fields):
    """A complete draft of a member, handed in by the verb itself."""
    author = author or member()
    province = fields.pop("province", None) or author.services.first().team.province
    texts = {
        "title_en": "Tender checklist",
        "summary_en": "Twenty checks.",
        "problem_en": "Slow.",
        "body_en": "Check.",
    }
    draft = actions.start_draft(by=author, kind=Kind.APPROACH, province=province, **(texts | fields))
    actions.submit(revision=draft, by=author)
    return Revision.objects.select_related("item", "review").get(pk=draft.pk)


def seat_elsewhere(**fields):
    """An open seat of a province that shares nothing with the author's."""
    return SeatFactory(**fields)


def upload(name="مسودة القرار.txt", content="محضر الاجتماع الأول في بابل", content_type="text/plain"):
    """What a browser sends for one file."""
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data, content_type)


def docx(text):
    """The smallest Word file with these words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "word/document.xml",
            '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
    return out.getvalue()
