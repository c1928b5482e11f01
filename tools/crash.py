"""Kills a real `casedrop run` at every system call that changes the disk, runs it again, and holds what came of it against
an undisturbed run: the same files, the same ledger, a sound archive (faults F1).

    python tools/crash.py                  every call, going on where the last sweep stopped
    python tools/crash.py --sample 20      as many points, evenly spread: for CI

Needs strace, which counts the calls of each kind apart: point `fsync 7` is the seventh fsync of the run. Results are
added to build/crash.jsonl as they come; the summary is written to docs/crash.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
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

from casedrop.demo.script import read
from casedrop.demo.stage import Clock, DemoStage, drop
from casedrop.desk import readmes
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.store.audit.verify import verify
from casedrop.workspace.create import init, shipped
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import usable

ROOT = Path(__file__).parents[1]
RESULTS, PAGE = ROOT / "build" / "crash.jsonl", ROOT / "docs" / "crash.md"
CALLS = ("link", "rename", "unlink", "mkdir", "fsync", "ftruncate", "write", "fdatasync", "pwrite64")
PREPARED_STEPS = 6
"""Steps of the demo played before: the next, the director's price, brings out two documents and draws a number."""
VOLATILE = {"owner", "fence", "lease_until", "taken_at", "strikes", "due", "why"}
SECONDS = 120
GOOD = ("whole", "survived")


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
    if told.afresh:
        RESULTS.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="casedrop-crash-") as place:
        sweep = Sweep(Path(place))
        points = chosen(sweep.points(told.calls.split(",")), told.sample)
        tried = list(sampled(sweep, points) if told.sample else swept(sweep, points, told.minutes))
    if not told.sample:
        PAGE.write_text(page(points, tried), encoding="utf-8")
    bad = sum(p.result not in GOOD for p in tried)
    print(f"{len(tried)} of {len(points)} points tried, {bad} with faults.")
    return int(bad > 0)


def sampled(sweep: Sweep, points: Iterable[Point]) -> Iterator[Point]:
    """Each point with its result, said at once."""
    for tried in map(sweep.kill, points):
        print(f"{tried.call} {tried.k}: {tried.result}", flush=True)
        yield tried


def swept(sweep: Sweep, points: Sequence[Point], minutes: float) -> Iterator[Point]:
    """The points earlier sweeps tried, then the others, mixed, each written down, until the minutes are over (0: all)."""
    known = {(p.call, p.k): p for p in results()}
    yield from (known[p.call, p.k] for p in points if (p.call, p.k) in known)
    until = time.monotonic() + minutes * 60
    left = sorted(
        (p for p in points if (p.call, p.k) not in known), key=lambda p: hashlib.sha256(repr(p).encode()).digest()
    )
    RESULTS.parent.mkdir(exist_ok=True)
    for tried in sampled(sweep, itertools.takewhile(lambda _: not minutes or time.monotonic() < until, left)):
        with RESULTS.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(tried)) + "\n")
        yield tried


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Kill casedrop at every call that changes the disk.")
    parser.add_argument("--calls", default=",".join(CALLS), help="the kinds of calls, with commas")
    parser.add_argument("--sample", type=int, default=0, help="so many points, evenly spread; nothing is written down")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long; the next sweep goes on there")
    parser.add_argument("--afresh", action="store_true", help="forget what earlier sweeps found")
    return parser.parse_args()


