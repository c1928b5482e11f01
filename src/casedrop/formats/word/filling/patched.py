"""The Jinja of a template's part freed from the markup that Word puts into it, as docxtpl does it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from casedrop.formats.late import Late

if TYPE_CHECKING:
    import docxtpl
else:
    docxtpl = Late("docxtpl")  # what is compiled already needs it no more


@lru_cache(maxsize=64)
def patched(source: str) -> str:
    """A part's XML as Jinja, remembered: that takes longer than filling it."""
    engine = docxtpl.DocxTemplate.__new__(docxtpl.DocxTemplate)  # what it does here depends on the text alone
    return str(docxtpl.DocxTemplate.patch_xml(engine, source))
