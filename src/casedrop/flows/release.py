"""A release: the files that decide how the cases of a flow run, as a manifest by whose hash a case remembers them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

PARTS = ("forms", "schemas", "templates")
"""The trees a release is of."""
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def written(files: Mapping[str, bytes]) -> bytes:
    """The manifest of files by their path in the workspace, as `sha256sum -c` reads it; the same files give the same."""
    shas = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return "".join(f"{sha}  {path}\n" for path, sha in sorted(shas.items())).encode()


def parsed(manifest: bytes) -> dict[str, str]:
    """The sha256 (hex) by path of each file a manifest names; a path that leads out of the trees is left out."""
    lines = map(_LINE.fullmatch, manifest.decode("utf-8", "replace").split("\n"))
    return {m[2]: m[1] for m in lines if m and _is_inside(m[2])}


def id_of(manifest: bytes) -> str:
    """By what a case remembers the release (sha256, hex)."""
    return hashlib.sha256(manifest).hexdigest()


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return parts[0] in PARTS and len(parts) > 1 and not {"", ".", ".."} & set(parts) and "\\" not in path
