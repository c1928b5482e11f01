"""Paper originals: what is known of each numbered copy of a document, and what a clerk notes of one (ACC-4). Pure.

Of every original two facts count, each by itself: its scan was seen, and the paper came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.cases.case import Case
from casedrop.cases.events import Dunned, Filed, Issued, PagesScanned, Sent, utc_text
from casedrop.cases.parts import Original
from casedrop.language.problem import Problem

Papers = Mapping[str, tuple[Original, ...]]
"""By document number, what is known of each original, in the order of their copies."""

SAID = ("today", "to", "by")
"""What the expressions of a slip may read: the company's day, who takes the originals and who hands them over."""

REGISTER = (
    *("number", "form", "title", "case", "customer", "copy", "of", "holder", "date", "age", "keep_until"),
    *("sent", "to", "pages", "scan", "paper", "shelf", "awaited"),
)
"""What they may read of each original: the columns of the register."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan shows of a document: which `copy` (0: no numbered one), which of its `of` pages (0: not counted), and
    whether a code said so or a person (`by`: `code`, `hand`)."""

    copy: int
    pages: tuple[int, ...]
    of: int
    by: str = "code"


@dataclass(frozen=True, slots=True)
class ScanOf:
    """What one scan showed of an issue of a document, numbered so."""

    number: str
    issue: int
    seen: Scanned

    @property
    def original(self) -> tuple[str, int, int]:
        """Of which original it is, or, copy 0, of which document as it was issued then."""
        return self.number, self.issue, self.seen.copy


@dataclass(frozen=True, slots=True)
class Handled:
    """Which original a clerk has in hand, when (aware), and who he is ("" for not told)."""

    number: str
    copy: int
    at: datetime
    person: str = ""


def sent(case: Case, handled: Handled, to: str) -> Sent | Problem:
    """The event of an original having gone out to someone."""
    known = find(case.originals, handled.number, handled.copy)
    if known is None:
        return _unknown(handled)
    return Sent(handled.number, known.form, known.issue, handled.copy, to, utc_text(handled.at), handled.person)


def filed(case: Case, handled: Handled, shelf: str) -> Filed | Problem:
    """The event of an original standing on a shelf, for the first time (the paper came in) or at another place."""
    known = find(case.originals, handled.number, handled.copy)
    if known is None:
        return _unknown(handled)
    return Filed(handled.number, known.form, known.issue, handled.copy, shelf, utc_text(handled.at), handled.person)


def moved(case: Case, handled: Handled, shelf: str) -> Filed | Problem:
    """The event of an original that is in being put elsewhere; a Problem if it never came in."""
    known = find(case.originals, handled.number, handled.copy)
    if known and not known.paper:
        return Problem("original.out", args={"document": handled.number, "copy": handled.copy})
    return filed(case, handled, shelf)


def dunned(case: Case, handled: Handled, to: str) -> Dunned | Problem:
    """The event of whoever has an original having been asked for it."""
    known = find(case.originals, handled.number, handled.copy)
    if known is None:
        return _unknown(handled)
    return Dunned(handled.number, known.form, known.issue, handled.copy, to, utc_text(handled.at), handled.person)


def of_issue(issued: Issued) -> Papers:
    """The originals of a document just issued, nothing known of them yet; {} if it has none.

    A document issued anew under its number has new originals: those of an older issue count no more.
    """
    copies = tuple(
        Original(issued.form, issued.issue, issued.date, paper.copy, paper.of, paper.holder, paper.text)
        for paper in issued.prints
        if paper.copy
    )
    return {issued.number: copies} if copies else {}


def with_sent(papers: Papers, event: Sent) -> Papers:
    """The originals after one went out."""
    return _changed(papers, event, lambda copy: replace(copy, sent=event.at, to=event.to))


def with_filed(papers: Papers, event: Filed) -> Papers:
    """The originals after a paper was put on a shelf: it came in when it first stood on one."""
    return _changed(papers, event, lambda copy: replace(copy, paper=copy.paper or event.at, shelf=event.shelf))


def with_scan(papers: Papers, event: PagesScanned) -> Papers:
    """The originals after a scan of one was seen: pages may come one by one, as telephones take them."""
    return _changed(papers, event, lambda copy: _scanned(copy, event))


def missing(scans: Iterable[ScanOf]) -> tuple[int, ...]:
    """The pages of what the last scan is of that neither it nor those before it have shown; () after a hand said it was seen.

    That is an original, or, of a document that has none, the document as it was issued then.
    """
    *earlier, last = scans
    same = [one.seen for one in (*earlier, last) if one.original == last.original]
    shown = {page for seen in same for page in seen.pages}
    by_hand = any(seen.by == "hand" for seen in same)
    return () if by_hand else tuple(page for page in range(1, last.seen.of + 1) if page not in shown)


def find(papers: Papers, number: str, copy: int) -> Original | None:
    """What is known of one original; None if there is none of that number and copy."""
    return next((c for c in papers.get(number, ()) if c.copy == copy), None)


def are_seen(copies: Iterable[Original], holders: tuple[str, ...], fact: str) -> bool:
    """Whether the fact (`scan` or `paper`) is known of every one of the originals that the holders have."""
    theirs = [c for c in copies if c.holder in holders]
    return bool(theirs) and all(c.has(fact) for c in theirs)


def _scanned(copy: Original, event: PagesScanned) -> Original:
    pages = tuple(sorted({*copy.pages, *event.pages}))
    is_whole = event.by == "hand" or len(pages) >= event.of
    return replace(copy, pages=pages, scan=event.at if is_whole else copy.scan)


def _changed(papers: Papers, event: Sent | Filed | PagesScanned, change: Callable[[Original], Original]) -> Papers:
    """The originals with what became known of the copy an event speaks of; unchanged if there is no such copy."""
    copies = papers.get(event.number, ())
    at = (event.issue, event.copy)
    known = tuple(change(c) if (c.issue, c.copy) == at else c for c in copies)
    return {**papers, event.number: known} if copies else papers


def _unknown(handled: Handled) -> Problem:
    return Problem("original.unknown", args={"document": handled.number, "copy": handled.copy})
