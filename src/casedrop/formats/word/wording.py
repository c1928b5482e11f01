"""The wording of a Word template, part by part, as Jinja."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats import zips
from casedrop.formats.word.filling.patched import patched
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.prepare import Prepared, prepare


def wordings(template: bytes) -> Iterator[str]:
    """The wording of a template's body, headers and footers; raises zips.UnreadableError."""
    return jinja(prepare(template))


def jinja(ready: Prepared) -> Iterator[str]:
    """The parts of a prepared template as they are compiled."""
    parts = zips.read_parts(ready.package)
    return (patched(parts[name].decode()) for name in (body_name(parts), *edge_names(parts)))
