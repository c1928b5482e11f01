"""Types into every form by real key events in LibreOffice, as people do, and counts what casedrop then reads.

    python tools/typist.py                          everything, going on where the last run stopped
    python tools/typist.py --habits select,inside --langs vi --minutes 20
    python tools/typist.py --read                   types nothing; reads anew what was typed before

Typed documents lie in build/typed (`--to`), each with what was typed beside it. What is counted over all of them is written
to docs/reading.json and docs/reading.md; with `--json FILE` each field's result goes to a file too.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from typist.excel_habits import EXCEL_HABITS  # noqa: E402
from typist.habits import HABITS  # noqa: E402
from typist.offices import opened  # noqa: E402
from typist.page import FIGURES, PAGE, counted, page  # noqa: E402
from typist.programs import CELLS, HOW, VERSIONS, program  # noqa: E402
from typist.sheets import Sheet, sheets  # noqa: E402
from typist.store import Task, carry_out, is_done, results, typed  # noqa: E402

WHOLE = ("vi", "zh-Hans")
"""The languages in which every form is typed; of the others only what opens a case, by the first habit."""


def main() -> int:
    """0 if nothing that was typed is read as something else or lost, else 1."""
    told = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the programs it began end with it
    if not told.read:
        for version in told.programs.split(","):
            type_all(version, told)
        if told.later:
            return 0
    found = [(path, list(results(path))) for path in typed(told.to)]
    if told.json:
        rows = [{"file": str(p.relative_to(told.to)), **asdict(r)} for p, all_ in found for r in all_]
        told.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    figures = counted((p.relative_to(told.to), all_) for p, all_ in found)
    if told.write:
        FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(figures), encoding="utf-8")
    bad = [r for _, all_ in found for r in all_ if r.result in ("missing", "wrong")]
    print(f"{sum(len(all_) for _, all_ in found)} fields typed, {len(bad)} of them lost or read as something else.")
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
    parser.add_argument("--read", action="store_true", help="type nothing, read what was typed before")
    parser.add_argument("--later", action="store_true", help="only type; what was typed is read another time")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "typed", help="where typed documents lie")
    parser.add_argument("--json", type=Path, help="write each field's result there")
    parser.add_argument("--write", action="store_true", help="write docs/reading.json and docs/reading.md")
    return parser.parse_args()


def type_all(version: str, told: argparse.Namespace) -> None:
    """Type all that is not typed yet in one program, which begins anew where the language changes."""
    found = program(version)
    if found is None:
        print(f"LibreOffice {version} is not here. To have it: {HOW[version]}")
        return
    until = time.monotonic() + told.minutes * 60 if told.minutes else float("inf")
    left = list(tasks(version, told))
    clock = Clock(len(left))
    for lang, mine in groupby(left, key=lambda t: t.sheet.lang):
        with opened(found, lang) as office:
            for task in mine:
                typing = task.typing()
                if time.monotonic() > until:
                    return
                if typing.steps and not is_done(task, typing, told.to):
                    carry_out(task, typing, office, told.to)
                clock.tick(task)


def tasks(version: str, told: argparse.Namespace) -> Iterator[Task]:
    """What is to be typed in a program, in rounds: in each, every sheet is typed once and habits take turns, so that a run
    that was stopped is an even sample of the whole.
    """
    names = told.habits.split(",")
    habits = ([h for h in names if h in HABITS], [h for h in names if h in EXCEL_HABITS and version in CELLS])
    for turn in range(max(map(len, habits))):
        for lang in told.langs.split(",") if told.langs else ("vi", "zh-Hans", "zh-Hant", "en"):
            whole = bool(told.langs) or lang in WHOLE
            for kind, mine in zip(("docx", "xlsx"), habits, strict=True):
                yield from _round(
                    version, turn, mine if whole else mine[:1], _sheets(kind, lang, told.forms.split(","))
                )


def _round(version: str, turn: int, habits: Sequence[str], them: Iterator[Sheet]) -> Iterator[Task]:
    """The tasks of one round for the sheets of a kind in a language; none once each sheet was typed by every habit."""
    if turn < len(habits):
        yield from (Task(version, habits[(n + turn) % len(habits)], sheet) for n, sheet in enumerate(them))


def _sheets(kind: str, lang: str, forms: Sequence[str]) -> Iterator[Sheet]:
    return (s for s in sheets(kind, [lang]) if (forms == [""] or s.form in forms) and (lang in WHOLE or not s.stage))


class Clock:
    """Says how far a run is, how fast it goes and how long it still takes, twice a minute."""

    def __init__(self, whole: int) -> None:
        self.whole, self.done, self.begun, self.told = whole, 0, time.monotonic(), 0.0

    def tick(self, task: Task) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.told > 30 or self.done == self.whole:
            self.told = now
            rate = self.done / (now - self.begun)
            left = (self.whole - self.done) / rate / 60
            where = f"{task.version} {task.habit} {task.sheet.name}"
            print(f"{self.done} of {self.whole}, {rate:.2f} a second, {left:.0f} min left: {where}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
