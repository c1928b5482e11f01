"""What became of files that hold other bytes than they should: exchanged, cut to nothing, or altered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedrop.store.records import Fault, FaultKind

EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that holds other bytes than it should: the sha256 (hex) it should have and the one it has. Of a folder:
    the folder whose journal should lie there and the one whose journal does. `why` says how it is known where no
    manifest tells.
    """

    path: str
    due: str
    held: str
    why: str = ""


def named(changed: Sequence[Changed], owners: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """A fault for each of the changed.

    `swapped` is one whose bytes are due to another of them, and whose own bytes another holds: nothing is lost. A mere copy
    of another file is `altered`. `owners` are the paths to which the manifests give some bytes, by their sha256.
    """
    due: dict[str, str] = {}
    for one in changed:
        due.setdefault(one.due, one.path)
    held = {one.held for one in changed}
    for one in changed:
        is_swapped = one.held in due and one.due in held
        whose = due[one.held] if is_swapped else next((p for p in owners.get(one.held, ()) if p != one.path), "")
        yield Fault(_kind(one, is_swapped=is_swapped), one.path, _detail(one, whose))


def _kind(one: Changed, *, is_swapped: bool) -> FaultKind:
    if is_swapped:
        return "swapped"
    return "truncated" if one.held == EMPTY else "altered"


def _detail(one: Changed, whose: str) -> str:
    holds = "empty" if one.held == EMPTY else f"holds what belongs to {whose}" if whose else ""
    return "; ".join(filter(None, (holds, one.why)))
