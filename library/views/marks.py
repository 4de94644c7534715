"""One tap: find it again, or say that it was useful; and what one has marked."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from library import actions
from library import reader_rules as rules
from library.models import Item

ROWS = 24


@require_POST
def bookmark(request, pk):
    """Find it again, or no longer; what one may read no more can still be taken off."""
    is_wanted = "undo" not in request.POST
    items = Item.objects.readable_by(request.user) if is_wanted else Item.objects
    item = get_object_or_404(items, pk=pk)
    actions.bookmark(item=item, by=request.user, is_wanted=is_wanted)
    if request.POST.get("next") == "bookmarks":
        return redirect("library:bookmarks")
    return redirect(f"{item.get_absolute_url()}#marks")


@require_POST
def useful(request, pk):
    """It was useful to us, or it was not after all."""
    item = get_object_or_404(Item.objects.readable_by(request.user).select_related("withdrawal"), pk=pk)
    if not rules.may_find_useful(request.user, item):
        raise PermissionDenied
    actions.find_useful(item=item, by=request.user, is_wanted="undo" not in request.POST)
    return redirect(f"{item.get_absolute_url()}#marks")


@require_safe
def bookmarks(request):
    """What I want to find again, the newest mark first."""
    marked = Item.objects.readable_by(request.user).filter(bookmarks__person=request.user)
    rows = marked.for_list().order_by("-bookmarks__at", "-bookmarks__pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "library/bookmarks.html", {"page": page})
