"""The reforms in the library: each written, reviewed and published by the verbs; and what awaits review."""

import uuid

from django.core.files import File

import kit
from committee.models import Outcome
from en_portal.demo.seed import bodies, past, signoffs, texts
from library import actions
from library.models import Attachment, Item, Tag
from members.models import Criterion
from themes.models import Theme

KEYS = uuid.UUID("6b0d6c0e-5d0a-4c7e-9a55-2f1f1f6c9d10")  # item ids become the same form keys everywhere
SAME = ("title_ar", "title_en", "summary_ar", "summary_en", "problem_ar", "problem_en", "source_url")
OWN_WORDS = "Our own wording; facts from the source named"
WRITTEN, SUBMITTED = 9, 6  # days before publication


def is_there():
    return Item.objects.filter(is_demonstration=True).exists()


def load(*, today, **_given):
    shelf = Shelf()
    for item in texts.read("items")["items"]:
        shelf.publish(item, today)
    for row in texts.read("network")["desk"]:
        shelf.put_on_desk(row, today)
    signoffs.keep_out_of_the_mail()


class Shelf:
    """What the items refer to, read once."""

    def __init__(self):
        told = texts.read("items")
        self.documents = told["documents"]
        self.items = {item["id"]: item for item in told["items"]}
        self.people, self.provinces = texts.persons(), texts.provinces()
        self.criteria = {criterion.number: criterion for criterion in Criterion.objects.all()}
        self.tags = {key: _tag(key, words) for key, words in told["tags"].items()}
        themes = {theme.title_en: theme for theme in Theme.objects.all()}
        rows = [row for row in texts.read("network")["themes"] if row["quarter"] <= 0]
        self.themes = {topic: themes.get(row["title_en"]) for row in rows for topic in row["topics"]}

    def publish(self, item, today):
        """Write, attach, submit and have approved by the seat whose turn it is."""
        author = self.people[item["author"]]
        day = item["days_ago"]
        with past.at(past.moment(past.office_day(today, day + WRITTEN), 9)):
            revision = self._write(item, author)
            for row in item["attachments"]:
                self._attach(revision, row["file"], author)
        with past.at(past.moment(past.office_day(today, day + SUBMITTED), 12)):
            review = actions.submit(revision=revision, by=author)
        with past.at(past.moment(past.office_day(today, day), 10, 30)):
            signoffs.decide(review, Outcome.APPROVED)

    def put_on_desk(self, row, today):
        """A new version of a published item: still a draft, waiting for its review, or given back."""
        author = self.people[row["by"]]
        item = Item.objects.get(form_key=form_key(row["item"]))
        with past.at(past.moment(past.office_day(today, row["days_ago"]), 11)):
            draft = actions.new_version(item=item, by=author)
            new = {
                f"body_{code}": bodies.with_addition(getattr(draft, f"body_{code}"), row[f"add_{code}"])
                for code in ("ar", "en")
            }
            actions.save_draft(revision=draft, by=author, **new)
            if row["state"] == "draft":
                return
            review = actions.submit(revision=draft, by=author)
        signoffs.tell_the_story(review, row)
        signoffs.bring_to_mind(review, today)
        if row["state"] == "changes":
            with past.at(past.moment(past.office_day(today, row["days_ago"] - 4), 13)):
                comment = signoffs.both(row, "comment")
                signoffs.decide(review, Outcome.CHANGES, comment=comment, not_met=row["not_met"])

    def _write(self, item, author):
        told = {
            **{name: item[name] for name in SAME},
            **{f"body_{code}": bodies.body(item, self.documents, code) for code in ("ar", "en")},
            **{f"failed_{code}": item.get(f"failed_{code}", "") for code in ("ar", "en")},
        }
        return actions.start_draft(
            by=author,
            kind=item["kind"],
            province=self.provinces.get(item["province"]),
            form_key=form_key(item["id"]),
            is_demonstration=True,
            criterion=self.criteria[item["criterion"]],
            theme=self.themes.get(item["topic"]),
            year=item["year"],
            is_public=not item["is_members_only"],
            tags=[self.tags[key] for key in item["tags"]],
            contributors=[author.name_ar],
            results=bodies.results(item),
            results_source=item["source_name_en"],
            contact=author.email,
            source_name=item["source_name_en"],
            licence=OWN_WORDS,
            **told,
        )

    def _attach(self, revision, name, author):
        document = self.documents[name]
        with (texts.DOCUMENTS / name).open("rb") as content:
            upload = File(content, name=bodies.file_name(name, document))
            licence = f"{document['licence']}, {document['source']}"
            _read(actions.attach(revision=revision, upload=upload, by=author, licence=licence))


def form_key(slug):
    return uuid.uuid5(KEYS, slug)


def _tag(slug, words):
    return Tag.objects.get_or_create(slug=slug, defaults={"name_ar": words["ar"], "name_en": words["en"]})[0]


def _read(attachment):
    """Take the words out of a file now, so that search knows them at once; out of each document only once."""
    twin = Attachment.objects.filter(sha256=attachment.sha256, read_at__isnull=False).first()
    if twin:
        Attachment.objects.filter(pk=attachment.pk).update(text=twin.text, read_at=kit.now())
    else:
        actions.read_text(attachment=attachment)
