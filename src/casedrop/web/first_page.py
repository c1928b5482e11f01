"""The first page of a PDF as a small picture: drawn in a process of its own that may read, send and begin nothing, and kept."""

from __future__ import annotations

import contextlib
import hashlib
import io
import subprocess
import sys
import threading
from pathlib import Path

from casedrop.store import files

WIDE, HIGH = 240, 340
"""The picture's size: an upright A4 sheet, any other sheet within it."""
FOLDER = "web-pages"
"""The folder of `state/` that keeps the pictures; all of it can be made again."""
SECONDS, MEMORY, LONGEST = 15, 768, 4_000_000
"""What drawing one may take, and how many bytes it may come to."""
KEPT = 5_000
"""Pictures that are kept; of more, those drawn first go."""
_AT_ONCE = threading.BoundedSemaphore(2)


def picture(state: Path, pdf: bytes) -> bytes | None:
    """The first page of a PDF as a PNG, as it was drawn before or is drawn now; None if it cannot be drawn."""
    path = state / FOLDER / f"{hashlib.sha256(pdf).hexdigest()}.png"
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes() or None
    drawn = _drawn(pdf)
    if drawn is not None:
        _keep(path, drawn)
    return drawn or None


def _keep(path: Path, drawn: bytes) -> None:
    """Keep a picture, in the place of the oldest tenth once there are too many."""
    files.make_dir(path.parent, private=True)
    there = [one for one in path.parent.iterdir() if one.suffix == ".png"]
    if len(there) >= KEPT:
        for one in sorted(there, key=_drawn_at)[: max(KEPT // 10, 1)]:
            one.unlink(missing_ok=True)
    files.replace(path, drawn, private=True)


def _drawn_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another request made room
        return 0


def _drawn(pdf: bytes) -> bytes | None:
    """The picture; nothing of what cannot be drawn, None where the machine did not come to it: it may another time."""
    with _AT_ONCE:
        try:
            call = [sys.executable, "-I", "-m", __name__]
            made = subprocess.run(call, input=pdf, capture_output=True, timeout=2 * SECONDS, check=False)  # noqa: S603 - ourselves
        except (OSError, subprocess.TimeoutExpired):
            return None
    return made.stdout if made.returncode == 0 and made.stdout.startswith(b"\x89PNG") else b""


def draw(pdf: bytes) -> bytes:
    """The first page of a PDF as a PNG; raises what pypdfium2 raises."""
    import pypdfium2  # noqa: PLC0415 - only the process that draws loads it

    page = pypdfium2.PdfDocument(pdf)[0]
    wide, high = page.get_size()
    drawn = page.render(scale=min(WIDE / wide, HIGH / high)).to_pil()
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def _alone() -> None:
    """Draw what comes in, held back from all else."""
    import PIL.PngImagePlugin  # noqa: PLC0415, F401 - loaded before nothing can be loaded any more
    import pypdfium2  # noqa: PLC0415, F401

    from casedrop.desk.reading.caps import Limits, cap  # noqa: PLC0415
    from casedrop.desk.reading.confine import Fence  # noqa: PLC0415

    pdf = sys.stdin.buffer.read()
    cap(Limits(SECONDS, MEMORY), SECONDS, LONGEST)
    Fence([]).enter()
    sys.stdout.buffer.write(draw(pdf))


if __name__ == "__main__":
    _alone()
