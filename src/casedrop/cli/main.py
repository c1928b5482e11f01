"""The command `casedrop`. What it is asked for is imported when it is known: telling of itself takes nothing but click."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedrop.cli.commands import COMMANDS, LateCommands, LateGroup
from casedrop.cli.terminal.exits import Exit
from casedrop.formats.late import Late

if TYPE_CHECKING:
    from casedrop.cli.terminal import common, ended, ending
else:
    common, ended, ending = (
        Late("casedrop.cli.terminal.common"),
        Late("casedrop.cli.terminal.ended"),
        Late("casedrop.cli.terminal.ending"),
    )

AT_ONCE = ("--version", "-V", "--help", "-h")
"""What is told at once, so that nobody needs to end it."""
YOUNG = 50_000
"""How many new values there must be before Python looks for garbage: a command that begins makes many and drops none, and
looking for some every 700, as Python would, is a fifth of its time."""


@click.group(
    cls=LateGroup,
    commands=LateCommands(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(None, "-V", "--version", package_name="casedrop", prog_name="casedrop")
@click.option(
    "-w",
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="CASEDROP_WORKSPACE",
    help="The workspace; else CASEDROP_WORKSPACE, else the one the current folder lies in.",
)
@click.option("--at", "moment", metavar="TIME", help="Work as if it were TIME (2021-06-23 or 2021-06-23T09:00+07:00).")
@click.option(
    "--lang",
    metavar="LANG",
    envvar="CASEDROP_LANG",
    help="The language to answer in (vi, zh-Hans, zh-Hant, en); else CASEDROP_LANG, else the workspace's.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print what was asked for and what is wrong, and nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Name each file written, moved or removed, on the error output.")
@click.pass_context
def group(
    context: click.Context, folder: Path | None, moment: str | None, lang: str | None, *, quiet: bool, verbose: bool
) -> None:
    """Make a shared folder do the work of a service department.

    \b
    Examples:
      casedrop demo                     see it work, in a folder of its own
      casedrop init office              make a workspace
      casedrop -w office watch          take in whatever is dropped into its inbox
    """
    context.obj = common.GlobalOptions(folder, moment, quiet)
    common.speak(lang)
    if verbose:
        context.with_resource(common.naming_acts())


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code; SIGTERM and Ctrl-C end it within five seconds."""
    gc.set_threshold(YOUNG, 20, 20)
    if not {*(sys.argv[1:] if args is None else args)} <= {*AT_ONCE}:
        ending.heed_signals()
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """The exit code of a command; whatever goes wrong is said in a sentence, never as a traceback."""
    try:
        result = group.main(args=args, prog_name="casedrop", standalone_mode=False)
    except SystemExit:  # click ends so when whoever reads our output has gone (`casedrop cases | head`)
        return Exit.WELL
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except Exception as error:
        return ended.ended(error)
    except ending.Terminated as terminated:
        return terminated.code
    return result if isinstance(result, int) else Exit.WELL
