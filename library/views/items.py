"""Reading one practice: what it is, what it brought, its files, and its versions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from committee import rules as committee_rules
from kit.bilingual import pair_of
from kit.rows import Row
from library import actions, rules, talk
from library.forms.drafts import WithdrawalForm
from library.lineage import lineage_of, with_lineage
from library.models import Contributor, Item, Question, Revision, Tag, Transfer
from library.standing import acting_for
from library.versions import differences
from library.views.comments import new_form
from members.models import Province
from members.rules import is_readable

RELATED = 3
RELATED_SHOWS = [
    "kind",
    "province__name_ar",
    "province__name_en",
    "published_revision__title_ar",
    "published_revision__title_en",
]
MINE_ROWS = 30
TONES = {"draft": "info", "submitted": "wait", "approved": "ok"}
JOINED = [
    "province",
    "team",
    "solution__team__province",
    "criterion",
    "theme__term",
    "created_by",
    "withdrawal",
    "published_revision__review",
]


@login_not_required
@require_safe
def item(request, pk):
    """A published item; its author and staff also see it before, and after it was taken back."""
    items = _whole(Item.objects.visible_to(request.user), request.user)
    travels = Exists(Transfer.objects.filter(item=OuterRef("pk")))
    items = items.annotate(is_on_its_way=travels, **talk.columns(request.user))
    item = get_object_or_404(items, pk=pk)
    revision = item.published_revision or item.newest
    if revision is None:
        raise Http404
    may_edit = rules.may_edit(request.user, item)
    context = {
        **_reading(item, revision),
        **talk.beside(item, request.user),
        "form": new_form(item),
        "is_shared_openly": item.is_public and item.published_at is not None and not item.is_withdrawn,
        "may_edit": may_edit,
        "may_decide_updates": rules.may_decide_updates(request.user, item, item.acting_for or ()),
        "may_withdraw": may_edit and rules.may_withdraw(request.user, item),
        "may_begin": rules.may_begin(request.user, item, item.acting_for),
        "transfers": list(item.transfers.for_list()) if item.published_at and item.is_on_its_way else [],
        "related": _related(request.user, item) if item.published_at else [],
    }
    return render(request, "library/item.html", context)


@require_safe
def revision(request, pk, number):
    """One version as it was handed in, beside the published one, for who reviews it and who wrote it."""
    revisions = Revision.objects.visible_to(request.user).select_related("review")
    revision = get_object_or_404(revisions, item_id=pk, number=number)
    item = _whole(Item.objects, request.user).get(pk=pk)
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
        Item.objects.of(request.user)
        .with_titles()
        .with_usefulness()
        .with_downloads()
        .select_related("province", "withdrawal")
        .order_by("-pk")
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
    item = get_object_or_404(_whole(Item.objects.visible_to(request.user), request.user), pk=pk)
    if not rules.may_withdraw(request.user, item):
        raise PermissionDenied
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(item=item, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The item is withdrawn. Readers no longer find it."))
        return redirect("library:item", pk=item.pk)
    status = 422 if form.errors else 200
    return render(request, "library/withdraw.html", {"item": item, "form": form}, status=status)


def _whole(items, reader):
    """The item with all that its page says beside the text, in one query."""
    tags = Tag.objects.filter(items=OuterRef("pk")).values(
        tag=Row(slug="slug", name_ar="name_ar", name_en="name_en")
    )
    credits_ = Contributor.objects.filter(item=OuterRef("pk")).annotate(is_readable=is_readable(reader))
    partners = Province.objects.filter(shared_items=OuterRef("pk")).order_by("code")
    named = Row(name="name", public_id="person__public_id", is_readable="is_readable")
    items = with_lineage(items.select_related(*JOINED), reader).annotate(
        tag_rows=ArraySubquery(tags),
        partner_rows=ArraySubquery(partners.values(row=Row(pk="pk", name_ar="name_ar", name_en="name_en"))),
        credit_rows=ArraySubquery(credits_.values(credit=named)),
    )
    if not reader.is_authenticated:
        return items
    question = Question.objects.visible_to(reader).filter(item=OuterRef("pk"))
    return items.annotate(
        acting_for=ArraySubquery(acting_for(reader)), question_pk=Subquery(question.values("pk"))
    )


def _reading(item, revision):
    """What the page of an item and of a version have in common."""
    results = [result for result in revision.results.all() if result.after is not None]
    files = list(revision.attachments.defer("text").with_downloads())
    return {
        "item": item,
        "revision": revision,
        "results": results,
        "files": files,
        "files_size": sum(file.size for file in files),
        "partners": [pair_of(row, "name") for row in item.partner_rows],
        "tags": [Tag(**tag) for tag in item.tag_rows],
        "contributors": item.credit_rows,
        **lineage_of(item),
    }


def _related(user, item):
    """The newest items of the same criterion, theme or province."""
    alike = Q(pk__in=[])
    for name in ("criterion_id", "theme_id"):
        if value := getattr(item, name):
            alike |= Q(**{name: value})
    alike = alike if len(alike) > 1 else Q(province=item.province_id, kind=item.kind)
    others = Item.objects.readable_by(user).exclude(pk=item.pk).filter(alike)
    return list(others.select_related("published_revision", "province").only(*RELATED_SHOWS)[:RELATED])
