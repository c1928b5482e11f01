"""Planning: which documents a case's events bring out, with what they say and how they are called, all as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases import knowledge
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import BY_CORRECTION, Event, Moved, Voided
from casedrop.cases.links import stages
from casedrop.cases.numbering import Draw
from casedrop.cases.situation import Situation
from casedrop.customers import prefill
from casedrop.documents.document import Document, document, issued, issuer
from casedrop.documents.exports import exported
from casedrop.documents.sheet import PlannedDocument, number_of
from casedrop.expressions.values import worked_out
from casedrop.flows.attachments import Attached
from casedrop.flows.flow import Issue
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, unflatten
from casedrop.forms.validate import merge
from casedrop.forms.views import hidden, shown
from casedrop.language import filenames
from casedrop.language.problem import Answers, Json


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The case once its documents are brought out, the events of that, and the documents."""

    case: Case
    events: tuple[Event, ...]
    made: tuple[Document, ...]


def bring_out(after: Situation, decided: Sequence[Event], draw: Draw, key: bytes, *, correction: bool) -> Outgoing:
    """The documents of every stage the events entered, each seeing those before it, and the events of issuing them; then those
    of rows that come out.

    `after` is as the events left the case. All bear its version as their issue. `correction`: what they replace becomes void.
    """
    version, book, now = after.case.version, after.book, after.now
    back = any(isinstance(event, Moved) and event.by == BY_CORRECTION for event in decided)
    events, made = list[Event](), list[Document]()
    for issue in (i for stage in stages(after.flow, decided) for i in stage.issues):
        if issue.when and not after.holds(issue.when):
            continue
        wanted = sheet(after, issue, correction=correction, back=back)
        number = number_of(book, wanted, draw, now)
        made.append(document(book, issuer(after.case), wanted, number, version, key, now))
        step: list[Event] = [*voided(wanted, now), issued(made[-1], key)]
        events, after = events + step, after.after(step)
    for stage, form in ((s, f) for s in stages(after.flow, decided) for f in s.exports):
        step = [*exported(after, stage, form)]
        events, after = events + step, after.after(step)
    return Outgoing(after.case, tuple(events), tuple(made))


def sheet(situation: Situation, issue: Issue, *, correction: bool, back: bool = False) -> PlannedDocument:
    """One document to be made for an issue; `back`: because the one that is out says otherwise, which becomes void."""
    case, form = situation.case, situation.book.forms[issue.form]
    known = filled(situation, issue)
    last = case.number_of(form.id)
    travels = (form.returns or issue.renew) and bool(last) and not issue.anew
    return PlannedDocument(
        form=form.id,
        part=issue.part,
        lang=case.lang,
        to=issue.to[0],
        also=issue.to[1:],
        pdf=issue.pdf,
        fillable=issue.fillable,
        originals=tuple({"holder": h, "text": situation.flow.holders[h][case.lang]} for h in issue.originals),
        answers=shown(form, known),
        hidden=hidden(form, known),
        attach=issue.attach,
        enclosed=tuple(enclosed(case, issue)),
        number=last if travels else "",
        replaces=last if correction and not travels and (back or not issue.anew) else "",
    )


def enclosed(case: Case, issue: Issue) -> Iterator[Attached]:
    """The case's enclosures that go out beside a document, as they came; of what has not come nothing (W20)."""
    for kind in issue.encloses:
        kept = case.enclosures.get(kind)
        if kept and kept.file:
            stem, dot, suffix = kept.name.rpartition(".")
            name = filenames.safe_name(stem, suffix) if dot else filenames.safe_name(kept.name)
            yield Attached(kind, name, kept.sha256, kept.file)


def filled(situation: Situation, issue: Issue) -> dict[str, Json]:
    """What the document says: the case's own answers to this form (what its last document said, if nobody has answered it yet),
    what `values` give, and the blocks it shares by name
    with other forms of the case (house 5), completed by the register of customers; nothing its schema does not know.

    Of a view this is what the whole form would say."""
    book, case = situation.book, situation.case
    form = book.forms[issue.form].base
    own = {} if issue.anew else dict(case.answers.get(form.id) or unanswered(case, issue.form))
    register = book.customers
    if form.id == register.form and (rows := register.rows):
        own = {**own, register.table: list(rows)}
    given = worked_out(issue.values, situation.names, case.lang)
    raw = {**shared(book, form, case), **own, **{k: v for k, v in given.items() if v is not None}}
    raw |= whole(book, form, case, raw)
    raw = knowledge.filled(situation, form, raw)
    known = project(form.schema, prefill.of_case(book.customers, form, case.customer, raw))
    return without(form, issue.part, known) if issue.fresh else known


def unanswered(case: Case, form: str) -> Answers:
    """What the last valid document of a form, or of its view, was filled with: what was known then is not asked when it comes out
    again."""
    last = case.documents.get(form)
    return last.answers if last else {}


def shared(book: Definitions, form: Form, case: Case) -> dict[str, Json]:
    """The blocks (`x-block`) of a form that other forms of the case have answered, the latest answer winning."""
    blocks: dict[str, Json] = {}
    latest = dict.fromkeys(form for _, form, _ in reversed(case.changes))
    for other, answers in ((f, case.answers[f]) for f in reversed(latest)):
        theirs = book.forms[other].schema["properties"]
        for name, sub in form.schema["properties"].items():
            if "x-block" in sub and theirs.get(name, {}).get("x-block") == sub["x-block"] and name in answers:
                blocks[name] = answers[name]
    return blocks


def whole(book: Definitions, form: Form, case: Case, raw: Answers) -> dict[str, Json]:
    """The blocks of a document of which other forms of the case say more, where both are about the same: nothing both say is
    otherwise."""
    known = shared(book, form, case)
    both = {name: (known[name], raw[name]) for name in known if known[name] != raw.get(name) and raw.get(name)}
    said = {name: (_leaves(theirs), _leaves(ours)) for name, (theirs, ours) in both.items()}
    return {name: unflatten({**theirs, **ours}) for name, (theirs, ours) in said.items() if agree(theirs, ours)}


def _leaves(block: Json) -> dict[str, Json]:
    """What a block says, by pointer, without what is empty."""
    return {pointer: value for pointer, value in flatten(block) if value not in (None, "")}


def agree(theirs: Answers, ours: Answers) -> bool:
    """Whether two blocks say something in common, and nothing of it otherwise."""
    common = theirs.keys() & ours.keys()
    return bool(common) and all(theirs[pointer] == ours[pointer] for pointer in common)


def project(schema: Answers, value: Json) -> Json:
    """The value with only what the schema knows and without what is empty."""
    if schema.get("type") == "object" and isinstance(value, Mapping):
        parts = {k: project(sub, value.get(k)) for k, sub in schema["properties"].items()}
        return {k: v for k, v in parts.items() if v not in (None, "", {}, [])}
    if schema.get("type") == "array":
        return [project(schema["items"], row) for row in value or ()]
    return value


def without(form: Form, part: str, answers: Answers) -> dict[str, Json]:
    """The answers less those of a part."""
    return merge(form, part, {}, answers)


def voided(wanted: PlannedDocument, now: datetime) -> list[Voided]:
    """The event of the number a document replaces becoming void; none if it replaces none."""
    return [Voided(wanted.replaces, "replaced", now.isoformat())] if wanted.replaces else []
