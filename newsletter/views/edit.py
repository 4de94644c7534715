"""The editor: the head of an edition and its blocks, kept by one form, moved, taken out and put back."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

import kit
from kit import formats
from newsletter import actions, drafting, readiness
from newsletter.forms.editions import AddItemForm, NewEntryForm, Words
from newsletter.models import Edition, Section
from newsletter.views.desk import ask_for_release, closed, edition_of_editor

SUGGESTED = 12


@require_http_methods(["GET", "HEAD", "POST"])
@edition_of_editor
def edit(request, edition):
    """Read only once it waits for its review. Every button keeps the words first."""
    if not edition.is_open:
        return closed(request, edition) if request.method == "POST" else redirect(_preview(edition))
    if request.method != "POST":
        return _page(request, edition, Words(edition))
    words = Words(edition, request.POST)
    is_whole = words.is_valid()
    try:
        actions.save_edits(edition=edition, by=request.user, base=words.base_to_keep, **words.kept)
        if not is_whole:
            return _page(request, _anew(edition), words, status=422)
        return _shown_anew(_then(request, edition), request, words)
    except actions.Changed:
        now = _anew(edition)
        words = Words(now, request.POST)
        return _page(request, now, words, others=_others(now, words), status=422)
    except actions.NotOpen:
        return closed(request, edition)


def _shown_anew(answer, request, words):
    """Where another's words came in as well, htmx loads the whole page: it would show the blocks alone."""
    if request.htmx and words.is_merged:
        answer = HttpResponse(headers={"HX-Redirect": answer.url})
    return answer


def _anew(edition):
    return Edition.objects.with_joined().select_related("saved_by").get(pk=edition.pk)


def _others(edition, words):
    """[(field, words as they are kept by now)] where they are other than those that were typed."""
    found = []
    for row, given in actions.differing(edition, **words.kept):
        for name in given:
            field = row._meta.get_field(name)
            shown = getattr(row, f"get_{name}_display", None)
            found.append((field.verbose_name, shown() if shown else getattr(row, name) or "–"))
    return found


def _then(request, edition):
    """What the pressed button asks for besides keeping the words: `verb`, or `verb:key of a block`."""
    verb, _colon, about = request.POST.get("then", "").partition(":")
    return THEN.get(verb, _saved)(request, edition, about)


def _saved(request, edition, about):
    messages.success(request, _("Saved."))
    return redirect("newsletter:edit", edition.number)


def _block_verb(verb, at="entry", **how):
    """A verb of one block; the browser goes on at the block, or at its section."""

    def act(request, edition, about):
        entry = edition.entries.filter(pk=about if about.isdecimal() and len(about) < 10 else 0).first()
        if entry is None:
            raise Http404
        verb(edition=edition, entry=entry, by=request.user, **how)
        place = f"entry-{entry.pk}" if at == "entry" else f"section-{entry.section}"
        return redirect(f"{reverse('newsletter:edit', args=[edition.number])}#{place}")

    return act


def _draft(request, edition, about):
    """Add what was published since."""
    before = edition.entries.count()
    actions.draft_edition(month=edition.month, by=request.user)
    added = edition.entries.count() - before
    words = ngettext("%(number)s new item was added.", "%(number)s new items were added.", added)
    if added:
        messages.success(request, words % {"number": formats.number(added)})
    else:
        messages.info(request, _("Nothing new has been published since. Your words were left as they are."))
    return redirect("newsletter:edit", edition.number)


def _preview(edition):
    return reverse("newsletter:preview", args=[edition.number])


THEN = {
    "up": _block_verb(actions.move, step=-1),
    "down": _block_verb(actions.move, step=1),
    "out": _block_verb(actions.take_out, at="section"),
    "back": _block_verb(actions.put_back),
    "draft": _draft,
    "review": lambda request, edition, about: ask_for_release(request, edition),
    "preview": lambda request, edition, about: redirect(_preview(edition)),
    "add": lambda request, edition, about: redirect(
        f"{reverse('newsletter:entries', args=[edition.number])}?section={_section(about)}"
    ),
}


