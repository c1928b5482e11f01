"""What a case wrote into the register of customers since an event of its own that counts no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casedrop.cases.events import BY_CORRECTION, Accepted, Event, Moved, Undone
from casedrop.cases.links import entered_by
from casedrop.cases.steering.control import counted, last_answer
from casedrop.customers.entries import Row
from casedrop.customers.taken_back import Written
from casedrop.desk.recording.desk_entries import RegisterChanged, from_json
from casedrop.desk.recording.rows import past
from casedrop.intake.cascade import Step
from casedrop.store.archive import CUSTOMERS_FOLDER
from casedrop.store.ledger import Snapshot
from casedrop.store.records import Entry


def written(tx: Snapshot, step: Step, *, is_corrected: bool) -> list[Written]:
    """What the case of a step wrote of customers and what, by that step, counts no more, in its order: since the drop that is
    undone or corrected, or since the stage to which a correction leads back."""
    flow_writes = bool(step.before.id) and _takes_back(step, is_corrected=is_corrected)
    entries = tx.events(step.before.id) if flow_writes else []
    since = _since(step, past(entries), is_corrected=is_corrected) if entries else None
    if since is None or since >= len(entries):
        return []
    return list(_of_case(tx.events(CUSTOMERS_FOLDER), step.before.id, since, entries[since]))


def _takes_back(step: Step, *, is_corrected: bool) -> bool:
    decided = step.decided
    return is_corrected or any(isinstance(one, Undone) or _is_back(one) for one in decided)


def _is_back(event: Event) -> bool:
    return isinstance(event, Moved) and event.by == BY_CORRECTION


def _since(step: Step, events: Sequence[Event], *, is_corrected: bool) -> int | None:
    """How many events of the case still count; None if all do."""
    undone = next((one for one in step.decided if isinstance(one, Undone)), None)
    if undone:
        return undone.stands.version
    history = counted(events)
    if is_corrected and any(isinstance(one, Accepted) for one in step.decided):
        at = last_answer(history)
        return None if at is None else history[at].before.version
    back = next((entered_by(one) for one in step.decided if _is_back(one)), None)
    entered = (one.before.version for one in reversed(history) if back and entered_by(one.event) == back)
    return next(entered, None)


def _of_case(entries: Sequence[Entry], case: str, since: int, first: Entry) -> Iterator[Written]:
    """The changes that the flow of a case made behind so many of its events, of which `first` is the one after; what was handed
    in as a sheet of the register is none of them, for each sheet is held against the last."""
    stood = dict[str, tuple[Row, ...]]()
    for entry in entries:
        change = from_json(entry.kind, entry.data)
        if not isinstance(change, RegisterChanged):
            continue
        is_later = change.version > since if change.version else entry.at >= first.at
        for one in change.customers:
            if change.case == case and change.role is None and is_later:
                yield Written(one.key, stood.get(one.key, ()), one.rows)
            stood[one.key] = one.rows
