"""Commands about a workspace's own files: check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, problem_lines, say
from casedrop.cli.terminal.names import FLOW_OR_FORM, known
from casedrop.cli.terminal.speech import counted, worded
from casedrop.desk.admin import check as checking
from casedrop.formats.late import Late
from casedrop.language.problem import Json, Problem
from casedrop.workspace import workspace as workspaces

if TYPE_CHECKING:
    from casedrop.desk.authoring import fix as fixing
    from casedrop.workspace.mending.mend import Mended
else:
    fixing = Late("casedrop.desk.authoring.fix")


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1, type=FLOW_OR_FORM)
@click.option("--fix", is_flag=True, help="Mend first what has one safe answer, and say what was changed.")
@click.option("--dry-run", "dry", is_flag=True, help="With --fix: say what would be changed, and change nothing.")
@as_json
@click.pass_obj
def check(told: GlobalOptions, *, names: tuple[str, ...], fix: bool, dry: bool, json_: bool) -> int:
    """Find every mistake in settings, forms, schemas, flows and templates, or in NAME's only, with file and line.

    NAME is a flow or a form.

    \b
    Examples:
      casedrop check
      casedrop check customization
      casedrop check --fix --dry-run
    """
    if dry and not fix:
        raise click.UsageError("--dry-run goes with --fix.")
    if fix and names:
        raise click.UsageError("--fix mends all files; leave NAME out.")
    root = told.root()
    plan = fixing.planned(root) if fix else []
    done = plan if dry else fixing.carried(root, plan)
    if not json_:
        _tell(_changed(done, dry=dry))
    found = checking.check(_named(workspaces.read(root), names), names, with_looks=True)
    wrong = sum(not problem.is_advice for problem in found)
    if json_:
        emit({"changes": _changes(done), "problems": _problems(found)} if fix else _problems(found))
    else:
        _tell(problem_lines(found))
        say(counted("problems", wrong) if wrong else worded("well"))
    return int(wrong > 0 or (dry and bool(plan)) or len(done) < len(plan))


def _named(workspace: workspaces.Workspace, names: Sequence[str]) -> workspaces.Workspace:
    """The workspace; raises BadParameter if it has no flow and no form of one of the names."""
    for name in checking.unknown(workspace, names):
        there = [*workspace.book.flows, *workspace.book.forms]
        known(name, there, "NAME", "no_flow_form", see="casedrop forms")
    return workspace


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _changed(done: Sequence[Mended], *, dry: bool) -> Iterator[str]:
    """A line for each change, and how many files that is."""
    for change in (change for one in done for change in one.changes):
        yield f"{change.file}:{change.line}: {change.before} -> {change.after}  [{change.code}]"
    if done:
        yield counted("files_would_change" if dry else "files_changed", len(done))


def _changes(done: Sequence[Mended]) -> list[dict[str, Json]]:
    return [asdict(change) for one in done for change in one.changes]


def _problems(found: Sequence[Problem]) -> list[dict[str, Json]]:
    return [{"code": p.code, **p.place.args, "says": line} for p, line in zip(found, problem_lines(found), strict=True)]


COMMANDS = (check,)
