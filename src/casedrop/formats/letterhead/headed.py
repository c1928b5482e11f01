"""A template with a company's logo at its place, or with the place closed; what documents are made from."""

from __future__ import annotations

from functools import lru_cache

from casedrop.formats import zips
from casedrop.formats.letterhead.in_excel import put as put_in_excel
from casedrop.formats.letterhead.in_word import put as put_in_word
from casedrop.formats.letterhead.logo import Logo

PLACES = {"docx": put_in_word, "xlsx": put_in_excel}


@lru_cache(maxsize=256)
def headed(template: bytes, kind: str, logo: Logo | None) -> bytes:
    """The template (`docx` or `xlsx`) with the logo in every picture named `logo`, in its own proportions; without a logo
    the picture is gone, and so is the empty cell it stood in. As it is, byte for byte, where it has no such place.

    The bytes are the same for the same template and logo, and what is compiled from them is kept by them. Raises
    `zips.UnreadableError`, and lxml.etree.XMLSyntaxError for a broken part.
    """
    changed = PLACES[kind](zips.read_parts(template), logo)
    return zips.patch(template, changed) if changed else template
