"""Signed documents on scans: which document, copy and page each sheet is, and what becomes of the drop (ACC-3, ACC-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import PagesScanned
from casedrop.cases.originals import Scanned, ScanOf, missing
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Item
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Scan
from casedrop.forms.stamp import Stamp
from casedrop.forms.wording import WordingChange, changes
from casedrop.intake import brought, signed, wording
from casedrop.intake.scan_groups import ScanPart, Sorted, group, problems
from casedrop.intake.submission import Paper, Records, Submission
from casedrop.intake.verdict import (
    AsksSigned,
    AsksWording,
    Excerpt,
    Refused,
    RefusedByCase,
    Split,
    Stray,
    TakesScan,
    ToType,
)
from casedrop.language.problem import Problem

BY_HAND = "hand"
"""What a scan is known by that a person took for its document: who looks at a paper also sees whether it is signed."""
Look = Callable[[str], Sequence[Paper]]
"""Finds the papers of a document; each asks the ledger once."""

OfDocument = TakesScan | AsksWording | AsksSigned | RefusedByCase | Refused
OfScan = OfDocument | Split | Stray


def judge(
    book: Definitions, records: Records, submission: Submission, scan: Scan, borne: Stamp | None = None
) -> OfScan:
    """What is decided about a scan; `borne` is the genuine stamp that its file bears.

    One document, or some pages of it, goes to its case. Several, or pages beside it that are none of ours, are cut apart:
    each document is dropped by itself, the rest comes back. What nothing can be told of comes back whole.
    """
    look: Look = cache(records.papers)
    grouped = group(scan, known(look))
    faults = (*scan.problems, *problems(grouped))
    others = (*grouped.foreign, *grouped.unread, *grouped.crowded)
    if scan.problems or not grouped.parts:
        return Stray(book.lang, faults or (Problem("scan.blank"),))
    if len(grouped.parts) > 1 or others:
        of_none = tuple(p for p in faults if p.code in ("scan.unread", "scan.foreign", "scan.crowded"))
        return Split(book.lang, of_none, _excerpts(grouped, sorted(others)))
    part = grouped.parts[0]
    code = Code(part.document, part.issue, part.copy)
    return of_document(book, records, look, submission, code, _scanned(scan, part), borne)


def known(look: Look) -> Callable[[str], bool]:
    """Whether a code's text is one that stands on a document this workspace issued."""

    def is_known(text: str) -> bool:
        code = page_code.parse(text)
        return code is not None and any(
            p.issue == code.issue and _is_copy(code, p) and page_code.genuine(text, p.key) for p in look(code.number)
        )

    return is_known


def of_document(
    book: Definitions,
    records: Records,
    look: Look,
    submission: Submission,
    code: Code,
    seen: Scanned,
    borne: Stamp | None = None,
) -> OfDocument:
    """The verdict on a scan of one document, whoever told which it is: a code or a person."""
    issues = look(code.number)
    paper = next((p for p in issues if p.issue == code.issue), None)
    case = records.case(paper.case) if paper else None
    if paper is None or case is None:
        return Refused(book.lang, (Problem("scan.unknown", args={"document": code.number}),))
    drop, wrong = submission.drop(paper), standing(case, paper, issues, seen)
    if wrong:
        return RefusedByCase(paper.lang, (wrong,), case, drop)
    situation, changed = Situation.of(book, case, submission.now), _changed(submission)
    told = () if _is_filled_in(situation, paper) else changed
    question = wording.asked(told, _stamp(situation, paper, borne), situation, drop, _waiting(situation, paper))
    item = _waiting(situation, paper)
    unsigned = None if seen.by == BY_HAND else signed.asked(situation, drop, item)
    if question:
        return question
    if unsigned:
        return unsigned
    drop = signed.with_vouched(situation, drop, item)
    to_type = _to_type(situation, paper, submission, changed)
    wanted = (Problem("scan.to-type", args={"document": paper.number}),) if to_type else ()
    left = (*_incomplete(records, paper, seen), *wanted)
    notices = (*brought.told(book, submission.reading), *signed.notices(item, drop.proofs))
    return TakesScan(paper.lang, case, situation.flow, drop, seen, left, told, to_type, notices)


def _changed(submission: Submission) -> tuple[WordingChange, ...]:
    """The printed words that are not as they were issued, as far as pages print letters of their own; of pictures none."""
    issued = submission.examined.issued
    return () if issued is None else changes(issued, submission.reading.printed)


def _stamp(situation: Situation, paper: Paper, borne: Stamp | None) -> Stamp:
    """The stamp of a paper: the one that its file bears, if that is of this very paper."""
    form = situation.book.forms.get(paper.form)
    own = Stamp(paper.form, form.version if form else 0, paper.lang, paper.case, "", paper.issue, paper.number)
    return borne if borne and replace(borne, accepts="") == own else own


def _waiting(situation: Situation, paper: Paper) -> Item | None:
    """What waits for a paper: the originals of the stage, if they are of it."""
    wanted = situation.stage.originals
    return Item(wanted.form, role=wanted.role, signed=wanted.signed) if wanted and wanted.form == paper.form else None


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


def _is_filled_in(situation: Situation, paper: Paper) -> bool:
    """Whether a paper is a form that people fill in, so that what stands on it otherwise than it was issued are answers."""
    form = situation.book.forms.get(paper.form)
    return not paper.copies and form is not None and form.base.returns


def _to_type(
    situation: Situation, paper: Paper, submission: Submission, changed: Sequence[WordingChange]
) -> ToType | None:
    """The answers that the case waits for, of the very form a sheet is of: on paper they are seen by people alone (R16). An
    original comes back for what is signed on it, and an older paper for nothing."""
    case, form = situation.case, situation.book.forms.get(paper.form)
    if paper.copies or case.closed or case.held is not None or paper.issue != case.issued.get(paper.form):
        return None
    items = [i for i in situation.stage.awaits if form and i.form == form.base.id and situation.holds(i.when)]
    item = next((item for item in items if form and form.writable(item.part)), None)
    if item is None:
        return None
    scan, role = submission.examined.scan, item.role or wording.named(situation)
    turns = tuple(page.turn for page in scan.pages) if scan else ()
    return ToType(item.form, item.part, role, turns, tuple(one.stands for one in changed if one.stands))


def _is_copy(code: Code, paper: Paper) -> bool:
    """Whether there is such a copy; a sheet printed from the Word file bears none."""
    copy, _, of = code.copy.partition("/")
    return not code.copy or (int(of) == paper.copies and 1 <= int(copy) <= paper.copies)


def _scanned(scan: Scan, part: ScanPart) -> Scanned:
    """What a part shows, by its pages' own codes."""
    pages = {p.index: p for p in scan.pages}
    codes = [c for at in part.pages for text in pages[at].codes if (c := page_code.parse(text))]
    copy = int(part.copy.partition("/")[0] or 0)
    return Scanned(copy, tuple(sorted({c.page for c in codes if c.page})), max((c.pages for c in codes), default=0))


def _excerpts(grouped: Sorted, others: list[int]) -> tuple[Excerpt, ...]:
    """An excerpt for each document, and one that comes back for the pages of none."""
    excerpts = [Excerpt(p.document, p.copy.partition("/")[0], p.pages) for p in grouped.parts]
    rest = [Excerpt("", "", tuple(others))] if others else []
    return (*excerpts, *rest)
