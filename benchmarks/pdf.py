"""What a PDF costs, beside LibreOffice called bare: benchmarks/pdf.py [DOCUMENTS] [--json].

Documents of one form are brought out by a batch. Their PDFs are made as ever: converted many by one call, each page with its
code, looked at, archived, put into the outbox, recorded. The peer converts the same files, as many by one call, with a profile of
its own for each call, and does nothing else. Processor time of all processes, in turn, call by call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from batch import FORM, LANG, table

from casedrop.desk.admin import batch
from casedrop.desk.desk import Desk
from casedrop.desk.effects.pdfs import SHEETS
from casedrop.desk.libreoffice.convert import converter
from casedrop.desk.room import open_room
from casedrop.workspace import create
from casedrop.workspace.workspace import usable


@click.command()
@click.argument("documents", default=2 * SHEETS)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(documents: int, *, json_: bool) -> None:
    """Print what a PDF costs."""
    with tempfile.TemporaryDirectory(prefix="casedrop-pdf-bench-") as folder:
        root = Path(folder) / "office"
        create.init(root)
        room = open_room(usable(root), lambda: datetime.now(UTC))
        desk = Desk(room)
        planned = batch.plan(room, room.form(FORM), LANG, table(room, Path(folder), documents))
        made: list[int] = []
        batch.make(
            desk, planned, lambda row: made.append(row.number), lambda: len(made) == documents
        )  # all but the PDFs
        papers = sorted((root / "outbox").rglob(f"*.{room.form(FORM).format}"))
        papers = [path for path in papers if "_batch" in path.parts]
        ours, theirs = in_turn(desk, papers, Path(folder))
        printed = len(list((root / "outbox").rglob("*.pdf")))
        desk.close()
    if printed != documents or len(papers) != documents:
        raise click.ClickException(f"{len(papers)} documents and {printed} PDFs, where {documents} were asked for.")
    row = {"documents": documents, "a_call": SHEETS, "ours": ours, "theirs": theirs, "share": 100 * theirs / ours}
    click.echo(json.dumps([row], indent=2) if json_ else ", ".join(f"{k} {v:.1f}" for k, v in row.items()))


def in_turn(desk: Desk, papers: Sequence[Path], place: Path) -> tuple[float, float]:
    """Milliseconds a document that all PDFs take, ours and the peer's, call by call."""
    ours = theirs = 0.0
    for first in range(0, len(papers), SHEETS):
        some = papers[first : first + SHEETS]
        ours += spent(lambda: desk.carrier.make_pdfs(lambda: True))
        theirs += spent(partial(bare, some, place / f"bare-{first}"))
    return 1000 * ours / len(papers), 1000 * theirs / len(papers)


def bare(papers: Sequence[Path], place: Path) -> None:
    """Convert files by one call of LibreOffice, with a profile of its own."""
    program = converter()
    if program is None:
        raise click.ClickException("LibreOffice is not on this machine.")
    switches = [f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([program, *switches, "--outdir", str(place), *map(str, papers)], check=True, capture_output=True)  # noqa: S603
    if len(list(place.glob("*.pdf"))) != len(papers):
        raise click.ClickException("LibreOffice did not convert all.")
    shutil.rmtree(place)


def spent(act: Callable[[], object]) -> float:
    """The processor's seconds that an act takes, here and in the processes that it begins."""
    before = processor()
    act()
    return processor() - before


def processor() -> float:
    """The processor's seconds that this process, and those it began that have ended, have taken."""
    said = os.times()
    return said.user + said.system + said.children_user + said.children_system


if __name__ == "__main__":
    main()
