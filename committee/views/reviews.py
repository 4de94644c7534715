"""Reviews: the list, the page of one with checklist and conversation, and signing off from the mail."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import actions, assignment, contents, rules, signed
from committee.actions import conversation
from committee.forms.reviews import CannotForm, DecisionForm, FilterForm, MessageForm
from committee.models import Outcome, Review, ReviewKind
from committee.views.desk import with_days
from members.models import Province
from members.rules import readable_among

ROWS = 30


@require_safe
def reviews(request):
    """All reviews that the reader may see, the most urgent first, narrowed by state, kind, province, mine."""
    seats = rules.open_seats(request.user)
    form = FilterForm(request.GET, provinces=Province.objects.all())
    found = _narrowed(Review.objects.visible_to(request.user), form.chosen, request.user, seats)
    page = Paginator(found.with_joined().by_urgency(), ROWS).get_page(request.GET.get("page"))
    page.object_list = with_days(page.object_list, kit.today())
    context = {"form": form, "page": page, "today": kit.today(), "sees_all": request.user.is_staff or seats}
    return render(request, "committee/reviews.html", context)


def _narrowed(found, chosen, user, seats):
    """Mine: asked for by me or my work, in the hands of my seat, or decided by me."""
    if state := chosen.get("state"):
        states = {"waiting": found.waiting, "decided": found.decided}
        found = found.overdue(kit.today()) if state == "overdue" else states[state]()
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    if province := chosen.get("province"):
        found = found.filter(province__code=province)
    if chosen.get("whose"):
        mine = Q(pk__in=found.of_author(user).values("pk"))
        found = found.filter(mine | Q(decided_by=user) | Q(assigned_to__in=seats))
    return found


def review(request, pk):
    """One review: what it is about, whose turn it is, the checklist and the decision, the conversation."""
    found = _visible(request, pk)
    form = DecisionForm(request.POST or None, points=_points(found))
    if request.method == "POST":
        if not rules.may_decide(request.user, found):
            return _answer_too_late(request, found)
        if form.is_valid() and (answer := _decide(request, found, form)):
            return answer
    return _page(request, found, form=form)


@require_POST
def cannot(request, pk):
    """The assigned seat passes the review on."""
    found = _visible(request, pk)
    form = CannotForm(request.POST)
    if not form.is_valid():
        return _page(request, found, cannot_form=form)
    actions.cannot(review=found, by=request.user, request=request, **form.cleaned_data)
    messages.success(request, _("Thank you for saying so. The review goes to another province."))
    return redirect("committee:review", pk=pk)


@require_POST
def write(request, pk):
    """A message between the reviewer and the author."""
    found = _visible(request, pk)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, found, message_form=form)
    conversation.write(review=found, by=request.user, request=request, **form.cleaned_data)
    messages.success(request, _("Your message is kept, and the other side has been told."))
    return redirect("committee:review", pk=pk)


@require_POST
def take_back(request, pk):
    """The author takes the request back."""
    found = _visible(request, pk)
    try:
        actions.take_back(review=found, by=request.user, request=request)
    except actions.AlreadyDecided:
        return _answer_too_late(request, found)
    messages.success(request, _("The request is taken back. You can go on writing."))
    return redirect("committee:review", pk=pk)


@signed.page("review")
def sign_off(request, bearer):
    """Signing off from the mail: the link shows, the button decides."""
    found = get_object_or_404(Review.objects.with_joined(), pk=bearer.subject)
    may_decide = found.is_waiting and bearer.seat in rules.part_in(bearer.person, found).judging
    form = DecisionForm(request.POST or None, points=_points(found))
    if request.method == "POST" and may_decide and form.is_valid():
        verb = partial(actions.decide, review=found, by=bearer.person, request=request, **form.decision)
        if not _tried(verb, form):
            found.refresh_from_db()
            may_decide = False
    context = {"review": found, "form": form, "may_decide": may_decide, "bearer": bearer}
    return render(request, "committee/sign_off.html", context, status=422 if form.errors else 200)


def _visible(request, pk):
    shown = Review.objects.visible_to(request.user).with_joined().select_related("checklist")
    return get_object_or_404(shown.prefetch_related("authors"), pk=pk)


def _points(review):
    return review.checklist.points.all() if review.checklist_id else ()


def _page(request, found, **forms):
    """The page with what the reader may do; a form that was refused stands there with its errors."""
    forms = {"cannot_form": CannotForm(), "message_form": MessageForm()} | forms
    forms.setdefault("form", DecisionForm(points=_points(found)))
    part = rules.part_in(request.user, found)
    context = {"review": found, "today": kit.today(), "part": part, **_story(found), **forms}
    context["readable"] = readable_among(request.user, _named(found, context))
    with_days([found], kit.today())
    is_refused = any(form.errors for form in forms.values())
    return render(request, "committee/review.html", context, status=422 if is_refused else 200)


def _named(found, story):
    """Everyone whose name stands on the page."""
    reviews = [found, *story["earlier"]]
    decided = [one.decided_by for one in reviews]
    said = [message.author for one in story["earlier"] for message in one.messages.all()]
    return [found.requested_by, *found.authors.all(), *decided, *said, *(one.author for one in story["talk"])]


def _story(found):
    """Whose turn it was and is, what was said, and the reviews of the versions before."""
    turns = list(found.assignments.select_related("seat__province", "by"))
    turn = turns[-1] if turns and turns[-1].ended_at is None else None
    talked = ("messages__author", "answers__point", "authors")
    earlier = Review.objects.of_subject(found).filter(pk__lt=found.pk).select_related("decided_by")
    earlier = list(earlier.prefetch_related(*talked).order_by("-pk"))
    since = next((one for one in earlier if one.outcome == Outcome.APPROVED), None)
    return {
        "turn": turn,
        "reasons": assignment.reasons(turn, found.criterion) if turn else [],
        "past_turns": [one for one in turns if one.ended_at],
        "talk": list(found.messages.select_related("author")),
        "answers": found.answers.select_related("point"),
        "earlier": earlier,
        "since": since,
        "changed": contents.changed(since, found) if since else [],
        "has_comparison": found.kind == ReviewKind.ITEM,
    }


def _tried(verb, form):
    """Carry a decision out; why it was refused is said on the form. Returns whether it was."""
    try:
        verb()
    except ValidationError as error:
        form.add_error(None, error)
    except contents.NotAsHandedIn:
        form.add_error(None, _("The text is not the one that was handed in. Tell Taqadum staff."))
    except actions.AlreadyDecided:
        form.add_error(None, _("This review has been decided already. Nothing was changed."))
    return bool(form.errors)


def _decide(request, found, form):
    verb = partial(actions.decide, review=found, by=request.user, request=request, **form.decision)
    if _tried(verb, form):
        return None
    messages.success(request, _("Your decision is kept, and the author has been told."))
    return redirect("committee:desk")


def _answer_too_late(request, review):
    if Review.objects.waiting().filter(pk=review.pk).exists():
        raise PermissionDenied
    messages.warning(request, _("This review has been decided already. Nothing was changed."))
    return redirect("committee:review", pk=review.pk)
