"""Where the files that people bring lie: a folder, or a bucket that speaks S3."""

NAMES = ("bucket", "endpoint", "region", "key", "secret")
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


def read(env):
    """PORTAL_S3_BUCKET and its kin, each "" where it is not set."""
    return {name: env.str(f"PORTAL_S3_{name.upper()}", "") for name in NAMES}


def storages(s3, static=STATIC):
    """`STORAGES`: the bucket where one is named, else the folder `MEDIA_ROOT`."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {"default": _bucket(s3) if s3["bucket"] else folder, "staticfiles": {"BACKEND": static}}


def _bucket(s3):
    options = {
        "bucket_name": s3["bucket"],
        "endpoint_url": s3["endpoint"] or None,
        "region_name": s3["region"] or None,
        "access_key": s3["key"] or None,  # without both: the role of the machine
        "secret_key": s3["secret"] or None,
        "object_parameters": {"CacheControl": "private"},
    }
    return {"BACKEND": "kit.files.bucket.BucketStorage", "OPTIONS": options}
