"""What a drop costs from end to end, in the desk and in its reader: benchmarks/drop.py [--drops N] [--json].

A new workspace with the shipped forms and flows. Forms are filled with their samples, each for a customer of its own, dropped,
and each opens a case. Processor time (the desk's own at the median, the readers' on the average), commits and statements of the
ledger, and what is made durable besides.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

import click
from sqlalchemy import event
from sqlalchemy.engine import Engine

import casedrop
from casedrop.desk.desk import Desk
from casedrop.desk.reading.process import readers
from casedrop.desk.reading.readers import Forked
from casedrop.desk.room import open_room
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.store import files
from casedrop.workspace import create
from casedrop.workspace.workspace import Workspace, usable

SOME = (("license-application", "Word"), ("customization-analysis", "Excel"))
LANG = "vi"


@click.command()
@click.option("--drops", default=20, help="Drops of each form; the first are not counted.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(drops: int, *, json_: bool) -> None:
    """Print what a drop of each form costs."""
    with tempfile.TemporaryDirectory(prefix="casedrop-drop-") as folder:
        root = Path(folder) / "office"
        create.init(root)
        workspace = usable(root)
        desk = Desk(open_room(workspace, lambda: datetime.now(UTC)))
        desk.start()
        rows = [Row(form, format_, *costs(desk, filled(workspace, form, drops + 3))) for form, format_ in SOME]
        desk.close()
    if json_:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2))
        return
    for r in rows:
        told = f"{r.commits:.1f} commits, {r.statements:.1f} statements, {r.syncs:.1f} syncs"
        click.echo(f"{r.format}, {r.form}: {r.here:.1f} ms here, {r.readers:.1f} ms in readers; a drop: {told}")


@dataclass(frozen=True)
class Row:
    """What a drop of a form costs: milliseconds of the processor here (median) and in readers (mean), and how often the
    ledger is asked, committed to, and something is made durable besides."""

    form: str
    format: str
    here: float
    readers: float
    commits: float
    statements: float
    syncs: float


def filled(workspace: Workspace, form: str, number: int, first: int = 0) -> list[Path]:
    """So many files of a form, each filled for another customer, numbered from `first` on, in the folder of the role that drops
    it."""
    office, declared = casedrop.Workspace(workspace.root), workspace.book.forms[form]
    flow = workspace.book.flows[declared.flow]
    role = next(item.role for item in flow.stages[flow.start].awaits if item.form == form)
    made = []
    for n in range(first, first + number):
        opening = declared.writable("")
        said = unflatten({at: said for at, said in flatten(workspace.sample(declared, LANG)) if pattern(at) in opening})
        said["customer"] |= {"name": f"Công ty {n} {form}", "short_name": f"{form} {n}"}
        path = workspace.inbox / str(role) / f"{form}-{n}{'.' + declared.format}"
        made.append(path)
        office.form(form).fill(said, lang=LANG).save(path)
    return made


def costs(desk: Desk, paths: list[Path]) -> list[float]:
    """What taking each in costs, but the first three, as the numbers of a row."""
    counts: Counter[str] = Counter()
    event.listen(Engine, "commit", lambda _connection: counts.update(["commits"]))
    event.listen(Engine, "before_cursor_execute", lambda *_: counts.update(["statements"]))
    for path in paths[:3]:
        taken(desk, path)
    counts.clear()
    own, read = [], []
    with files.acts(lambda act, _target: counts.update([act])):
        for path in paths[3:]:
            before, begun = reading(), time.process_time()
            taken(desk, path)
            own.append(time.process_time() - begun)
            read.append(reading() - before)
    each = [counts[name] / len(own) for name in ("commits", "statements", "sync")]
    return [median(own) * 1e3, mean(read) * 1e3, *each]


def taken(desk: Desk, path: Path) -> None:
    """Take a file in; it must be accepted."""
    outcome = desk.take_in(path)
    if outcome is None or outcome.kind != "accepted":
        raise click.ClickException(f"{path.name}: {outcome}")


def reading() -> float:
    """Seconds of the processor that the server and the readers it forked have taken (Linux)."""
    made = readers()
    pid = made.server if isinstance(made, Forked) else None
    if pid is None:
        return 0.0
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15])) / os.sysconf(
        "SC_CLK_TCK"
    )


if __name__ == "__main__":
    main()
