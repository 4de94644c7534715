"""A real S3-compatible server in this process, and a bucket of it as the portal's storage."""

import pytest

from en_portal.settings import files

S3 = {"bucket": "portal-files", "region": "eu-central-1", "key": "who", "secret": "a secret"}


@pytest.fixture(scope="session")
def bucket_server():
    """Its address."""
    from moto.server import ThreadedMotoServer  # a second's work, for those who ask

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(bucket_server, settings):
    """The objects of an empty bucket in which the portal keeps its files; their address is `.address`."""
    import boto3

    s3 = boto3.resource(
        "s3",
        endpoint_url=bucket_server,
        region_name=S3["region"],
        aws_access_key_id=S3["key"],
        aws_secret_access_key=S3["secret"],
    )
    made = s3.create_bucket(
        Bucket=S3["bucket"], CreateBucketConfiguration={"LocationConstraint": S3["region"]}
    )
    made.address = f"{bucket_server}/{made.name}"
    settings.STORAGES = files.storages(S3 | {"endpoint": bucket_server})
    yield made
    made.objects.delete()
    made.delete()


@pytest.fixture
def no_line(bucket, settings):
    """cut(): nobody answers at the bucket's address any more; mend(): it is there again."""
    there = settings.STORAGES

    class Line:
        def cut(self):
            settings.STORAGES = files.storages(S3 | {"endpoint": "http://127.0.0.1:1"})

        def mend(self):
            settings.STORAGES = there

    return Line()
