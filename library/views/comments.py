"""Comments and questions to the authors of a practice: for members alone."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from library import actions, talk
from library import reader_rules as rules
from library.forms.talk import CommentForm, WordsForm
from library.models import Comment, Item
from members.actions import TooMany
from members.views.messages import too_many

may_show_and_act = require_http_methods(["GET", "HEAD", "POST"])


def new_form(item):
    """An empty one, with its number."""
    return CommentForm(item=item, initial={"form_key": uuid.uuid4()})


@may_show_and_act
def comments(request, pk):
    """Every thread under a practice, page by page, and the box for the next words."""
    items = Item.objects.readable_by(request.user).select_related("withdrawal", "published_revision")
    item = get_object_or_404(items, pk=pk)
    if not rules.may_comment(request.user, item):
        raise PermissionDenied
    if request.method == "POST":
        return _write(request, item)
    return _page(request, item, new_form(item))


@require_safe
def comment(request, pk):
    """Its place: on the page of the practice, or on the page of the threads that are older."""
    found = _visible(request, pk)
    newer = Comment.objects.begun().filter(item=found.item_id, pk__gt=found.thread).count()
    page = newer // talk.SHOWN + 1
    address = found.item.get_absolute_url() if page == 1 else f"{_all(found.item)}?page={page}"
    return redirect(f"{address}#comment-{found.pk}")


@may_show_and_act
def edit(request, pk):
    """One's own words, for a quarter of an hour."""
    found = _own(request, pk)
    if not rules.may_edit_comment(request.user, found):
        messages.warning(request, _("It is too late to change it. You can remove it, or answer yourself."))
        return redirect(found)
    form = WordsForm(request.POST or None, initial={"body": found.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_comment(
                comment=found, by=request.user, body=form.cleaned_data["body"], request=request
            )
            messages.success(request, _("Your words are changed."))
        except actions.TooLate:
            messages.warning(
                request, _("It is too late to change it. You can remove it, or answer yourself.")
            )
        return redirect(found)
    context = {"form": form, "comment": found}
    return render(request, "library/comment_edit.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request, pk):
    """Take one's own words away."""
    found = _own(request, pk)
    actions.remove_comment(comment=found, by=request.user, request=request)
    messages.success(request, _("Your words are removed."))
    return redirect(found)


def _visible(request, pk):
    """404 for who may not read what is said there."""
    joined = Comment.objects.select_related("item__withdrawal", "item__published_revision")
    found = get_object_or_404(joined, pk=pk)
    if not rules.may_comment(request.user, found.item):
        raise Http404
    return found


def _own(request, pk):
    found = _visible(request, pk)
    if found.writer_id != request.user.pk:
        raise PermissionDenied
    return found


def _all(item):
    return reverse("library:comments", args=[item.pk])


def _write(request, item):
    form = CommentForm(request.POST, item=item)
    if not form.is_valid():
        return _page(request, item, form, status=422)
    try:
        kept = actions.comment(item=item, by=request.user, request=request, **form.said)
    except PermissionDenied:
        form.add_error(None, _("This person takes no answer from you, or the words are gone."))
        return _page(request, item, form, status=403)
    except TooMany as limit:
        form.add_error("body", too_many(limit.until))
        return _page(request, item, form, status=429)
    return redirect(kept)


def _page(request, item, form, status=200):
    begun = Comment.objects.begun().filter(item=item).order_by("-pk").values_list("pk", flat=True)
    page = Paginator(begun, talk.SHOWN).get_page(request.GET.get("page"))
    keys = list(page.object_list)
    said = Comment.objects.filter(pk__in=keys) | Comment.objects.filter(parent__in=keys)
    context = {
        "item": item,
        "form": form,
        "answers": form["parent"].value() if form.is_bound else None,
        "page": page,
        "threads": talk.threads(said.as_rows(request.user), request.user),
    }
    return render(request, "library/comments.html", context, status=status)
