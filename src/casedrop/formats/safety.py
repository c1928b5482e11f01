"""What makes a package dangerous or useless, found before any part of it is parsed (faults B5, B12, K2, K3)."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from casedrop.formats import packages, zips
from casedrop.language.problem import Problem

RATIO = 250
SMALL = 10_000_000
"""Below this many bytes unpacked a member may be packed as tightly as it likes."""

_BAD_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\x00")
_EMBEDDED = re.compile(r"/(embeddings|oleObjects?)/[^/]+$|/oleObject\d*\.bin$|/afchunk[^/]*$", re.IGNORECASE)
_MACRO = re.compile(r"(vbaProject\.bin|vbaData\.xml|/activeX/.+)$", re.IGNORECASE)
_TAG = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LOCAL = re.compile(r"(file:/{2,3})?([A-Za-z](:|%3A)|[^:/\\]+$)", re.IGNORECASE)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|<w:fldSimple[^>]*w:instr=\"([^\"]*)\"")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DRAWS = re.compile(
    rb"\b(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD)\b\s*(\"[^\"]{1,200}\"|[^\s\\]{0,200})"
)


def preflight(data: bytes) -> tuple[Problem, ...]:
    """What speaks against opening a package: the first fault of its directory, else every fault of its parts.

    Codes: `file.damaged`, `file.protected`, `file.too-large` (args limit in MB), `file.too-complex`, `file.macro`,
    `file.external`, `file.embedded` (args target).
    """
    try:
        package = packages.opened(data)
        return _directory(data, package.members) or _distinct(_contents(package))
    except (*packages.BROKEN, OSError):
        return (Problem("file.damaged"),)


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions."""
    distinct: list[Problem] = []
    for problem in problems:
        if problem not in distinct:
            distinct.append(problem)
    return tuple(distinct)


def _directory(data: bytes, infos: Sequence[zipfile.ZipInfo]) -> tuple[Problem, ...]:
    """The first fault that the directory alone shows."""
    if any(i.flag_bits & 0x1 for i in infos):
        return (Problem("file.protected"),)
    if sum(i.file_size for i in infos) > zips.TOTAL:
        return (Problem("file.too-large", args={"limit": zips.TOTAL // 1_000_000}),)
    names = [i.orig_filename.casefold() for i in infos]
    if len(infos) > zips.ENTRIES or any(map(_bomb, infos)):
        return (Problem("file.too-complex"),)
    if len(set(names)) < len(names) or any(map(_BAD_NAME.search, names)) or _overlap(data, infos):
        return (Problem("file.damaged"),)
    return ()


def _bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member unpacks to far more than any document does."""
    return info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1)


def _overlap(data: bytes, infos: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes (a small file that unpacks to a huge one)."""
    spans = sorted((i.header_offset, packages.body(data, i) + i.compress_size) for i in infos)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _contents(package: packages.Package) -> Iterator[Problem]:
    """The faults of the parts themselves; XML and relationships only."""
    for info in package.members:
        if _MACRO.search(info.filename):
            yield Problem("file.macro")
        if _EMBEDDED.search(info.filename):
            yield Problem("file.embedded", args={"target": info.filename.rpartition("/")[2]})
        if info.filename.endswith((".xml", ".rels", ".vml")):
            part = package.read(info)
            yield from _xml(info.filename, part)


def _xml(name: str, part: bytes) -> Iterator[Problem]:
    """The faults of one XML part."""
    narrow = part.replace(b"\0", b"") if part[:2] in _WIDE else part
    if b"<!DOCTYPE" in narrow or b"<!ENTITY" in narrow:
        yield Problem("file.damaged")
    if name.endswith(".rels"):
        yield from (Problem("file.external", args={"target": t}) for t in outside(narrow))
        yield from (Problem("file.embedded", args={"target": t.rpartition("/")[2]}) for t in _drawn_in(narrow))
    if b"macroEnabled" in narrow and name == zips.FIRST[0]:
        yield Problem("file.macro")
    if b"<ddeLink" in narrow:
        yield Problem("file.external", args={"target": "DDE"})
    codes = _INSTRUCTION.findall(narrow)
    for glue in (b"", b" "):
        drawn = _DRAWS.search(html.unescape(glue.join(b"".join(m) for m in codes).decode(errors="replace")).encode())
        if drawn:
            yield Problem("file.external", args={"target": _said(drawn)})
            return


def _said(code: re.Match[bytes]) -> str:
    """A field's code as people are told of it: its word, and what it names."""
    target = code[2].decode(errors="replace").strip('"')
    return "DDE" if code[1].startswith(b"DDE") else f"{code[1].decode()} {target}".strip()


def _drawn_in(rels: bytes) -> Iterator[str]:
    """The targets in the package that are documents of their own, shown as a part of this one."""
    said = (
        {k.decode(): (v or w).decode(errors="replace") for k, v, w in _ATTRIBUTE.findall(t)} for t in _TAG.findall(rels)
    )
    yield from (a.get("Target", "") for a in said if a.get("Type", "").endswith(("/aFChunk", "/subDocument")))


def outside(rels: bytes) -> Iterator[str]:
    """The targets on other machines that opening or converting the package would fetch; a hyperlink is not fetched."""
    for tag in _TAG.findall(rels):
        a = {k.decode(): (v or w).decode(errors="replace") for k, v, w in _ATTRIBUTE.findall(tag)}
        if a.get("TargetMode") != "External" or a.get("Type", "").endswith("/hyperlink"):
            continue
        if not _LOCAL.match(a.get("Target", "")):
            yield a.get("Target", "")
