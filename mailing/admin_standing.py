"""How mail stands, for staff: all of it, one mailing, one address."""

import datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

import kit
from kit import formats
from mailing import figures
from mailing.models import Bounce, Delivery, Kind, Mailing, Subscription, Suppression

SHOWN = 50  # the newest mails to an address
REASONS = dict(Suppression.Reason.choices)
ITEM = '{} <span dir="auto">{}</span>'


def _list(pairs):
    """(number, words) a line each; a dash when there is none."""
    lines = ((formats.number(count), words) for count, words in pairs)
    return format_html_join(mark_safe("<br>"), ITEM, lines) or "-"


def words_of(delivery):
    """What was last said of it: a server's words, or why its address is not written to."""
    is_reason = delivery.state == Delivery.State.SUPPRESSED
    return REASONS.get(delivery.last_error, "") if is_reason else delivery.last_error


class MailingColumns:
    """What became of a mailing, and why: fields of its page in the admin."""

    @admin.display(description=_("what became of it"))
    def became(self, mailing):
        counts = dict(mailing.deliveries.order_by().values_list("state").annotate(Count("pk")))
        return _list((counts[state], label) for state, label in Delivery.State.choices if state in counts)

    @admin.display(description=_("failures by reason"))
    def failures(self, mailing):
        return _list((reason.count, reason.words) for reason in figures.failures_of(mailing))

    @admin.display(description=_("bounces and complaints"))
    def bounced(self, mailing):
        return _list((count, label) for label, count in _named(figures.bounced_of(mailing), Bounce.Kind))

    @admin.display(description=_("suppressed, and why"))
    def suppressed(self, mailing):
        counts = figures.suppressed_of(mailing)
        return _list((count, REASONS.get(reason, "-")) for reason, count in sorted(counts.items()))

    @admin.display(description=_("sent in the last minute"))
    def rate(self, mailing):
        return formats.number(mailing.in_minute) if mailing.state == Mailing.State.SENDING else "-"


class Page:
    """A page of an admin beside its list: `pages` are (path, name, view)."""

    pages = ()

    def get_urls(self):
        own = [
            path(where, self.admin_site.admin_view(getattr(self, name)), name=f"mailing_{name}")
            for where, name in self.pages
        ]
        return [*own, *super().get_urls()]

    def page(self, request, title, template, **words):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **words}
        return TemplateResponse(request, f"mailing/admin/{template}.html", context)


class StandingPage(Page):
    """All mail at this moment, linked from the list of mailings."""

    pages = [("standing/", "standing")]
    change_list_template = "mailing/admin/mailings.html"

    def standing(self, request):
        found = figures.now(kit.now())
        kinds = Kind.objects.in_bulk()
        sent = [
            (kinds[key].name, found.sent_in_minute[key], hour) for key, hour in found.sent_in_hour.items()
        ]
        return self.page(
            request,
            _("How mail stands"),
            "standing",
            found=found,
            minutes=int(found.oldest / datetime.timedelta(minutes=1)),
            sent=sent,
            bounced=_named(found.bounced_in_day, Bounce.Kind),
            suppressed=_named(found.suppressed, Suppression.Reason),
        )


class AddressPage(Page):
    """All that concerns one address, linked from each delivery and from the person's page."""

    pages = [("address/", "address")]

    def all_of_it(self, delivery):
        return format_html('<a href="{}" dir="ltr">{}</a>', page_of(delivery.address), delivery.address)

    all_of_it.short_description = _("e-mail address")

    @admin.display(description=_("last answer"))
    def said(self, delivery):
        return words_of(delivery) or "-"

    def address(self, request):
        address = request.GET.get("address", "")
        heavy = [f"mailing__{part}_{code}" for part in ("html", "text") for code in ("ar", "en")]
        mails = Delivery.objects.to(address).select_related("mailing", "letter").order_by("-pk")
        return self.page(
            request,
            _("Mail to one address"),
            "address",
            address=address,
            suppression=Suppression.objects.of(address).first(),
            subscriptions=Subscription.objects.of(address).order_by("topic"),
            mails=[(mail, words_of(mail)) for mail in mails.defer(*heavy, "letter__content")[:SHOWN]],
            bounces=Bounce.objects.filter(delivery__in=Delivery.objects.to(address))[:SHOWN],
        )


def page_of(address):
    """The page of one address."""
    return f"{reverse('admin:mailing_address')}?{urlencode({'address': address})}"


def _named(counts, choices):
    return [(label, counts[key]) for key, label in choices.choices if key in counts]
