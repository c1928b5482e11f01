"""What stopped a command: said in a sentence, with the exit code of the situation."""

from __future__ import annotations

import platform
import tempfile
import traceback
from importlib.metadata import version

import click

from casedrop.cli.terminal.common import problem_lines, say
from casedrop.cli.terminal.exits import Exit
from casedrop.cli.terminal.speech import counted, spoken, worded
from casedrop.desk import causes
from casedrop.language.plain import plain_lines
from casedrop.store.errors import Trouble
from casedrop.workspace.errors import BrokenWorkspace, FlowNeeded, LastFlow, NotEmpty, NoWorkspace


def ended(error: Exception) -> int:
    """The exit code of what stopped a command, once it is said; each situation's own code stands in its class."""
    if isinstance(error, click.ClickException):
        words = plain_lines(error.format_message())
        (
            click.UsageError(words, error.ctx) if isinstance(error, click.UsageError) else click.ClickException(words)
        ).show()
        return error.exit_code
    if isinstance(error, BrokenWorkspace | NoWorkspace | NotEmpty | FlowNeeded | LastFlow):
        return _said(_of_the_workspace(error), error.exit_code)
    if isinstance(error, Trouble):
        return _said(str(error), error.exit_code)
    if isinstance(error, OSError):
        return _said(worded("world", what=causes.describe(error, spoken())), Exit.WORLD)
    return _said(worded("bug", file=_report(error)), Exit.BUG)


def _of_the_workspace(error: BrokenWorkspace | NoWorkspace | NotEmpty | FlowNeeded | LastFlow) -> str:
    """What is wrong with a workspace as a whole, in the language that is spoken."""
    match error:
        case BrokenWorkspace():
            return "\n".join([*problem_lines(error.problems), counted("broken", len(error.problems))])
        case NoWorkspace():
            return worded("no_workspace", folder=error.start)
        case NotEmpty():
            return worded("not_empty", folder=error.folder)
        case FlowNeeded():
            return worded("flow_needed", flows=", ".join(error.flows), others=", ".join(error.others))
        case LastFlow():
            return worded("last_flow")


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
