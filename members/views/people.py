"""A person's page, their photo, and the form in which they write their own profile."""

from collections import Counter

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import kit
from kit.files import Refused, serve
from kit.rows import Row
from members import actions, rules
from members.forms.profile import ProfileForm, channel_forms, rows_of
from members.models import Application, Channel, Criterion, Profile, Province, Service
from members.registries import deeds_of

DEEDS_SHOWN = 12


@require_safe
def person(request, public_id):
    """Who a person is, where they serve, what they have done, and how this reader may reach them."""
    on = kit.today()
    since = Application.objects.approved(on).filter(person=OuterRef("pk")).values("member_since")[:1]
    writable = Exists(rules.people_to_write_to(request.user).filter(pk=OuterRef("pk")))
    people = rules.readable_people(request.user).select_related("profile")
    people = people.annotate(member_since=Subquery(since), is_writable=writable)
    person = get_object_or_404(people, public_id=public_id)
    done, is_own = deeds_of([person])[person.pk], person.pk == request.user.pk
    context = {
        "person": person,
        "profile": getattr(person, "profile", None),
        "is_own": is_own,
        "may_write": person.is_writable,
        "channels": Channel.objects.visible_to(request.user).filter(person=person),
        "services": _services(person, on),
        "held": _offices(person, on),  # `offices` are the reader's, for the frame
        "deeds": done[:DEEDS_SHOWN],
        "numbers": _numbers(done),
        "today": on,
    }
    return render(request, "members/directory/person.html", context)


def _numbers(done):
    """[(kind, how many)] in the order of the deeds."""
    numbers = Counter()
    for deed in done:
        numbers[deed.kind] += deed.times
    return list(numbers.items())


def _services(person, on):
    """Confirmed, the present ones first; those ahead stand among them."""
    criteria = Criterion.objects.filter(services=OuterRef("pk")).order_by("number")
    shown = Row(number="number", name_ar="name_ar", name_en="name_en")
    services = Service.objects.confirmed().of(person).select_related("team__province")
    services = list(services.annotate(criterion_rows=ArraySubquery(criteria.values(row=shown))))
    for service in services:
        service.criterion_list = [Criterion(**row) for row in service.criterion_rows]
        service.is_over = service.until_on is not None and service.until_on < on
    return sorted(services, key=lambda service: service.is_over)


def _offices(person, on):
    """[(office, province)] held today."""
    held = rules.offices_on(on, person)
    provinces = Province.objects.in_bulk({office.province_id for office in held}) if held else {}
    return [(office, provinces[office.province_id]) for office in held]


@require_safe
def photo(request, public_id):
    """The photo, for whom the person's page is open."""
    readable = Profile.objects.filter(person__in=rules.readable_people(request.user))
    profile = get_object_or_404(readable, person__public_id=public_id)
    if not profile.photo:
        raise Http404
    etag = profile.photo.rpartition("/")[2]
    return serve(request, profile.photo, "photo.webp", "image/webp", as_attachment=False, etag=etag)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """My profile, as others will read it."""
    person = request.user
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ProfileForm(data, files, instance=person, profile=profile)
    channels = channel_forms(data, person.channels.all())
    if data is not None and form.is_valid() & channels.is_valid() and _kept(request, form, channels):
        messages.success(request, _("Your profile is saved."))
        return redirect("members:person", person.public_id)
    status = 422 if form.errors or (data is not None and not channels.is_valid()) else 200
    context = {"form": form, "channels": channels, "profile": profile}
    return render(request, "members/directory/profile.html", context, status=status)


def _kept(request, form, channels):
    try:
        actions.keep_profile(
            person=request.user,
            names=form.names,
            said=form.said,
            channels=rows_of(channels),
            photo=form.cleaned_data["photo"],
            is_photo_removed=form.cleaned_data.get("is_photo_removed", False),
            read=form.cleaned_data["read"],
            request=request,
        )
    except actions.ChangedMeanwhile as change:
        form.say_what_changed(change.kept, rows_of(channels))
        return False
    except Refused as refusal:
        form.add_error("photo", str(refusal))
        return False
    return True
