"""The laws of the code, as tests without a list of exceptions."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from tests import laws

CSS = laws.files(".css")
TEMPLATES = [p for p in laws.files(".html") if "templates" in p.parts]
PAGES = [p for p in TEMPLATES if "mail" not in p.parts]


def offenders(paths, limit, count=lambda path: len(path.read_text().splitlines())):
    return [f"{laws.name(path)}: {count(path)} > {limit}" for path in paths if count(path) > limit]


def test_functions_are_short_and_simple():
    found = [
        f"{laws.name(path)}:{node.lineno} {node.name}"
        for path in laws.sources()
        for node in laws.functions(path)
        if node.end_lineno - node.lineno + 1 > 50 or laws.complexity(node) > 8
    ]

    assert not found


def test_modules_templates_sheets_and_tests_are_short():
    base = laws.ROOT / "templates" / "layout" / "base.html"
    tests = [p for p in laws.files(".py") if "tests" in p.relative_to(laws.ROOT).parts]

    found = (
        offenders(laws.sources(), 300)
        + offenders([p for p in TEMPLATES if p != base], 80)
        + offenders([base], 120)
        + offenders(CSS, 200)
        + offenders(CSS, 160, lambda path: max(map(len, path.read_text().splitlines()), default=0))
        + offenders(tests, 500)
    )

    assert not found


def test_imports_and_keys_point_down():
    floor = {app: number for number, apps_ in enumerate(laws.FLOORS) for app in apps_}
    found = []
    for path in laws.sources():
        own = path.relative_to(laws.ROOT).parts[0]
        if own not in floor:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            tops = {name.split(".")[0] for name in names} - {own}
            found += [f"{laws.name(path)} imports {top}" for top in tops if floor.get(top, -1) >= floor[own]]
    for model in apps.get_models():
        own = model._meta.app_label
        for field in model._meta.get_fields():
            if own in floor and isinstance(field, models.ForeignKey) and field.name != "history_user":
                target = field.related_model._meta.app_label
                if target != own and floor.get(target, -1) >= floor[own]:
                    found.append(f"{model.__name__}.{field.name} → {target}")

    assert not found


def test_the_ways_round_the_floors_are_closed():
    ways = re.compile(r"\bget_model\(|\bimport_module\(|\bGenericForeignKey\b|\bModelSignal\b|@receiver\b")

    found = [laws.name(path) for path in laws.sources() if ways.search(path.read_text())]

    assert not found


def test_only_kit_reads_the_clock():
    clock = re.compile(
        r"timezone\.(now|localdate|localtime)\(\)|date\.today\(\)|datetime\.(now|utcnow)\(|(?<!date)time\.time\("
    )

    found = [
        laws.name(p) for p in laws.sources() if laws.name(p) != "kit/clock.py" and clock.search(p.read_text())
    ]

    assert not found


def test_no_junk_drawers():
    forbidden = {"services.py", "utils.py", "helpers.py", "signals.py", "common.py", "managers.py", "misc.py"}

    assert not [laws.name(path) for path in laws.sources() if path.name in forbidden]


def test_every_module_says_what_it_is():
    found = [
        laws.name(path)
        for path in laws.sources()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert not found


def test_every_relation_is_named_and_protected():
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in laws.APPS or model.__name__.startswith("Historical"):
            continue
        for field in model._meta.get_fields():
            is_ours = isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is model
            if (
                is_ours
                and field.remote_field.related_name is None
                and field.remote_field.parent_link is False
            ):
                found.append(f"{model.__name__}.{field.name} has no related_name")

    assert not [line for line in found if not re.search(r"User\.(groups|user_permissions)", line)]


PHYSICAL = [
    re.compile(r"(margin|padding|border)-(left|right)\b"),
    re.compile(r"(^|[;{ ])(left|right)\s*:"),
    re.compile(r"(text-align|float|clear)\s*:\s*(left|right)"),
]
FOUR = re.compile(r"(?:margin|padding)\s*:\s*([^\s;]+)\s+([^\s;]+)\s+([^\s;]+)\s+([^\s;}]+)\s*[;}]")


@pytest.mark.parametrize("path", CSS, ids=laws.name)
def test_sheets_know_no_left_or_right(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)

    physical = [pattern.pattern for pattern in PHYSICAL if pattern.search(css)]
    uneven = [match.group(0) for match in FOUR.finditer(css) if match.group(2) != match.group(4)]

    assert not physical + uneven


def test_pages_hold_nothing_inline():
    inline = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script>|<style>|\shx-[a-z]")

    found = [laws.name(p) for p in PAGES if "admin" not in p.parts and inline.search(p.read_text())]

    assert not found


def test_translated_blocks_are_trimmed():
    loose = re.compile(r"{%\s*blocktrans(late)?\b(?![^%]*\btrimmed\b)[^%]*%}")

    assert not [laws.name(path) for path in TEMPLATES if loose.search(path.read_text())]


def test_migrations_are_named_by_intent():
    found = [laws.name(p) for p in laws.files(".py") if "migrations" in p.parts and "_auto_" in p.name]

    assert not found


def test_the_suite_holds_no_eager_tasks_and_no_sleep():
    words = ["ALWAYS_" + "EAGER", "time.sleep" + "("]
    waiting = "tests/servers.py"  # `eventually` asks again after a pause; that is its one place
    found = [
        f"{laws.name(path)}: {word}"
        for path in laws.files(".py")
        for word in words
        if word in path.read_text() and laws.name(path) != waiting
    ]

    assert not [line for line in found if line.startswith("tests/")]


def test_the_registries_are_those_of_the_table():
    made = re.compile(r"^\w+ = Registry\(\"([\w.]+)\"\)", re.M)
    table = re.findall(r"^\| `([\w.]+)` \|", (laws.ROOT / "docs" / "structure.md").read_text(), re.M)

    assert sorted(name for path in laws.sources() for name in made.findall(path.read_text())) == sorted(
        name for name in table if "." in name
    )
