"""Reading one practice: what it is, what it brought, its files, and its versions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from committee import rules as committee_rules
from library import actions, rules
from library.forms import WithdrawalForm
from library.models import Contributor, Item, Revision, Tag
from library.versions import differences

RELATED = 3
MINE_ROWS = 30
TONES = {"draft": "info", "submitted": "wait", "approved": "ok"}
JOINED = ["province", "criterion", "theme__term", "created_by", "withdrawal", "published_revision__review"]


@login_not_required
@require_safe
def item(request, pk):
    """A published item; its author and staff also see it before, and after it was taken back."""
    item = get_object_or_404(_whole(Item.objects.visible_to(request.user)), pk=pk)
    revision = item.published_revision or item.newest
    if revision is None:
        raise Http404
    may_edit = rules.may_edit(request.user, item)
    context = {
        **_reading(item, revision),
        "may_edit": may_edit,
        "may_withdraw": may_edit and rules.may_withdraw(request.user, item),
        "related": _related(request.user, item) if item.published_at else [],
    }
    return render(request, "library/item.html", context)


@require_safe
def revision(request, pk, number):
    """One version as it was handed in, beside the published one, for who reviews it and who wrote it."""
    revisions = Revision.objects.visible_to(request.user).select_related("review")
    revision = get_object_or_404(revisions, item_id=pk, number=number)
    item = _whole(Item.objects).get(pk=pk)
    published = item.published_revision
    context = {
        **_reading(item, revision),
        "review": revision.review,
        "tone": TONES.get(revision.state, "stop"),
        "may_decide": revision.review and committee_rules.may_decide(request.user, revision.review),
        "may_edit": rules.may_edit(request.user, item),
        "differences": differences(published, revision) if published and published.pk != revision.pk else [],
        "published": published,
        "versions": Revision.objects.visible_to(request.user).filter(item=item).select_related("review"),
    }
    return render(request, "library/revision.html", context)


@require_safe
def mine(request):
    """What I have written: drafts, what is in review, what came back, what is published."""
    items = (
        Item.objects.of(request.user).with_titles().select_related("province", "withdrawal").order_by("-pk")
    )
    page = Paginator(items, MINE_ROWS).get_page(request.GET.get("page"))
    newest = (
        Revision.objects.filter(item__in=[item.pk for item in page])
        .select_related("review__assigned_to__province")
        .order_by("number")
    )
    newest_of = {revision.item_id: revision for revision in newest}
    rows = [{"item": item, "revision": newest_of[item.pk]} for item in page if item.pk in newest_of]
    context = {
        "page": page,
        "rows": rows,
        "may_create": rules.may_create(request.user),
        "today": kit.today(),
    }
    return render(request, "library/mine.html", context)


def withdraw(request, pk):
    """Take a published item back; the reason is kept."""
    item = get_object_or_404(_whole(Item.objects.visible_to(request.user)), pk=pk)
    if not rules.may_withdraw(request.user, item):
        raise PermissionDenied
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(item=item, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The item is withdrawn. Readers no longer find it."))
        return redirect("library:item", pk=item.pk)
    status = 422 if form.errors else 200
    return render(request, "library/withdraw.html", {"item": item, "form": form}, status=status)


def _whole(items):
    """The item with all that its page says beside the text, in one query."""
    tags = Tag.objects.filter(items=OuterRef("pk")).values(
        tag=JSONObject(slug="slug", name_ar="name_ar", name_en="name_en")
    )
    names = Contributor.objects.filter(item=OuterRef("pk")).values("name")
    return items.select_related(*JOINED).annotate(tag_rows=ArraySubquery(tags), names=ArraySubquery(names))


def _reading(item, revision):
    """What the page of an item and of a version have in common."""
    results = [result for result in revision.results.all() if result.after is not None]
    files = list(revision.attachments.defer("text"))
    return {
        "item": item,
        "revision": revision,
        "results": results,
        "files": files,
        "files_size": sum(file.size for file in files),
        "tags": [Tag(**tag) for tag in item.tag_rows],
        "contributors": item.names,
    }


def _related(user, item):
    """The newest items of the same criterion, theme or province."""
    alike = Q(pk__in=[])
    for name in ("criterion_id", "theme_id"):
        if value := getattr(item, name):
            alike |= Q(**{name: value})
    alike = alike if len(alike) > 1 else Q(province=item.province_id, kind=item.kind)
    others = Item.objects.readable_by(user).exclude(pk=item.pk).filter(alike)
    return list(others.for_list()[:RELATED])
