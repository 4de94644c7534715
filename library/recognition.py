"""Contributors by name who are known people: a name leads to a person where just one can be meant."""

from kit.text import name_key
from library.standing import people_of


def known(names, item):
    """name → the one person of that name among the author and the members of the item's provinces."""
    people = {item.created_by, *(person for province in item.owners for person in people_of(province))}
    bearers = {}
    for person in people:
        for name in filter(None, (person.name_ar, person.name_latin)):
            bearers.setdefault(name_key(name), set()).add(person)
    found = {name: bearers.get(name_key(name), ()) for name in names}
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}
