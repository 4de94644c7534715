"""A draft keeps itself: what is valid is kept, nothing of another window is lost, no version a pause."""

import pytest
from django.urls import reverse

from library import actions
from library.models import Kind, Revision
from tests.factories.library import seat_elsewhere
from tests.factories.members import member
from tests.racing import at_once

pytestmark = pytest.mark.django_db
ROWS = {"results-TOTAL_FORMS": "1", "results-INITIAL_FORMS": "0"}


def started(**fields):
    author = member()
    words = {"title_en": "One window", "body_en": "<p>So.</p>"} | fields
    draft = actions.start_draft(
        by=author, kind=Kind.APPROACH, province=author.services.get().team.province, **words
    )
    return author, Revision.objects.get(pk=draft.pk)


def form_of(draft, **changes):
    """What the page would send."""
    texts = {name: getattr(draft, name) for name in actions.TEXTS}
    facts = {"kind": draft.item.kind, "province": draft.item.province_id, "is_public": "on"}
    return {**texts, **facts, **ROWS, "base": draft.saves, "form_key": draft.item.form_key, **changes}


def send(client, draft, **changes):
    return client.post(reverse("library:autosave", args=[draft.item_id]), form_of(draft, **changes))


def edit(client, draft, **changes):
    return client.post(reverse("library:edit", args=[draft.item_id]), form_of(draft, **changes))


def test_it_keeps_says_when_and_writes_no_version(client):
    author, draft = started()
    client.force_login(author)
    versions = Revision.history.filter(id=draft.pk).count()
    answer = send(client, draft, title_en="Two windows").json()
    draft.refresh_from_db()
    assert draft.title_en == "Two windows"
    assert answer["base"] == draft.saves
    assert answer["said"].startswith("حُفظ في")
    assert Revision.history.filter(id=draft.pk).count() == versions


def test_saving_by_hand_writes_a_version(client):
    author, draft = started()
    client.force_login(author)
    versions = Revision.history.filter(id=draft.pk).count()

    assert edit(client, draft, title_en="Two windows").status_code == 302

    assert Revision.history.filter(id=draft.pk).count() == versions + 1


def test_results_are_kept_once_and_left_alone_while_they_are_the_same(client):
    author, draft = started()
    client.force_login(author)
    row = {"results-0-measure_en": "Days", "results-0-before": "٣٤", "results-0-after": "9"}
    send(client, draft, **row)
    draft.refresh_from_db()
    kept = draft.results.get()
    assert (kept.before, kept.after) == (34, 9)
    send(client, draft, title_en="Other", **row)
    assert draft.results.get().pk == kept.pk


def test_what_is_wrong_is_named_and_the_rest_is_kept(client):
    author, draft = started()
    client.force_login(author)
    address = reverse("library:autosave", args=[draft.item_id]).replace("/ar/", "/en/")
    answer = client.post(address, form_of(draft, summary_en="Short.", year="1200", source_url="no address"))
    draft.refresh_from_db()
    assert draft.summary_en == "Short."
    assert draft.item.year is None
    assert "except: Year of the reform, Address of the source" in answer.json()["said"]


def test_another_windows_words_are_not_lost(client):
    author, draft = started()
    client.force_login(author)
    send(client, draft, title_en="Of the first window")
    answer = send(client, draft, title_en="Of the second window")
    assert answer.status_code == 409
    assert "base" not in answer.json()
    draft.refresh_from_db()
    assert draft.title_en == "Of the first window"


def test_the_button_of_an_old_page_asks_before_it_replaces(client):
    author, draft = started()
    client.force_login(author)
    send(client, draft, title_en="Of the first window")
    answer = edit(client, draft, title_en="Of the second window")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Of the second window" in page
    assert "data-is-changed" in page
    kept = Revision.objects.get()
    assert kept.title_en == "Of the first window"
    assert edit(client, kept, title_en="Of the second window").status_code == 302
    assert Revision.objects.get().title_en == "Of the second window"


def test_the_same_form_sent_twice_is_no_conflict(client):
    author, draft = started()
    client.force_login(author)
    assert edit(client, draft, title_en="Twice").status_code == 302
    assert edit(client, draft, title_en="Twice").status_code == 302


def test_without_a_base_the_form_works_as_before(client):
    author, draft = started()
    client.force_login(author)
    data = form_of(draft, title_en="By hand")
    del data["base"]
    assert client.post(reverse("library:edit", args=[draft.item_id]), data).status_code == 302
    assert client.post(reverse("library:autosave", args=[draft.item_id]), data).status_code == 422
    assert Revision.objects.get().title_en == "By hand"


def test_what_was_handed_in_stays(client):
    seat_elsewhere()
    author, draft = started(summary_en="S.", problem_en="P.")
    client.force_login(author)
    sent = form_of(draft, title_en="Too late")
    actions.submit(revision=draft, by=author)
    address = reverse("library:autosave", args=[draft.item_id])
    assert client.post(address, sent).status_code == 409
    assert Revision.objects.get().title_en == "One window"


def test_nobody_else_writes_into_it(client):
    _author, draft = started()
    client.force_login(member())
    assert send(client, draft, title_en="Stolen").status_code == 404
    assert Revision.objects.get().title_en == "One window"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", [1, -1])
def test_two_windows_at_once_one_is_told(order):
    author, draft = started()
    titles = ["Left", "Right"][::order]
    verbs = [
        lambda title=title: actions.autosave(revision=draft, by=author, base=draft.saves, title_en=title)
        for title in titles
    ]
    answers = at_once(*verbs, held=draft.item)
    kept = Revision.objects.get().title_en
    assert sorted(isinstance(answer, actions.Changed) for answer in answers) == [False, True]
    assert kept == titles[[isinstance(answer, actions.Changed) for answer in answers].index(False)]