class Sweep:
    """A prepared workspace with a drop in its inbox, and what an undisturbed run makes of it."""

    def __init__(self, place: Path) -> None:
        self.place, self.prepared = place, place / "prepared"
        self.at = prepare(self.prepared)
        self.whole = self.copy("whole")
        if self.run(self.whole) or {p.name for p in (self.whole / "inbox" / "director").glob("*.*")} - readmes.names():
            raise SystemExit("The undisturbed run did not decide the drop; there is nothing to compare with.")
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
        """The exit code of `casedrop run` on a workspace, at the drop's own time; no converter is in reach, so that PDFs
        wait and every run makes the same calls."""
        words = [*before, sys.executable, "-m", "casedrop", "-w", str(root), "--at", self.at, "run"]
        words[0] = shutil.which(words[0]) or words[0]
        kept = {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        env = {"PATH": "/nonexistent", **kept}
        return subprocess.run(words, env=env, capture_output=True, timeout=SECONDS, check=False).returncode


def prepare(root: Path) -> str:
    """The company's time of the drop that then lies in the inbox: the demo's first steps are played, the next is dropped."""
    init(root)
    settings = root / FILE
    settings.write_text(re.sub("quiet_seconds = .*", "quiet_seconds = 0.05", settings.read_text("utf-8")), "utf-8")
    workspace = usable(root)
    script = read(shipped() / "demos" / "customization.yaml", workspace.settings.zone)
    clock = Clock(script.steps[0].at.astimezone(UTC))
    stage = DemoStage(open_room(workspace, clock), script, clock)
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


WRITTEN = re.compile(rb'<p class="written".*?</p>')
"""What a page says of when it was written."""


def everything(root: Path) -> Mapping[str, Any]:
    """What must be the same in the end: every file of inbox, outbox and archive, every row of the ledger; pages but for the line
    that says when they were written, and not that of the whole office, which is as of the last start or quarter of an hour."""
    paths = (p for part in ("inbox", "outbox", "archive") for p in (root / part).rglob("*") if p.is_file())
    there = {p.relative_to(root).as_posix(): WRITTEN.sub(b"", p.read_bytes()) for p in paths}
    there.pop("outbox/_keeper/index.html", None)
    found: dict[str, Any] = {name: hashlib.sha256(data).hexdigest() for name, data in there.items()}
    with contextlib.closing(sqlite3.connect(root / "state" / "ledger.sqlite3")) as db:
        db.row_factory = sqlite3.Row
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = map(dict, db.execute(f"SELECT * FROM {name} ORDER BY rowid"))  # noqa: S608 - our own names
            found[name] = [{k: v for k, v in row.items() if k not in VOLATILE} for row in rows]
    return found


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What is missing, too much or other."""
    names = sorted(expected.keys() | found.keys())
    return [f"{name} is not as it was" for name in names if expected.get(name) != found.get(name)]


def chosen(points: Sequence[Point], few: int) -> Sequence[Point]:
    """All points (`few` is 0), or so many of them, evenly spread from the first to the last."""
    if not few or len(points) <= few:
        return points
    return [points[k * (len(points) - 1) // max(1, few - 1)] for k in range(few)]


def results() -> list[Point]:
    """What earlier sweeps found."""
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    return [Point(**json.loads(line)) for line in lines]


def page(points: Sequence[Point], tried: Sequence[Point]) -> str:
    """The summary as Markdown."""
    calls = dict.fromkeys(p.call for p in points)
    rows = [row(call, [p for p in points if p.call == call], [p for p in tried if p.call == call]) for call in calls]
    bad = [f"- `{p.call} {p.k}`: {p.result}" for p in tried if p.result not in GOOD]
    today = datetime.now(UTC).date().isoformat()
    figures = {"today": today, "tried": len(tried), "all": len(points), "bad": "\n".join(bad) or "None."}
    return TEXT.format(rows="\n".join(rows), command=" ".join(["python tools/crash.py", *sys.argv[1:]]), **figures)


def row(call: str, all_: Sequence[Point], tried: Sequence[Point]) -> str:
    """One line of the table."""
    whole, survived = (sum(p.result == word for p in tried) for word in GOOD)
    return f"| `{call}` | {len(all_)} | {len(tried)} | {whole} | {survived} | {len(tried) - whole - survived} |"


TEXT = """# Killed at every call

`python tools/crash.py` runs the real `casedrop run` under strace on a workspace in the middle of a case, the director's
price in the inbox, and kills it (SIGKILL) before one system call that changes the disk. `casedrop run` then begins again.
Afterwards every file of inbox, outbox and archive, and every row of the ledger but for owners, leases and counts of
tries, must be those of a run that was never disturbed, and the archive must be sound, as `casedrop verify` sees it.
No LibreOffice is in reach, so PDFs wait. *Survived* means that the run made fewer calls of the kind that time, and was
not killed.

Measured on {today}: {tried} of {all} points, the last of them by `{command}`; what earlier sweeps found, maybe with an
earlier casedrop, counts until `--afresh`.

| call | made | tried | whole | survived | faults |
|---|---|---|---|---|---|
{rows}

Faults: {bad}
"""


if __name__ == "__main__":
    sys.exit(main())
