"""The verdict on a document without a template of ours: kept with the case whose number stands in the name of its file."""

from __future__ import annotations

from dataclasses import replace

from casedrop.core.book import Book
from casedrop.core.decide import tick
from casedrop.core.enclosing import case_in, enclosed, kind_of, standing
from casedrop.core.evolution import fold
from casedrop.core.model import Problem
from casedrop.core.standing import Drop
from casedrop.desk.ruling import Asked, Kind, Records, Verdict

KEPT = ("docx", "xlsx", "pdf", "image", "ole", "encrypted", "zip", "text")
"""The kinds of files that may be kept; what they say is nothing to us, and they are not opened again."""
UNFIT = {"file.damaged", "file.empty", "file.too-large", "file.crashed"}
"""The problems of a file that is not worth keeping: its sender may send it again."""


def is_named(book: Book, records: Records, name: str) -> bool:
    """Whether the name of a file contains the number of a case that keeps enclosures."""
    number = case_in(name, records.numbers())
    case = records.case(number) if number else None
    return case is not None and bool(book.of(case).flows[case.flow].enclosures)


def verdict(book: Book, records: Records, asked: Asked) -> Verdict | None:
    """What is decided about a file that says nothing itself; None if its name is no case's that keeps enclosures."""
    told = (*asked.reading.problems, *(asked.seen.scan.problems if asked.seen.scan else ()))
    is_fit = asked.seen.kind in KEPT and not any(p.code in UNFIT for p in told)
    if not is_fit or not is_named(book, records, asked.name):
        return None
    case = records.case(str(case_in(asked.name, records.numbers())))
    assert case is not None  # noqa: S101 - its number is among those of all cases
    book = book.of(case)
    flow = book.flows[case.flow]
    case = fold(tick(book, flow, case, asked.now), case)
    drop = Drop("", "", asked.role, 0, asked.sha256, asked.name, case.lang, path=asked.path)
    ruling = Verdict("refused", case.lang, case_id=case.id, case=case, flow=flow, drop=drop)
    kind = kind_of(book, flow, case, drop, asked.now)
    if isinstance(kind, Problem):
        return replace(ruling, problems=(kind,))
    ruling = replace(ruling, drop=replace(drop, part=kind))
    item = standing(book, flow, case, kind, drop, asked.now)
    if isinstance(item, Problem):
        how: Kind = "parked" if item.code == "early" else "refused"
        return replace(ruling, kind=how, problems=(item,))
    return replace(ruling, kind="accepted", decided=tuple(enclosed(book, flow, case, kind, item, drop, asked.now)))
