"""People known before applications existed: their names are found by sound, and who belonged still belongs."""

import datetime

from django.db import migrations

from kit.text import sound_key

THE_PLAN = datetime.date(2013, 5, 16)
WORDS = "Belonged before applications were kept."


def set_sounds(apps, schema_editor):
    people = apps.get_model("members", "User").objects
    for person in people.filter(name_sound="").iterator():
        names = f"{person.name_ar} {person.name_latin}"
        people.filter(pk=person.pk).update(name_sound=f" {sound_key(names)[:298]} ")


def approve_members(apps, schema_editor):
    """Whoever had a confirmed service in a team that had completed its self-assessment was a member."""
    model = apps.get_model
    Service, Application = model("members", "Service"), model("members", "Application")
    belonging = Service.objects.filter(
        confirmed_at__isnull=False, confirmed_by__isnull=False, team__self_assessed_on__isnull=False
    ).select_related("team")
    if not belonging.exists():
        return
    Policy = model("members", "MembershipPolicy")
    rule = {"needs_self_assessment": True, "counting_roles": ["sponsor", "posc", "leader", "criterion"]}
    policy, _made = Policy.objects.get_or_create(effective_from=THE_PLAN, defaults=rule)
    done = set()
    for service in belonging.order_by("from_on", "pk"):
        if service.person_id in done or service.confirmed_by_id == service.person_id:
            continue
        done.add(service.person_id)
        Application.objects.create(
            person_id=service.person_id,
            province_id=service.team.province_id,
            state="approved",
            submitted_at=service.confirmed_at,
            decided_by_id=service.confirmed_by_id,
            decided_at=service.confirmed_at,
            member_since=max(service.from_on, service.team.self_assessed_on),
            policy=policy,
            reason=WORDS,
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0002_membership_in_depth")]

    operations = [
        migrations.RunPython(set_sounds, migrations.RunPython.noop),
        migrations.RunPython(approve_members, migrations.RunPython.noop),
    ]
