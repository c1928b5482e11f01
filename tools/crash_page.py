"""The page of what came of ending and failing at system calls (tools/crash.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

KILLED = "SIGKILL"
GOOD = ("whole", "survived")


@dataclass(frozen=True)
class Point:
    """Where a run is disturbed: killed before the k-th call of a kind, or that call fails with `end`. `result` is what came
    of it, "" before it was tried."""

    call: str
    k: int
    end: str = KILLED
    result: str = ""

    @property
    def name(self) -> str:
        """`fsync 7 EIO`."""
        return f"{self.call} {self.k} {self.end}"


def page(points: Sequence[Point], tried: Sequence[Point], command: str) -> str:
    """The summary as Markdown; `command` measured the last of them."""
    kinds = dict.fromkeys((p.call, p.end) for p in points)
    bad = [f"- `{p.name}`: {p.result}" for p in tried if p.result not in GOOD]
    today = datetime.now(UTC).date().isoformat()
    figures = {
        "today": today,
        "tried": len(tried),
        "all": len(points),
        "bad": "\n".join(["", "", *bad]) if bad else "none.",
    }
    return TEXT.format(rows="\n".join(row(kind, points, tried) for kind in kinds), command=command, **figures)


def row(kind: tuple[str, str], points: Sequence[Point], tried: Sequence[Point]) -> str:
    """One line of the table: of one call, and what was done to it."""
    made = sum((p.call, p.end) == kind for p in points)
    of_kind = [p.result for p in tried if (p.call, p.end) == kind]
    whole, survived = (of_kind.count(word) for word in GOOD)
    call, end = kind
    return f"| `{call}` | {end} | {made} | {len(of_kind)} | {whole} | {survived} | {len(of_kind) - whole - survived} |"


TEXT = """# Killed and failing at every call

`python tools/crash.py` runs the real `casedrop run` under strace on a workspace in the middle of a case, the director's
price in the inbox. Before one system call that changes the disk the run is killed (SIGKILL), or that call fails once, as a
broken, full or closed disk lets it (EIO, ENOSPC, EACCES). `casedrop run` then begins again; where a call failed, at the
latest an hour and a half later, which is as long as anything is put off. Afterwards every file of inbox, outbox and
archive, and every row of the ledger but for owners, leases and counts of tries, must be those of a run that was never
disturbed, and the archive must be sound, as `casedrop verify` sees it. What the calendar starts has begun before: it comes
after the others where it fails, which is another order and no loss (`tests/desk/test_schedule.py`). No LibreOffice is in
reach, so PDFs wait. *Survived* means that the run made fewer calls of the kind that time, and nothing was done to it.

Measured on {today}: {tried} of {all} points, the last of them by `{command}`; what earlier sweeps found, maybe with an
earlier casedrop, counts until `--afresh`.

| call | done to it | made | tried | whole | survived | faults |
|---|---|---|---|---|---|---|
{rows}

Faults: {bad}
"""
