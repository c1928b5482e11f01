"""The command that shows what casedrop is: demo."""

from __future__ import annotations

from pathlib import Path

import click

from casedrop.demo.play import play


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--script", default="customization", show_default=True, help="Which of the demos to play.")
def demo(folder: Path | None, script: str) -> int:
    """Play a whole case with real files, in a workspace made for it.

    \b
    Examples:
      casedrop demo
      casedrop demo /tmp/show
    """
    return play(folder, script, click.echo)


COMMANDS = (demo,)
