"""The verdict on a document without a template of ours: kept with the case whose number stands in the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.decide import tick
from casedrop.cases.definitions import Book
from casedrop.cases.enclosures import case_in, enclosed, kind_of, standing
from casedrop.cases.evolve import fold
from casedrop.flows.flow import Enclosure
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import leaked, leaks, secrets
from casedrop.forms.views import hidden, shown
from casedrop.intake.verdict import Asked, Kind, Records, Verdict
from casedrop.language.problem import Place, Problem

KEPT = ("docx", "xlsx", "pdf", "image", "ole", "encrypted", "zip", "text")
"""The kinds of files that may be kept; what they say is nothing to us, and they are not opened again."""
UNFIT = {"file.damaged", "file.empty", "file.too-large", "file.crashed"}
"""The problems of a file that is not worth keeping: its sender may send it again."""


def is_named(book: Book, records: Records, name: str) -> bool:
    """Whether the name of a file contains the number of a case that keeps enclosures."""
    number = case_in(name, records.numbers())
    case = records.case(number) if number else None
    return case is not None and bool(book.of(case).flows[case.flow].enclosures)


def hides(book: Book, records: Records, name: str) -> bool:
    """Whether the case that the name of a file contains keeps enclosures which must not show something."""
    case = records.case(str(case_in(name, records.numbers())))
    return case is not None and any(e.hides for e in book.of(case).flows[case.flow].enclosures.values())


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
    wrong = tuple(given_away(book, case, flow.enclosures[kind], asked))
    if wrong:
        return replace(ruling, problems=wrong)
    item = standing(book, flow, case, kind, drop, asked.now)
    if isinstance(item, Problem):
        how: Kind = "parked" if item.code == "early" else "refused"
        return replace(ruling, kind=how, problems=(item,))
    return replace(ruling, kind="accepted", decided=tuple(enclosed(book, flow, case, kind, item, drop, asked.now)))


def given_away(book: Book, case: Case, kind: Enclosure, asked: Asked) -> Iterator[Problem]:
    """`enclosure.leaks` for everything that an enclosure holds and must not (IMP-1), each field once a place, never its value;
    `enclosure.closed` if nobody can look into the file."""
    form = book.forms.get(kind.hides)
    if form is None:
        return
    answers = case.answers.get(form.base.id, {})
    known = [Piece(Place(), str(value)) for _, value in flatten(shown(form, answers))]
    wanted = secrets(form.base, hidden(form, answers), known)
    if asked.seen.pieces is None:
        yield Problem("enclosure.closed", args={"file": asked.name})
        return
    for leak in leaks([Piece(Place(), asked.name), *asked.seen.pieces], wanted):
        yield leaked("enclosure.leaks", form, leak)
