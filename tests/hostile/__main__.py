"""Drops two thousand odd, broken and hostile files before a real watcher: each must be read, returned or set aside with a true
reason, none may hang it, stop another, or let its memory grow.

    PYTHONPATH=tests python -m hostile                    every batch, going on where the last run stopped
    PYTHONPATH=tests python -m hostile --seed 2           other files of the same kinds
    PYTHONPATH=tests python -m hostile --minutes 20       stop after so long; the next run goes on there

Results are added to build/hostile.jsonl as they come; the summary is written to docs/hostile.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hostile import making, office, running
from hostile.running import Result
from trees import ROOT

RESULTS, PAGE = ROOT / "build" / "hostile.jsonl", ROOT / "docs" / "hostile.md"
COUNT, SIZE = 2000, 200
Line = dict[str, Any]


def main() -> int:
    """0 if everything became of every file that may, else 1."""
    told = arguments()
    if told.afresh:
        RESULTS.unlink(missing_ok=True)
    files = list(making.folder(told.seed, told.count))
    done = list(worked(files, told.seed, told.minutes))
    if told.seed == "1":
        PAGE.write_text(page(done, told.count), encoding="utf-8")
    faults = [*(r.wrong for b in done for r in results(b) if r.wrong), *(f for b in done for f in b["faults"])]
    for fault in faults:
        print(f"  {fault}")
    print(f"{sum(len(b['results']) for b in done)} files, {len(faults)} faults.")
    return int(bool(faults))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Drop hostile files before a real watcher.")
    parser.add_argument("--seed", default="1", help="what the files are made by; the page is of seed 1")
    parser.add_argument("--count", type=int, default=COUNT, help="how many files")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long; the next run goes on there")
    parser.add_argument("--afresh", action="store_true", help="forget what earlier runs found")
    return parser.parse_args()


def worked(files: Sequence[making.Hostile], seed: str, minutes: float) -> Iterator[Line]:
    """Every batch with what came of it: those of earlier runs, then the others, each written down, until the minutes are over."""
    known = {line["batch"]: line for line in earlier() if line["seed"] == seed and line["count"] == len(files)}
    until = time.monotonic() + minutes * 60
    RESULTS.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="casedrop-hostile-") as place:
        prepared = Path(place) / "prepared" / "office"
        for k in range(0, len(files), SIZE):
            if k in known:
                yield known[k]
            elif not minutes or time.monotonic() < until:
                if not prepared.exists():
                    office.made(prepared)
                batch = running.run(prepared, Path(place) / "batch", files[k : k + SIZE])
                yield written(k, seed, len(files), batch)


def written(k: int, seed: str, count: int, batch: running.Batch) -> Line:
    """What came of a batch, written down and said."""
    line: Line = {
        "batch": k,
        "seed": seed,
        "count": count,
        "seconds": round(batch.seconds),
        "memory": curve(batch.memory),
    }
    line |= {"results": [asdict(r) for r in batch.results()], "faults": batch.found()}
    with RESULTS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    wrong = sum(bool(r["wrong"]) for r in line["results"]) + len(line["faults"])
    print(f"{k}–{k + SIZE}: {line['seconds']} s, {wrong} faults, memory {line['memory']}", flush=True)
    return line


def curve(memory: Sequence[tuple[int, float]]) -> list[list[float]]:
    """Megabytes by files decided, at some eight points."""
    step = max(1, len(memory) // 8)
    return [[n, round(mb)] for n, mb in [*memory[::step], *memory[-1:]]]


def earlier() -> list[Line]:
    """What earlier runs found."""
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    return [json.loads(line) for line in lines]


def results(batch: Line) -> list[Result]:
    """What became of the files of a batch, held against what may become of their kinds now."""
    kinds = {kind.name: kind for kind in making.KINDS}
    found = [Result(**r) for r in batch["results"]]
    return [replace(r, wrong="") if _is_right(kinds.get(r.kind), r) else r for r in found]


def _is_right(kind: making.Kind | None, found: Result) -> bool:
    """Whether nothing is wrong but a code that the kind's table has by now."""
    return kind is not None and found.wrong.endswith(f": {found.code}") and kind.is_right(found.code)


def page(done: Sequence[Line], count: int) -> str:
    """The summary as Markdown."""
    found = [r for batch in done for r in results(batch)]
    kinds = dict.fromkeys([*(kind.name for kind in making.KINDS), "good form"])
    rows = "\n".join(row(kind, [r for r in found if r.kind == kind]) for kind in kinds)
    memory = "\n".join(remembered(batch) for batch in done)
    faults = [f"- {fault}" for b in done for fault in (*b["faults"], *(r.wrong for r in results(b) if r.wrong))]
    hostile = sum(r.kind != "good form" for r in found)
    figures = {
        "today": datetime.now(UTC).date().isoformat(),
        "tried": hostile,
        "count": count,
        "good": len(found) - hostile,
    }
    return TEXT.format(rows=rows, memory=memory, faults="\n".join(faults) or "None.", **figures)


def row(kind: str, mine: Sequence[Result]) -> str:
    """One line of the table."""
    codes = ", ".join(f"`{code or '–'}` {n}" for code, n in Counter(r.code for r in mine).most_common(6))
    return f"| {kind} | {len(mine)} | {codes} | {sum(bool(r.wrong) for r in mine)} |"


def remembered(batch: Line) -> str:
    """One line of the table of memory."""
    points = " · ".join(f"{decided:.0f}: {megabytes:.0f}" for decided, megabytes in batch["memory"])
    return f"| {batch['batch']} | {batch['seconds']} s | {points} |"


TEXT = """# A folder of hostile files

`make hostile` (`python -m hostile` in `tests`) makes a folder of odd, broken and hostile files by a seed and drops them in
batches before a real `casedrop watch`. Good forms, leftovers of programs, links, pipes, sockets and endless folders lie among
them; a quarter of the files have names of every odd kind. Every file must be read, returned or set aside with a reason that
is true of its kind; every good form must be taken; no case may say what nobody typed; every odd entry must be told; nothing
may be written outside; the watcher must end when asked, and nothing may stand on the keeper's page but the odd entries. A
reader that dies or runs out of time counts as right only where the caps on it are what stops the file. Tests try a sample
(`tests/hostile`).

Measured on {today}: {tried} of {count} hostile files, {good} good ones among them; what earlier runs found, maybe with an earlier
casedrop, counts until `--afresh`.

| kind | files | what became of them | faults |
|---|---|---|---|
{rows}

Memory of the watcher in megabytes, by files decided; readers are processes of their own:

| from file | took | files decided: MB |
|---|---|---|
{memory}

Faults: {faults}
"""


if __name__ == "__main__":
    sys.exit(main())
