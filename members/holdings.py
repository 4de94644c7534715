"""Everything that the apps keep of a person, together."""

from allauth.account.models import EmailAddress

from kit.personal import Who, counts
from members.registries import holdings


def who_is(person):
    """The person with every address they sign in with."""
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return Who(person, tuple({address.lower() for address in [*known, person.email or ""] if address}))


def all_kept():
    """Every declaration, app after app."""
    return [kept for key in sorted(holdings.keys()) for kept in holdings[key].kept]


def what_is_held(person):
    """Of what the network keeps: [(words, count)] that goes with the person, [(words, count)] that stays.

    Three questions, whatever is held.
    """
    kept, who = all_kept(), who_is(person)
    total = counts([(one.label, one.rows(who)) for one in kept])
    going = counts([(one.label, one.going(who)) for one in kept if one.goes or one.is_emptied])
    return (
        [(one.words, going[one.label]) for one in kept if going.get(one.label)],
        [
            (one.words, total[one.label] - going.get(one.label, 0))
            for one in kept
            if total.get(one.label, 0) > going.get(one.label, 0)
        ],
    )
