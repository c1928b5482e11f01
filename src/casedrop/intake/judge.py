"""From what a file says to what is decided about it: one road for accepted, refused, stray and duplicate drops."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from casedrop.cases.admission import Drop, standing, wrong_role
from casedrop.cases.case import Case
from casedrop.cases.context import around
from casedrop.cases.decide import accept, scan, tick, with_onward
from casedrop.cases.definitions import Book
from casedrop.cases.events import Event, Opened
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import about, opened
from casedrop.cases.parallel_parts import decided, since
from casedrop.flows.flow import Flow
from casedrop.forms.stamp import ANEW, Stamp, by_foot, genuine, parse
from casedrop.forms.validate import judge
from casedrop.forms.views import restored
from casedrop.intake import control_form, enclosures, scans
from casedrop.intake.notices import notices, strangers
from casedrop.intake.verdict import Asked, Kind, Records, Verdict
from casedrop.language.problem import Problem


def verdict(book: Book, records: Records, key: bytes, asked: Asked) -> Verdict:
    """What is decided about the drop; nothing is changed by asking."""
    lang = asked.reading.lang or book.lang
    first = records.accepted(asked.sha256)
    if first:
        return Verdict("duplicate", lang, (Problem("drop.duplicate", args={"case": first}),), first)
    if asked.seen.scan:
        of_ours = scans.verdict(book, records, asked, asked.seen.scan)
        return (of_ours.kind == "stray" and enclosures.verdict(book, records, asked)) or of_ours
    if asked.reading.form is None:
        stray = Verdict("stray", lang, asked.reading.problems)
        return (not asked.reading.stamp and enclosures.verdict(book, records, asked)) or stray
    stamp, problem = _stamp(book, records, key, asked, lang)
    if problem:
        return Verdict("refused", lang, (problem,), stamp.case or None)
    if book.steering and stamp.form == book.steering.form:
        return control_form.verdict(book, book.steering, records, asked, stamp)
    decide = _of_case if stamp.case else _from_shelf
    return _with_strangers(book, records, decide(book, records, asked, stamp), asked.now)


def events(book: Book, ruling: Verdict, case: Case, now: datetime) -> list[Event]:
    """The events of an accepted drop for the case as it stands now."""
    if ruling.flow and ruling.decided:
        return with_onward(book, ruling.flow, case, list(ruling.decided), now)
    if ruling.flow and ruling.drop and ruling.scan:
        return scan(book, ruling.flow, case, ruling.drop, ruling.scan, now)
    if ruling.flow is None or ruling.drop is None or ruling.stage is None:
        return []
    return accept(book, ruling.flow, case, ruling.drop, ruling.stage, ruling.answers, now)


def opening(ruling: Verdict, number: Number, now: datetime) -> Opened:
    """The event by which an accepted shelf form opens its case."""
    assert ruling.flow is not None  # noqa: S101 - an accepted verdict has its flow
    customer = about(ruling.flow, ruling.lang, ruling.answers.get("customer"))
    return opened(ruling.flow, number, ruling.lang, customer, now)


def _with_strangers(book: Book, records: Records, ruling: Verdict, now: datetime) -> Verdict:
    """The ruling; an accepted one also says which of its rows no other case was opened for."""
    if ruling.kind != "accepted" or ruling.flow is None or not ruling.flow.calls:
        return ruling
    begun = [] if ruling.case else [opening(ruling, Number(), now)]
    before = ruling.case or fold(begun, Case())
    book = book.of(before)
    decided = events(book, ruling, before, now)
    return replace(ruling, told=(*ruling.told, *strangers(book, records, ruling.flow, before, decided, now)))


def _stamp(book: Book, records: Records, key: bytes, asked: Asked, lang: str) -> tuple[Stamp, Problem | None]:
    """The stamp the file bears or its foot shows, and what is wrong with it; a bare form is one from the shelf."""
    form, text = book.forms.get(str(asked.reading.form)), asked.reading.stamp
    shown = records.stamps(asked.seen.foot) if form and not text else ()
    said = parse(text) if text else by_foot(asked.seen.foot, form.code if form else "", shown)
    stamp = said or Stamp(str(asked.reading.form), form.version if form else 0, lang)
    if text and not genuine(text, key, records.recorded(stamp)):
        return stamp, Problem("stamp.forged", args={"case": stamp.case or "—"})
    if form and not stamp.case and stamp.version != form.version:
        return stamp, Problem("form.version", args={"was": stamp.version, "now": form.version})
    return stamp, None


def _of_case(book: Book, records: Records, asked: Asked, stamp: Stamp) -> Verdict:
    """The verdict on a document that a case issued."""
    case = records.case(stamp.case)
    if case is None:
        return Verdict("refused", stamp.lang, (Problem("case.unknown", args={"case": stamp.case}),))
    book = book.of(case)
    flow = book.flows[case.flow]
    case = fold(tick(book, flow, case, asked.now), case)
    drop, form = asked.drop(stamp), book.forms[stamp.form]
    drop = replace(drop, form=form.base.id, sheet=form.id)
    where = standing(book, flow, case, drop, asked.now)
    if where.problem or where.stage is None:
        told = (where.problem,) if where.problem else ()
        early: Kind = "parked" if where.problem and where.problem.code == "early" else "refused"
        return Verdict(early, stamp.lang, told, case.id, case, flow, drop)
    known, news = decided(case, drop), since(case, drop.form, drop.issue)
    reading = asked.reading
    if form.hides:
        whole = decided(case, replace(drop, sheet=""))
        known, reading = restored(form, known, whole), replace(reading, answers=restored(form, reading.answers, whole))
    answers, problems = judge(form.base, drop.part, reading, known, around(book), news)
    kind: Kind = "refused" if problems else "accepted"
    seen = () if problems else notices(book, records, flow, drop, answers, case)
    return Verdict(
        kind, stamp.lang, problems, case.id, case, flow, drop, where.stage, answers, where.correction, told=seen
    )


def _open_already(book: Book, flow: Flow, drop: Drop, case: Case | None) -> Problem:
    """What is said of an open case that a shelf form may belong to; of a single one, where its sheet lies."""
    assert case is not None  # noqa: S101 - it is open
    last = case.documents.get(drop.form)
    args = {"case": case.id, "form": book.forms[drop.form].titles[drop.lang]}
    if not flow.single:
        return Problem("case.open-already", args=args)
    place = f"outbox/{last.place}" if last and last.place else ""
    return Problem("case.only-one", args={**args, "place": place})


def _from_shelf(book: Book, records: Records, asked: Asked, stamp: Stamp) -> Verdict:
    """The verdict on a form from the shelf: it opens a case where its flow says so."""
    found = book.opener(stamp.form, asked.role)
    if found is None:
        return Verdict("refused", stamp.lang, (Problem("stamp.missing"),))
    flow, item = found
    drop = asked.drop(stamp)
    wrong = wrong_role(item, drop)
    if wrong:
        return Verdict("refused", stamp.lang, (wrong,))
    answers, problems = judge(book.forms[stamp.form], item.part, asked.reading, {}, around(book))
    if problems:
        return Verdict("refused", stamp.lang, problems, flow=flow, drop=drop)
    anew = stamp.number == ANEW
    key = about(flow, stamp.lang, answers.get("customer"))["key"]
    known = records.open_case(flow.id, key) if flow.single or (key and not anew and not flow.several) else None
    if known:
        case = records.case(known)
        return Verdict("refused", stamp.lang, (_open_already(book, flow, drop, case),), known, case, flow, drop)
    stage = flow.stages[flow.start]
    told = notices(book, records, flow, drop, answers)
    return Verdict("accepted", stamp.lang, flow=flow, drop=drop, stage=stage, answers=answers, anew=anew, told=told)
