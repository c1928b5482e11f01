"""What a part of a package points to: relationships (ISO/IEC 29500-2, 9)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from casedrop.formats.word.xml import Element, must, parse, write
from casedrop.formats.zips import relations_name

Parts = Mapping[str, bytes]


def target(parts: Parts, part: str, relation: str) -> str:
    """The name of the part that a relationship leads to, "" if there is none of that id."""
    found = _found(parts, part, relation)
    if found is None:
        return ""
    said = found.get("Target") or ""
    return said.lstrip("/") if said.startswith("/") else posixpath.normpath(f"{posixpath.dirname(part)}/{said}")


def without(parts: Parts, part: str, relation: str) -> dict[str, bytes]:
    """The relationships of a part without one of them; nothing where it has none of that id."""
    found = _found(parts, part, relation)
    if found is None:
        return {}
    root = must(found.getparent())
    root.remove(found)
    return {relations_name(part): write(root)}


def _found(parts: Parts, part: str, relation: str) -> Element | None:
    name = relations_name(part)
    if name not in parts:
        return None
    return next((one for one in parse(parts[name]) if one.get("Id") == relation), None)
