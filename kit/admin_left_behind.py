"""For staff: files that were to go and are still there."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import kit
from kit.admin import KeptAdmin
from kit.formats import number
from kit.models import LeftBehind


@admin.register(LeftBehind)
class LeftBehindAdmin(KeptAdmin):
    """To look at: the portal tries by itself until they are gone."""

    list_display = ["path", "since", "age", "tries", "tried_at", "error"]
    search_fields = ["path"]
    date_hierarchy = "since"

    @admin.display(description=_("age"), ordering="since")
    def age(self, left):
        days = (kit.now() - left.since).days
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}
