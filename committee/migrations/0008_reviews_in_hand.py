"""Reviews asked for before they had a subject and assignments get both; reminders move to the assignments."""

import datetime
import re

from django.db import migrations

SPARE = datetime.timedelta(days=5)  # three working days and a weekend


def take_over(apps, schema_editor):
    Review, Assignment = (apps.get_model("committee", name) for name in ("Review", "ReviewAssignment"))
    for review in Review.objects.order_by("pk"):
        review.subject = re.sub(r"versions/\d+/$", "", review.path)
        earlier = Review.objects.filter(kind=review.kind, subject=review.subject, pk__lt=review.pk)
        review.previous = earlier.order_by("-pk").first()
        review.assigned_at = review.requested_at if review.assigned_to_id else None
        review.save()
        if review.assigned_to_id:
            Assignment.objects.create(
                review=review,
                seat_id=review.assigned_to_id,
                at=review.requested_at,
                remind_on=review.due_on,
                lapses_on=review.due_on + SPARE,
                reminded_at=review.reminded_at,
            )


class Migration(migrations.Migration):
    dependencies = [("committee", "0007_reviews_in_depth")]
    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("review", "reminded_at"),
        migrations.RemoveField("historicalreview", "reminded_at"),
    ]
