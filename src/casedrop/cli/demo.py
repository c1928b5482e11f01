"""The command that shows what casedrop is: demo."""

from __future__ import annotations

from pathlib import Path

import click

from casedrop.cli.terminal.common import say
from casedrop.cli.terminal.names import known
from casedrop.demo.play import play
from casedrop.workspace.create import shipped


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--script", help="Play only this one; else all, one after the other.")
def demo(folder: Path | None, script: str | None) -> int:
    """Play whole cases with real files, in a workspace made for it.

    \b
    Examples:
      casedrop demo
      casedrop demo /tmp/show
    """
    there = sorted(path.stem for path in (shipped() / "demos").glob("*.yaml"))
    if script:
        known(script, there, "--script", "no_demo")
    return play(folder, [script] if script else there, say)


COMMANDS = (demo,)
