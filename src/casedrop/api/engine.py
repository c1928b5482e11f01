"""The engine as values: what a drop or the clock does to a case, and what comes out. No files, no ledger, no clock."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casedrop.api.records import MemoryRecords
from casedrop.cases import decide as decider
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event, Opened
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import numbered
from casedrop.cases.situation import Situation
from casedrop.documents.document import Document
from casedrop.forms.canonical import canonical
from casedrop.forms.messages import FormProblem, labelled
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.stamp import Stamp, write
from casedrop.intake import judge
from casedrop.intake.cascade import Cascade, Step
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import Acceptance, MovesCase, OpensCase, case_of
from casedrop.language.problem import Answers, Json

_KEY = b"casedrop in memory"
"""Signs what never becomes a file."""

Draw = Callable[[str, int], int]
"""(series, year) -> the next number of it."""


@dataclass(frozen=True, slots=True)
class FormDrop:
    """A filled form as it is dropped: what it says, from which role's folder, for which `part` ("": the opening one), in which
    language ("": the case's own), filled on which issue of its case (None: the last)."""

    form: str
    answers: Answers
    role: str
    part: str = ""
    lang: str = ""
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a drop. `kind` is accepted, refused, parked (its turn has not come) or stray; an accepted one has
    `events`, any other `problems`. `correction`: it takes the place of the case's last accepted drop."""

    kind: str
    events: tuple[Event, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that events come to: the `case` afterwards, all its `events` (those decided, then those of what was issued), the
    `documents` that come out with names, numbers and addressees, and the other cases it opened or told something."""

    case: Case
    events: tuple[Event, ...]
    documents: tuple[Document, ...] = ()
    others: Mapping[str, Case] = field(default_factory=dict)


def decide(definitions: Definitions, case: Case | None, drop: FormDrop, at: datetime, *, n: int = 1) -> Decision:
    """What is decided about a drop on a case as it stands; None for one that opens a case, as number `n` of its series.

    `at` is aware. Nothing is changed: the events are to be folded, or planned first. Raises KeyError for a form that is not
    among the definitions.

    >>> note = FormDrop("visit-note", {"customer": {"name": "Mây"}, "visited_on": "2021-06-23", "mood": "bad"}, role="sales")
    >>> decide(office.definitions, None, note, at).kind
    'accepted'
    >>> [problem.code for problem in decide(office.definitions, None, FormDrop("visit-note", {}, role="sales"), at).problems]
    ['required', 'required']
    """
    form = definitions.forms[drop.form]
    given, unfit = canonical(drop.answers, form)
    if unfit:
        return Decision("refused", problems=labelled(form, unfit))
    verdict = judge.judge(
        definitions, MemoryRecords(definitions, case), _KEY, _submitted(definitions, case, drop, given, at)
    )
    if not isinstance(verdict, Acceptance):
        return Decision(verdict.kind, problems=labelled(form, verdict.problems))
    first = (_opening(definitions, verdict, at, n),) if isinstance(verdict, OpensCase) else ()
    state = fold(first, case_of(verdict))
    decided = judge.events(verdict, Situation.of(definitions, state, at))
    return Decision("accepted", (*first, *decided), correction=isinstance(verdict, MovesCase) and verdict.correction)


def tick(definitions: Definitions, case: Case, at: datetime) -> tuple[Event, ...]:
    """The events of the case's deadline being over at a moment (aware); () if it still runs or there is none."""
    return tuple(decider.tick(Situation.of(definitions, case, at)))


def plan(
    definitions: Definitions,
    case: Case | None,
    decision: Decision | Sequence[Event],
    at: datetime,
    *,
    draw: Draw | None = None,
    others: Sequence[Case] = (),
) -> Plan:
    """What a decision, or events, would bring out, with nothing done: documents, events, and cases that follow from it.

    `draw` gives numbers; without it every series counts from 1. `others` are the cases that there are besides. Raises
    ValueError for a decision that was not to accept, and jinja2.TemplateError for a pattern of a name or number that fails.

    >>> note = FormDrop("visit-note", {"customer": {"name": "Mây"}, "visited_on": "2021-06-23", "mood": "bad"}, role="sales")
    >>> done = plan(office.definitions, None, decide(office.definitions, None, note, at), at)
    >>> done.case.id, done.case.stage, [(document.to, document.name) for document in done.documents]
    ('TK-2021-001', 'reading', [('leader', 'Visit note.docx')])
    """
    if isinstance(decision, Decision) and decision.kind != "accepted":
        raise ValueError(f"{decision.kind}: {'; '.join(problem.line('en') for problem in decision.problems)}")
    events = decision.events if isinstance(decision, Decision) else tuple(decision)
    cascade = _cascade(definitions, at, draw or _counting(), others)
    corrects = isinstance(decision, Decision) and decision.correction
    return _planned(cascade.of(case or Case(), events, correction=corrects))


def _cascade(definitions: Definitions, at: datetime, draw: Draw, others: Sequence[Case]) -> Cascade:
    """What works out a decision's consequences among the cases there are."""
    known = {one.id: one for one in others}
    return Cascade(
        definitions,
        known.get,
        lambda flow, key: (
            c for c in others if c.flow == flow and not c.closed and key in (None, c.customer.get("key"))
        ),
        lambda flow, key: (c for c in others if c.flow == flow and c.source is not None and c.source.key == key),
        lambda _case: (),
        draw,
        _KEY,
        at,
    )


def _planned(steps: Sequence[Step]) -> Plan:
    """The plan of steps, the first and perhaps later ones being those of the case itself."""
    own = [step for step in steps if step.out.case.id == steps[0].out.case.id]
    others = [step for step in steps if step.out.case.id != steps[0].out.case.id]
    return Plan(
        own[-1].out.case,
        tuple(event for step in own for event in step.events),
        tuple(made for step in steps for made in step.out.made),
        {step.out.case.id: step.out.case for step in others},
    )


def _submitted(definitions: Definitions, case: Case | None, drop: FormDrop, given: Answers, at: datetime) -> Submission:
    """The drop as one that was read from a file."""
    form = definitions.forms[drop.form]
    lang = drop.lang or (case.lang if case else definitions.lang)
    issue = drop.issue if drop.issue is not None else (case.issued.get(drop.form, 0) if case else 0)
    last = case.documents.get(drop.form) if case else None
    stamp = Stamp(form.id, form.version, lang, case.id if case else "", drop.part, issue, last.number if last else "")
    stands = case.answers.get(form.base.id, {}) if case else {}
    foreign = {p: v for p, v in flatten(stands) if pattern(p) not in form.writable(drop.part)}
    whole: Mapping[str, Json] = unflatten({**foreign, **dict(flatten(given))})
    reading = Reading(form.id, lang, write(stamp, _KEY), whole)
    text = json.dumps([drop.form, drop.part, drop.role, whole, at.isoformat()], sort_keys=True)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Submission(Examined(form.format, "", reading), sha, f"{form.id}.{form.format}", drop.role, at)


def _opening(definitions: Definitions, verdict: OpensCase, at: datetime, n: int) -> Opened:
    number = numbered(definitions, verdict.flow.number, lambda _series, _year: n, at)
    return judge.opening(verdict, number, at)


def _counting() -> Draw:
    counts: Counter[tuple[str, int]] = Counter()

    def draw(series: str, year: int) -> int:
        counts[series, year] += 1
        return counts[series, year]

    return draw
