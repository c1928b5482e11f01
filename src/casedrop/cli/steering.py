"""What a hand decides about a case: hold, resume, cancel, reopen; and what that and undoing have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, problem_lines, say
from casedrop.cli.terminal.names import CASE
from casedrop.cli.terminal.speech import worded
from casedrop.formats.late import Late

if TYPE_CHECKING:
    from casedrop.desk.admin import control
    from casedrop.desk.cases import overview
else:
    control, overview = Late("casedrop.desk.admin.control"), Late("casedrop.desk.cases.overview")

why_option = click.option("--why", required=True, help="The reason; the case's journal keeps it.")


@click.command()
@click.argument("case_id", metavar="ID", type=CASE)
@why_option
@as_json
@click.pass_obj
def hold(told: GlobalOptions, case_id: str, why: str, *, json_: bool) -> int:
    """Hold a case: until it is resumed it takes no drop, and its deadline stands still.

    \b
    Example:
      casedrop case hold TB-2021-0001 --why "The customer is moving."
    """
    return steered(told, "hold", case_id, why, json_=json_)


@click.command()
@click.argument("case_id", metavar="ID", type=CASE)
@why_option
@as_json
@click.pass_obj
def resume(told: GlobalOptions, case_id: str, why: str, *, json_: bool) -> int:
    """Let a held case go on; its deadline ends later by as long as the case was held.

    \b
    Example:
      casedrop case resume TB-2021-0001 --why "They are back."
    """
    return steered(told, "resume", case_id, why, json_=json_)


@click.command()
@click.argument("case_id", metavar="ID", type=CASE)
@why_option
@as_json
@click.pass_obj
def cancel(told: GlobalOptions, case_id: str, why: str, *, json_: bool) -> int:
    """End a case by hand.

    \b
    Example:
      casedrop case cancel TB-2021-0001 --why "The customer withdrew."
    """
    return steered(told, "cancel", case_id, why, json_=json_)


@click.command()
@click.argument("case_id", metavar="ID", type=CASE)
@why_option
@as_json
@click.pass_obj
def reopen(told: GlobalOptions, case_id: str, why: str, *, json_: bool) -> int:
    """Open a closed case again at the stage it was closed from; what that stage issues comes out anew.

    \b
    Example:
      casedrop case reopen TB-2021-0001 --why "The customer agrees after all."
    """
    return steered(told, "reopen", case_id, why, json_=json_)


def steered(told: GlobalOptions, way: str, case_id: str, why: str, *, json_: bool) -> int:
    """0 once the case is steered, 1 if it cannot be; both are said."""
    desk = told.desk()
    problem = control.steer(desk, way, case_id, why)
    row = desk.room.ledger.case(case_id)
    now = overview.short(desk.room, row) if row and row.state else None
    lines = problem_lines([problem] if problem else [])
    if json_:
        wrong = [{"code": problem.code, "says": line} for line in lines] if problem else []
        emit({"case": now, "problems": wrong})
        return int(bool(problem))
    if now and not problem:
        lines = [
            worded("steered", case=case_id, where=worded("held") if now["held"] else now["closed"] or now["stage"])
        ]
    for line in lines:
        say(line)
    return int(bool(problem))


WAYS = (hold, resume, cancel, reopen)
"""The commands by which a case is steered."""
