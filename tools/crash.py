"""Ends a real `casedrop run` at every system call that changes the disk, or lets that call fail, runs it again, and holds
what came of it against an undisturbed run: the same files, the same ledger, a sound archive (faults F1, F2, F3).

    python tools/crash.py                  every call, going on where the last sweep stopped
    python tools/crash.py --sample 20      as many points, evenly spread: for CI

Needs strace, which counts the calls of each kind apart: point `fsync 7 EIO` is the seventh fsync of the run, which fails.
Results are added to build/crash.jsonl as they come; the summary is written to docs/crash.md.
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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
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
from crash_page import GOOD, KILLED, Point, page

ROOT = Path(__file__).parents[1]
RESULTS, PAGE = ROOT / "build" / "crash.jsonl", ROOT / "docs" / "crash.md"
ENDS = {
    "link": (KILLED, "EACCES", "EIO"),
    "rename": (KILLED, "EACCES", "EIO"),
    "unlink": (KILLED, "EACCES"),
    "mkdir": (KILLED, "ENOSPC"),
    "fsync": (KILLED, "EIO"),
    "ftruncate": (KILLED, "EIO"),
    "write": (KILLED, "ENOSPC"),
    "fdatasync": (KILLED, "EIO"),
    "pwrite64": (KILLED, "ENOSPC"),
}
"""The calls that change the disk, and what is done to each: the run is killed before it, or it fails once with that error."""
AGAIN = (0, 1, 90)
"""Minutes after which a run begins again at the latest, until all is as it should be: what failed may be put off so long."""
PREPARED_STEPS = 6
"""Steps of the demo played before: the next, the director's price, brings out two documents and draws a number."""
VOLATILE = {"owner", "fence", "lease_until", "taken_at", "strikes", "due", "why"}
SECONDS = 120


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
        points = chosen(sweep.points(told.calls.split(","), told.ends.split(",")), told.sample)
        tried = list(sampled(sweep, points) if told.sample else swept(sweep, points, told.minutes))
    if not told.sample:
        command = " ".join(["python tools/crash.py", *sys.argv[1:]])
        PAGE.write_text(page(points, tried, command), encoding="utf-8")
    bad = sum(p.result not in GOOD for p in tried)
    print(f"{len(tried)} of {len(points)} points tried, {bad} with faults.")
    return int(bad > 0)


def sampled(sweep: Sweep, points: Iterable[Point]) -> Iterator[Point]:
    """Each point with its result, said at once."""
    for tried in map(sweep.disturb, points):
        print(f"{tried.name}: {tried.result}", flush=True)
        yield tried


def swept(sweep: Sweep, points: Sequence[Point], minutes: float) -> Iterator[Point]:
    """The points earlier sweeps tried, then the others, mixed, each written down, until the minutes are over (0: all)."""
    known = {p.name: p for p in results()}
    yield from (known[p.name] for p in points if p.name in known)
    until = time.monotonic() + minutes * 60
    left = sorted((p for p in points if p.name not in known), key=lambda p: hashlib.sha256(p.name.encode()).digest())
    RESULTS.parent.mkdir(exist_ok=True)
    for tried in sampled(sweep, itertools.takewhile(lambda _: not minutes or time.monotonic() < until, left)):
        with RESULTS.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(tried)) + "\n")
        yield tried


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Disturb casedrop at every call that changes the disk.")
    parser.add_argument("--calls", default=",".join(ENDS), help="the kinds of calls, with commas")
    ends = ",".join(dict.fromkeys(end for ends in ENDS.values() for end in ends))
    parser.add_argument("--ends", default=ends, help="what is done to them, with commas")
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

    def points(self, calls: Iterable[str], ends: Collection[str]) -> list[Point]:
        """Every call of these kinds that an undisturbed run makes, once for each of the ends; strace counts those of each
        process apart."""
        log = self.place / "calls"
        self.run(self.copy("counted"), ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(calls)}"])
        made = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
        most = {call: max((n for (_, kind), n in made.items() if kind == call), default=0) for call in calls}
        tries = [(call, end) for call in calls for end in ENDS[call] if end in ends]
        return [Point(call, k, end) for call, end in tries for k in range(1, most[call] + 1)]

    def disturb(self, point: Point) -> Point:
        """The point with its result: `whole`, `survived` if the run made fewer calls this time, or what differs."""
        here, log = self.copy("disturbed"), self.place / "injected"
        done = f"signal={KILLED}" if point.end == KILLED else f"error={point.end}"
        inject = f"inject={point.call}:{done}:when={point.k}"
        ended = self.run(here, ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={point.call}", "-e", inject])
        reached = ended in (-signal.SIGKILL, 128 + signal.SIGKILL) or "(INJECTED)" in log.read_text(errors="replace")
        for minutes in AGAIN if point.end != KILLED else AGAIN[:1]:
            wrong = self.wrong(here, self.run(here, minutes=minutes))
            if not wrong:
                break
        return replace(point, result="; ".join(wrong) or ("whole" if reached else "survived"))

    def wrong(self, here: Path, ended: int) -> list[str]:
        """What is not as after an undisturbed run, when the last run ended with that code."""
        found = everything(here)
        heads = {row["folder"]: row["hash"] for row in found["head"]}
        faults = [f"{fault.kind}: {fault.path}" for fault in verify(here / "archive", heads)]
        return [*[f"the run ended with {ended}"] * bool(ended), *differences(self.expected, found), *faults]

    def run(self, root: Path, before: Sequence[str] = (), minutes: int = 0) -> int:
        """The exit code of `casedrop run` on a workspace, so many minutes after the drop; no converter is in reach, so that
        PDFs wait and every run makes the same calls."""
        at = (datetime.fromisoformat(self.at) + timedelta(minutes=minutes)).isoformat()
        words = [*before, sys.executable, "-m", "casedrop", "-w", str(root), "--at", at, "run"]
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
    desk.tick()  # what the calendar starts begins apart: one that fails comes after the others, not in its place
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


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'content_index%'"
"""All tables but the index of words, which SQLite fills by itself and lets nobody read through."""


def everything(root: Path) -> Mapping[str, Any]:
    """What must be the same in the end: every file of inbox, outbox and archive, every row of the ledger; pages but for the line
    that says when they were written, and not that of the whole office, which is as of the last start or quarter of an hour."""
    paths = (p for part in ("inbox", "outbox", "archive") for p in (root / part).rglob("*") if p.is_file())
    there = {p.relative_to(root).as_posix(): WRITTEN.sub(b"", p.read_bytes()) for p in paths}
    there.pop("outbox/_keeper/index.html", None)
    found: dict[str, Any] = {name: hashlib.sha256(data).hexdigest() for name, data in there.items()}
    with contextlib.closing(sqlite3.connect(root / "state" / "ledger.sqlite3")) as db:
        db.row_factory = sqlite3.Row
        for (name,) in db.execute(TABLES).fetchall():
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


if __name__ == "__main__":
    sys.exit(main())
