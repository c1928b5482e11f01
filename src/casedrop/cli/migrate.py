"""The command that moves running cases to the present version of their flow."""

from __future__ import annotations

from datetime import datetime, tzinfo

import click

from casedrop.calendar import explain
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, problem_lines, say
from casedrop.cli.terminal.names import FLOW_OR_CASE, hint
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk.admin import migrate
from casedrop.desk.admin.migrate import Move
from casedrop.language.problem import Json


@click.command("migrate-cases")
@click.argument("words", metavar="[FLOW|CASE]...", nargs=-1, type=FLOW_OR_CASE)
@click.option("--apply", "do", is_flag=True, help="Move those that can; else it is only said which can.")
@as_json
@click.pass_obj
def migrate_cases(told: GlobalOptions, words: tuple[str, ...], *, do: bool, json_: bool) -> int:
    """Move running cases to the present version of their flow and forms; say first which can, and why others cannot.

    \b
    Examples:
      casedrop migrate-cases
      casedrop migrate-cases TB-2021-0001 --apply
    """
    desk = told.desk(among=())
    strange = migrate.unknown(desk.room, words)
    if strange:
        there = [*desk.room.workspace.book.flows, *desk.room.ledger.case_numbers()]
        sentence = f"{worded('no_flow_case', name=', '.join(strange))} {hint(strange[0], there)}"
        raise click.BadParameter(sentence, param_hint="FLOW|CASE")
    moves = migrate.planned(desk.room, words)
    if do:
        with click.progressbar(length=len(moves), label=worded("moving"), hidden=json_ or not moves) as bar:
            moves = migrate.applied(desk, words, lambda _move: bar.update(1))
    _tell(moves, desk.room.workspace.settings.zone, done=do, json_=json_)
    return int(any(move.problems for move in moves))


def _tell(moves: list[Move], zone: tzinfo, *, done: bool, json_: bool) -> None:
    if json_:
        emit([_values(move, done=done) for move in moves])
        return
    for move in moves:
        say(f"{move.case.id}  {_said(move, zone, done=done)}")
        for line in problem_lines(move.problems):
            say(f"  {line}")
    if not moves:
        say(worded("move_none"))


def _said(move: Move, zone: tzinfo, *, done: bool) -> str:
    """One line: whether the case moves, from which version to which, and its deadline if that changes."""
    if move.problems:
        return worded("move_stays")
    was, now = move.versions
    what = [worded("move_version", was=was, now=now) if was != now else worded("move_files")]
    if move.was != move.due:
        what.append(worded("move_due", was=_until(move.was, zone), now=_until(move.due, zone)))
    return worded("move_did" if done else "move_would", what=what)


def _until(due: datetime | None, zone: tzinfo) -> str:
    return explain.until(due, zone, spoken()) if due else "–"


def _values(move: Move, *, done: bool) -> dict[str, Json]:
    codes = [
        {"code": p.code, "says": line} for p, line in zip(move.problems, problem_lines(move.problems), strict=True)
    ]
    return {
        "case": move.case.id,
        "flow": move.case.flow,
        "stage": move.case.stage,
        "versions": list(move.versions),
        "was": move.was.isoformat() if move.was else None,
        "due": move.due.isoformat() if move.due else None,
        "moved": done and not move.problems,
        "problems": codes,
    }


COMMANDS = (migrate_cases,)
