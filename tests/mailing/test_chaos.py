"""Mail under chaos, a short round of `./portal bench mail-chaos` with servers and workers of its own."""

import os
import re
import subprocess
import sys

from tests.laws import ROOT


def test_nobody_is_lost_and_twice_comes_only_what_was_in_flight(tmp_path):
    """Workers, Redis, PostgreSQL and the SMTP server are killed while that server fails as real ones do."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.mail_chaos", "--recipients=300", "--letters=20", "--rounds=1"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    figures = dict(re.findall(r'"(.+)": (\d+)', done.stdout))
    assert (figures["messages"], figures["not sent"], figures["lost"]) == ("320", "0", "0")
    assert int(figures["accepted"]) == 320 + sum(
        int(number) for name, number in figures.items() if name.startswith("twice")
    )
    assert done.stdout.count("killed") == 4  # two workers, Redis, the SMTP server
    assert done.stdout.count("stopped at once") == 1
