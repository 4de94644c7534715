"""What people say of themselves, and what they write to each other."""

from en_portal.demo.seed import past, texts
from members.models import Channel, Message, Profile

WRITTEN_AT, READ_AT = (9, 20), (11, 5)


def is_there():
    return Profile.objects.exists()


def load(*, today, **_given):
    people, told = texts.persons(), texts.read("profiles")
    for key, row in told["profiles"].items():
        _describe(people[key], row)
    for number, row in enumerate(told["messages"]):
        _write(people[row["from"]], people[row["to"]], row, number, today)


def _describe(person, row):
    Profile.objects.create(
        person=person,
        skills=row["skills"],
        ask_about=row["ask_about"],
    )
    for kind, value, visibility in row["channels"]:
        Channel.objects.create(person=person, kind=kind, value=value, visibility=visibility)


def _write(sender, recipient, row, number, today):
    """They are read on the pages; the mailbox stays empty."""
    day = past.office_day(today, row["days_ago"])
    hour, minute = WRITTEN_AT
    Message.objects.create(
        sender=sender,
        recipient=recipient,
        body=row["body"],
        at=past.moment(day, hour, minute + number),
        read_at=past.moment(day, *READ_AT) if row["is_read"] else None,
    )
