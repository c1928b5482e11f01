"""From what a file says to what is decided about it: one road for accepted, refused, stray and duplicate drops."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from casedrop.cases.admission import Drop, standing, wrong_role
from casedrop.cases.case import Case
from casedrop.cases.context import around
from casedrop.cases.decide import accept, scan, with_onward
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event, Opened
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import about, opened
from casedrop.cases.parallel_parts import decided, filled_since, since
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Flow
from casedrop.forms import validate
from casedrop.forms.pointers import leaves_of
from casedrop.forms.stamp import ANEW, Stamp, by_foot, genuine, parse
from casedrop.forms.views import restored
from casedrop.intake import brought, control_form, enclosures, later, repeats, scans, signed, wording
from casedrop.intake.held_against import Held, completed, held
from casedrop.intake.notices import notices, strangers
from casedrop.intake.submission import Records, Submission, met
from casedrop.intake.verdict import (
    Acceptance,
    AlreadyOpen,
    Duplicate,
    Encloses,
    MovesCase,
    OpensCase,
    Parked,
    Refused,
    RefusedByCase,
    RefusedForm,
    Steers,
    Stray,
    TakesScan,
    Verdict,
)
from casedrop.language.problem import Problem


def judge(book: Definitions, records: Records, key: bytes, submission: Submission) -> Verdict:
    """What is decided about a submitted file; nothing is changed by asking."""
    lang = submission.reading.lang or book.lang
    first = records.accepted(submission.sha256)
    if first and not repeats.answers_anew(book, records, first, submission):
        return Duplicate(lang, first)
    refused = brought.refusal(book, submission.reading, lang)
    if refused:
        return refused
    if submission.examined.scan or submission.reading.form is None:
        return _without_form(book, records, key, submission, lang)
    stamp = _stamp(book, records, key, submission, lang)
    if isinstance(stamp, Refused):
        return stamp
    if book.steering and stamp.form == book.steering.form:
        return control_form.judge(book, book.steering, records, submission, stamp)
    by_what_it_is = _of_case if stamp.case else _from_shelf
    return _with_strangers(book, records, by_what_it_is(book, records, submission, stamp), submission.now)


def events(verdict: Acceptance, situation: Situation) -> list[Event]:
    """The events of an accepted drop for the case as it stands now."""
    match verdict:
        case OpensCase():
            return accept(situation, verdict.drop, verdict.stage, verdict.answers)
        case MovesCase():
            return accept(situation, verdict.drop, verdict.stage, verdict.answers, verdict.wording)
        case TakesScan():
            return scan(situation, verdict.drop, verdict.scan, verdict.wording)
        case Encloses() | Steers():
            return with_onward(situation, list(verdict.events))
        case _:
            assert_never(verdict)


def opening(verdict: OpensCase, number: Number, now: datetime) -> Opened:
    """The event by which an accepted shelf form opens its case."""
    customer = about(verdict.flow, verdict.lang, verdict.answers.get("customer"))
    return opened(verdict.flow, number, verdict.lang, customer, now)


def _without_form(book: Definitions, records: Records, key: bytes, submission: Submission, lang: str) -> Verdict:
    """The verdict on a scan, or on a file that says nothing of ours: a stray, unless a case keeps it by its name."""
    seen = submission.examined
    problems = seen.reading.problems
    line = seen.reading.stamp or ""
    if {p.code for p in problems} == {"form.unknown"} and parse(line) and not genuine(line, key):
        problems = (Problem("stamp.foreign"),)
    stamp = parse(line)
    borne = stamp if stamp and genuine(line, key, records.recorded(stamp)) else None
    verdict = scans.judge(book, records, submission, seen.scan, borne) if seen.scan else Stray(lang, problems)
    if isinstance(verdict, Stray) and problems:  # what its words say tells more than the codes it lacks
        verdict = Stray(lang, problems)
    if not isinstance(verdict, Stray) or (seen.reading.stamp and not seen.scan):
        return verdict
    return enclosures.judge(book, records, submission) or verdict


def _with_strangers(book: Definitions, records: Records, verdict: Verdict, now: datetime) -> Verdict:
    """The verdict; an accepted one also says which of its rows no other case was opened for."""
    if not isinstance(verdict, OpensCase | MovesCase) or not verdict.flow.calls:
        return verdict
    before = verdict.case if isinstance(verdict, MovesCase) else fold([opening(verdict, Number(), now)])
    situation = Situation.of(book, before, now)
    unknown = strangers(records, situation, events(verdict, situation))
    return replace(verdict, notices=(*verdict.notices, *unknown))


def _stamp(book: Definitions, records: Records, key: bytes, submission: Submission, lang: str) -> Stamp | Refused:
    """The stamp the file bears or its foot shows, or that it is refused for it; a bare form is one from the shelf."""
    form, text = book.forms.get(str(submission.reading.form)), submission.reading.stamp
    foot = submission.examined.foot
    shown = records.stamps(foot) if form and not text else ()
    borne = parse(text) if text else by_foot(foot, form.code if form else "", shown)
    stamp = borne or Stamp(str(submission.reading.form), form.version if form else 0, lang)
    if text and not genuine(text, key, records.recorded(stamp)):
        return Refused(lang, (_not_ours(stamp),), stamp.case or None)
    if form and not stamp.case and stamp.version != form.version:
        return Refused(lang, (Problem("form.version", args={"was": stamp.version, "now": form.version}),))
    return stamp


def _not_ours(stamp: Stamp) -> Problem:
    """What is said of a stamp that this workspace did not write. Many offices number their cases alike: one that names a case may
    as well have been changed."""
    return Problem("stamp.forged", args={"case": stamp.case}) if stamp.case else Problem("stamp.foreign")


def _of_case(book: Definitions, records: Records, submission: Submission, stamp: Stamp) -> Verdict:
    """The verdict on a document that a case issued."""
    case = records.case(stamp.case)
    if case is None:
        return Refused(stamp.lang, (Problem("case.unknown", args={"case": stamp.case}),))
    situation = met(book, case, submission)
    book, flow, case = situation.book, situation.flow, situation.case
    form = book.forms[stamp.form]
    drop = replace(submission.drop(stamp), form=form.base.id, sheet=form.id)
    where = standing(situation, drop)
    if where.problem and where.problem.code == "early":
        return Parked(stamp.lang, (where.problem,), case, drop)
    if where.problem or where.stage is None:
        return RefusedByCase(stamp.lang, (where.problem,) if where.problem else (), case, drop)
    known, news = decided(case, drop), since(case, drop.form, drop.issue)
    reading, changed = wording.compared(submission.examined, form.base)
    if form.hides:
        whole = decided(case, replace(drop, sheet=""))
        known, reading = restored(form, known, whole), replace(reading, answers=restored(form, reading.answers, whole))
    reading = completed(book, records, case, drop, reading, submission.now)
    news |= filled_since(case, drop, correction=where.correction) - leaves_of(reading.answers).keys()
    answers, problems = validate.judge(form.base, drop.part, reading, known, around(book, submission.now, case), news)
    problems = later.with_folders(book, flow, form.base, problems)
    there = held(book, records, case, drop, answers, submission) if not problems else Held(answers, problems)
    if there.problems:
        return RefusedByCase(stamp.lang, there.problems, case, drop, where.stage.id)
    question: Verdict | None = wording.asked(changed, stamp, situation, drop, where.item)
    question = question or signed.asked(situation, drop, where.item, where.stage.id)
    if question:
        return question
    drop = signed.with_vouched(situation, drop, where.item)
    seen = (*brought.told(book, submission.reading), *notices(book, records, flow, drop, there.answers, case))
    moves = MovesCase(stamp.lang, case, flow, drop, where.stage, there.answers, where.correction, seen, changed)
    return replace(moves, register=there.register)


def _from_shelf(book: Definitions, records: Records, submission: Submission, stamp: Stamp) -> Verdict:
    """The verdict on a form from the shelf: it opens a case where its flow says so."""
    opener = book.opener(stamp.form, submission.role)
    if opener is None:
        return Refused(stamp.lang, (Problem("stamp.missing"),))
    flow, item = opener
    drop = submission.drop(stamp)
    wrong = wrong_role(book, item, drop)
    if wrong:
        return Refused(stamp.lang, (wrong,))
    opens = OpensCase(book.spoken(stamp.lang), flow, drop, flow.stages[flow.start], submission.reading.answers)
    begun = fold([opening(opens, Number(), submission.now)])
    reading = completed(book, records, begun, drop, submission.reading, submission.now)
    answers, problems = validate.judge(book.forms[stamp.form], item.part, reading, {}, around(book, submission.now))
    if problems:
        return RefusedForm(stamp.lang, later.with_folders(book, flow, book.forms[stamp.form], problems), drop)
    anew = stamp.number == ANEW
    key = about(flow, stamp.lang, answers.get("customer"))["key"]
    is_asked = flow.single or (key and not anew and not flow.several)
    number = records.open_case(flow.id, key) if is_asked else None
    case = records.case(number) if number else None
    if case:
        return AlreadyOpen(stamp.lang, (_already_open(book, flow, drop, case),), case, flow, drop)
    there = held(book, records, begun, drop, answers, submission)
    if there.problems:
        return RefusedForm(stamp.lang, there.problems, drop)
    remarks = (*brought.told(book, submission.reading), *notices(book, records, flow, drop, there.answers))
    return replace(opens, answers=there.answers, anew=anew, notices=remarks, register=there.register)


def _already_open(book: Definitions, flow: Flow, drop: Drop, case: Case) -> Problem:
    """What is said of an open case that a shelf form may belong to; of a single one, where its sheet lies."""
    last = case.documents.get(drop.form)
    args = {"case": case.id, "form": book.forms[drop.form].titles[drop.lang]}
    if not flow.single:
        return Problem("case.open-already", args=args)
    place = book.outbox(last.place) if last and last.place else ""
    return Problem("case.only-one", args={**args, "place": place})
