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
    """[(declaration, how many rows)] of those that there are; two questions, whatever is held."""
    kept, who = all_kept(), who_is(person)
    numbers = counts(kept, who)
    return [(one, numbers[one.label]) for one in kept if numbers.get(one.label)]
