"""docker-compose.yml runs the same processes as ./portal, and each service can say whether it is well."""

import json
import os
import re
import subprocess
import sys

import pytest
import yaml

from en_portal.local.commands import LISTENER, PROCESSES
from en_portal.local.environment import HERE
from en_portal.settings.files import NAMES

NOT_PASSED = {
    "PORTAL_VAR": "the image says it",
    "PORTAL_MEDIA": "the image says it: the volume is mounted there",
    "PORTAL_SSL_REDIRECT": "Caddy speaks TLS to everybody",
}
ASKED = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*"(PORTAL_\w+)\"""")
GIVEN = re.compile(r"\$\{([A-Z0-9_]+)(?::[-?](.*?))?\}")
SAY = """
import json, re
from django.conf import settings
words = {name: repr(getattr(settings, name)) for name in dir(settings) if name.isupper()}
print(json.dumps({name: re.sub("0x[0-9a-f]+", "", said) for name, said in words.items()}))
"""


@pytest.fixture(scope="module")
def composition():
    return yaml.safe_load((HERE / "docker-compose.yml").read_text())


def ours(composition):
    return {name: it for name, it in composition["services"].items() if it["image"] == "en-portal"}


def test_the_portals_services_are_the_runners_processes(composition):
    assert {name: it["command"] for name, it in ours(composition).items()} == {
        **PROCESSES,
        "inbound": LISTENER,
    }


def test_the_image_is_the_web_process_when_nothing_is_said():
    last = (HERE / "Dockerfile").read_text().strip().splitlines()[-1]

    assert yaml.safe_load(last.removeprefix("CMD ")) == PROCESSES["web"]


def test_every_part_is_there_and_has_a_health_check(composition):
    services = composition["services"]

    assert set(services) == {"web", "worker", "beat", "inbound", "db", "redis", "mail", "caddy"}
    assert [name for name, it in services.items() if not it.get("healthcheck", {}).get("test")] == []


def test_volumes_are_declared_and_used(composition):
    mounted = {
        mount.split(":")[0] for it in composition["services"].values() for mount in it.get("volumes", [])
    }

    assert set(composition["volumes"]) == {name for name in mounted if not name.startswith(".")}


def test_only_the_proxy_is_open_to_others(composition):
    published = {name: it["ports"] for name, it in composition["services"].items() if "ports" in it}

    assert published == {
        "caddy": ["80:80", "443:443"],
        "inbound": ["127.0.0.1:8024:8024"],
        "mail": ["127.0.0.1:8025:8025"],
    }


def test_the_example_names_every_variable_that_the_composition_reads(composition):
    read = set(re.findall(r"\$\{([A-Z0-9_]+)", (HERE / "docker-compose.yml").read_text()))
    example = re.findall(r"^([A-Z0-9_]+)=", (HERE / ".env.example").read_text(), re.M)

    assert read == set(example)


def test_every_setting_that_is_read_is_passed(composition):
    sources = [path for path in (HERE / "en_portal/settings").glob("*.py") if path.name != "test.py"]
    read = {name for path in sources for name in ASKED.findall(path.read_text())}
    read |= {f"PORTAL_S3_{name.upper()}" for name in NAMES}

    assert {"PORTAL_CLAMD", "PORTAL_LOG_LEVEL", "PORTAL_PROXIES"} < read
    for service in ours(composition).values():
        assert read - set(service["environment"]) == set(NOT_PASSED)


def passed(composition, filled):
    """The environment of a service, its variables filled in as Docker does."""
    return {
        name: GIVEN.sub(lambda found: filled.get(found[1]) or found[2] or "", str(value))
        for name, value in composition["x-environment"].items()
    }


def settings_with(environment):
    image = re.findall(r"(PORTAL_VAR|PORTAL_MEDIA)=(\S+)", (HERE / "Dockerfile").read_text())
    told = {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "0",
        "DJANGO_SETTINGS_MODULE": "en_portal.settings.production",
        **dict(image),
    }
    said = subprocess.run(
        [sys.executable, "-c", SAY],
        env=told | environment,
        cwd=HERE,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)


def test_what_is_left_empty_is_as_if_it_were_not_there(composition):
    example = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", (HERE / ".env.example").read_text(), re.M))
    key = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    needed = {"PORTAL_SECRET_KEY": key, "POSTGRES_PASSWORD": "secret"}
    whole = passed(composition, example | needed)
    bare = {
        name: value
        for name, value in whole.items()
        if GIVEN.fullmatch(str(composition["x-environment"][name])) is None
        or name in ("PORTAL_SECRET_KEY", "PORTAL_HOSTS", "PORTAL_ORIGIN", "PORTAL_MAIL_DOMAIN", "EMAIL_URL")
    }

    expected = settings_with(bare)

    assert settings_with(whole) == expected
    blank = {"PORTAL_MAIL_DOMAIN": "network.example", **needed}
    assert settings_with(passed(composition, blank) | {"PORTAL_ORIGIN": whole["PORTAL_ORIGIN"]}) == expected


def test_the_key_that_signs_mail_can_be_brought_in(composition):
    folders = {mount for it in ours(composition).values() for mount in it["volumes"] if "secrets" in mount}

    assert folders == {"./secrets:/app/secrets:ro"}
    assert "/app/secrets/dkim.pem" in (HERE / ".env.example").read_text()
    for name in (".gitignore", ".dockerignore"):
        assert "secrets" in (HERE / name).read_text()


def test_nothing_runs_as_root():
    lines = (HERE / "Dockerfile").read_text().splitlines()

    assert "USER portal" in lines
    assert lines.index("USER portal") < max(
        n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT")
    )
