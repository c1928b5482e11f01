"""Whether a desk's memory stays flat over thousands of drops.

python benchmarks/memory.py [--drops N] [--place FOLDER] [--write]

An office with the shipped forms, in FOLDER, in which one desk takes in so many drops, each of which opens a case for a customer
of its own; ten times meanwhile it is looked at what the desk and the server of its readers hold (proportional share, Linux). A
run that was stopped goes on where it was, with a desk begun anew.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from drop import filled, taken

from casedrop.desk.desk import Desk
from casedrop.desk.reading.process import readers
from casedrop.desk.reading.readers import Forked
from casedrop.desk.room import open_room
from casedrop.workspace import create
from casedrop.workspace.workspace import usable

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/performance.md"
PLACE = Path(tempfile.gettempdir(), "casedrop-memory")
FORM = "license-application"
LOOKS = 10
"""How often it is looked."""
Row = dict[str, int]


@click.command()
@click.option("--drops", default=10_000, help="Drops in all.")
@click.option("--place", type=click.Path(path_type=Path), default=PLACE, help="Where the office is made and kept.")
@click.option("--write", "is_written", is_flag=True, help="Write the table into docs/performance.md.")
def main(drops: int, place: Path, is_written: bool) -> None:
    """Print what a desk holds as drops go by."""
    known = place / "memory.json"
    rows: list[Row] = json.loads(known.read_text(encoding="utf-8")) if known.exists() else []
    root = place / "office"
    if not root.exists():
        create.init(root)
    for row in looked_at(root, rows[-1]["drops"] if rows else 0, drops):
        rows.append(row)
        known.write_text(json.dumps(rows), encoding="utf-8")
        click.echo(", ".join(f"{name} {value}" for name, value in row.items()))
    if is_written:
        write(rows)


def looked_at(root: Path, done: int, drops: int) -> Iterator[Row]:
    """The rows that are still lacking: drops so far, those of this desk, and megabytes of the desk and of its readers' server."""
    workspace = usable(root)
    desk = Desk(open_room(workspace, lambda: datetime.now(UTC)))
    desk.start()
    step, own = max(1, drops // LOOKS), 0
    for first in range(done, drops, step):
        paths = filled(workspace, FORM, min(step, drops - first), first)
        for path in paths:
            taken(desk, path)
        own += len(paths)
        made = readers()
        server = made.server if isinstance(made, Forked) else None
        yield {
            "drops": first + len(paths),
            "of_this_desk": own,
            "desk": held("self"),
            "readers": held(server) if server else 0,
        }
    desk.close()


def held(process: str | int) -> int:
    """The megabytes a process holds, its share of what others hold too."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB$", told, re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def write(rows: Sequence[Row]) -> None:
    """Write the rows into the page, between its marks."""
    lines = ["| drops | of this desk | desk, MB | server of readers, MB |", "| ---: | ---: | ---: | ---: |"]
    lines += [f"| {row['drops']:,} | {row['of_this_desk']:,} | {row['desk']} | {row['readers']} |" for row in rows]
    page, table = PAGE.read_text(encoding="utf-8"), "\n".join(lines)
    marked = re.compile(r"(?<=<!-- memory -->\n).*(?=\n<!-- /memory -->)", re.DOTALL)
    PAGE.write_text(marked.sub(lambda _: table, page), encoding="utf-8")


if __name__ == "__main__":
    main()
