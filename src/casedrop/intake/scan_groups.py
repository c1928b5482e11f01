"""The pages of a scan sorted into documents and copies: nothing is guessed, what cannot be told is named (faults B10, C1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casedrop.forms.page_code import Code, parse
from casedrop.forms.reading import Scan, ScanPage
from casedrop.language.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class ScanPart:
    """One document, or one numbered copy of it, in a scan.

    `pages` are pages of the scan (from 0) in the document's own order; `missing` and `doubled` are pages of the document
    (from 1) that are not there, or more than once. Sheets printed from a Word file bear no page: they stay in the order
    they were scanned, and none can be missed.
    """

    document: str
    issue: int
    copy: str
    pages: tuple[int, ...]
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorted:
    """A scan sorted: its parts in the order they begin in it, and the pages (from 0) that belong to none.

    `foreign`: their code is none of ours, is forged, or they bear codes of two documents; `unread`: no code could be read;
    `crowded`: several sheets lie there, and not each wholly.
    """

    parts: tuple[ScanPart, ...] = ()
    foreign: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()
    crowded: tuple[int, ...] = ()


def group(scan: Scan, known: Callable[[str], bool]) -> Sorted:
    """The scan sorted; `known` says whether a code's text is one this workspace wrote on a document it issued."""
    bound: dict[Code, list[tuple[Code, int]]] = {}
    foreign, unread, blank, crowded = list[int](), list[int](), list[int](), list[int]()
    for page in scan.pages:
        codes = _codes_of(page, known)
        if codes and page.crowded:
            crowded.append(page.index)
        elif codes:
            bound.setdefault(codes[0].document, []).extend((code, page.index) for code in codes)
        else:
            (blank if page.blank else foreign if page.codes else unread).append(page.index)
    parts = tuple(_part(document, coded) for document, coded in bound.items())
    return Sorted(parts, tuple(foreign), tuple(unread), tuple(blank), tuple(crowded))


def problems(grouped: Sorted) -> tuple[Problem, ...]:
    """What a person must look at, page by page, then document by document: `scan.unread`, `scan.foreign`, `scan.crowded`,
    `scan.missing` and `scan.doubled` (document, pages)."""
    kinds = {"scan.unread": grouped.unread, "scan.foreign": grouped.foreign, "scan.crowded": grouped.crowded}
    pages = sorted((at, code) for code, numbers in kinds.items() for at in numbers)
    looked = [Problem(code, Place("page", {"page": at + 1})) for at, code in pages]
    return (*looked, *(p for part in grouped.parts for p in _faults(part)))


def _codes_of(page: ScanPage, known: Callable[[str], bool]) -> tuple[Code, ...]:
    """The one code of ours on a page, or those of several pages of one document on a picture of them; () if there is none, a
    false one beside them, or codes of two documents."""
    claimed = {text: code for text in page.codes if (code := parse(text))}
    ours = {code for text, code in claimed.items() if known(text)}
    is_one = len(ours) == len(claimed) and len({code.document for code in ours}) == 1
    return tuple(sorted(ours)) if is_one and (len(ours) == 1 or all(code.page for code in ours)) else ()


def _part(document: Code, coded: Iterable[tuple[Code, int]]) -> ScanPart:
    """A document's pages put in order: those that bear no page of their own come last, as they lie."""
    ordered = sorted(coded, key=lambda f: (not f[0].page, f[0].page, f[1]))
    count = Counter(code.page for code, _ in ordered if code.page)
    total = max(code.pages for code, _ in ordered)
    return ScanPart(
        document=document.number,
        issue=document.issue,
        copy=document.copy,
        pages=tuple(dict.fromkeys(index for _, index in ordered)),
        missing=tuple(n for n in range(1, total + 1) if n not in count),
        doubled=tuple(n for n, times in sorted(count.items()) if times > 1),
    )


def _faults(part: ScanPart) -> Iterable[Problem]:
    name = " · ".join(filter(None, (part.document, part.copy)))
    if part.missing:
        yield Problem("scan.missing", args={"document": name, "pages": part.missing})
    if part.doubled:
        yield Problem("scan.doubled", args={"document": name, "pages": part.doubled})
