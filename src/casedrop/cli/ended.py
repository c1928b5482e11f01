"""What stopped a command: said in a sentence, with the exit code of the situation."""

from __future__ import annotations

import platform
import tempfile
import traceback
from importlib.metadata import version

import click

from casedrop.cli.common import problem_lines, say
from casedrop.cli.exits import Exit
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
    if isinstance(error, BrokenWorkspace):
        return _said("\n".join([*problem_lines(error.problems), str(error)]), error.exit_code)
    if isinstance(error, NoWorkspace | NotEmpty | FlowNeeded | LastFlow | Trouble):
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
