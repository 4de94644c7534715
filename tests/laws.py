"""Reading our own tree: which files are ours, and how long their parts are."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    {"kit"},
    {"mailing"},
    {"members"},
    {"committee", "polls"},
    {"chairs"},
    {"themes"},
    {"library"},
    {"events", "outreach"},
    {"groups", "newsletter", "awards"},
    {"cadence"},
    {"en_portal", "demo"},
]
APPS = [name for floor in FLOORS for name in floor]
LEFT_OUT = {".venv", "var", ".git", "node_modules", "__pycache__"}


@cache
def files(*endings):
    """Paths of our files, tracked or new, by ending; where git is missing, all that lie here."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = (
        listed.stdout.splitlines()
        if listed.returncode == 0
        else [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file() and not LEFT_OUT & set(path.relative_to(ROOT).parts)
        ]
    )
    found = [ROOT / name for name in sorted(set(names)) if not endings or name.endswith(endings)]
    return [path for path in found if path.is_file()]


def name(path):
    return str(path.relative_to(ROOT))


def sources():
    """Our Python, without tests and migrations."""
    return [
        p for p in files(".py") if "tests" not in p.relative_to(ROOT).parts and "migrations" not in p.parts
    ]


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def complexity(function):
    """McCabe's count: one, and one more for each way the path may part."""
    parts = ast.If | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler
    return 1 + sum(isinstance(node, parts) for node in ast.walk(function))
