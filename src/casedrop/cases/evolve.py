"""Evolution: what each event does to a case. Nothing else changes one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from casedrop.cases import events, originals
from casedrop.cases.case import Case, Last
from casedrop.cases.events import ControlForm, Event
from casedrop.cases.parts import Child, KeptEnclosure, KeptWording, LastDocument, Original, PagesSeen


def fold(past: Iterable[Event], case: Case | None = None) -> Case:
    """The case after all the events, from the beginning or from `case`."""
    state = case or Case()
    for event in past:
        state = evolve(state, event)
    return state


def evolve(case: Case, event: Event) -> Case:
    """The case after the event."""
    return _after(replace(case, version=case.version + 1), event)


def _after(case: Case, event: Event) -> Case:  # noqa: C901, PLR0911, PLR0912 - one line an event
    match event:
        case events.Opened():
            return _opened(case, event)
        case events.Accepted():
            return _accepted(case, event)
        case events.Enclosed():
            return _enclosed(case, event)
        case events.Moved() | events.Reopened():
            return _entered(case, event)
        case events.Issued() | events.Exported() | events.Voided():
            return _brought_out(case, event)
        case events.WordingAccepted():
            kept = KeptWording(event.issue, event.changes, event.file, event.at)
            return replace(case, wording={**case.wording, event.form: kept})
        case events.Closed() | events.Resumed():
            return _resumed(case, event)
        case events.Waived():
            return replace(case, files=_files(case, event.dropped), last=None)
        case events.Held():
            return replace(case, files=_files(case, event.dropped), held=event.why, held_since=event.at)
        case events.Undone():
            return _undone(case, event)
        case events.Migrated():
            return replace(case, sha=event.new, last=None)
        case events.Sent() | events.PagesScanned() | events.Filed():
            return _paper(case, event)
        case events.Heard() | events.Reported() | events.Spread():
            return _linked(case, event)
        case events.FoundInArchive():
            return replace(case, files=max(case.files, event.file))
        case events.Reckoned() | events.Dunned():
            return case
    assert_never(event)


def _opened(case: Case, event: events.Opened) -> Case:
    return replace(
        case,
        id=event.case,
        flow=event.flow,
        sha=event.sha,
        lang=event.lang,
        customer=event.customer,
        opened=event.at,
        stage=event.stage,
        entered={event.stage: event.at},
        given=event.begun.given if event.begun else {},
        source=event.begun.source if event.begun else None,
    )


def _accepted(case: Case, event: events.Accepted) -> Case:
    form = event.form
    return replace(
        case,
        stage=event.stage,
        customer=case.customer if event.customer is None else event.customer,
        files=event.file,
        answers={**case.answers, form: event.answers},
        documents=_corrected(case, form, event.number),
        changes=(*case.changes, (case.version, form, event.changed)),
        last=Last(form, event.part, event.role, event.stage, event.issue),
        done=_with(case.done, event.stage, (form, event.part)),
        sources={**case.sources, form: event.file} if event.rows else case.sources,
    )


def _enclosed(case: Case, event: events.Enclosed) -> Case:
    kept = KeptEnclosure(event.at, event.name, event.file, event.sha256)
    here = replace(case, files=event.file, enclosures={**case.enclosures, event.enclosure: kept})
    if not event.counts:
        return here
    return replace(here, last=None, done=_with(case.done, event.stage, ("", event.enclosure)))


Done = Mapping[str, tuple[tuple[str, str], ...]]


def _with(done: Done, stage: str, item: tuple[str, str]) -> Done:
    return {**done, stage: tuple(dict.fromkeys((*done.get(stage, ()), item)))}


def _corrected(case: Case, form: str, number: str) -> Mapping[str, LastDocument]:
    """The documents; where the form's last one became void for the sake of the one corrected, that one counts again."""
    if form in case.documents or form not in case.issued or not number:
        return case.documents
    return {**case.documents, form: LastDocument(number, None, case.answers[form])}


def _entered(case: Case, event: events.Moved | events.Reopened) -> Case:
    """The case at the stage that it entered, where nothing is dropped or heard yet."""
    stage = event.entered if isinstance(event, events.Moved) else event.stage
    done = {s: items for s, items in case.done.items() if s != stage}
    here = replace(case, stage=stage, entered={**case.entered, stage: event.at}, done=done, heard=())
    if isinstance(event, events.Moved):
        return replace(here, reopened="")
    return replace(here, files=_files(case, event.dropped), closed=None, reopened=event.at, last=None)


