"""Moving a running case to another release of its flow: what speaks against it, and the events of it. Pure.

Nothing is guessed or converted: a case moves only if all it has said, and all that is out and may still come back, means the
same there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from casedrop.calendar import explain
from casedrop.cases.admission import closed
from casedrop.cases.case import Case
from casedrop.cases.deadline import deadline, moved
from casedrop.cases.decide import lacking, unenclosed
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event, Migrated, utc_text
from casedrop.cases.situation import Situation
from casedrop.expressions.guards import GuardError
from casedrop.forms.form import Field, Form
from casedrop.forms.pointers import flatten, pattern
from casedrop.forms.validate import invalid
from casedrop.language.problem import LANGS, Answers, Place, Problem


def problems(book: Definitions, case: Case, now: datetime) -> list[Problem]:
    """Why a case cannot go on by the present release of its flow; [] if it can. `book` is the present one."""
    old = Situation.of(book, case, now)
    shut = closed(old.flow, case)
    if shut:
        return [shut]
    if case.flow not in book.flows:
        return [Problem("migrate.flow", args={"flow": old.flow.titles})]
    new = target(book, case, now)
    reasons = list(_standing(old, new)) or list(_details(old, new))
    return [p for n, p in enumerate(reasons) if p not in reasons[:n]]


def events(book: Definitions, case: Case, due: datetime | None, now: datetime) -> tuple[Event, ...]:
    """The events of a case going on by the present release of its flow, `due` being when its deadline ended until now: it
    migrated, and its deadline was reckoned anew if that is another. Raises GuardError."""
    new = target(book, case, now)
    event, then = Migrated(case.sha, new.flow.sha, utc_text(now)), deadline(new)
    return (event, moved(new, (due, then))) if then != due else (event,)


def target(book: Definitions, case: Case, now: datetime) -> Situation:
    """The case as it would stand by the present release of its flow; raises KeyError if the flow is gone."""
    flow = book.flows[case.flow]
    return Situation(book, flow, replace(case, sha=flow.sha), now)


def _standing(old: Situation, new: Situation) -> Iterator[Problem]:
    """The stage the case stands at, and the forms it has used, must still be there."""
    stage = new.flow.stages.get(old.case.stage)
    if stage is None or stage.closes or not stage.waits:
        yield Problem("migrate.stage", args={"stage": _stage(old)})
    for form in sorted({*old.case.answers, *old.case.documents}):
        if form not in new.book.forms:
            yield Problem("migrate.form", args={"form": _title(old, form)})


def _details(old: Situation, new: Situation) -> Iterator[Problem]:
    for form, answers in old.case.answers.items():
        yield from _answers(old, new, form, answers)
    try:
        yield from _awaited(old, new)
        yield from _overdue(old, new)
    except GuardError as error:
        yield error.problem(Place())
    yield from _originals(old, new)
    unknown = [name for name in new.flow.given if name not in (*old.flow.given, *old.case.given)]
    if unknown:
        yield Problem("migrate.given", args={"names": unknown})


def _answers(old: Situation, new: Situation, form_id: str, answers: Answers) -> Iterator[Problem]:
    """What was answered must be known to the new schema and satisfy it wherever it satisfied the old one."""
    was, form = old.book.forms.get(form_id), new.book.forms[form_id]
    yield from _gone(was, form, (pattern(p) for p, _ in flatten(answers)))
    parts = {"", *(part for items in old.case.done.values() for f, part in items if f == form_id)}
    before = {(p.code, p.pointer) for part in parts for p in (invalid(was, part, answers) if was else ())}
    after = {(p.code, p.pointer) for part in parts for p in invalid(form, part, answers)} - before
    for code, pointer in sorted(after):
        if code != "extra-property":
            yield _field("migrate.asked" if code == "required" else "migrate.field", form, pattern(pointer), form)


def _awaited(old: Situation, new: Situation) -> Iterator[Problem]:
    """What is out and awaited must be awaited there too and ask for the same; nothing may be awaited that is not out."""
    before = {(i.form, i.part) for i in lacking(old)}
    after = {(i.form, i.part) for i in lacking(new)}
    for form_id, _ in sorted(before - after):
        yield Problem("migrate.item", args={"form": _title(old, form_id), "stage": _stage(old)})
    kept = {e.enclosure for e in unenclosed(new)}
    for enclosing in unenclosed(old):
        if enclosing.enclosure not in kept:
            titles = old.flow.enclosures[enclosing.enclosure].titles
            yield Problem("migrate.item", args={"form": titles, "stage": _stage(old)})
    for form_id, part in sorted(after - before):
        last = old.case.documents.get(form_id)
        if last is None or last.part != part:
            yield Problem("migrate.document", args={"form": _title(new, form_id)})
    for form_id, part in sorted(before & after):
        was, form = old.book.forms[form_id], new.book.forms[form_id]
        if was != form:
            last = old.case.documents.get(form_id)
            yield from _document(was, form, part, {pattern(p) for p, _ in flatten(last.answers if last else {})})


def _document(was: Form, form: Form, part: str, answered: set[str]) -> Iterator[Problem]:
    """A document that is out, in which the fields `answered` are, must mean the same when it comes back."""
    asked, asks = was.writable(part), form.writable(part)
    yield from _gone(was, form, sorted(answered | asked))
    for pointer in sorted(asks | asked):
        now, then = form.by_pointer.get(pointer), was.by_pointer.get(pointer)
        if now and pointer in asks and now.required and not (then and pointer in asked):
            yield _field("migrate.asked", form, pointer, form)
        elif now and then and (not _reads_alike(then, now) or (pointer in asks) != (pointer in asked)):
            yield _field("migrate.field", form, pointer, form)


def _reads_alike(then: Field, now: Field) -> bool:
    return then.kind == now.kind and set(then.choices) <= set(now.choices)


def _gone(was: Form | None, form: Form, pointers: Iterator[str] | list[str]) -> Iterator[Problem]:
    for pointer in dict.fromkeys(pointers):
        if pointer not in form.by_pointer:
            yield _field("migrate.gone", was or form, pointer, form)


def _originals(old: Situation, new: Situation) -> Iterator[Problem]:
    """The paper originals that are waited for must be some that came out."""
    wanted = new.flow.stages[new.case.stage].originals
    if wanted is None or old.flow.stages[old.case.stage].originals == wanted:
        return
    there = {copy.holder for copy in old.case.papers_of(wanted.form)}
    if not set(wanted.holders) <= there:
        yield Problem("migrate.originals", args={"form": _title(new, wanted.form)})


def _overdue(old: Situation, new: Situation) -> Iterator[Problem]:
    """The case must not be late by its being moved alone."""
    due, was, now = deadline(new), deadline(old), new.now
    if due and due <= now and not (was and was <= now):
        yield Problem("migrate.over", args={"due": {lang: explain.until(due, new.book.zone, lang) for lang in LANGS}})


def _field(code: str, of: Form, pointer: str, form: Form) -> Problem:
    known = of.by_pointer.get(pointer)
    return Problem(code, args={"field": known.labels if known else pointer, "form": form.titles})


def _title(side: Situation, form: str) -> object:
    known = side.book.forms.get(form)
    return known.titles if known else form


def _stage(side: Situation) -> object:
    known = side.flow.stages.get(side.case.stage)
    return known.titles if known else side.case.stage
