"""Rosters: those that were brought, a new one, its rows and their fates, and what leaves as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kit import formats, limits
from kit.files.serving import disposition
from members import rules
from members.actions import rosters as actions
from members.forms.rosters import RosterForm
from members.models import Province, RosterImport, RosterRow, Service, Team
from members.rosters import reasons, writing
from members.views.teams import kept_team

IMPORTS, ROWS = 20, 50
BROUGHT, AN_HOUR = 20, 3_600
SHIFTED = "shifted"
WORDS = (reasons.facts, reasons.because, reasons.changes)


@require_safe
def rosters(request):
    """What was brought and what became of it; what may be taken out."""
    _check(rules.may_see_rosters(request.user))
    brought = RosterImport.objects.visible_to(request.user).select_related("team", "by")
    context = {
        "page": Paginator(brought, IMPORTS).get_page(request.GET.get("page")),
        "teams": [] if request.user.is_staff else list(_led(request.user)),
        "provinces": Province.objects.filter(teams__isnull=False).distinct() if request.user.is_staff else [],
    }
    return render(request, "members/rosters/list.html", context)


def _led(user):
    return Team.objects.filter(pk__in=rules.teams_led(user)).select_related("province")


def _check(is_allowed):
    if not is_allowed:
        raise PermissionDenied


def new(request):
    """The file is read and every row judged; nothing changes before it is confirmed."""
    _check(rules.may_see_rosters(request.user))
    form = RosterForm(
        request.POST or None,
        request.FILES or None,
        by=request.user,
        initial={"team": request.GET.get("team")},
    )
    if request.method == "POST":
        if not limits.is_within(request, "roster", most=BROUGHT, seconds=AN_HOUR):
            return render(request, "429.html", status=429)
        if form.is_valid():
            words = form.cleaned_data
            roster = actions.bring(by=request.user, sheet=words["file"], team=words["team"], request=request)
            return redirect("members:roster", pk=roster.pk)
    status = 422 if form.errors else 200
    return render(request, "members/rosters/new.html", {"form": form}, status=status)


@require_safe
def roster(request, pk):
    """The rows with their fates: before confirming what would happen, afterwards what did."""
    roster = _visible(request, pk)
    fate = request.GET.get("fate", "")
    page = Paginator(_rows(roster, fate), ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.facts, row.because, row.changes = (words(row) for words in WORDS)
    shifted = roster.rows.shifted().count() if roster.state == "done" else 0
    context = {
        "roster": roster,
        "page": page,
        "fate": fate,
        "fates": _fates(roster, shifted),
        "shifted": shifted,
        "total": sum(roster.result.values()) + shifted,
        "deeds": roster.deeds,
        "uninvited": actions.uninvited(roster).count() if roster.state == "done" else 0,
    }
    return render(request, "members/rosters/roster.html", context)


def _visible(request, pk):
    kept = RosterImport.objects.visible_to(request.user).select_related("team", "by", "confirmed_by")
    return get_object_or_404(kept, pk=pk)


def _rows(roster, fate):
    rows = roster.rows.all()
    if fate == SHIFTED:
        return rows.shifted()
    return rows.filter(fate=fate, was="") if fate in RosterRow.Fate.values else rows


def _fates(roster, shifted):
    """[(key, words, how many)] of the fates that occur."""
    found = [(fate.value, fate.label, roster.result.get(fate.value, 0)) for fate in RosterRow.Fate]
    found.append((SHIFTED, _("left out, since something has changed"), shifted))
    return [one for one in found if one[2]]


@require_POST
def confirm(request, pk):
    """What was shown is carried out, once."""
    roster = _visible(request, pk)
    try:
        roster = actions.confirm(roster=roster, by=request.user, request=request)
    except actions.NotShown:
        messages.warning(request, _("This roster was confirmed already. Nothing was changed."))
    else:
        if roster.state == "done":
            messages.success(request, _("The roster is carried out."))
    return redirect("members:roster", pk=pk)


@require_POST
def discard(request, pk):
    """The rows are thrown away, and nothing has changed."""
    try:
        actions.discard(roster=_visible(request, pk), by=request.user, request=request)
    except actions.NotShown:
        messages.warning(request, _("This roster was confirmed already. Nothing was changed."))
        return redirect("members:roster", pk=pk)
    messages.success(request, _("The roster is thrown away. Nothing was changed."))
    return redirect("members:rosters")


@require_POST
def invite(request, pk):
    """Who is new and has an address is asked by mail to come in."""
    roster = _visible(request, pk)
    sent, is_limit = actions.invite_people(roster=roster, by=request.user, request=request)
    if sent:
        words = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", sent)
        messages.success(request, words % {"n": formats.number(sent)})
    if is_limit:
        messages.warning(request, _("That is as many invitations as one day allows. Go on tomorrow."))
    return redirect("members:roster", pk=pk)


@require_safe
def template(request, ending):
    """The empty sheet, with headings in the reader's language."""
    _check(rules.may_see_rosters(request.user))
    return _file(_known(ending, writing.template), _("Roster"), ending)


@require_safe
def of_team(request, pk, ending):
    """The people of a team."""
    team = kept_team(request, pk)
    return _export(request, Service.objects.filter(team=team), team, ending)


@require_safe
def of_province(request, code, ending):
    """The people of a province's teams."""
    _check(rules.may_export_province(request.user))
    province = get_object_or_404(Province, code=code)
    return _export(request, Service.objects.filter(team__province=province), province, ending)


def _export(request, services, of, ending):
    content = _known(ending, lambda ending: writing.roster(services, ending, request.user))
    actions.record_export(by=request.user, of=of, request=request)
    return _file(content, str(of), ending)


def _known(ending, write):
    if ending not in writing.CONTENT_TYPES:
        raise Http404
    return write(ending)


def _file(content, name, ending):
    response = HttpResponse(content, content_type=writing.CONTENT_TYPES[ending])
    response["Content-Disposition"] = disposition(f"{name}.{ending}")
    return response
