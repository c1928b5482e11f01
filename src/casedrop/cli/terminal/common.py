"""What commands share: the workspace, the clock, tables and JSON."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import click

from casedrop.calendar.dates import moment
from casedrop.cli.terminal import speech
from casedrop.cli.terminal.speech import worded
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.plain import plain, plain_lines
from casedrop.language.problem import LANGS, Json, Problem

if TYPE_CHECKING:
    from casedrop.desk import clock as clocks
    from casedrop.desk import desk as desks
    from casedrop.desk import room as rooms
    from casedrop.store import lasting
    from casedrop.workspace import workspace as workspaces
else:
    desks, rooms, clocks = Late("casedrop.desk.desk"), Late("casedrop.desk.room"), Late("casedrop.desk.clock")
    workspaces, lasting = Late("casedrop.workspace.workspace"), Late("casedrop.store.lasting")

SETTINGS = "casedrop.toml"


def _heed(_context: click.Context, _option: click.Parameter, lang: str | None) -> str | None:
    speech.ask(lang)
    return lang


as_json = click.option("--json", "json_", is_flag=True, help="Print JSON for scripts.")
in_lang = click.option(
    "--lang", type=click.Choice(LANGS), callback=_heed, help="The language; else yours, else the workspace's."
)
"""What is printed in a language: the command then also speaks it."""


@dataclass(frozen=True)
class GlobalOptions:
    """What was said before the command: the workspace's folder and the time to work at; whether it is to say only what was asked
    for (`quiet`)."""

    folder: Path | None
    moment: str | None
    quiet: bool = False

    def root(self) -> Path:
        """The root of the workspace, whose language is then spoken to whoever asked for none; raises NoWorkspace."""
        root = workspaces.find((self.folder or Path.cwd()).resolve())
        speech.settle(_language(root))
        return root

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
            raise click.BadParameter(worded("no_time", said=said), param_hint=option or None) from error
        fixed = fixed if fixed.tzinfo else fixed.replace(tzinfo=workspace.settings.zone)
        return fixed.astimezone(UTC)


def _language(root: Path) -> str:
    """The language that the settings of a workspace name, also of one whose files cannot be used; English if they name none."""
    try:
        lang = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))["company"]["language"]
    except (OSError, ValueError, KeyError, TypeError):
        return speech.NOBODYS
    return lang if lang in LANGS else speech.NOBODYS


def speak(lang: str | None) -> None:
    """Begin a command in the language that was asked for; raises BadParameter if casedrop speaks none of that name."""
    try:
        speech.begin(lang)
    except ValueError as error:
        sentence = f"{worded('no_language', name=lang)} {worded('there_is', names=', '.join(LANGS))}"
        raise click.BadParameter(sentence, param_hint="--lang") from error


@contextmanager
def naming_acts() -> Iterator[None]:
    """A context in which each act on the disk is named on the error output, when it is about to be done."""
    with lasting.acts(lambda act, target: say(f"{act} {target}", err=True)):
        yield


def problem_lines(problems: Iterable[Problem], lang: str = "") -> list[str]:
    """One line a problem, with its code, in a language; else in the one that is spoken."""
    return [f"{messages.say(p, lang or speech.spoken())}  [{p.code}]" for p in problems]


def remark(text: str) -> None:
    """Print what nobody asked for, such as how far something has come; not with `--quiet`."""
    if not is_quiet():
        say(text)


def is_quiet() -> bool:
    """Whether `--quiet` was said."""
    context = click.get_current_context(silent=True)
    return bool(context and isinstance(context.obj, GlobalOptions) and context.obj.quiet)


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
    if not sys.stderr.isatty() or is_quiet():
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
