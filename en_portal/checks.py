"""System checks of the ground that the portal stands on."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection


@register(Tags.database)
def database_knows_arabic(app_configs, databases, **kwargs):
    """pg_trgm sees Arabic letters only where the database's character type is UTF-8."""
    if not databases or "default" not in databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_extension where extname = 'pg_trgm'")
        if not cursor.fetchone():
            return []
        cursor.execute("select show_trgm('بابل') <> '{}'")
        if cursor.fetchone()[0]:
            return []
    return [
        Error(
            "This database cannot search Arabic: its character type is not UTF-8.",
            hint="Create the cluster with a UTF-8 locale, for example initdb --locale=C.UTF-8.",
            id="portal.E001",
        )
    ]


@register(Tags.files, deploy=True)
def bucket_is_wholly_named(app_configs, **kwargs):
    """A bucket of which half is set would keep files where nobody looks for them."""
    s3 = settings.FILES_S3
    said = ", ".join(f"PORTAL_S3_{name.upper()}" for name, value in s3.items() if value and name != "bucket")
    has_keys = bool(s3["key"]) + bool(s3["secret"])
    if not s3["bucket"]:
        wrong = [(said, f"PORTAL_S3_BUCKET is empty although {said} is set: files lie in PORTAL_MEDIA.")]
    else:
        nameless = s3["endpoint"] and not has_keys
        wrong = [
            (has_keys == 1 or nameless, "PORTAL_S3_KEY and PORTAL_S3_SECRET must both be set."),
            (not (s3["endpoint"] or s3["region"]), "PORTAL_S3_ENDPOINT or PORTAL_S3_REGION must be set."),
            (
                settings.FILES_ACCEL_PREFIX,
                "PORTAL_FILES_ACCEL_PREFIX must be empty beside a bucket.",
            ),
        ]
    hint = "docs/operations.md, Files: A bucket."
    return [Error(sentence, hint=hint, id="portal.E002") for is_wrong, sentence in wrong if is_wrong]
