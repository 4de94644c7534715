"""What people say of themselves: staff see that a channel exists, and what its owner shows to all members."""

from django.contrib import admin

from kit.admin import KeptAdmin, OutwardAdmin
from members.admin.filters import MatchedPeople
from members.models import Channel, Profile


@admin.register(Profile)
class ProfileAdmin(MatchedPeople, OutwardAdmin):
    list_display = ["person", "is_listed"]
    list_select_related = ["person"]
    list_filter = ["is_listed"]
    search_fields = ["ask_about"]
    person_field = "person"
    autocomplete_fields = ["person"]


@admin.register(Channel)
class ChannelAdmin(MatchedPeople, KeptAdmin):
    """Whose channels there are; numbers and addresses stay with their owners."""

    list_display = ["person", "kind", "visibility"]
    list_select_related = ["person"]
    list_filter = ["kind", "visibility"]
    search_fields = ["person__email"]
    person_field = "person"
    exclude = ["value"]
