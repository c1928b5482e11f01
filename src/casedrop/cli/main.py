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

import click

from casedrop.cli import care, cases, forms, show, work
from casedrop.cli.common import Told, problem_lines
from casedrop.config.trouble import BrokenWorkspace, NoWorkspace, NotEmpty
from casedrop.store.trouble import Trouble


class Exit(IntEnum):
    """The exit codes that are the same for every command; `docs/cli.md` lists them all."""

    WELL = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 70
    INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("casedrop"), prog_name="casedrop")
@click.option("-w", "--workspace", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="The workspace; else the one the current folder lies in.")
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
    context.obj = Told(folder, moment)


for command in (*care.COMMANDS, *work.COMMANDS, *forms.COMMANDS, *cases.COMMANDS, *show.COMMANDS):
    group.add_command(command)


def main(args: Sequence[str] | None = None) -> None:
    """Never returns: runs the command and exits with its code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """The exit code of a command; whatever goes wrong is said in a sentence, never as a traceback."""
    try:
        result = group.main(args=args, standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.WELL
    except BrokenWorkspace as error:
        return _said("\n".join([*problem_lines(error.problems), str(error)]), error.exit_code)
    except (NoWorkspace, NotEmpty, Trouble) as error:
        return _said(str(error), error.exit_code)
    except OSError as error:
        return _said(f"{error.filename or ''}: {error.strerror or error}. Nothing was lost; try again.", 74)
    except Exception:  # noqa: BLE001 - the one place where a fault of ours becomes a sentence
        return _said(f"A fault in casedrop. What happened is in {_report()}; please send it to us.", Exit.BUG)
    return result if isinstance(result, int) else Exit.WELL


def _said(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _report() -> str:
    with tempfile.NamedTemporaryFile("w", prefix="casedrop-fault-", suffix=".md", delete=False, encoding="utf-8") as out:
        out.write(f"casedrop {version('casedrop')}, Python {platform.python_version()}, {platform.platform()}\n\n")
        out.write(f"```\n{traceback.format_exc()}```\n")
        return out.name
