"""A case: where one matter stands, and the events it follows from (`cases.evolve`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_DROPS = ("accepted", "enclosed", "scanned", "held", "resumed", "closed", "reopened")
"""The events that may tell of a drop which the case's folder keeps."""


@dataclass(frozen=True, slots=True)
class Event:
    """What was decided, past tense: `opened`, `accepted`, `enclosed` (a document kept as it came), `moved`, `issued`, `voided`,
    `closed`; by hand also `held`, `resumed`, `reopened`, `undone`, and `migrated` (it runs by another release of its flow from
    then on); of paper originals `sent`, `scanned` and `filed`; `reckoned`, a deadline that another calendar moved; between cases
    `spread` (others were opened or told), `told` (by the one that opened this) and `reported` (by one it opened); `exported`,
    rows that came out as files; and `found`, what a rebuild met in the archive that no event speaks of."""

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
    copies: `cases.originals` tells what of each. `given` is what it was opened with if no drop opened it, `source` by whom:
    another case and its row, or a date of the calendar. `sha` names the release of its flow by which it runs. `heard` names
    what it was told since it entered its stage.
    `children` are the cases it opened, by number: of which flow, for which row (`key`), whose, where they stand, whether
    they are open, and the `values` they reported. `enclosures` holds, by kind, the last one that came: when and under which
    name. `sources` holds, by form, the number of the file whose rows were accepted last, of forms with bulk tables.
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
    enclosures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)


def is_drop(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether an event of a case tells of a drop that its folder keeps: one that was accepted, a scan, or an order."""
    return kind in _DROPS and "sha256" in data


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
