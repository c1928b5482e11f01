"""What events mean for numbers, documents and drops: the same when they happen and when an archive is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from casedrop.cases.calendar_opening import series
from casedrop.cases.case import Event
from casedrop.store.ledger import Transaction
from casedrop.store.records import DocumentRow

Said = Mapping[str, Any]


def write(tx: Transaction, events: Iterable[Event]) -> None:
    """Bring the ledger's numbers, documents and drops to what a case's events say, in their order."""
    for event in events:
        if event.kind in _EFFECTS:
            _EFFECTS[event.kind](tx, event.data)


def key(said: Said) -> str:
    """The key of the document an `issued` event speaks of: case, form, issue and part."""
    return f"{said['case']}:{said['form']}:{said['issue']}:{said['part']}"


def row(said: Said) -> DocumentRow:
    """The document an `issued` event speaks of, before it is in the outbox."""
    return DocumentRow(
        key=key(said),
        case_id=said["case"],
        form=said["form"],
        version=said["version"],
        lang=said["lang"],
        stage=said["part"],
        issue=said["issue"],
        number=said["number"] or None,
        code=said["facts"]["doc"]["readable"].rsplit(" ", 1)[-1],
        name=said["name"],
    )


def _opened(tx: Transaction, said: Said) -> None:
    owner, source = f"case:{said['case']}", said.get("source", {})
    _bind(tx, said["drawn"], said["case"], owner)
    if "start" in source:
        place = series(said["flow"], source)
        tx.bind(place, 0, source["period"], f"{place}:{source['period']}", owner)


def _issued(tx: Transaction, said: Said) -> None:
    tx.document(row(said))
    _bind(tx, said["drawn"], said["number"], key(said))


def _voided(tx: Transaction, said: Said) -> None:
    tx.withdraw(said["number"], said["reason"])


def _undone(tx: Transaction, said: Said) -> None:
    for number in said["void"]:
        tx.withdraw(number, "undone")
    for number in said["restore"]:
        tx.restore(number)
    tx.unaccept(said["sha256"], said["stands"]["id"])


def _found(tx: Transaction, said: Said) -> None:
    for number in said["void"]:
        _bind(tx, number["drawn"], number["text"], number["key"])
        tx.withdraw(number["text"], "lost")


def _bind(tx: Transaction, drawn: Said | None, text: str, owner: str) -> None:
    if drawn:
        tx.bind(drawn["series"], drawn["year"], drawn["n"], text, owner)


_EFFECTS: Mapping[str, Callable[[Transaction, Said], None]] = {
    "opened": _opened,
    "issued": _issued,
    "voided": _voided,
    "undone": _undone,
    "found": _found,
}
