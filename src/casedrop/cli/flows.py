"""Commands about flows: flow draws one; flows lists them, adds those casedrop comes with, and takes some out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from casedrop.cli.commands import WholeGroup
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, in_lang, remark, say, table
from casedrop.cli.terminal.names import FLOW, known
from casedrop.cli.terminal.speech import heads, spoken, worded
from casedrop.desk import readmes
from casedrop.diagrams.chart import chart_of
from casedrop.diagrams.mermaid import mermaid
from casedrop.diagrams.svg import svg
from casedrop.flows.graph import distances
from casedrop.language.problem import Json
from casedrop.workspace import create
from casedrop.workspace.making import change
from casedrop.workspace.making.choice import needed, needing
from casedrop.workspace.workspace import Workspace, read


@click.command()
@click.argument("name", type=FLOW)
@click.option("--svg", "drawing", type=click.Path(path_type=Path, dir_okay=False), help="Write a drawing here instead.")
@as_json
@in_lang
@click.pass_obj
def flow(told: GlobalOptions, name: str, drawing: Path | None, json_: bool, lang: str | None) -> None:
    """Draw the flow NAME, as Mermaid text or SVG: its stages, what each awaits from whom, its roads and deadlines.

    \b
    Examples:
      casedrop flow visits
      casedrop flow visits --svg visits.svg --lang en
    """
    workspace = told.workspace()
    known(name, [*workspace.book.flows], "NAME", "no_flow")
    found = workspace.book.flows[name]
    chart = chart_of(found, workspace.book, workspace.settings.roles, lang or spoken())
    if drawing:
        drawing.write_text(svg(chart, distances(found)), encoding="utf-8")
        say(str(drawing))
    elif json_:
        emit(chart.as_json())
    else:
        say(mermaid(chart), nl=False)


@click.group(cls=WholeGroup)
def flows() -> None:
    """List the flows, add one that casedrop comes with, or take one out."""


@flows.command("list")
@as_json
@in_lang
@click.pass_obj
def list_(told: GlobalOptions, json_: bool, lang: str | None) -> None:
    """List this workspace's flows, and those that casedrop comes with and `flows add` brings in.

    \b
    Examples:
      casedrop flows list
      casedrop flows list --json
    """
    here, of = told.workspace(), read(create.shipped())
    rows = [*_rows(here, lang or spoken(), is_here=True)]
    rows += [row for row in _rows(of, lang or spoken(), is_here=False) if row["flow"] not in here.book.flows]
    if json_:
        emit(rows)
        return
    cells = ([r["flow"], r["title"], worded("here" if r["here"] else "to_add"), ", ".join(r["needs"])] for r in rows)
    table(heads("flow", "title", "", "needs"), cells)


def _rows(of: Workspace, lang: str, *, is_here: bool) -> Iterator[dict[str, Json]]:
    for name, one in of.book.flows.items():
        names = {"needs": sorted(needed(of, name)), "needed_by": [*needing(of, name)]}
        yield {"flow": name, "title": one.titles[lang], "here": is_here, **names}


@flows.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@as_json
@click.pass_obj
def add(told: GlobalOptions, names: tuple[str, ...], json_: bool) -> None:
    """Bring in the flows NAME of those casedrop comes with, in this office's languages, with what they need.

    Files that are there stay as they are. Roles and what documents say of the company are added to casedrop.toml.

    \b
    Examples:
      casedrop flows add problem
      casedrop flows add license delivery --json
    """
    here, of = told.workspace(), read(create.shipped())
    for name in names:
        known(name, [*of.book.flows], "NAME", "no_flow")
    made = change.add(here, of, names)
    now = read(here.root)
    readmes.refresh(now)
    if json_:
        emit({"flows": made.flows, "roles": made.roles, "kept": made.kept})
        return
    say(worded("added", flows=made.flows) if made.flows else worded("nothing_missing"))
    for role in made.roles:
        folder = f"inbox/{now.settings.folder(role)}"
        say(f"  {worded('folder_for', folder=folder, role=now.settings.roles[role])}")
    for name in made.kept:
        say(f"  {worded('stayed', file=name)}")
    remark(worded("then", command="casedrop check"))


@flows.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--with-dependents", is_flag=True, help="Also the flows that need these.")
@as_json
@click.pass_obj
def remove(told: GlobalOptions, names: tuple[str, ...], *, with_dependents: bool, json_: bool) -> None:
    """Take the flows NAME out, with the forms nothing else needs; their files are put away, not deleted.

    Cases that are open go on by the version they began with; new ones cannot be opened.

    \b
    Examples:
      casedrop flows remove callback
      casedrop flows remove callback --with-dependents
    """
    room = told.room()
    here = room.workspace
    for name in names:
        known(name, [*here.book.flows], "NAME", "no_flow")
    made = change.remove(here, names, f"{room.clock():%Y-%m-%d}", with_dependents=with_dependents)
    running = [row.id for name in made.flows for row in room.ledger.cases(closed=False, flow=name)]
    readmes.refresh(read(here.root))
    if json_:
        emit({"flows": made.flows, "forms": made.forms, "folder": made.folder, "idle": made.idle, "running": running})
        return
    say(worded("taken_out", flows=made.flows, n=len(made.forms), folder=made.folder))
    _tell_left(running, made.idle)


def _tell_left(running: Sequence[str], idle: Sequence[str]) -> None:
    if running:
        say(worded("go_on", cases=running))
    if idle:
        say(worded("idle", roles=idle))


COMMANDS = (flow, flows)
