"""Kills a real `casedrop run` at every system call that changes the disk, runs it again, and holds what came of it against
an undisturbed run: the same files, the same ledger, a sound archive (faults F1).

    python tools/crash.py                  every call, going on where the last sweep stopped
    python tools/crash.py --sample 20      as many points, evenly spread: for CI
    python tools/crash.py --calls rename,link

Needs strace, which counts the calls of each kind apart: point `fsync 7` is the seventh fsync of the run. Results are
added to build/crash.jsonl as they come; the summary is written to docs/crash.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casedrop.config.init import init, shipped
from casedrop.config.settings import FILE
from casedrop.config.workspace import usable
from casedrop.demo.play import Clock, Stage, drop
from casedrop.demo.script import read
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.store.audit import verify

ROOT = Path(__file__).parents[1]
RESULTS, PAGE = ROOT / "build" / "crash.jsonl", ROOT / "docs" / "crash.md"
CALLS = ("link", "rename", "unlink", "mkdir", "fsync", "ftruncate", "write", "fdatasync", "pwrite64")
PREPARED_STEPS = 6
"""Steps of the demo played before: the next, the director's price, brings out two documents and draws a number."""
VOLATILE = {"owner", "fence", "lease_until", "taken_at", "strikes", "due", "why"}
SECONDS = 120


@dataclass(frozen=True)
class Point:
    """Where a run is killed: before the k-th call of a kind. `result` is what came of it, "" before it was tried."""

    call: str
    k: int
    result: str = ""


def main() -> int:
    """0 if no point lost or doubled anything, else 1; 0 also where strace is missing, which is said."""
    told = arguments()
    if shutil.which("strace") is None:
        print("strace is not on this machine; nothing was tried.")
        return 0
    with tempfile.TemporaryDirectory(prefix="casedrop-crash-") as place:
        sweep = Sweep(Path(place))
        points = list(chosen(sweep.points(told.calls.split(",")), told.sample))
        known = {} if told.sample or told.afresh else {(p.call, p.k): p for p in results()}
        if told.afresh:
            RESULTS.unlink(missing_ok=True)
        began, tried = time.monotonic(), []
        for point in points:
            tried.append(known.get((point.call, point.k)) or sweep.kill(point))
            if (point.call, point.k) not in known:
                print(f"{point.call} {point.k}: {tried[-1].result}", flush=True)
            if not told.sample and (point.call, point.k) not in known:
                remember(tried[-1])
            if told.minutes and time.monotonic() - began > told.minutes * 60:
                break
    if not told.sample:
        PAGE.write_text(page(points, tried), encoding="utf-8")
    bad = [p for p in tried if p.result not in ("whole", "survived")]
    print(f"{len(tried)} of {len(points)} points tried, {len(bad)} with faults.")
    return int(bool(bad))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Kill casedrop at every call that changes the disk.")
    parser.add_argument("--calls", default=",".join(CALLS), help="the kinds of calls, with commas")
    parser.add_argument("--sample", type=int, default=0, help="so many points, evenly spread; nothing is written down")
    parser.add_argument(
        "--minutes", type=float, default=0, help="stop after so long; the next sweep goes on from there"
    )
    parser.add_argument("--afresh", action="store_true", help="forget what earlier sweeps found")
    return parser.parse_args()


class Sweep:
    """A prepared workspace with a drop in its inbox, and what an undisturbed run makes of it."""

    def __init__(self, place: Path) -> None:
        self.place, self.prepared = place, place / "prepared"
        self.at = prepare(self.prepared)
        self.whole = self.copy("whole")
        self.run(self.whole)
        self.expected = everything(self.whole)

    def copy(self, name: str) -> Path:
        """A fresh copy of the prepared workspace."""
        shutil.rmtree(self.place / name, ignore_errors=True)
        return Path(shutil.copytree(self.prepared, self.place / name))

    def points(self, calls: Iterable[str]) -> list[Point]:
        """Every call of these kinds that an undisturbed run makes; strace counts those of each process apart."""
        log = self.place / "calls"
        self.run(self.copy("counted"), ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(calls)}"])
        made = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
        most = {call: max((n for (_, kind), n in made.items() if kind == call), default=0) for call in calls}
        return [Point(call, k) for call in calls for k in range(1, most[call] + 1)]

    def kill(self, point: Point) -> Point:
        """The point with its result: `whole`, `survived` if the run made fewer calls this time, or what differs."""
        here = self.copy("killed")
        inject = f"inject={point.call}:signal=SIGKILL:when={point.k}"
        quiet = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={point.call}", "-e", inject]
        was_killed = self.run(here, quiet) in (-signal.SIGKILL, 128 + signal.SIGKILL)
        ended = self.run(here)
        found = everything(here)
        faults = [*([f"the second run ended with {ended}"] if ended else []), *differences(self.expected, found)]
        heads = {row["folder"]: row["hash"] for row in found["head"]}
        faults += [f"{fault.kind}: {fault.path}" for fault in verify(here / "archive", heads)]
        return Point(point.call, point.k, "; ".join(faults) or ("whole" if was_killed else "survived"))

    def run(self, root: Path, before: Sequence[str] = ()) -> int:
        """The exit code of `casedrop run` on a workspace, at the drop's own time."""
        return casedrop(root, "--at", self.at, "run", before=before)


