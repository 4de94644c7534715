"""What members said under practices, marked and gathered, by the verbs."""

from en_portal.demo.seed import past, texts
from en_portal.demo.seed.library import form_key
from library import actions
from library.models import Comment, Item
from members.models import Notice


def is_there():
    return Comment.objects.exists()


def load(*, today, **_given):
    told, people = texts.read("talk"), texts.persons()

    def on(days_ago):
        return past.at(past.moment(past.office_day(today, days_ago), 12))

    for row in told["threads"]:
        with on(row["days_ago"]):
            first = _say(row, people, kind=row["kind"], item=_item(row["item"]))
        for answer in row["answers"]:
            with on(answer["days_ago"]):
                _say(answer, people, parent=first, item=first.item)
    with on(told["useful_days_ago"]):
        for key, names in told["useful"].items():
            for name in names:
                actions.find_useful(item=_item(key), by=people[name])
        for name, keys in told["bookmarks"].items():
            for key in keys:
                actions.bookmark(item=_item(key), by=people[name])
    with on(told["collection"]["days_ago"]):
        _gather(dict(told["collection"]), people)
    Notice.objects.filter(key__startswith="comment:").update(is_mail_wanted=False)


def _say(row, people, **given):
    return actions.comment(by=people[row["by"]], body=row["text"], **given)


def _gather(row, people):
    by, items = people[row.pop("by")], row.pop("items")
    row.pop("days_ago")
    collection = actions.create_collection(by=by, **row)
    for key, note in items:
        actions.collect(collection=collection, item=_item(key), by=by, note=note)


def _item(key):
    return Item.objects.get(form_key=form_key(key))
