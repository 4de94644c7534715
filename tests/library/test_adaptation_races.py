"""Two at once: one draft, one decision, a decision and a newer version."""

import pytest
from django.db import transaction

from library import actions
from library.actions.publication import carry_out_review
from library.models import Adaptation, Revision, UpdateProposal
from tests.factories.adaptations import adapted, publish, source
from tests.factories.library import approve
from tests.factories.members import member, staff
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_button_pressed_twice_starts_one_draft():
    item, reader = source(), member()
    province = reader.services.get().team.province
    adapt = lambda: actions.adapt(item=item, province=province, by=reader)  # noqa: E731
    assert at_once(adapt, adapt, held=item) == [Adaptation.objects.get()] * 2


@pytest.mark.parametrize("order", [1, -1])
def test_two_people_decide_one_proposal_once(order):
    made = adapted()
    publish(made.item)
    publish(made.source, title_en="New")
    row, other = made.proposals.get(), staff()
    verbs = [
        lambda: actions.decide_update(proposal=row, by=made.by, is_accepted=True),
        lambda: actions.decide_update(proposal=row, by=other, is_accepted=False),
    ]
    answers = at_once(*verbs[::order], held=made)[::order]
    row.refresh_from_db()
    assert sorted(type(one).__name__ for one in answers) == ["NotNow", "UpdateProposal"]
    is_accepted = isinstance(answers[0], UpdateProposal)
    assert (row.state, row.decided_by) == (("accepted", made.by) if is_accepted else ("declined", other))
    assert made.item.newest.title_en == ("New" if is_accepted else "Form")


@pytest.mark.parametrize("order", [1, -1])
def test_a_decision_and_a_newer_version_leave_one_truth(order):
    made = adapted()
    publish(made.source, title_en="Second")
    row = made.proposals.get()
    draft = actions.new_version(item=made.source, by=made.source.created_by)
    actions.save_draft(revision=draft, by=made.source.created_by, title_en="Third")
    review = approve(Revision.objects.get(pk=draft.pk))
    verbs = [
        lambda: actions.decide_update(proposal=row, by=made.by, is_accepted=True),
        transaction.atomic(lambda: carry_out_review(review=review)),
    ]
    answers = at_once(*verbs[::order], held=made)[::order]
    assert answers[1] is None
    row.refresh_from_db()
    made.refresh_from_db()
    newest = made.proposals.open().get()
    assert newest.revision_id == draft.pk
    if isinstance(answers[0], actions.NotNow):
        assert (row.state, made.revision.number, newest.base.number) == ("superseded", 1, 1)
        assert made.item.newest.title_en == "Form"
    else:
        assert (row.state, made.revision.number, newest.base.number) == ("accepted", 2, 2)
        assert made.item.newest.title_en == "Second"
