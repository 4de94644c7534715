"""What ./portal can do is said where it is asked, and each check knows every app."""

import signal
import tomllib

import pytest

from en_portal.local import __main__ as command
from en_portal.local import suite
from en_portal.local.environment import HERE


@pytest.fixture(autouse=True)
def same_signals():
    """The command's own way to leave must not stay with the process that runs the tests."""
    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {asked: signal.getsignal(asked) for asked in asking}
    yield
    for asked, handler in before.items():
        signal.signal(asked, handler)


@pytest.mark.parametrize(("asked", "code"), [([], 0), (["--help"], 0), (["fly"], 2)])
def test_help_names_every_verb(asked, code, capsys):
    assert command.main(asked) == code

    said = capsys.readouterr().out
    assert [line.split()[1] for line in said.splitlines()] == list(command.VERBS)


def test_an_unknown_measurement_lists_those_there_are():
    names = sorted(file.stem.replace("_", "-") for file in (HERE / "bench").glob("[a-z]*.py"))

    with pytest.raises(SystemExit, match="Which measurement") as refused:
        suite.bench(["no-such"])

    assert all(name in str(refused.value) for name in names)


def test_a_system_error_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "file").touch()
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "file" / "var"))

    with pytest.raises(SystemExit, match=r"The system refused: .*Not a directory"):
        command.main(["manage", "check"])


def test_the_layers_contract_knows_every_app():
    linter = tomllib.loads((HERE / "pyproject.toml").read_text())["tool"]["importlinter"]
    apps = {file.parent.name for file in HERE.glob("*/apps.py")}
    floors = {name.strip() for layer in linter["contracts"][0]["layers"] for name in layer.split("|")}

    assert set(linter["root_packages"]) == apps
    assert apps <= floors
