"""A case: where one matter stands. `evolve` folds events into it; nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from casedrop.core import originals


@dataclass(frozen=True, slots=True)
class Event:
    """What was decided, past tense: `opened`, `accepted`, `moved`, `issued`, `voided`, `closed`; by hand also `held`,
    `resumed`, `reopened`, `undone`, and `migrated` (it runs by another release of its flow from then on); of paper originals
    `sent`, `scanned` and `filed`; `reckoned`, a deadline that another calendar moved; between cases `spread` (others were
    opened or told), `told` (by the one that opened this) and `reported` (by one it opened); and `found`, what a rebuild met
    in the archive that no event speaks of."""

    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Last:
    """The last drop that was accepted: until another is, its role may correct it."""

    form: str
    part: str
    role: str | None
    stage: str
    issue: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its events left it.

    `version` counts events. `answers` and `documents` are keyed by form; `issued` holds the case's version at which each
    form was last issued; `changes` lists (version, form, changed pointers). Moments are ISO texts in UTC. `files` counts
    what the archive holds of it. `held` is why it waits, `held_since` since when; `pauses` are the times (from, to) it was
    held before; `reopened` when its stage was opened again; `withdrawn` are the issues that were taken back: what is filled
    on one of them counts no more. `done` lists, by stage, the (form, part) of the drops accepted since it was last entered.
    `originals` holds, by document number, the paper originals of each valid document that has some, in the order of their
    copies: `core.originals` tells what of each. `given` is what it was opened with if no drop opened it, `source` by whom:
    another case and its row, or a date of the calendar. `sha` names the release of its flow by which it runs. `heard` names
    what it was told since it entered its stage.
    `children` are the cases it opened, by number: of which flow, for which row (`key`), whose, where they stand, whether
    they are open, and the `values` they reported.
    """

    id: str = ""
    flow: str = ""
    sha: str = ""
    lang: str = ""
    customer: Mapping[str, str] = field(default_factory=dict)
    opened: str = ""
    stage: str = ""
    closed: str | None = None
    version: int = 0
    files: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    changes: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    last: Last | None = None
    held: str | None = None
    held_since: str = ""
    pauses: tuple[tuple[str, str], ...] = ()
    reopened: str = ""
    withdrawn: tuple[int, ...] = ()
    originals: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    done: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)
    heard: tuple[str, ...] = ()
    children: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def is_drop(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether an event of a case tells of a drop that its folder keeps: one that was accepted, a scan, or an order."""
    return kind in _DROPS and "sha256" in data


def evolve(case: Case, event: Event) -> Case:
    """The case after the event."""
    return _EVOLVE[event.kind](replace(case, version=case.version + 1), event.data)


def fold(events: Iterable[Event], case: Case | None = None) -> Case:
    """The case after all the events, from the beginning or from `case`."""
    state = case or Case()
    for event in events:
        state = evolve(state, event)
    return state


def to_json(case: Case) -> dict[str, Any]:
    """The case as JSON values."""
    return asdict(case)


def from_json(data: Mapping[str, Any]) -> Case:
    """The case that `to_json` wrote, also after a way through JSON text."""
    last = Last(**data["last"]) if data.get("last") else None
    changes = tuple((v, f, tuple(p)) for v, f, p in data.get("changes", ()))
    withdrawn = tuple(data.get("withdrawn", ()))
    papers = {number: tuple(map(_copy, copies)) for number, copies in data.get("originals", {}).items()}
    done = {stage: tuple((f, p) for f, p in items) for stage, items in data.get("done", {}).items()}
    pauses, heard = tuple((start, end) for start, end in data.get("pauses", ())), tuple(data.get("heard", ()))
    found = {
        "heard": heard,
        "last": last,
        "changes": changes,
        "withdrawn": withdrawn,
        "originals": papers,
        "done": done,
    }
    return Case(**{**data, **found, "pauses": pauses})


def _copy(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**said, "pages": tuple(said["pages"])}


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
    )


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
    return replace(case, files=data["file"], originals=originals.scanned(case.originals, data))


def _filed(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, originals=originals.filed(case.originals, data))


_KIN = ("flow", "key", "customer", "stage")
"""What is known of a case that another opened."""

_DROPS = ("accepted", "scanned", "held", "resumed", "closed", "reopened")

_EVOLVE = {
    "opened": _opened,
    "accepted": _accepted,
    "moved": _moved,
    "issued": _issued,
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
