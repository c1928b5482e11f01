"""Signed documents on scans: which document, copy and page each sheet is, and what becomes of the drop (ACC-3, ACC-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from casedrop.cases.case import Case
from casedrop.cases.definitions import Book
from casedrop.cases.events import PagesScanned
from casedrop.cases.originals import Scanned, ScanOf, missing
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Scan
from casedrop.intake.scan_groups import Part, Sorted, group, problems
from casedrop.intake.verdict import Asked, Cut, Paper, Records, Verdict
from casedrop.language.problem import Problem

Look = Callable[[str], Sequence[Paper]]
"""Finds the papers of a document; each asks the ledger once."""


def verdict(book: Book, records: Records, asked: Asked, scan: Scan) -> Verdict:
    """What is decided about a scan.

    One document, or some pages of it, goes to its case. Several, or pages beside it that are none of ours, are cut apart:
    each document is dropped by itself, the rest comes back. What nothing can be told of comes back whole.
    """
    look: Look = cache(records.papers)
    found = group(scan, known(look))
    told = (*scan.problems, *problems(found))
    others = (*found.foreign, *found.unread)
    if scan.problems or not found.parts:
        return Verdict("stray", book.lang, told or (Problem("scan.blank"),))
    if len(found.parts) > 1 or others:
        looked = tuple(p for p in told if p.code in ("scan.unread", "scan.foreign"))
        return Verdict("split", book.lang, looked, cuts=_cuts(found, sorted(others)))
    part = found.parts[0]
    return of_document(book, records, look, asked, Code(part.document, part.issue, part.copy), _scanned(scan, part))


def known(look: Look) -> Callable[[str], bool]:
    """Whether a code's text is one that stands on a document this workspace issued."""

    def is_known(text: str) -> bool:
        code = page_code.parse(text)
        return code is not None and any(
            p.issue == code.issue and _is_copy(code, p) and page_code.genuine(text, p.key) for p in look(code.number)
        )

    return is_known


def of_document(book: Book, records: Records, look: Look, asked: Asked, code: Code, seen: Scanned) -> Verdict:
    """The verdict on a scan of one document, whoever told which it is: a code or a person."""
    issues = look(code.number)
    paper = next((p for p in issues if p.issue == code.issue), None)
    case = records.case(paper.case) if paper else None
    if paper is None or case is None:
        return Verdict("refused", book.lang, (Problem("scan.unknown", args={"document": code.number}),))
    drop = asked.drop(paper)
    ruling = Verdict(
        "accepted", paper.lang, case_id=case.id, case=case, flow=book.of(case).flows[case.flow], drop=drop, scan=seen
    )
    wrong = standing(case, paper, issues, seen)
    if wrong:
        return replace(ruling, kind="refused", problems=(wrong,))
    return replace(ruling, problems=_incomplete(records, paper, seen))


def standing(case: Case, paper: Paper, issues: Sequence[Paper], seen: Scanned) -> Problem | None:
    """What speaks against taking a scan for its document, of which these are all issues; a closed or held case is no reason."""
    args = {"document": paper.number}
    if paper.void or paper.issue in case.withdrawn:
        return Problem("scan.void", args=args)
    if any(p.issue > paper.issue and p.issue not in case.withdrawn for p in issues):
        return Problem("scan.older", args=args)
    if not paper.copies or 1 <= seen.copy <= paper.copies:
        return None
    return Problem("scan.copy", args={**args, "copies": paper.copies})


def _incomplete(records: Records, paper: Paper, seen: Scanned) -> tuple[Problem, ...]:
    """The pages that no scan of this copy, or of a document without copies, has shown yet."""
    scans = (event for event in records.past(paper.case) if isinstance(event, PagesScanned))
    earlier = [ScanOf(e.number, e.issue, Scanned(e.copy, e.pages, e.of, e.by)) for e in scans]
    left = missing([*earlier, ScanOf(paper.number, paper.issue, seen)])
    name = " · ".join([paper.number, f"{seen.copy}/{paper.copies}"] if seen.copy else [paper.number])
    return (Problem("scan.missing", args={"document": name, "pages": left}),) if left else ()


def _is_copy(code: Code, paper: Paper) -> bool:
    """Whether there is such a copy; a sheet printed from the Word file bears none."""
    copy, _, of = code.copy.partition("/")
    return not code.copy or (int(of) == paper.copies and 1 <= int(copy) <= paper.copies)


def _scanned(scan: Scan, part: Part) -> Scanned:
    """What a part shows, by its pages' own codes."""
    pages = {p.index: p for p in scan.pages}
    said = [c for at in part.pages for text in pages[at].codes if (c := page_code.parse(text))]
    copy = int(part.copy.partition("/")[0] or 0)
    return Scanned(copy, tuple(sorted({c.page for c in said if c.page})), max((c.pages for c in said), default=0))


def _cuts(found: Sorted, others: list[int]) -> tuple[Cut, ...]:
    """A cut for each document, and one that comes back for the pages of none."""
    cuts = [Cut(p.document, p.copy.partition("/")[0], p.pages) for p in found.parts]
    rest = [Cut("", "", tuple(others))] if others else []
    return (*cuts, *rest)
