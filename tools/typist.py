"""Types into every form by real key events in LibreOffice, as people do, and counts what casedrop then reads.

    python tools/typist.py                          everything, going on where the last run stopped
    python tools/typist.py --habits select,inside --langs vi --minutes 20
    python tools/typist.py --read                   types nothing; reads anew what was typed before
    python tools/typist.py --anew                   also types again what an older reader read and what lies here no more

What came of each document is kept in docs/reading.tsv, and docs/reading.md is made of it; a result stands until its form or
its habit changes. Typed documents lie in build/typed (`--to`): those that are there are read anew where the reader changed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from typist.excel_habits import EXCEL_HABITS  # noqa: E402
from typist.habits import HABITS  # noqa: E402
from typist.offices import Office, opened  # noqa: E402
from typist.page import PAGE, page  # noqa: E402
from typist.plan import tasks  # noqa: E402
from typist.programs import HOW, VERSIONS, program  # noqa: E402
from typist.reader import fingerprint  # noqa: E402
from typist.record import RECORD, Record, read  # noqa: E402
from typist.store import Task, carry_out, entry, is_done  # noqa: E402


def main() -> int:
    """0 if nothing that was typed is read as something else or lost, else 1."""
    told = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the programs it began end with it
    record = read(told.record)
    record.reader = fingerprint()
    try:
        for version in told.programs.split(","):
            go_through(version, told, record)
    finally:
        record.save(told.record)
    if told.record == RECORD:
        PAGE.write_text(page(record), encoding="utf-8")
    known = [entry for entry in record.entries.values() if not entry.is_sum]
    bad = sum(sum(entry.counts[2:]) for entry in known)
    print(f"{sum(sum(entry.counts) for entry in known)} fields typed, {bad} of them lost or read as something else.")
    return int(bool(bad))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Type into every form in LibreOffice and count what is read.")
    parser.add_argument("--programs", default=",".join(VERSIONS), help="versions, with commas")
    parser.add_argument("--habits", default=",".join([*HABITS, *EXCEL_HABITS]), help="with commas")
    parser.add_argument("--langs", default="", help="with commas; else two whole, the others' openings")
    parser.add_argument("--forms", default="", help="with commas; else all")
    parser.add_argument(
        "--minutes", type=float, default=0, help="stop typing after so long; the next run goes on there"
    )
    parser.add_argument("--read", action="store_true", help="type nothing; read anew the documents that lie here")
    parser.add_argument("--anew", action="store_true", help="also type again what only an older reader read")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "typed", help="where typed documents lie")
    parser.add_argument("--record", type=Path, default=RECORD, help="where results are kept")
    return parser.parse_args()


def go_through(version: str, told: argparse.Namespace, record: Record) -> None:
    """Type all that has no result yet in one program, which begins anew where the language changes."""
    found = program(version)
    if found is None and not told.read:
        print(f"LibreOffice {version} is not here. To have it: {HOW[version]}")
        return
    until = time.monotonic() + told.minutes * 60 if told.minutes else float("inf")
    left = tasks(version, _listed(told.habits), _listed(told.langs), _listed(told.forms))
    clock = Clock(len(left), record, told.record)
    for lang, mine in groupby(left, key=lambda t: t.sheet.lang):
        with nullcontext() if told.read or found is None else opened(found, lang) as office:
            for task in mine:
                if time.monotonic() > until:
                    return
                come_to(task, record, office, told.to, anew=told.anew)
                clock.tick(task)


def come_to(task: Task, record: Record, office: Office | None, to: Path, *, anew: bool) -> None:
    """Keep what comes of a task: of the document that was typed before, if it is here, else of one typed now. A result stands
    as long as form and habit are what they were, or, `anew`, as long as the reader is the same; `office`: None if nothing is
    to be typed."""
    if office is None and not task.path(to).with_suffix(".json").is_file():
        return
    typing, known = task.typing(), record.entries.get((task.version, task.habit, task.sheet.name))
    is_known = known is not None and known.digest == typing.digest
    if not typing.steps or (known and is_known and known.reader == record.reader):
        return
    if not is_done(task, typing, to):
        if (is_known and not anew) or office is None:
            return
        carry_out(task, typing, office, to)
    record.put(entry(task, typing, to))


def _listed(text: str) -> list[str]:
    """What a text with commas lists; nothing of an empty one."""
    return [part for part in text.split(",") if part]


class Clock:
    """Says how far a run is, how fast it goes and how long it still takes, and keeps the record, twice a minute."""

    def __init__(self, whole: int, record: Record, kept: Path) -> None:
        self.whole, self.done, self.begun, self.told = whole, 0, time.monotonic(), 0.0
        self.record, self.kept = record, kept

    def tick(self, task: Task) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.told > 30 or self.done == self.whole:
            self.told = now
            self.record.save(self.kept)
            rate = self.done / (now - self.begun)
            left = (self.whole - self.done) / rate / 60
            where = f"{task.version} {task.habit} {task.sheet.name}"
            print(f"{self.done} of {self.whole}, {rate:.2f} a second, {left:.0f} min left: {where}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
