"""What a drop, a tick, a start and a list cost in offices of 10 to 100,000 open cases, and as many closed.

python benchmarks/growth.py [--place FOLDER] [--sizes 10,100,…] [--rounds N] [--write]

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
from replicas import replicate

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from casedrop.demo import typing  # noqa: E402
from casedrop.desk import deadlines  # noqa: E402
from casedrop.desk.cases import show  # noqa: E402
from casedrop.desk.outbox import lists, pages, sources  # noqa: E402
from crash.small import MONDAY, Office, at_work, made  # noqa: E402

SIZES = (10, 100, 1_000, 10_000, 100_000)
FIRST, CLOSED = 1_000, 5_000_000
"""The numbers from which the open and the closed cases are numbered that were not played."""
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
}
"""What is measured, in words."""
Figures = dict[int, dict[str, float]]
"""By the number of open cases, the milliseconds of each kind of work."""


def played(place: Path, rounds: int) -> None:
    """Play a case more than rounds in a new office, each until it waits for its second paper, and fill those papers in."""
    root = made(place / "office")
    blanks = root / "outbox" / "_blank" / "en"
    with at_work(root, MONDAY) as office:
        for flow, name, role in (("visits", "visit", "sales"), ("calls", "call", "phone")):
            for n in range(rounds + 1):
                said = {
                    "/customer/name": f"Kite {n} {flow}",
                    "/customer/short_name": f"{n}{flow}",
                    "/seen_on": "2026-08-03",
                }
                typing.write(blanks / flow / f"{name} note.docx", said, place / f"{flow}-{n}.docx")
                if flow == "visits":
                    shutil.copy(place / f"{flow}-{n}.docx", root / "inbox" / role)
        office.watcher.round()
        expect(office, rounds + 1)
        for n in range(rounds + 1):
            (issued,) = (root / "outbox").glob(f"*/{n}visits/**/*.docx")
            typing.write(issued, {"/said": "come again"}, place / f"again-{n}.docx")


def grown(place: Path, size: int, rounds: int) -> Path:
    """An office with so many open cases and as many closed, made unless it is there."""
    here = place / str(size)
    if not (here / "done").exists():
        shutil.rmtree(here, ignore_errors=True)
        played(here, rounds)
        ledger, more = here / "office/state/ledger.sqlite3", max(0, size - rounds - 1)
        replicate(ledger, "VI-1", "Kite 0 visits", FIRST, more)
        replicate(ledger, "VI-1", "Kite 0 visits", CLOSED, size, closed=True)
        (here / "done").touch()
    shutil.rmtree(here / "work", ignore_errors=True)
    shutil.copytree(here / "office", here / "work")
    return here / "work"


def cost(do: Callable[[], object]) -> float:
    """The milliseconds of the processor that something takes."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def expect(office: Office, drops: int) -> None:
    """Raise unless so many drops were taken, all of them accepted."""
    if len(office.heard) != drops or any(not said.endswith(": accepted") for said in office.heard):
        raise click.ClickException(f"Not all drops were accepted: {office.heard}")


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
    return {
        size: {
            kind: passed[size] if kind == "passes" else median(one[kind] for one in found[size][1:]) for kind in HEADS
        }
        for size in sizes
    }


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
        values = [figures[size][kind] for size in sizes]
        yield f"| {head} | " + " | ".join(f"{value:.1f}" for value in values) + f" | {values[-1] / values[0]:.2f} |"


def curves(figures: Figures) -> Iterator[str]:
    """The figures as a picture (SVG): each kind of work by the number of open cases, both in powers of ten."""
    from math import log10  # noqa: PLC0415 - the picture alone needs it

    sizes = sorted(figures)
    yield '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360" font-family="Arial" font-size="12">'
    for k, size in enumerate(sizes):
        yield f'<text x="{60 + 100 * k}" y="345" text-anchor="middle">{size:,}</text>'
    for power in range(4):
        y = 320 - 100 * power
        yield f'<path d="M60 {y}H480" stroke="#98A4AA" stroke-width=".5"/>'
        yield f'<text x="52" y="{y + 4}" text-anchor="end">{10**power} ms</text>'
    ends = list[float]()
    for kind, head in HEADS.items():
        points = [(60 + 100 * k, 320 - 100 * log10(max(1.0, figures[size][kind]))) for k, size in enumerate(sizes)]
        yield f'<path d="M{" L".join(f"{x:.0f} {y:.1f}" for x, y in points)}" fill="none" stroke="#1F4E66" stroke-width="1.5"/>'
        at = points[-1][1] + 4
        while any(abs(at - other) < 13 for other in ends):
            at += 1
        ends.append(at)
        yield f'<text x="{points[-1][0] + 8:.0f}" y="{at:.1f}">{head}</text>'
    yield "</svg>"


def write(figures: Figures) -> None:
    """Write the figures into the page between its marks, and beside it as JSON and as a picture."""
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
@click.option("--write", "is_written", is_flag=True, help="Write the table, the figures and the picture into docs/.")
def main(place: Path, sizes: str, rounds: int, is_written: bool) -> None:
    """Measure what work costs in offices of several sizes."""
    figures = measured(place, [int(size) for size in sizes.split(",")], rounds)
    click.echo("\n".join(table(figures)))
    if is_written:
        write(figures)


if __name__ == "__main__":
    main()
