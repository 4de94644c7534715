"""Each measurement still runs: a model that grows a column must not leave them behind."""

import json
import os
import subprocess
import sys

import pytest

from tests.laws import ROOT
from tests.living import Databases

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "context": "تستغرق إجازة البناء في نينوى اثني عشر يوماً.",
                    "qas": [{"question": "كم تستغرق إجازة البناء؟"}],
                },
                {"context": "تُجمع نفايات بابل كل صباح.", "qas": [{"question": "متى تُجمع النفايات؟"}]},
            ]
        }
    ]
}


@pytest.fixture(scope="module")
def measured():
    """measured(name, *words) → what it prints; all begin from one database that is migrated already."""
    databases = Databases(f"test_benches_{os.getpid()}")
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "en_portal.settings.test"}

    def run(*command, **environment):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=settings | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    try:
        run("manage.py", "migrate", "--verbosity", "0", DATABASE_URL=databases.address)
        yield lambda name, *words, **more: run(
            "-m",
            f"bench.{name}",
            *words,
            BENCH_TEMPLATE=databases.name,
            DATABASE_URL=databases.address,
            **more,
        )
    finally:
        databases.drop()
        databases.link.close()


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("library", ["40", "--rounds", "2"], "bare Django view"),
        ("members", ["--people", "200", "--rounds", "2"], "2 found"),
        ("indexing", ["--items", "30", "--files", "2"], "× idle"),
        ("rosters", ["--rows", "20"], "{'unchanged': 20}"),
    ],
)
def test_a_measurement_runs_at_a_small_size(measured, name, words, says):
    assert says in measured(name, *words)


def test_search_is_measured_on_questions_of_a_file(measured, tmp_path):
    questions = tmp_path / "questions.json"
    questions.write_text(json.dumps(SQUAD), encoding="utf-8")

    said = measured("search_quality", str(questions))

    assert "recall@1 1.0000" in said
    assert "MRR@10 1.0000" in said


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("mail", ["--recipients", "60", "--senders", "1", "2", "--takes", "1"], "60 recipients, 2 senders"),
        ("mail_web", ["--recipients", "60", "--requests", "3"], "while mail leaves"),
    ],
)
def test_mail_is_measured_on_the_database_that_is_set(measured, tmp_path, name, words, says):
    settings = {"DJANGO_SETTINGS_MODULE": "en_portal.settings.dev", "PORTAL_VAR": str(tmp_path)}

    assert says in measured(name, *words, **settings)
