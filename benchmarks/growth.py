"""What a drop, a tick, a start and a list cost in offices of 10 to 100,000 open cases, and as many closed.

python benchmarks/growth.py [--place FOLDER] [--sizes 10,100,…] [--rounds N] [--kinds opens,moves,…] [--write]

Each office is a small one in which a case was really played; its ledger is then made to grow (`replicas.py`). The offices are
measured in turns, round by round, in processor time of this process. What was made and measured in FOLDER is not made again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median

import click
import recovery
from small_offices import ROOT, expect, grown

from casedrop.desk import deadlines
from casedrop.desk.cases import overview, show
from casedrop.desk.outbox import lists, pages, sources

sys.path.append(str(ROOT / "tests"))

from crash.small import MONDAY, Office, at_work

SIZES = (10, 100, 1_000, 10_000, 100_000)
ARCHIVES = 1_000
"""Cases beyond which no archive is made: each has a folder of its own there, and one in the outbox."""
PAGE, FIGURES, PICTURE = ROOT / "docs/performance.md", ROOT / "docs/growth.json", ROOT / "docs/growth.svg"
PLACE = Path(tempfile.gettempdir(), "casedrop-growth")
BEGIN, END = "<!-- growth -->", "<!-- /growth -->"
HEADS = {
    "opens": "a drop that opens a case",
    "moves": "a drop that moves one",
    "passes": "a deadline that is over",
    "idle": "a round with nothing to do",
    "start": "a start with nothing to do",
    "lists": "all lists written anew",
    "show": "one case shown",
    "cases": "all open cases told",
    "verify": "an archive of so many cases verified",
    "rebuild": "a ledger of so many cases rebuilt",
}
"""What is measured, in words."""
Figures = dict[int, dict[str, float]]
"""By the number of open cases, the milliseconds of each kind of work."""


def cost(do: Callable[[], object]) -> float:
    """The milliseconds of the processor that something takes."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def one_round(office: Office, n: int) -> dict[str, float]:
    """What each kind of work costs an office once."""
    place, inbox = office.root.parent, office.root / "inbox"

    def drops(source: str, target: str) -> float:
        shutil.copy(place / source, inbox / target)
        known = len(office.heard)
        took = cost(office.watcher.round)
        expect(office, known + 1)
        return took

    found = {"opens": drops(f"calls-{n}.docx", f"phone/calls-{n}.docx")}
    found["moves"] = drops(f"again-{n}.docx", f"sales/again-{n}.docx")
    found["idle"] = cost(office.watcher.round)
    found["show"] = cost(lambda: show.case_report(office.room, "VI-1"))
    found["cases"] = cost(lambda: overview.listed(office.room, overview.Wanted(closed=False)))
    found["lists"] = cost(lambda: pages.refresh(office.room))
    found["start"] = cost(office.desk.start)
    return found


def a_deadline(office: Office) -> float:
    """What it costs, for each case, that deadlines are over."""
    office.clock.now += timedelta(days=3)
    moved = list[str]()
    took = cost(lambda: moved.extend(office.desk.tick()))
    return took / len(moved)


def measured(place: Path, sizes: Sequence[int], rounds: int) -> Figures:
    """The medians of all rounds, office by office; the first round is not counted."""
    with ExitStack() as stack:
        offices = {size: stack.enter_context(at_work(grown(place, size, rounds), MONDAY)) for size in sizes}
        for office in offices.values():
            made_from = sources.digest(
                office.room.workspace
            )  # what was made by an earlier casedrop counts as made by this one
            for name in (lists.MADE_FROM, deadlines.RECKONED_FROM):
                office.room.ledger.memorize(name, made_from)
            office.desk.start()
        found = {size: list[dict[str, float]]() for size in sizes}
        for n in range(rounds + 1):
            for size, office in offices.items():
                found[size].append(one_round(office, n))
                click.echo(
                    f"{n} of {rounds}, {size:,} open: " + ", ".join(f"{k} {v:.0f}" for k, v in found[size][-1].items())
                )
        passed = {size: a_deadline(office) for size, office in offices.items()}
    rounds_ = {size: {kind: median(one[kind] for one in found[size][1:]) for kind in found[size][0]} for size in sizes}
    return {size: {**rounds_[size], "passes": passed[size], **of_an_archive(place, size)} for size in sizes}


