"""Adaptations for tests: a published source, who adapted it, and newer versions of the source."""

from django.db import transaction

import kit
from library import actions
from library.actions.publication import carry_out_review
from library.models import Adaptation, Kind, Revision, UpdateProposal, UseQuestion
from tests.factories.library import approve, published
from tests.factories.members import member


def source(**fields):
    """A published template of a member, with a file."""
    given = {"kind": Kind.TEMPLATE, "files": [{}], "title_en": "Form", "body_en": "<p>One.</p>"}
    if "created_by" not in fields:
        given["created_by"] = member(fields.get("province"))
    author = fields.get("created_by") or given["created_by"]
    return published(**({"province": author.services.get().team.province} | given | fields))


def adapted(item=None, by=None, **fields):
    """An adaptation by the verb; its draft has what the checker asks for."""
    by = by or member()
    item = item or source()
    made = actions.adapt(item=item, province=by.services.get().team.province, by=by)
    draft = made.item.newest
    actions.save_draft(revision=draft, by=by, **({"changes_en": "Two signatures.", "contact": "Us"} | fields))
    return made


@transaction.atomic
def publish(item, **fields):
    """The draft of the item, or a new version of it, approved with its effect; `fields` are its new words."""
    by = item.created_by
    draft = actions.new_version(item=item, by=by)
    actions.save_draft(revision=draft, by=by, **fields)
    carry_out_review(review=approve(Revision.objects.get(pk=draft.pk)))
    item.refresh_from_db()
    return item.published_revision


def of_adaptations(person):
    """They adapted one, decided on a proposal, and answered whether it is in use."""
    made = Adaptation.objects.get(pk=adapted(by=member()).pk)
    Adaptation.objects.filter(pk=made.pk).update(by=person)
    publish(made.source, title_en="Form of two pages")
    made.proposals.update(state=UpdateProposal.State.DECLINED, decided_by=person, decided_at=kit.now())
    UseQuestion.objects.create(
        item=made.source,
        due_on=kit.today(),
        answer="ended",
        reason="سبب التوقف الذي كتبه",
        by=person,
        answered_at=kit.now(),
    )
