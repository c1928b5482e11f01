"""The wording of a Word template, part by part, as Jinja."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docxtpl import DocxTemplate

from casedrop.formats import zips
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.prepare import Prepared, prepare


def wordings(template: bytes) -> Iterator[str]:
    """The wording of a template's body, headers and footers; raises zips.UnreadableError."""
    return jinja(prepare(template))


def jinja(ready: Prepared) -> Iterator[str]:
    """The parts of a prepared template as they are compiled."""
    parts, engine = zips.read_parts(ready.package), DocxTemplate(io.BytesIO(ready.package))
    return (str(engine.patch_xml(parts[name].decode())) for name in (body_name(parts), *edge_names(parts)))
