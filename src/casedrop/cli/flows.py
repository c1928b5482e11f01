"""Commands about flows: flow."""

from __future__ import annotations

from pathlib import Path

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, in_lang, say
from casedrop.diagrams.chart import chart_of
from casedrop.diagrams.mermaid import mermaid
from casedrop.diagrams.svg import svg
from casedrop.flows.graph import distances


@click.command()
@click.argument("name")
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
    found = workspace.book.flows.get(name)
    if found is None:
        known = ", ".join(workspace.book.flows)
        raise click.BadParameter(f"There is no flow {name}. There is: {known}", param_hint="NAME")
    chart = chart_of(found, workspace.book, workspace.settings.roles, lang or workspace.settings.lang)
    if drawing:
        drawing.write_text(svg(chart, distances(found)), encoding="utf-8")
        say(str(drawing))
    elif json_:
        emit(chart.as_json())
    else:
        say(mermaid(chart), nl=False)


COMMANDS = (flow,)