def _section(value):
    return value if value in Section.values else Section.EVENTS.value


def _page(request, edition, words, others=(), status=200):
    """The page with its form; what was refused keeps what was typed."""
    context = {
        "edition": edition,
        "words": words,
        "others": others,
        "is_changed": bool(others),
        "conditions": readiness.of(edition),
        "turns": drafting.turns_for(edition.month, edition),
    }
    answer = render(request, "newsletter/edit.html", context, status=status)
    return _whole(answer) if request.htmx and status != 200 else answer


def _whole(answer):
    """htmx asked for the blocks alone; what was refused is told on the whole page."""
    answer.status_code = 200  # it shows no others
    answer["HX-Retarget"] = answer["HX-Reselect"] = "#main"
    answer["HX-Reswap"] = "outerHTML show:window:top"
    return answer


@require_POST
@edition_of_editor
def autosave(request, edition):
    """The form keeps itself while one types: all that can be kept; 409 where another window was faster."""
    words = Words(edition, request.POST)
    words.is_valid()
    if words.base is None:
        return _not(_("Not saved."), status=422)
    try:
        edition = actions.save_edits(
            edition=edition, by=request.user, base=words.base, has_version=False, **words.kept
        )  # strict: the page in the browser would not show what another has kept meanwhile
    except actions.Changed:
        who = _anew(edition).saved_by
        said = _("Not saved: %(name)s has changed other words meanwhile. Press Save to see both.")
        return _not(said % {"name": who.name if who else _("somebody")})
    except actions.NotOpen:
        return _not(_("Not saved: the edition waits for its review or is released."))
    return JsonResponse({"said": _said(words), "base": edition.saves})


def _not(said, status=409):
    return JsonResponse({"said": said}, status=status)


def _said(words):
    """When it was kept, and what was not."""
    time = formats.clock_time(kit.now())
    if not words.refused:
        return _("Saved at %(time)s") % {"time": time}
    left = _(", ").join(dict.fromkeys(words.refused))
    return _("Saved at %(time)s, except: %(fields)s") % {"time": time, "fields": left}


@require_http_methods(["GET", "HEAD", "POST"])
@edition_of_editor
def add_entry(request, edition):
    """The page to add to a section; sent, news written by hand."""
    if not edition.is_open:
        return closed(request, edition)
    section = _section(request.GET.get("section", ""))
    if request.method != "POST":
        form = NewEntryForm(prefix="new", initial={"section": section})
        return _add_page(request, edition, section, new_entry=form)
    form = NewEntryForm(request.POST, prefix="new")
    if not form.is_valid():
        return _add_page(request, edition, section, new_entry=form, status=422)
    return _added(request, edition, actions.add_entry, entry=form.save(commit=False))


@require_POST
@edition_of_editor
def add_item(request, edition):
    """An item of the library, by button or by its address."""
    form = AddItemForm(request.POST)
    if not form.is_valid():
        section = _section(request.POST.get("section", ""))
        return _add_page(request, edition, section, add_item=form, status=422)
    item = form.cleaned_data["item"]
    section = form.cleaned_data["section"] or drafting.section_of(item)
    return _added(request, edition, actions.add_item, item=item, section=section)


def _added(request, edition, verb, **about):
    try:
        entry = verb(edition=edition, by=request.user, **about)
    except actions.NotOpen:
        return closed(request, edition)
    messages.success(request, _("It stands in the edition now."))
    return redirect(f"{reverse('newsletter:edit', args=[edition.number])}#entry-{entry.pk}")


def _add_page(request, edition, section, status=200, **forms):
    standing = set(edition.entries.standing().values_list("item_id", flat=True))
    suggestions = [item for item in drafting.new_items(edition) if item.pk not in standing]
    context = {
        "edition": edition,
        "section": Section(section),
        "suggestions": suggestions[:SUGGESTED],
        "new_entry": NewEntryForm(prefix="new", initial={"section": section}),
        "add_item": AddItemForm(initial={"section": section}),
        **forms,
    }
    return render(request, "newsletter/add.html", context, status=status)
