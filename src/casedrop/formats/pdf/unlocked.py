"""PDFs as any viewer opens them: what is locked against changing only, or has lost its tables, is looked into all the same."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

BROKEN = (
    PyPdfError,
    DependencyError,
    pypdfium2.PdfiumError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    NotImplementedError,
)
"""What pypdf and pdfium raise over files that are none, or were made to break them."""
_WITHOUT_LOCK = pypdfium2.raw.FPDF_REMOVE_SECURITY


def unlocked(data: bytes) -> bytes:
    """The PDF itself where pypdf reads it, else as pdfium saves it: the same objects without a lock, with tables made anew.

    Raises pypdfium2.PdfiumError for what no viewer opens without a password.
    """
    if _is_plain(data):
        return data
    with pypdfium2.PdfDocument(data) as document:
        return _saved(document)


def with_pages(document: pypdfium2.PdfDocument, pages: Sequence[int]) -> bytes:
    """Some pages (from 0) of an opened PDF as one of their own; raises pypdfium2.PdfiumError, and IndexError for a page that
    is not there."""
    if any(not 0 <= page < len(document) for page in pages):
        raise IndexError(f"{len(document)} pages")
    with pypdfium2.PdfDocument.new() as excerpt:
        excerpt.import_pages(document, list(pages))
        return _saved(excerpt)


def _is_plain(data: bytes) -> bool:
    """Whether pypdf reads the PDF to its last page as it is."""
    try:
        reader = PdfReader(io.BytesIO(data))
        return not reader.is_encrypted and len(reader.pages) > 0 and reader.pages[-1] is not None
    except (*BROKEN, OSError):
        return False


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out, flags=_WITHOUT_LOCK)
    return out.getvalue()
