"""What members say and mark, for tests: rows alone."""

import factory

import kit
from library.models import Bookmark, Collection, CollectionEntry, Comment, Download, Useful
from tests.factories.library import published
from tests.factories.members import UserFactory, member


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    item = factory.LazyFunction(published)
    writer = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"تعليق {n}")


class CollectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Collection

    owner = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"مجموعة {n}")
    title_en = factory.Sequence(lambda n: f"Collection {n}")
    is_shared = True


def entry(collection=None, item=None, **fields):
    """An item at the end of a collection."""
    collection = collection or CollectionFactory(owner=member())
    position = collection.entries.count() + 1
    item = item or published()
    return CollectionEntry.objects.create(collection=collection, item=item, position=position, **fields)


def of_talk(person, item):
    """A row in each model of talk and marks that leads to the person."""
    CommentFactory(item=item, writer=person, text="تعليق كتبه بنفسه")
    CommentFactory(item=item, hidden_by=person, hidden_at=kit.now(), hidden_reason="سبب الإخفاء الذي كتبه")
    Bookmark.objects.create(item=item, person=person)
    Useful.objects.create(item=item, person=person, province=item.province)
    entry(CollectionFactory(owner=person, title_ar="مجموعة جمعها"), item, note="ملاحظته على الممارسة")


def taken(attachment, reader, on):
    return Download.objects.create(attachment=attachment, reader=reader, on=on)
