"""Effects as entries of the ledger's queue: by which key each is known, what it keeps from being done at once, and how it is
read back.

The lane of those that write to the archive is the folder's owner: of one folder's journal and manifest no two workers
may write at once (G2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from casedrop.intake import effect_codec
from casedrop.intake.cascade import Step
from casedrop.intake.effects import (
    ArchiveStray,
    ClearInbox,
    ConvertDocument,
    CutPages,
    DropAgain,
    Effect,
    ExportRows,
    HandBack,
    IssueDocument,
    ListProblems,
    RecordCase,
    RecordDesk,
    Reply,
    SendNotice,
    ShowSheet,
    WithdrawDocument,
)
from casedrop.intake.effects_of import conversions, papers, undoings
from casedrop.store.records import QueuedEffect


def queued(effects: Iterable[Effect], at: str) -> list[QueuedEffect]:
    """The effects as the queue keeps them; `at` names what causes them: a drop, or a case and its version."""
    return [_queued(effect, at) for effect in effects]


def of_others(steps: Sequence[Step]) -> list[QueuedEffect]:
    """What a decision about one case causes in others: documents come out; each is recorded once, as it stands at last."""
    entries: list[QueuedEffect] = []
    for step in steps:
        case = step.out.case
        effects = [
            *undoings(step.decided, case.place),
            *papers(step.decided, step.out),
            *conversions(step.out.made, case.place),
        ]
        entries += queued(effects, f"{case.id}:{case.version}")
    last = {step.out.case.id: step.out.case for step in steps}.values()
    return [*entries, *(_queued(RecordCase(case.place), f"{case.id}:{case.version}") for case in last)]


def effect_of(entry: QueuedEffect) -> Effect:
    """The effect that an entry of the queue tells of."""
    return effect_codec.from_json(entry.kind, entry.payload)


def key_of(effect: Effect, at: str) -> str:
    """The key by which the queue knows an effect that `at` causes."""
    return ":".join(filter(None, (at, effect_codec.WORDS[type(effect)], _which(effect))))


def told(entry: QueuedEffect, *keys: str) -> str:
    """What an entry of the queue says under a key, and the keys below it; "" where it says nothing, whatever else it holds."""
    value = entry.payload
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return str(value) if value else ""


def _queued(effect: Effect, at: str) -> QueuedEffect:
    kind, payload = effect_codec.WORDS[type(effect)], effect_codec.to_json(effect)
    is_blocking = not isinstance(effect, ConvertDocument | SendNotice)
    due = datetime.fromisoformat(effect.at) if isinstance(effect, SendNotice) and effect.at else None
    return QueuedEffect(key_of(effect, at), kind, payload, blocking=is_blocking, lane=_lane(effect), due=due)


def _which(effect: Effect) -> str:
    """What tells an effect from others of its kind and cause; "" of one that there is but once."""
    match effect:
        case IssueDocument() | ConvertDocument():
            return str(effect.document.file)
        case ExportRows():
            return str(effect.source)
        case WithdrawDocument():
            return effect.number
        case HandBack() | CutPages():
            return effect.name
        case SendNotice():
            return effect.channel
        case _:
            return ""


def _lane(effect: Effect) -> str | None:
    """Whose folder of the archive an effect writes to; None if to none."""
    match effect:
        case ArchiveStray() | RecordDesk():
            return effect.desk
        case (
            DropAgain() | HandBack() | ListProblems() | ShowSheet() | CutPages() | Reply() | ClearInbox() | SendNotice()
        ):
            return None
        case _:
            return effect.folder.id
