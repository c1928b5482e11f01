"""Drops that came together: those of one case in the order in which it can use them (W5)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from casedrop.desk import receiving
from casedrop.desk.desk import Desk, LookedAt, Outcome
from casedrop.forms.stamp import by_foot, parse
from casedrop.intake import enclosures
from casedrop.intake.judge import judge
from casedrop.intake.order import grouped, in_order
from casedrop.intake.verdict import Verdict

TOGETHER = 16
"""How many drops are looked at before the first of them is decided; each is claimed meanwhile."""


Take = Callable[[Path, Callable[[Path], Outcome | None]], bool]
"""(a drop's path, what takes it in) -> whether it was decided; raises nothing."""


def take_all(
    desk: Desk, paths: Sequence[Path], take: Take, minding: Callable[[Path], AbstractContextManager[None]]
) -> int:
    """How many of the drops were decided; `minding` gives a context that lets nothing raised about a drop out."""
    parts = (paths[k : k + TOGETHER] for k in range(0, len(paths), TOGETHER))
    return sum(_take_some(desk, some, take, minding) for some in parts)


def _take_some(
    desk: Desk, paths: Sequence[Path], take: Take, minding: Callable[[Path], AbstractContextManager[None]]
) -> int:
    """How many were decided: several are read first; what another desk holds is tried once more behind them."""
    if len(paths) == 1:
        return take(paths[0], desk.take_in)
    looked: dict[Path, LookedAt | None] = {}
    for path in paths:
        with minding(path):
            looked[path] = desk.look_at(path)
    seen = {path: one for path, one in looked.items() if one}
    decided = sum(take(path, lambda p: desk.decide(seen.pop(p))) for path in in_turn(desk, seen))
    desk.let_go(seen.values())
    return decided + sum(take(path, desk.take_in) for path, one in looked.items() if one is None)


def in_turn(desk: Desk, looked: Mapping[Path, LookedAt]) -> list[Path]:
    """The drops in the order in which they are to be decided: as they came, but those of one case, where several came, as it can
    use them. Where that cannot be worked out, as they came: each is judged by itself, and its fault told, when its turn comes."""
    paths = list(looked)
    order = list(paths)
    for case_id, places in grouped(_case_of(desk, one) for one in looked.values()).items():
        with contextlib.suppress(Exception):
            group = _ordered(desk, case_id, [looked[paths[k]] for k in places])
            for k, n in zip(places, group, strict=True):
                order[k] = paths[places[n]]
    return order


def _ordered(desk: Desk, case_id: str, group: list[LookedAt]) -> list[int]:
    case = desk.records.case(case_id)
    if case is None:
        return list(range(len(group)))
    return in_order(desk.room.situation(case), [_verdict(desk, one) for one in group])


def _verdict(desk: Desk, one: LookedAt) -> Verdict:
    submission = receiving.submission(desk.room, one.intake, one.examined)
    return judge(desk.room.workspace.book, desk.records, desk.room.key, submission)


def _case_of(desk: Desk, one: LookedAt) -> str | None:
    """The number of the case that a drop is of, by its stamp, its foot or its name; None if it names none."""
    book, reading = desk.room.workspace.book, one.examined.reading
    form = book.forms.get(reading.form or "")
    stamp = parse(reading.stamp) if reading.stamp else None
    if stamp is None and form:
        stamp = by_foot(one.examined.foot, form.code, desk.records.stamps(one.examined.foot))
    if stamp:
        return stamp.case or None
    named = enclosures.named(book, desk.records, one.intake.name)
    return named.id if named else None
