"""What readers see: the archive, an edition, subscribing."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit import limits
from mailing import actions as mailing
from mailing import links
from newsletter import letter
from newsletter.dispatch import TOPIC
from newsletter.forms.readers import SubscribeForm
from newsletter.models import Edition

A_PAGE = 12
ASKS, AN_HOUR = 10, 3600  # subscriptions that one visitor may ask for


@login_not_required
@require_safe
def archive(request):
    """Every edition that was sent, the newest first."""
    editions = Edition.objects.public().select_related("province").order_by("-number")
    page = Paginator(editions, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "newsletter/archive.html", {"page": page, "form": SubscribeForm()})


@login_not_required
@require_safe
def edition(request, number):
    """The permanent page of one edition."""
    public = Edition.objects.public()
    edition = get_object_or_404(public.with_joined(), number=number)
    lead, sections = letter.pieces(edition, get_language())
    return render(
        request,
        "newsletter/edition.html",
        {
            "edition": edition,
            "lead": lead,
            "sections": sections,
            "newer": public.filter(number__gt=number)
            .order_by("number")
            .values_list("number", flat=True)
            .first(),
            "older": public.filter(number__lt=number)
            .order_by("-number")
            .values_list("number", flat=True)
            .first(),
            "form": SubscribeForm(),
        },
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """Ask for the newsletter; whoever asks gets the same answer, and one mail to confirm."""
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.is_within(request, "subscribe", most=ASKS, seconds=AN_HOUR):
            form.add_error(None, _("You have asked often in the last hour. Please try again later."))
            return render(
                request, "newsletter/subscribe.html", {"form": form, "consent": consent()}, status=429
            )
        if form.is_from_a_robot or _ask(request, form):
            return redirect("newsletter:asked")
    status = 422 if form.errors else 200
    return render(request, "newsletter/subscribe.html", {"form": form, "consent": consent()}, status=status)


def _ask(request, form):
    data = form.cleaned_data
    try:
        mailing.ask_to_subscribe(
            address=data["email"],
            topic=TOPIC,
            language=data["language"],
            consent_text=consent(),
            source=links.absolute(request.path),
            ip=limits.client_ip(request),
        )
    except ValidationError as error:
        form.add_error("email", error)
        return False
    return True


@login_not_required
@require_safe
def asked(request):
    """Look into your mailbox."""
    return render(request, "newsletter/asked.html", {"days": links.CONFIRM_LASTS.days})


def consent():
    """The words to which a reader agrees, in the language in which they read them."""
    return _(
        "I want the newsletter of the Excellence Network by e-mail, about once a month. "
        "I can leave it at any time with one click; my address is used for nothing else."
    )