def _brought_out(case: Case, event: events.Issued | events.Exported | events.Voided) -> Case:
    match event:
        case events.Issued():
            return _issued(case, event)
        case events.Exported():
            return replace(case, files=event.files[-1].file)
        case events.Voided():
            kept = {form: last for form, last in case.documents.items() if last.number != event.number}
            papers = {number: copies for number, copies in case.originals.items() if number != event.number}
            return replace(case, documents=kept, originals=papers)


def _issued(case: Case, event: events.Issued) -> Case:
    last = LastDocument(
        number=event.number,
        date=event.date,
        answers=event.answers,
        name=event.name,
        part=event.part,
        to=event.to,
        folder=event.folder,
        also=event.also,
    )
    return replace(
        case,
        files=event.file,
        issued={**case.issued, event.form: event.issue},
        documents={**case.documents, event.form: last},
        originals={**case.originals, **originals.of_issue(event)},
    )


def _resumed(case: Case, event: events.Resumed | events.Closed) -> Case:
    """The case no longer held; closed, if that was it."""
    pause = [(case.held_since, event.at)] if case.held_since else []
    here = replace(case, files=_files(case, event.dropped), held=None, held_since="", pauses=(*case.pauses, *pause))
    return replace(here, closed=event.how) if isinstance(event, events.Closed) else here


def _files(case: Case, dropped: ControlForm | None) -> int:
    """The number of the case's last file, which may be the form by which it was steered."""
    return dropped.file if dropped else case.files


def _undone(case: Case, event: events.Undone) -> Case:
    """The case as it stood before the drop; its version, its files, when it was held and what was taken back are never
    counted down, and what is known of papers that were out before stays known."""
    stood = event.stands
    papers = {number: _still(case.originals.get(number, ()), copies) for number, copies in stood.originals.items()}
    return replace(
        stood,
        version=case.version,
        files=case.files,
        held=case.held,
        held_since=case.held_since,
        pauses=case.pauses,
        withdrawn=(*case.withdrawn, *event.issues),
        originals=papers,
    )


def _still(now: tuple[Original, ...], stood: tuple[Original, ...]) -> tuple[Original, ...]:
    return now if now and now[0].issue == stood[0].issue else stood


def _paper(case: Case, event: events.Sent | events.PagesScanned | events.Filed) -> Case:
    match event:
        case events.Sent():
            return replace(case, originals=originals.with_sent(case.originals, event))
        case events.Filed():
            return replace(case, originals=originals.with_filed(case.originals, event))
        case events.PagesScanned():
            papers = originals.with_scan(case.originals, event)
            return replace(case, files=event.file, originals=papers, documents=_seen(case.documents, event))


def _seen(documents: Mapping[str, LastDocument], event: events.PagesScanned) -> Mapping[str, LastDocument]:
    """The documents; one that has no originals knows its pages seen so far, and the moment at which all were."""
    last = documents.get(event.form)
    if event.copy or last is None or last.number != event.number:
        return documents
    before = last.seen or PagesSeen((), None)
    pages = tuple(sorted({*before.pages, *event.pages}))
    is_whole = event.by == "hand" or len(pages) >= event.of
    seen = PagesSeen(pages, before.scanned or (event.at if is_whole else None))
    return {**documents, event.form: replace(last, seen=seen)}


def _linked(case: Case, event: events.Heard | events.Reported | events.Spread) -> Case:
    match event:
        case events.Heard():
            heard = tuple(sorted({*case.heard, *event.given}))
            return replace(case, given={**case.given, **event.given}, source=event.source or case.source, heard=heard)
        case events.Reported():
            known = case.children.get(event.child)
            values = {**(known.values if known else {}), **event.values}
            child = Child(event.flow, event.key, event.customer, event.stage, event.open, values)
            return replace(case, children={**case.children, event.child: child})
        case events.Spread():
            begun = {b.case: Child(b.flow, b.key, b.customer, b.stage, open=True, values={}) for b in event.opened}
            return replace(case, children={**case.children, **begun})
