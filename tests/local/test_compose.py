"""docker-compose.yml runs the same processes as ./portal, and each service can say whether it is well."""

import re

import pytest
import yaml

from en_portal.local.commands import LISTENER, PROCESSES
from en_portal.local.environment import HERE


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


def test_nothing_runs_as_root():
    lines = (HERE / "Dockerfile").read_text().splitlines()

    assert "USER portal" in lines
    assert lines.index("USER portal") < max(
        n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT")
    )
