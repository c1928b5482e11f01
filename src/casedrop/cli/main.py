"""The command `casedrop` and its one handler of what goes wrong."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from enum import IntEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedrop.cli.commands import COMMANDS, LateCommands, LateGroup
from casedrop.cli.common import GlobalOptions, problem_lines, say
from casedrop.cli.ending import Terminated, heed_signals
from casedrop.formats.late import Late
from casedrop.language.plain import plain_lines
from casedrop.store.errors import Trouble
from casedrop.workspace.errors import BrokenWorkspace, NotEmpty, NoWorkspace

if TYPE_CHECKING:
    from casedrop.desk import causes
else:
    causes = Late("casedrop.desk.causes")


class Exit(IntEnum):
    """The exit codes that are the same for every command; `docs/cli.md` lists them all."""

    WELL = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 70
    WORLD = 74
    INTERRUPTED = 130
    TERMINATED = 143


@click.group(
    cls=LateGroup,
    commands=LateCommands(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("casedrop"), prog_name="casedrop")
@click.option(
    "-w",
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The workspace; else the one the current folder lies in.",
)
@click.option("--at", "moment", metavar="TIME", help="Work as if it were TIME (2021-06-23 or 2021-06-23T09:00+07:00).")
@click.pass_context
def group(context: click.Context, folder: Path | None, moment: str | None) -> None:
    """Make a shared folder do the work of a service department.

    \b
    Examples:
      casedrop demo                     see it work, in a folder of its own
      casedrop init office              make a workspace
      casedrop -w office watch          take in whatever is dropped into its inbox
    """
    context.obj = GlobalOptions(folder, moment)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code; SIGTERM and Ctrl-C end it within five seconds."""
    heed_signals()
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """The exit code of a command; whatever goes wrong is said in a sentence, never as a traceback."""
    try:
        result = group.main(args=args, standalone_mode=False)
    except SystemExit:  # click ends so when whoever reads our output has gone (`casedrop cases | head`)
        return Exit.WELL
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except Terminated as ended:
        return ended.code
    except Exception as error:
        return _ended(error)
    return result if isinstance(result, int) else Exit.WELL


def _ended(error: Exception) -> int:
    """The exit code of what stopped a command, once it is said; each situation's own code stands in its class."""
    if isinstance(error, click.ClickException):
        words = plain_lines(error.format_message())
        (
            click.UsageError(words, error.ctx) if isinstance(error, click.UsageError) else click.ClickException(words)
        ).show()
        return error.exit_code
    if isinstance(error, BrokenWorkspace):
        return _said("\n".join([*problem_lines(error.problems), str(error)]), error.exit_code)
    if isinstance(error, NoWorkspace | NotEmpty | Trouble):
        return _said(str(error), error.exit_code)
    if isinstance(error, OSError):
        return _said(f"{causes.describe(error)}. Nothing was lost; try again.", Exit.WORLD)
    return _said(f"A fault in casedrop. What happened is in {_report(error)}; please send it to us.", Exit.BUG)


def _said(sentence: str, code: int) -> int:
    say(sentence, err=True)
    return code


def _report(error: Exception) -> str:
    """Where the report of a fault was written."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="casedrop-fault-", suffix=".md", delete=False, encoding="utf-8"
    ) as out:
        out.write(f"casedrop {version('casedrop')}, Python {platform.python_version()}, {platform.platform()}\n\n")
        out.write(f"```\n{''.join(traceback.format_exception(error))}```\n")
        return out.name
