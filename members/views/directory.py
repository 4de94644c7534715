"""The directory of members: a name in either script, filters with counts, pages."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from kit import limits
from kit.formats import digits, number
from kit.paging import CountedPages
from members import directory, rules
from members.models import User

ROWS = 20
FEW = 5  # choices of a filter that are seen without opening it
SKILLS = 4  # of a person, on a row
SEARCHES = 600  # a minute from one address: an office behind one, not a harvest


@require_safe
def people(request):
    """Everybody who is listed, under what the reader asked for."""
    if not rules.may_read_directory(request.user):
        raise PermissionDenied
    selection = directory.Selection.read(request.GET)
    if not limits.is_within(request, "directory", most=SEARCHES, seconds=60):
        return render(request, "429.html", status=429)
    counts = directory.count(selection)
    page = CountedPages(directory.found(selection), counts.total, ROWS).get_page(request.GET.get("page"))
    context = {
        "selection": selection,
        "counts": counts,
        "page": page,
        "rows": _rows(page.object_list, counts),
        "filters": _filters(selection, counts),
        "chips": _chips(selection, counts),
        "is_bounded": page.paginator.is_bounded,
    }
    return render(request, "members/directory/list.html", context)


def _rows(listings, counts):
    """What a row shows; names of provinces and roles are those of the filters."""
    listings = list(listings)
    people = User.objects.select_related("profile").in_bulk([listing.person_id for listing in listings])
    return [
        {
            "person": people[listing.person_id],
            "is_serving": listing.is_serving,
            "roles": _titles("role", listing, counts),
            "provinces": _titles("province", listing, counts),
            "skills": listing.skills[:SKILLS],
        }
        for listing in listings
    ]


def _titles(name, listing, counts):
    known = counts.by[name]
    return [known[value].title(name) for value in listing.values_of(name) if value in known]


def _filters(selection, counts):
    """Filters that have something to choose; the most frequent first, criteria by their number."""
    shown = []
    for name, title in directory.DIMENSIONS.items():
        rows = [
            {
                "value": choice.value,
                "title": capfirst(choice.title(name)),
                "count": digits(choice.count) if choice.count < 1_000 else number(choice.count),
                "is_chosen": choice.value in selection.chosen[name],
            }
            for choice in sorted(counts.by[name].values(), key=lambda choice: _place(name, choice))
        ]
        first = [row for place, row in enumerate(rows) if place < FEW or row["is_chosen"]]
        if rows:
            more = [row for row in rows if row not in first]
            shown.append({"name": name, "title": title, "first": first, "more": more})
    return shown


def _place(name, choice):
    by_number = name == "criterion" and choice.value.isdecimal()
    return (int(choice.value), "") if by_number else (-choice.count, choice.value)


def _chips(selection, counts):
    """Each chosen value, with the address of the directory without it."""
    return [
        (counts.by[name][value].title(name), selection.without(name, value))
        for name, values in selection.chosen.items()
        for value in values
    ]
