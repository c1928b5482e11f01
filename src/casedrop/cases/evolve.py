"""Evolution: what each event does to a case. Nothing else changes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from casedrop.cases import originals
from casedrop.cases.case import Case, Event, Last, from_json


def evolve(case: Case, event: Event) -> Case:
    """The case after the event."""
    return _EVOLVE[event.kind](replace(case, version=case.version + 1), event.data)


def fold(events: Iterable[Event], case: Case | None = None) -> Case:
    """The case after all the events, from the beginning or from `case`."""
    state = case or Case()
    for event in events:
        state = evolve(state, event)
    return state


def _opened(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(
        case,
        id=data["case"],
        flow=data["flow"],
        sha=data["sha"],
        lang=data["lang"],
        customer=data["customer"],
        opened=data["at"],
        stage=data["stage"],
        entered={data["stage"]: data["at"]},
        given=data.get("given", {}),
        source=data.get("source", {}),
    )


def _accepted(case: Case, data: Mapping[str, Any]) -> Case:
    form = data["form"]
    return replace(
        case,
        stage=data["stage"],
        customer=data.get("customer", case.customer),
        files=data["file"],
        answers={**case.answers, form: data["answers"]},
        documents=_corrected(case, form, data["number"]),
        changes=(*case.changes, (case.version, form, tuple(data["changed"]))),
        last=Last(form, data["part"], data["role"], data["stage"], data["issue"]),
        done=_with(case.done, data["stage"], (form, data["part"])),
        sources={**case.sources, form: data["file"]} if data.get("rows") else case.sources,
    )


def _enclosed(case: Case, data: Mapping[str, Any]) -> Case:
    kind, known = data["enclosure"], {"on": data["at"], "name": data["name"]}
    here = replace(case, files=data["file"], enclosures={**case.enclosures, kind: known})
    if not data["counts"]:
        return here
    return replace(here, last=None, done=_with(case.done, data["stage"], ("", kind)))


def _with(done: Mapping[str, Any], stage: str, item: tuple[str, str]) -> Mapping[str, Any]:
    return {**done, stage: tuple(dict.fromkeys((*done.get(stage, ()), item)))}


def _corrected(case: Case, form: str, number: str) -> Mapping[str, Mapping[str, Any]]:
    """The documents; where the form's last one became void for the sake of the one corrected, that one counts again."""
    if form in case.documents or form not in case.issued or not number:
        return case.documents
    return {**case.documents, form: {"number": number, "date": None, "answers": case.answers[form]}}


def _moved(case: Case, data: Mapping[str, Any]) -> Case:
    entered, done = {**case.entered, data["to"]: data["at"]}, {s: i for s, i in case.done.items() if s != data["to"]}
    return replace(case, stage=data["to"], entered=entered, done=done, reopened="", heard=())


def _issued(case: Case, data: Mapping[str, Any]) -> Case:
    form = data["form"]
    document = {k: data[k] for k in ("number", "date", "name", "part", "to", "folder", "answers")}
    return replace(
        case,
        files=data["file"],
        issued={**case.issued, form: data["issue"]},
        documents={**case.documents, form: document},
        originals={**case.originals, **originals.of_issue(data)},
    )


def _exported(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, files=data["files"][-1]["file"])


def _voided(case: Case, data: Mapping[str, Any]) -> Case:
    kept = {f: d for f, d in case.documents.items() if d["number"] != data["number"]}
    papers = {number: copies for number, copies in case.originals.items() if number != data["number"]}
    return replace(case, documents=kept, originals=papers)


