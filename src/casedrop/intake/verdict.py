"""What is decided about a drop: one class for each way it can end. The `kind` is the word the ledger and the journals keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, assert_never

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.events import Event
from casedrop.cases.originals import Scanned
from casedrop.flows.flow import Flow, Stage
from casedrop.forms.stamp import Stamp
from casedrop.forms.wording import WordingChange
from casedrop.language.problem import Answers, Problem

Kind = Literal["accepted", "refused", "stray", "duplicate", "split", "parked"]


class _ByCase:
    """What was decided by looking at a case."""

    __slots__ = ()
    case: Case

    @property
    def case_id(self) -> str:
        """The number of the case."""
        return self.case.id


@dataclass(frozen=True, slots=True)
class OpensCase:
    """A form from the shelf that opens a case: its flow and first stage, and the `answers` that will stand.

    `anew`: even beside an open case of its customer. `notices` are what its sender should look at all the same; `register` is how
    many changes the register of customers had seen.
    """

    kind: ClassVar[Kind] = "accepted"
    case_id: ClassVar[str | None] = None
    problems: ClassVar[tuple[Problem, ...]] = ()
    lang: str
    flow: Flow
    drop: Drop
    stage: Stage
    answers: Answers
    anew: bool = False
    notices: tuple[Problem, ...] = ()
    register: int = 0


@dataclass(frozen=True, slots=True)
class MovesCase(_ByCase):
    """A document of a case, filled in: the `case` before it, the `stage` it answers, and the `answers` that will stand.

    `correction`: it takes the place of the last accepted drop. `notices` are what its sender should look at all the same;
    `wording` the changes to its printed words that the role which waits for it accepts by it; `register` is how many changes the
    register of customers had seen.
    """

    kind: ClassVar[Kind] = "accepted"
    problems: ClassVar[tuple[Problem, ...]] = ()
    lang: str
    case: Case
    flow: Flow
    drop: Drop
    stage: Stage
    answers: Answers
    correction: bool = False
    notices: tuple[Problem, ...] = ()
    wording: tuple[WordingChange, ...] = ()
    register: int = 0


@dataclass(frozen=True, slots=True)
class ToType:
    """Answers that came on paper and are waited for: which `part` of which form, who types them (None: whoever dropped them), how
    the pages of the scan are turned, and what could be `read` of them."""

    form: str
    part: str
    role: str | None
    turns: tuple[int, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakesScan(_ByCase):
    """A scan of a document of a case: what it shows of it. `problems` are the pages that no scan has shown yet, `wording` the
    changes to its printed words that the role which waits for it accepts by it, `to_type` the answers on it that a person must
    type; `notices` are what its sender should look at all the same."""

    kind: ClassVar[Kind] = "accepted"
    lang: str
    case: Case
    flow: Flow
    drop: Drop
    scan: Scanned
    problems: tuple[Problem, ...] = ()
    wording: tuple[WordingChange, ...] = ()
    to_type: ToType | None = None
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Encloses(_ByCase):
    """A document without a template of ours that a case keeps as it came; `events` are what that comes to, `notices` what its
    sender should look at all the same."""

    kind: ClassVar[Kind] = "accepted"
    problems: ClassVar[tuple[Problem, ...]] = ()
    lang: str
    case: Case
    flow: Flow
    drop: Drop
    events: tuple[Event, ...]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Steers(_ByCase):
    """A form by which a case is held, resumed, cancelled or reopened; `events` are what that comes to."""

    kind: ClassVar[Kind] = "accepted"
    problems: ClassVar[tuple[Problem, ...]] = ()
    lang: str
    case: Case
    flow: Flow
    drop: Drop
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of which it cannot be told, or trusted, what it is; `case_id` is the case it names, None if it names none."""

    kind: ClassVar[Kind] = "refused"
    lang: str
    problems: tuple[Problem, ...]
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """A form that cannot be taken by what it says itself, whatever its case; `drop` is what it would have been."""

    kind: ClassVar[Kind] = "refused"
    case_id: ClassVar[str | None] = None
    lang: str
    problems: tuple[Problem, ...]
    drop: Drop


@dataclass(frozen=True, slots=True)
class RefusedByCase(_ByCase):
    """A drop that its case does not take as it stands; `stage` is the stage it answers, "" if it answers none."""

    kind: ClassVar[Kind] = "refused"
    lang: str
    problems: tuple[Problem, ...]
    case: Case
    drop: Drop
    stage: str = ""


@dataclass(frozen=True, slots=True)
class AsksWording(_ByCase):
    """A document of a case whose printed words are not as they were issued (`told`): the `role` that waits for it (None: anybody)
    accepts that by dropping a copy that bears the stamp `accepting`."""

    kind: ClassVar[Kind] = "refused"
    lang: str
    problems: tuple[Problem, ...]
    case: Case
    drop: Drop
    told: tuple[WordingChange, ...]
    accepting: Stamp
    role: str | None


@dataclass(frozen=True, slots=True)
class AsksSigned(_ByCase):
    """A drop of which its file does not tell whether it is signed as its case wants it: the `role` that waits for it (None:
    anybody) looks at the paper, and says yes by dropping the same file again with the word `answer` in its name."""

    kind: ClassVar[Kind] = "refused"
    lang: str
    problems: tuple[Problem, ...]
    case: Case
    drop: Drop
    role: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class AlreadyOpen(_ByCase):
    """A form from the shelf that would open a case where one is open that it may belong to; its sender decides."""

    kind: ClassVar[Kind] = "refused"
    lang: str
    problems: tuple[Problem, ...]
    case: Case
    flow: Flow
    drop: Drop


@dataclass(frozen=True, slots=True)
class Parked(_ByCase):
    """A drop to which its case has not come yet; it is dropped again when it does (faults E1)."""

    kind: ClassVar[Kind] = "parked"
    lang: str
    problems: tuple[Problem, ...]
    case: Case
    drop: Drop


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is nothing of ours, and why."""

    kind: ClassVar[Kind] = "stray"
    case_id: ClassVar[str | None] = None
    lang: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file of which exactly these bytes were accepted before, by the case of that number."""

    kind: ClassVar[Kind] = "duplicate"
    lang: str
    case_id: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """That it was, as a problem."""
        return (Problem("drop.duplicate", args={"case": self.case_id}),)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some pages (from 0) of a scan as a file of their own: those of a document ("": of none) and one of its copies."""

    document: str
    copy: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A scan of several documents, to be taken apart; `problems` are the pages that belong to none of them."""

    kind: ClassVar[Kind] = "split"
    case_id: ClassVar[str | None] = None
    lang: str
    problems: tuple[Problem, ...]
    excerpts: tuple[Excerpt, ...]


Acceptance = OpensCase | MovesCase | TakesScan | Encloses | Steers
Refusal = Refused | RefusedForm | RefusedByCase | AsksWording | AsksSigned | AlreadyOpen
Rejection = Refusal | Parked | Stray | Duplicate | Split
Verdict = Acceptance | Rejection


def case_of(verdict: Verdict) -> Case | None:
    """The case by which a drop was judged; None if it opens one, or none was looked at."""
    match verdict:
        case MovesCase() | TakesScan() | Encloses() | Steers():
            return verdict.case
        case RefusedByCase() | AsksWording() | AsksSigned() | AlreadyOpen() | Parked():
            return verdict.case
        case OpensCase() | Refused() | RefusedForm() | Stray() | Duplicate() | Split():
            return None
        case _:
            assert_never(verdict)
