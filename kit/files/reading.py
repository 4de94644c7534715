"""What a file says and how it looks, found out in a process of its own with limits of time and memory.

A hostile file may crash, hang or bloat a reader: that costs this one process and nothing else.
"""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kit.files.intake import on_disk

SECONDS = 90
MEMORY = 1_500_000_000
LARGEST_RESULT = 64_000_000
FRAME_SECONDS = 30
SIDE = 480  # a telephone's line pays for every byte
CONTAINERS = {"video/mp4": "mov", "video/webm": "matroska"}  # read as what it is, never as what it looks like


@dataclass(frozen=True)
class Reading:
    """`preview` is a WebP or None; `failure` is "" or why the reader ended: "time", "memory", "broken"."""

    text: str = ""
    preview: bytes | None = None
    failure: str = ""


def read(path: str, content_type: str, seconds: int = SECONDS) -> Reading:
    """Reads a stored file. Raises FileNotFoundError."""
    with tempfile.TemporaryDirectory(prefix="reading-") as folder, on_disk(path, folder) as source:
        command = [sys.executable, "-m", "kit.files.reading", source, content_type, folder]
        try:
            done = subprocess.run(
                command, env=_environment(folder), capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return Reading(failure="time")
        found = Path(folder, "found.json")
        if done.returncode or not found.exists():
            return Reading(failure=_why(done.returncode))
        picture = Path(folder, "preview.webp")
        return Reading(
            text=json.loads(found.read_text(encoding="utf-8"))["text"],
            preview=picture.read_bytes() if picture.exists() else None,
        )


def _why(code: int) -> str:
    """A reader over its seconds gets SIGXCPU, one over its memory says so by its exit."""
    return {-24: "time", -9: "time", 3: "memory"}.get(code, "broken")


def _environment(folder: str) -> dict[str, str]:
    """No secret of the portal: the reader has nothing to give away."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    folders = [str(Path(__file__).resolve().parents[2]), kept.get("PYTHONPATH", "")]
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, folders)), "TMPDIR": folder}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(source: str, content_type: str, folder: str) -> int:
    from django.conf import settings

    from kit.files.extract import extract_text
    from kit.files.pictures import preview

    settings.configure()  # nothing of the portal's own
    _limit()
    try:
        with open(source, "rb") as file:
            text = extract_text(file, content_type)
            picture = preview(file, content_type, SIDE)
        if content_type in CONTAINERS:
            picture = _frame(source, CONTAINERS[content_type], folder)
    except MemoryError:
        return 3
    if picture:
        Path(folder, "preview.webp").write_bytes(picture)
    Path(folder, "found.json").write_text(json.dumps({"text": text}), encoding="utf-8")
    return 0


def _frame(source: str, container: str, folder: str) -> bytes | None:
    """A picture of a film, where ffmpeg is installed: a second after its beginning, else its first one."""
    from kit.files.pictures import preview

    program = shutil.which("ffmpeg")
    frame = Path(folder, "frame.png")
    for second in ("1", "0") if program else ():
        command = [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file"]
        command += ["-f", container, "-ss", second]
        command += ["-i", source, "-frames:v", "1", "-vf", f"scale='min({SIDE},iw)':-2", "-y", str(frame)]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=FRAME_SECONDS, check=False)
        if frame.exists() and frame.stat().st_size:
            with frame.open("rb") as file:
                return preview(file, "image/png", SIDE)
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
