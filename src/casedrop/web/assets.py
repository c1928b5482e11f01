"""Our styles and pictures, at an address that is another as soon as one of them is: so browsers may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
"""Cache-Control of what never changes at its address."""


@cache
def address() -> str:
    """Where the files of `static/` are found, without a slash at its end; it ends in a hash of all of them."""
    files = sorted(STATIC.iterdir())
    told = "".join(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files if path.is_file())
    return f"/static/{hashlib.sha256(told.encode()).hexdigest()[:16]}"
