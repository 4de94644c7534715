"""Rows that must exist: the group *Taqadum staff* (made after every migration, and after every flush)."""

STAFF_GROUP = "Taqadum staff"
NEVER_BY_HAND = ("auditevent", "historical", "logentry", "session")


def make_standing_rows(sender, using="default", **kwargs):
    """The group with every permission of our models, save changing what is a record of deeds."""
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
