"""What kind of file some bytes are, told by the bytes alone, and what speaks against reading them."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.formats import ole, zips
from casedrop.formats.picture_kinds import READABLE, picture_kind
from casedrop.formats.safety import preflight
from casedrop.language.problem import Problem

LARGEST = 100_000_000
"""A file of more bytes is not looked into (faults B12)."""

_MAINS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsx"),
)
_MANIFEST = "META-INF/manifest.xml"
_OLD = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "MatOST": "wps",
    "MN0": "wps",
}
"""The streams by which old Office files are told apart; WPS Office's own .wps, .et and .dps hold those of .doc, .xls and .ppt,
Microsoft Works' .wps others."""
_FLAT = (
    (b'office:mimetype="application/vnd.oasis.opendocument.text', "fodt"),
    (b'office:mimetype="application/vnd.oasis.opendocument.spreadsheet', "fods"),
    (b'<?mso-application progid="Word.Document"?>', "xml"),
    (b'<?mso-application progid="Excel.Sheet"?>', "xml"),
    (b"<uof:UOF", "uof"),
    (b"<html", "html"),
    (b"<HTML", "html"),
)
"""What stands near the beginning of files that are text and hold a whole document."""
_NEAR = 16_384


@dataclass(frozen=True, slots=True)
class Sniff:
    """What the bytes are and why they cannot be read, if so.

    `kind` is docx, xlsx, pdf, image, ole, encrypted, zip, text, empty or unknown.
    """

    kind: str
    problems: tuple[Problem, ...] = ()


def sniff(data: bytes) -> Sniff:
    """The kind of file and the Problems of opening it; only docx, xlsx, pdf and image may come without one.

    Rules: faults A2, B1–B6, B12, K2; the name of the file plays no part.
    """
    if not data:
        return Sniff("empty", (Problem("file.empty"),))
    if len(data) > LARGEST:
        return Sniff(_kind(data), (Problem("file.too-large", args={"limit": LARGEST // 1_000_000}),))
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(ole.MAGIC):
        return _compound(data)
    return _bare(data)


def _bare(data: bytes) -> Sniff:
    """The kind of a file that is no package, and the Problems of opening it."""
    if _kind(data) == "pdf" and b"%PDF-" in data[:1024]:
        return Sniff("pdf", (Problem("file.damaged"),) if _is_cut_off(data) else ())
    if data[:64].lstrip().startswith(b"{\\rtf"):
        return Sniff("text", (Problem("file.legacy", args={"was": "rtf"}),))
    flat = next((was for sign, was in _FLAT if sign in data[:_NEAR]), "") if _is_markup(data) else ""
    if flat:
        return Sniff("text", (Problem("file.legacy", args={"was": flat}),))
    kind, picture = _kind(data), picture_kind(data)
    named = () if picture in READABLE else (Problem("scan.format", args={"format": picture}),)
    return Sniff(kind, named if picture else (Problem("file.kind"),))


def _is_markup(data: bytes) -> bool:
    """Whether a file begins as XML or HTML does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def is_scan(head: bytes) -> bool:
    """Whether a file that begins with these bytes (1,024 will do) is of the kinds signed paper comes back in."""
    return _kind(head) in ("pdf", "image")


def _kind(data: bytes) -> str:
    """The kind by the first bytes, as far as they tell."""
    if picture_kind(data):
        return "image"
    head = data[:4096]
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if b"%PDF-" in head:
        return "pdf"
    return "text" if _is_text(head) else "unknown"


def _is_text(head: bytes) -> bool:
    """Whether bytes read as text: a byte order mark, or UTF-8 (cut anywhere) without control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = head.decode("utf-8", errors="ignore")
    return len(text.encode()) > len(head) - 4 and not any(c < " " and c not in "\t\r\n\f" for c in text)


def _is_cut_off(data: bytes) -> bool:
    """Whether a PDF ends within an object: what follows its last one is no more than tables, which can be made anew."""
    end = data.rfind(b"endobj")
    return b"%%EOF" not in data and (end < 0 or b" obj" in data[end:])


def _package(data: bytes) -> Sniff:
    """The kind of a zip package and the Problems of its preflight."""
    problems = preflight(data)
    try:
        parts = zips.read_parts(data, (zips.FIRST[0], "mimetype", _MANIFEST))
    except zips.UnreadableError:
        return Sniff("zip", problems or (Problem("file.damaged"),))
    types = parts.get(zips.FIRST[0], b"").replace(b"\0", b"")
    kind = next((kind for main, kind in _MAINS if main in types), "zip")
    if kind != "zip":
        return Sniff(kind, problems)
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        return Sniff("encrypted", (Problem("file.protected"),))
    return Sniff("zip", problems or (_other(types, parts.get("mimetype", b"")),))


def _other(types: bytes, mimetype: bytes) -> Problem:
    """What to say of a sound package that is neither docx nor xlsx."""
    if b"opendocument.text" in mimetype:
        return Problem("file.legacy", args={"was": "odt"})
    if b"opendocument.spreadsheet" in mimetype:
        return Problem("file.legacy", args={"was": "ods"})
    return Problem("file.legacy", args={"was": "xlsb"}) if b"ms-excel.sheet.binary" in types else Problem("file.kind")


def _compound(data: bytes) -> Sniff:
    """The kind of an OLE file: an encrypted package, an old Office file, or something else."""
    names = ole.streams(data)
    if not names:
        return Sniff("ole", (Problem("file.damaged"),))
    if "EncryptedPackage" in names:
        return Sniff("encrypted", (Problem("file.protected"),))
    was = next((was for stream, was in _OLD.items() if stream in names), None)
    return Sniff("ole", (Problem("file.legacy", args={"was": was}) if was else Problem("file.kind"),))