def _closed(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(_resumed(case, data), closed=data["how"])


def _held(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, files=_last(case, data), held=data["why"], held_since=data["at"])


def _resumed(case: Case, data: Mapping[str, Any]) -> Case:
    pause = [(case.held_since, data["at"])] if case.held_since else []
    return replace(case, files=_last(case, data), held=None, held_since="", pauses=(*case.pauses, *pause))


def _last(case: Case, data: Mapping[str, Any]) -> int:
    """The number of the case's last file, which may be the form by which it was steered."""
    return int(data.get("file", case.files))


def _reopened(case: Case, data: Mapping[str, Any]) -> Case:
    stage, at = data["stage"], data["at"]
    entered, done = {**case.entered, stage: at}, {s: i for s, i in case.done.items() if s != stage}
    here = replace(case, files=_last(case, data), stage=stage, entered=entered, done=done, heard=())
    return replace(here, closed=None, reopened=at, last=None)


def _undone(case: Case, data: Mapping[str, Any]) -> Case:
    """The case as it stood before the drop; its version, its files, when it was held and what was taken back are never
    counted down, and what is known of papers that were out before stays known."""
    stood, withdrawn = from_json(data["stands"]), (*case.withdrawn, *data["issues"])
    papers = {n: _still(case.originals.get(n, ()), copies) for n, copies in stood.originals.items()}
    kept = {name: getattr(case, name) for name in ("version", "files", "held", "held_since", "pauses")}
    return replace(stood, **kept, withdrawn=withdrawn, originals=papers)


def _still(now: tuple[Mapping[str, Any], ...], stood: tuple[Mapping[str, Any], ...]) -> tuple[Mapping[str, Any], ...]:
    return now if now and now[0]["issue"] == stood[0]["issue"] else stood


def _found(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, files=max(case.files, data["file"]))


def _reckoned(case: Case, data: Mapping[str, Any]) -> Case:
    del data
    return case


def _told(case: Case, data: Mapping[str, Any]) -> Case:
    heard = tuple(sorted({*case.heard, *data["given"]}))
    return replace(case, given={**case.given, **data["given"]}, source=data["source"] or case.source, heard=heard)


def _reported(case: Case, data: Mapping[str, Any]) -> Case:
    known = case.children.get(data["child"], {})
    said = {name: data[name] for name in (*_KIN, "open")}
    values = {**known.get("values", {}), **data["values"]}
    return replace(case, children={**case.children, data["child"]: {**said, "values": values}})


def _spread(case: Case, data: Mapping[str, Any]) -> Case:
    begun = {o["case"]: {**{k: o[k] for k in _KIN}, "open": True, "values": {}} for o in data["opened"]}
    return replace(case, children={**case.children, **begun}, last=None if data["told"] else case.last)


def _migrated(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, sha=data["to"], last=None)


def _sent(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, originals=originals.marked(case.originals, data, sent=data["at"], to=data["to"]))


def _scanned(case: Case, data: Mapping[str, Any]) -> Case:
    papers = originals.scanned(case.originals, data)
    return replace(case, files=data["file"], originals=papers, documents=_seen(case.documents, data))


def _seen(documents: Mapping[str, Mapping[str, Any]], data: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The documents; one that has no originals knows its pages seen so far, and the moment at which all were."""
    form, last = data["form"], documents.get(data["form"], {})
    if data["copy"] or last.get("number") != data["number"]:
        return documents
    pages = sorted({*last.get("pages", ()), *data["pages"]})
    is_whole = data["by"] == "hand" or len(pages) >= data["of"]
    seen = {**last, "pages": pages, "scanned": last.get("scanned") or (data["at"] if is_whole else None)}
    return {**documents, form: seen}


def _filed(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, originals=originals.filed(case.originals, data))


_KIN = ("flow", "key", "customer", "stage")
"""What is known of a case that another opened."""


_EVOLVE = {
    "opened": _opened,
    "accepted": _accepted,
    "enclosed": _enclosed,
    "moved": _moved,
    "issued": _issued,
    "exported": _exported,
    "voided": _voided,
    "closed": _closed,
    "held": _held,
    "resumed": _resumed,
    "reopened": _reopened,
    "undone": _undone,
    "reckoned": _reckoned,
    "migrated": _migrated,
    "sent": _sent,
    "scanned": _scanned,
    "filed": _filed,
    "found": _found,
    "told": _told,
    "reported": _reported,
    "spread": _spread,
}