def casedrop(root: Path, *words: str, before: Sequence[str] = ()) -> int:
    """The exit code of a command; no converter is in reach, so that PDFs wait and every run makes the same calls."""
    command = [*before, sys.executable, "-m", "casedrop", "-w", str(root), *words]
    env = {
        "PATH": "/nonexistent",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }
    program = [shutil.which(command[0]) or command[0], *command[1:]]
    done = subprocess.run(program, env=env, capture_output=True, timeout=SECONDS, check=False)
    return done.returncode


def prepare(root: Path) -> str:
    """The company's time of the drop that then lies in the inbox: the demo's first steps are played, the next is dropped."""
    init(root)
    settings = root / FILE
    settings.write_text(re.sub("quiet_seconds = .*", "quiet_seconds = 0.05", settings.read_text("utf-8")), "utf-8")
    workspace = usable(root)
    script = read(shipped() / "demos" / "customization.yaml", workspace.settings.zone)
    clock = Clock(script.steps[0].at.astimezone(UTC))
    stage = Stage(open_room(workspace, clock), script, clock)
    desk = Desk(stage.room)
    desk.start()
    for step in script.steps[: PREPARED_STEPS + 1]:
        clock.now = step.at.astimezone(UTC)
        target = workspace.inbox / step.role / step.name
        drop(stage, step, target)
        if step is not script.steps[PREPARED_STEPS]:
            outcome = desk.take_in(target)
            stage.case_id = outcome.case_id if outcome else None
    stage.room.ledger.close()
    return script.steps[PREPARED_STEPS].at.isoformat()


def everything(root: Path) -> Mapping[str, Any]:
    """What must be the same in the end: every file of inbox, outbox and archive, every row of the ledger."""
    paths = (p for part in ("inbox", "outbox", "archive") for p in (root / part).rglob("*") if p.is_file())
    tree = {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
    return {**tree, **dict(tables(root / "state" / "ledger.sqlite3"))}


def tables(ledger: Path) -> Iterator[tuple[str, list[Any]]]:
    """Each table's rows, less who wrote them and how often it was tried."""
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        db.row_factory = sqlite3.Row
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = [dict(row) for row in db.execute(f"SELECT * FROM {name} ORDER BY rowid")]  # noqa: S608 - our own names
            yield name, [{k: v for k, v in row.items() if k not in VOLATILE} for row in rows]


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What is missing, too much or other."""
    said = ((name, expected.get(name), found.get(name)) for name in sorted(expected.keys() | found.keys()))
    return [
        f"{name} is {'missing' if is_ is None else 'too much' if was is None else 'other'}"
        for name, was, is_ in said
        if was != is_
    ]


def chosen(points: Sequence[Point], few: int) -> Iterable[Point]:
    """All points, or `few` of them, evenly spread."""
    return points[:: max(1, len(points) // few)] if few else points


def results() -> list[Point]:
    """What earlier sweeps found."""
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    return [Point(**json.loads(line)) for line in lines]


def remember(point: Point) -> None:
    """None once the result is added to the others."""
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(point)) + "\n")


def page(points: Sequence[Point], tried: Sequence[Point]) -> str:
    """The summary as Markdown."""
    calls = dict.fromkeys(p.call for p in points)
    rows = [row(call, [p for p in points if p.call == call], [p for p in tried if p.call == call]) for call in calls]
    bad = [f"- `{p.call} {p.k}`: {p.result}" for p in tried if p.result not in ("whole", "survived")]
    today = datetime.now(UTC).date().isoformat()
    return TEXT.format(
        rows="\n".join(rows), today=today, bad="\n".join(bad) or "None.", tried=len(tried), all=len(points)
    )


def row(call: str, all_: Sequence[Point], tried: Sequence[Point]) -> str:
    """One line of the table."""
    whole, survived = (sum(p.result == word for p in tried) for word in ("whole", "survived"))
    return f"| `{call}` | {len(all_)} | {len(tried)} | {whole} | {survived} | {len(tried) - whole - survived} |"


TEXT = """# Killed at every call

`python tools/crash.py` runs the real `casedrop run` under strace on a workspace in the middle of a case, the director's
price in the inbox, and kills it (SIGKILL) before one system call that changes the disk. `casedrop run` then begins again.
Afterwards every file of inbox, outbox and archive, and every row of the ledger but for owners, leases and counts of
tries, must be those of a run that was never disturbed, and the archive must be sound, as `casedrop verify` sees it.
No LibreOffice is in reach, so PDFs wait. *Survived* means that the run made fewer calls of the kind that time, and was
not killed.

Measured on {today}: {tried} of {all} points.

| call | made | tried | whole | survived | faults |
|---|---|---|---|---|---|
{rows}

Faults: {bad}
"""


if __name__ == "__main__":
    sys.exit(main())
