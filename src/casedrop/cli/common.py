"""What commands share: the workspace, the clock, tables and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import click

from casedrop.calendar.dates import moment
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.plain import plain, plain_lines
from casedrop.language.problem import LANGS, Json, Problem

if TYPE_CHECKING:
    from casedrop.desk import clock as clocks
    from casedrop.desk import desk as desks
    from casedrop.desk import room as rooms
    from casedrop.workspace import workspace as workspaces
else:
    desks, rooms, clocks = Late("casedrop.desk.desk"), Late("casedrop.desk.room"), Late("casedrop.desk.clock")
    workspaces = Late("casedrop.workspace.workspace")

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON for scripts.")
in_lang = click.option("--lang", type=click.Choice(LANGS), help="The language; else the workspace's.")


@dataclass(frozen=True)
class GlobalOptions:
    """What was said before the command: the workspace's folder and the time to work at."""

    folder: Path | None
    moment: str | None

    def root(self) -> Path:
        """The root of the workspace; raises NoWorkspace."""
        return workspaces.find((self.folder or Path.cwd()).resolve())

    def workspace(self) -> workspaces.Workspace:
        """The workspace; raises NoWorkspace, BrokenWorkspace."""
        return workspaces.usable(self.root())

    def room(self, among: Collection[str] | None = None) -> rooms.Room:
        """The workspace with its ledger open; flows whose files cannot be used rest, if they are `among` these (None: any)."""
        workspace = workspaces.working(self.root(), among)
        return rooms.open_room(workspace, self.clock(workspace))

    def desk(self, among: Collection[str] | None = None) -> desks.Desk:
        """A desk of the workspace, like `room`. It believes a time that was named, the machine's near where it was last seen."""
        room = self.room(among)
        return desks.Desk(room, clocks.is_believed) if self.moment is None else desks.Desk(room)

    def clock(self, workspace: workspaces.Workspace) -> rooms.Clock:
        """The clock: stopped at `--at`, if that was given."""
        if self.moment is None:
            return lambda: datetime.now(UTC)
        fixed = self.time(self.moment, workspace)
        return lambda: fixed

    @staticmethod
    def time(said: str, workspace: workspaces.Workspace, option: str = "") -> datetime:
        """The moment (UTC) that an option says, a day's first in the company's zone; raises BadParameter."""
        try:
            fixed = moment(said, workspace.settings.zone)
        except ValueError as error:
            sentence = f"{said} is no time; write 2021-06-23 or 2021-06-23T09:00"
            raise click.BadParameter(sentence, param_hint=option or None) from error
        fixed = fixed if fixed.tzinfo else fixed.replace(tzinfo=workspace.settings.zone)
        return fixed.astimezone(UTC)


def problem_lines(problems: Iterable[Problem], lang: str = "en") -> list[str]:
    """One line a problem, with its code."""
    return [f"{messages.say(p, lang)}  [{p.code}]" for p in problems]


def say(text: str, *, err: bool = False, bold: bool = False, nl: bool = True) -> None:
    """Print a text, its lines and tabs as they are; any other character that a terminal acts on is shown escaped (L12)."""
    click.secho(plain_lines(text), err=err, bold=bold, nl=nl)


def emit(value: Json) -> None:
    """Print a value as JSON, in which no character acts on a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    click.echo("".join(c if c == "\n" or plain(c) == c else json.dumps(c)[1:-1] for c in text))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, Chinese letters two wide."""
    lines = [list(head), *([plain(str(c)) if c else "–" for c in row] for row in rows)]
    widths = [max(width(line[k]) for line in lines) for k in range(len(head))]
    for k, line in enumerate(lines):
        text = "  ".join(cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(line)).rstrip()
        say(text, bold=k == 0)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A context with what hears how many things are done, and of how many: a bar on the error output while somebody looks at
    it, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield tell


def width(text: str) -> int:
    """The columns a text takes on a terminal."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def local(iso: str | None, zone: tzinfo, shape: str = "%Y-%m-%d") -> str:
    """An ISO moment in a zone, by a `strftime` pattern; "" for none."""
    return datetime.fromisoformat(iso).astimezone(zone).strftime(shape) if iso else ""
