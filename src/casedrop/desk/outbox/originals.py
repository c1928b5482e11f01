"""The register of originals, a row each, and what a case's forms say: worked out with what waits of it, when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from casedrop.cases.case import Case
from casedrop.cases.events import Dunned, Filed, Sent
from casedrop.desk.outbox.register import OriginalRow, of_case
from casedrop.desk.recording.rows import event_of
from casedrop.desk.room import Room
from casedrop.forms.pointers import leaves_of
from casedrop.language.filenames import fold
from casedrop.store.papers import Paper, State
from casedrop.store.records import CaseRow, Entry

HANDLED = ("sent", "filed", "dunned")
KINDS = ("accepted", "undone", *HANDLED)
"""The events of a case's life that tell of its originals, and those that tell who sent which form."""
LONGEST = 20_000
"""Letters of what a role sent about a case that are looked through."""

Handled = Sent | Filed | Dunned


def of_row(room: Room, row: CaseRow, case: Case, entries: Sequence[Entry]) -> list[Paper]:
    """The originals of a case, whose events (`KINDS`) these are, as the register has them."""
    known = of_case(room, row) if case.originals else []
    told = [event for one in entries if one.kind in HANDLED and isinstance(event := event_of(one), Handled)]
    return [_paper(room, one, [t for t in told if _is_of(t, case, one)], _issue(case, one)) for one in known]


def words(case: Case, entries: Iterable[Entry]) -> dict[str, str]:
    """What the forms of a case say, folded, by the role that sent each last ("" for nobody's folder)."""
    sent = {one.data["form"]: one.data.get("role") or "" for one in _standing(entries)}
    found: dict[str, list[str]] = {}
    for form, answers in case.answers.items():
        texts = (fold(str(value)) for value in leaves_of(answers).values() if value not in (None, "", True, False))
        found.setdefault(sent.get(form, ""), []).extend(texts)
    return {reader: "\n".join(said)[:LONGEST] for reader, said in found.items()}


def _standing(entries: Iterable[Entry]) -> list[Entry]:
    """The drops that a case took and that were not taken back."""
    taken = list[Entry]()
    for one in entries:
        if one.kind == "accepted":
            taken.append(one)
        elif one.kind == "undone" and taken and one.data["sha256"] == taken[-1].data["sha256"]:
            taken.pop()
    return taken


def _is_of(event: Handled, case: Case, row: OriginalRow) -> bool:
    return (event.number, event.issue, event.copy) == (row.number, _issue(case, row), row.copy)


def _issue(case: Case, row: OriginalRow) -> int:
    """Of which issue of its document an original is."""
    return next(one.issue for one in case.originals[row.number] if one.copy == row.copy)


def _paper(room: Room, row: OriginalRow, told: Sequence[Handled], issue: int) -> Paper:
    last = next((one for one in reversed(told) if not isinstance(one, Dunned)), None)
    state, since = _where(row, last), _day(room, last.at) if last else row.date
    dunned = [_day(room, one.at) for one in told if isinstance(one, Dunned)]
    line = {
        **{name: value for name, value in asdict(row).items() if name != "age"},
        "by": last.person if last else "",
        "n": len(told),
        "issue": issue,
        "dunned": dunned,
    }
    sought = fold(f"{row.customer} {row.number} {row.case} {row.to} {row.shelf} {row.title}")
    return Paper(row.number, row.copy, row.case, state, since, bool(row.scan), sought, line)


def _where(row: OriginalRow, last: Sent | Filed | None) -> State:
    """Where an original is, by the last that was written down of it."""
    if isinstance(last, Filed):
        return "shelf" if last.shelf else "office"
    return "out" if row.is_out or row.paper else "theirs"


def _day(room: Room, at: str) -> str:
    """The company's day of a moment (ISO)."""
    return datetime.fromisoformat(at).astimezone(room.workspace.settings.zone).date().isoformat()
