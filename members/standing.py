"""Rows that must exist, made after each migration and flush: staff's group, the first policy, holidays."""

import json

from kit.calendar import DATA

STAFF_GROUP = "Taqadum staff"
# What is a record of deeds or decisions, or gives rights: read by the group, written by verbs or superusers.
NEVER_BY_HAND = (
    "application",
    "auditevent",
    "authenticator",
    "ballot",
    "block",
    "channel",
    "contenttype",
    "eligibility",
    "emailaddress",
    "emailconfirmation",
    "group",
    "historical",
    "logentry",
    "membershippolicy",
    "message",
    "notice",
    "permission",
    "roster",
    "session",
    "social",
    "step",
    "suspension",
)
THE_RULE = {
    "words_en": (
        "Past, present, and future OSTP members at the provincial level who have participated in OSTP "
        "for at least six months and whose team has completed a self-assessment."
    ),
    "words_ar": (
        "أعضاء برنامج OSTP السابقون والحاليون والمستقبليون على مستوى المحافظة ممن شاركوا في البرنامج "
        "ستة أشهر على الأقل وأكمل فريقهم التقييم الذاتي."
    ),
}


def make_standing_rows(sender, using="default", **kwargs):
    """Each part leaves alone what is there already."""
    _staff_group(using)
    _first_policy(using)
    _holidays(using)


def _staff_group(using):
    """The group with every permission of our models, save changing what is a record of deeds or decisions."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using, apps=apps)
    group, _made = Group.objects.using(using).get_or_create(name=STAFF_GROUP)
    wanted = [
        permission
        for permission in Permission.objects.using(using).select_related("content_type")
        if permission.codename.startswith("view_")
        or not any(word in permission.content_type.model for word in NEVER_BY_HAND)
    ]
    group.permissions.set(wanted)


def _first_policy(using):
    """The plan's own rule (clause *Membership*), in force until a carried motion changes it."""
    from members.models import MembershipPolicy, Role
    from members.models.policy import THE_PLAN

    MembershipPolicy.objects.using(using).get_or_create(
        effective_from=THE_PLAN,
        defaults={"needs_self_assessment": True, "counting_roles": Role.values, **THE_RULE},
    )


def _holidays(using):
    """The national calendar, once: from then on staff correct the rows."""
    from members.models import Holiday

    holidays = Holiday.objects.using(using)
    if holidays.exists():
        return
    days = json.loads(DATA.read_text(encoding="utf-8"))["days"]
    holidays.bulk_create(
        Holiday(on=day["date"], name_ar=day["ar"], name_en=day["en"], is_estimated=day["estimated"])
        for day in days
    )
