"""The verdict on a document without a template of ours: kept with the case whose number stands in the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.enclosures import case_in, enclosed, kind_of, standing
from casedrop.flows.flow import Enclosure
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import leaked, leaks, secrets
from casedrop.forms.views import hidden, shown
from casedrop.intake import signed
from casedrop.intake.submission import Records, Submission, met
from casedrop.intake.verdict import AsksSigned, Encloses, Parked, RefusedByCase
from casedrop.language.problem import Place, Problem

KEPT = ("docx", "xlsx", "pdf", "image", "ole", "encrypted", "zip", "text")
"""The kinds of files that may be kept; what they say is nothing to us, and they are not opened again."""
UNFIT = {"file.damaged", "file.empty", "file.too-large", "file.crashed"}
"""The problems of a file that is not worth keeping: its sender may send it again."""


def named(book: Definitions, records: Records, name: str) -> Case | None:
    """The case whose number the name of a file contains, if it keeps enclosures; else None."""
    number = case_in(name, records.numbers_in(name))
    case = records.case(number) if number else None
    return case if case and book.of(case).flows[case.flow].enclosures else None


def hides(book: Definitions, case: Case) -> bool:
    """Whether a case keeps enclosures which must not show something."""
    return any(e.hides for e in book.of(case).flows[case.flow].enclosures.values())


def judge(
    book: Definitions, records: Records, submission: Submission
) -> Encloses | RefusedByCase | AsksSigned | Parked | None:
    """What is decided about a file that says nothing itself; None if its name is no case's that keeps enclosures."""
    seen = submission.examined
    faults = (*seen.reading.problems, *(seen.scan.problems if seen.scan else ()))
    is_fit = seen.kind in KEPT and not any(p.code in UNFIT for p in faults)
    case = named(book, records, submission.name) if is_fit else None
    if case is None:
        return None
    situation = met(book, case, submission)
    book, flow, case = situation.book, situation.flow, situation.case
    drop = Drop("", "", submission.role, 0, submission.sha256, submission.name, case.lang, path=submission.path)
    kind = kind_of(situation, drop)
    if isinstance(kind, Problem):
        return RefusedByCase(case.lang, (kind,), case, drop)
    drop = replace(drop, part=kind, proofs=submission.proofs)
    wrong = tuple(given_away(book, case, flow.enclosures[kind], submission))
    if wrong:
        return RefusedByCase(case.lang, wrong, case, drop)
    item = standing(situation, kind, drop)
    if isinstance(item, Problem):
        refusal = Parked if item.code == "early" else RefusedByCase
        return refusal(case.lang, (item,), case, drop)
    unsigned = signed.asked(situation, drop, item)
    if unsigned:
        return unsigned
    drop = signed.with_vouched(situation, drop, item)
    notices = tuple(n for n in submission.reading.notices if n.code.startswith("sign."))
    return Encloses(case.lang, case, flow, drop, tuple(enclosed(situation, kind, item, drop)), notices)


def given_away(book: Definitions, case: Case, kind: Enclosure, submission: Submission) -> Iterator[Problem]:
    """`enclosure.leaks` for everything that an enclosure holds and must not (IMP-1), each field once a place, never its value;
    `enclosure.closed` if nobody can look into the file."""
    form = book.forms.get(kind.hides)
    if form is None:
        return
    answers = case.answers.get(form.base.id, {})
    known = [Piece(Place(), str(value)) for _, value in flatten(shown(form, answers))]
    wanted = secrets(form.base, hidden(form, answers), known)
    if submission.examined.pieces is None:
        yield Problem("enclosure.closed", args={"file": submission.name})
        return
    for leak in leaks([Piece(Place(), submission.name), *submission.examined.pieces], wanted):
        yield leaked("enclosure.leaks", form, leak)
