"""A practice adapted by another province, what its source changed since, and an answer to *still in use?*."""

from committee.models import Outcome
from en_portal.demo.seed import bodies, past, signoffs, texts
from en_portal.demo.seed.library import form_key
from library import actions
from library.models import Adaptation, Item
from members.models import Notice

OWN = ("title_ar", "title_en", "changes_ar", "changes_en")


def is_there():
    return Adaptation.objects.exists()


def load(*, today, **_given):
    row, people = texts.read("adaptations"), texts.persons()
    on = lambda days_ago, hour=11: past.at(past.moment(past.office_day(today, days_ago), hour))  # noqa: E731
    _adapt(row, people[row["by"]], on)
    _renew(row, on)
    used = row["in_use"]
    with on(used["days_ago"]):
        item = Item.objects.get(form_key=form_key(used["item"]))
        actions.answer_use(item=item, by=people[used["by"]], answer="in_use")
    signoffs.keep_out_of_the_mail()
    Notice.objects.filter(key__startswith="adaptation:").update(is_mail_wanted=False)


def _adapt(row, by, on):
    """The draft, with what was changed; handed in and approved."""
    source = Item.objects.get(form_key=form_key(row["item"]))
    with on(row["begun"]):
        province = texts.provinces()[row["adopter"]]
        draft = actions.adapt(item=source, province=province, by=by).item.newest
        words = {name: row[name] for name in OWN}
        actions.save_draft(revision=draft, by=by, contact=by.email, **words)
    _publish(draft, by, on, row["handed_in"], row["published"])


def _renew(row, on):
    """A new version of the source: its parts are proposed to who adapted it, and wait."""
    source = Item.objects.get(form_key=form_key(row["item"]))
    by = source.created_by
    with on(row["renewed"], hour=9):
        draft = actions.new_version(item=source, by=by)
        new = {
            f"body_{code}": bodies.with_addition(getattr(draft, f"body_{code}"), row[f"add_{code}"])
            for code in ("ar", "en")
        }
        needs = {name: row[name] for name in ("needs_ar", "needs_en")}
        actions.save_draft(revision=draft, by=by, **new, **needs)
    _publish(draft, by, on, row["renewed"], row["approved"])


def _publish(draft, by, on, handed_in, approved):
    with on(handed_in, hour=12):
        review = actions.submit(revision=draft, by=by)
    with on(approved):
        signoffs.decide(review, Outcome.APPROVED)