def of_an_archive(place: Path, size: int) -> dict[str, float]:
    """What it costs to verify the archive of an office with so many cases, and to rebuild its ledger from it."""
    if size > ARCHIVES:
        return {}
    lost = place / f"lost-{size}"
    shutil.rmtree(lost, ignore_errors=True)
    took = recovery.measured(recovery.lost(lost, size), size)
    shutil.rmtree(lost)
    return {kind: 1000 * took[kind] for kind in ("verify", "rebuild")}


def table(figures: Figures) -> Iterator[str]:
    """The figures as a table of Markdown: milliseconds of the processor, and how many times those of the smallest office."""
    sizes = sorted(figures)
    yield (
        "| milliseconds of the processor | "
        + " | ".join(f"{size:,} open" for size in sizes)
        + " | largest ÷ smallest |"
    )
    yield "| --- |" + " ---: |" * (len(sizes) + 1)
    for kind, head in HEADS.items():
        there = [figures[size][kind] for size in sizes if kind in figures[size]]
        values = [f"{figures[size][kind]:.1f}" if kind in figures[size] else "–" for size in sizes]
        yield f"| {head} | " + " | ".join(values) + f" | {there[-1] / there[0]:.2f} |"


def curves(figures: Figures) -> Iterator[str]:
    """The figures as a picture (SVG): each kind of work by the number of open cases, both in powers of ten."""
    from math import log10  # noqa: PLC0415 - the picture alone needs it

    sizes = sorted(figures)
    yield '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -200 720 560" font-family="Arial" font-size="12">'
    for k, size in enumerate(sizes):
        yield f'<text x="{60 + 100 * k}" y="345" text-anchor="middle">{size:,}</text>'
    for power in range(6):
        y = 320 - 100 * power
        yield f'<path d="M60 {y}H480" stroke="#98A4AA" stroke-width=".5"/>'
        yield f'<text x="52" y="{y + 4}" text-anchor="end">{10**power} ms</text>'
    ends = list[float]()
    for kind, head in HEADS.items():
        there = [(k, figures[size][kind]) for k, size in enumerate(sizes) if kind in figures[size]]
        points = [(60 + 100 * k, 320 - 100 * log10(max(1.0, value))) for k, value in there]
        yield f'<path d="M{" L".join(f"{x:.0f} {y:.1f}" for x, y in points)}" fill="none" stroke="#1F4E66" stroke-width="1.5"/>'
        at = points[-1][1] + 4
        while any(abs(at - other) < 13 for other in ends):
            at += 1
        ends.append(at)
        yield f'<text x="{points[-1][0] + 8:.0f}" y="{at:.1f}">{head}</text>'
    yield "</svg>"


def write(now: Figures, kinds: Sequence[str]) -> None:
    """Write the figures of these kinds into the page between its marks, and beside it as JSON and as a picture; what was not
    measured now stays."""
    before = {int(size): row for size, row in json.loads(FIGURES.read_text(encoding="utf-8")).items()}
    new = {size: {kind: row[kind] for kind in kinds if kind in row} for size, row in now.items()}
    figures = {size: {**before.get(size, {}), **new.get(size, {})} for size in sorted({*before, *new})}
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    lines = "\n".join(table(figures))
    PAGE.write_text(f"{head}{BEGIN}\n{lines}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    PICTURE.write_text("\n".join(curves(figures)) + "\n", encoding="utf-8")


@click.command()
@click.option("--place", type=click.Path(path_type=Path), default=PLACE, help="Where offices are made and kept.")
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Numbers of open cases.")
@click.option("--rounds", default=5, help="How often each is measured.")
@click.option("--kinds", default=",".join(HEADS), help="What of it is written.")
@click.option("--write", "is_written", is_flag=True, help="Write the table, the figures and the picture into docs/.")
def main(place: Path, sizes: str, rounds: int, kinds: str, is_written: bool) -> None:
    """Measure what work costs in offices of several sizes."""
    figures = measured(place, [int(size) for size in sizes.split(",")], rounds)
    click.echo("\n".join(table(figures)))
    if is_written:
        write(figures, kinds.split(","))


if __name__ == "__main__":
    main()
