"""The list of practices: search, filters with counts, pages."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit import limits, richtext
from kit.formats import digits, number
from kit.paging import CountedPages
from kit.rendered import rendered
from library import facets, search, suggestion
from library.highlight import excerpt, marked
from library.models import Item
from library.selection import ORDERS, Selection

ROWS = 12
ORDERINGS = {"newest": ["-published_at", "-pk"], "oldest": ["published_at", "pk"]}
SEARCHES = 3_000  # a minute from one address: an office behind one, not a flood
FEW = 6  # choices of a filter that are seen without opening it


@login_not_required
@require_safe
def items(request):
    """Every published item that the reader may see, under what they asked for."""
    selection = Selection.read(request.GET)
    if selection.words and not limits.is_within(request, "search", most=SEARCHES, seconds=60):
        return render(request, "429.html", status=429)
    visible = Item.objects.readable_by(request.user)
    question = _question(selection, visible)
    if question is not None:
        visible = search.found(visible, question) if question else visible.filter(pk=0)
    counts, more = _counts(request.user, visible, selection, question), _more(question)
    rows = _ordered(facets.narrowed(visible, selection.chosen), selection, question)
    page = CountedPages(rows, counts.total, ROWS).get_page(request.GET.get("page"))
    terms = frozenset(question.terms) if question else frozenset()
    context = {
        "selection": selection,
        "counts": counts,
        "page": page,
        "rows": _shown(page.object_list, terms, selection.order),
        "choices": _choices(selection, counts, more["filters"]),
        "more": more,
        "chips": _chips(selection, counts),
        "orders": [(name, title) for name, title in ORDERS.items() if name != "best" or selection.words],
        "meant": ""
        if counts.total or not selection.words
        else suggestion.instead_of(Item.objects.readable_by(request.user), selection.words),
    }
    return render(request, "library/list.html", context)


def _question(selection, visible):
    """What was typed, asked of what the reader may see; None where nothing was."""
    if not selection.words:
        return None
    narrowed = facets.narrowed(visible, selection.chosen) if selection.number else None
    return search.ask(selection.words, visible, narrowed)


def _more(question):
    """What stands behind the number found, and behind those of the filters: a + where more match."""
    is_bounded, is_rough = (question.is_bounded, question.is_rough) if question else (False, False)
    return {"found": "+" * is_bounded, "filters": "+" * is_rough}


def _counts(user, visible, selection, question):
    """Where nothing was searched it is the whole library that this reader may see."""
    whose = f"person.{user.pk}" if user.is_authenticated else "visitors"
    return facets.count(visible, selection.chosen, audience=whose if question is None else None)


def _ordered(found, selection, question):
    """The keys of all rows, in their order: a page of them is asked for within the question for its rows."""
    if question and selection.order == "best":
        return search.ranked(found, question)
    return found.order_by(*_by_date(selection.order)).values("pk")


def _by_date(order):
    return ORDERINGS.get(order, ORDERINGS["newest"])


def _shown(keys, terms, order):
    """Items with their words marked. What a row shows is read for the rows of the page alone."""
    items = Item.objects.for_list(is_searched=bool(terms))
    if isinstance(keys, list):  # the best matches, whose keys are read first
        found = items.in_bulk(keys)
        rows = [found[key] for key in keys if key in found]
    else:
        rows = items.filter(pk__in=keys).order_by(*_by_date(order))
    return [_row(item, item.published_revision, terms) for item in rows]


def _row(item, revision, terms):
    title, summary = marked(revision.title, terms), marked(revision.summary, terms)
    is_explained = not terms or "<mark>" in title + summary
    return {
        "item": item,
        "revision": revision,
        "title": title,
        "summary": summary,
        "excerpt": "" if is_explained else _excerpt(item, revision, terms),
        "size": sum(file["size"] for file in item.files),
        "types": sorted({file["name"].rpartition(".")[2].upper() for file in item.files}),
    }


def _excerpt(item, revision, terms):
    """Why it was found: the words in the text, or in a file and in which."""
    for text in (revision.problem, richtext.plain(revision.body)):
        if found := excerpt(text, terms):
            return found
    for file in item.files:
        if found := excerpt(file["text"], terms):
            return format_html("<bdi>{}</bdi>: {}", file["name"], found)
    return ""


def _choices(selection, counts, sign):
    """The form of the filters: half of the page's work, and the same for all who see the same counts."""
    filters = _filters(selection, counts, sign)
    if not filters:
        return ""
    facts = {"filters": filters, "selection": {"number": selection.number}}
    words = {"address": reverse("library:list"), "show": _("Show the items")}
    return rendered("kit/_filters.html", facts | words)


def _filters(selection, counts, sign):
    """Dimensions that have something to choose, the most frequent first; the sign follows each number."""
    shown = []
    for dimension in facets.DIMENSIONS.values():
        chosen = {str(value) for value in selection.chosen[dimension.name]}
        choices = sorted(
            counts.by[dimension.name].values(), key=lambda choice: _place(dimension.name, choice)
        )
        rows = [
            {
                "value": choice.value,
                "title": capfirst(choice.title(dimension.name)),
                "count": f"{digits(choice.count) if choice.count < 1_000 else number(choice.count)}{sign}",
                "is_chosen": choice.value in chosen,
            }
            for choice in choices
        ]
        first = [row for place, row in enumerate(rows) if place < FEW or row["is_chosen"]]
        more = [row for row in rows if row not in first]
        if rows:
            shown.append(
                {"name": dimension.name, "title": str(dimension.title), "first": first, "more": more}
            )
    return shown


def _place(name, choice):
    if name == "criterion":
        return int(choice.value)
    if name == "year":
        return -int(choice.value)
    return -choice.count, choice.value


def _chips(selection, counts):
    """Each chosen value, with the address of the list without it."""
    return [
        (counts.by[name][str(value)].title(name), selection.without(name, str(value)))
        for name, values in selection.chosen.items()
        for value in values
    ]
