"""The command that makes a document a row of a table."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from pathlib import Path

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, is_quiet, remark, say
from casedrop.cli.terminal.ending import stopping
from casedrop.cli.terminal.names import FORM, known
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk.admin import batch as making
from casedrop.desk.admin import batch_forms, batch_table
from casedrop.desk.admin.batch import BatchPlan, TableRow
from casedrop.desk.desk import Desk
from casedrop.desk.room import Room
from casedrop.forms.form import Form
from casedrop.forms.messages import sentence
from casedrop.language.problem import LANGS, Json, Problem


@click.command()
@click.argument("form", type=FORM)
@click.option(
    "--rows",
    "table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An Excel table: a head of labels or pointers, then a row a document.",
)
@click.option(
    "--table",
    "blank",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write an empty table to begin with: a column for each field, those in bold are required.",
)
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--skip-refused", "skip", is_flag=True, help="Make the others although some rows are refused.")
@click.option("--name", default="", help="What the batch is called; else as the table.")
@click.option("--lang", type=click.Choice(LANGS), help="The language of the documents; else the workspace's.")
@as_json
@click.pass_obj
def batch(
    told: GlobalOptions,
    /,
    form: str,
    table: Path | None,
    blank: Path | None,
    name: str,
    lang: str | None,
    **how: bool,
) -> int:
    """Make a document of FORM for each row of a table; begun again, it goes on with the rows that are left.

    \b
    Examples:
      casedrop batch upgrade-note --table customers.xlsx
      casedrop batch upgrade-note --rows customers.xlsx --plan
      casedrop batch upgrade-note --rows customers.xlsx --skip-refused
    """
    desk = told.desk()
    room = desk.room
    known(form, room.workspace.book.forms, "FORM", "no_form", see="casedrop forms")
    found = room.workspace.book.forms[form]
    lang, part = lang or room.workspace.settings.lang, _part(room, found)
    if blank:
        return _write_empty(batch_table.empty(found, lang, part), blank, json_=how["json_"])
    if table is None:
        raise click.UsageError(worded("batch_needs"))
    planned = making.plan(room, found, lang, table, name)
    planned = batch_forms.known(room, planned) if found.returns else planned
    if not how["json_"]:
        _tell(planned)
    is_off = bool(planned.problems or how["only_plan"] or (planned.refused and not how["skip"]))
    made = set[int]() if is_off else _make(desk, planned, part, hidden=how["json_"] or is_quiet())
    left = [row for row in planned.left if row.number not in made]
    if how["json_"]:
        emit(_values(planned, made))
    elif left and not is_off:
        say(worded("batch_stopped", n=len(left)))
    return int(bool(planned.problems or planned.refused or (left and not is_off)))


def _write_empty(table: bytes, to: Path, *, json_: bool) -> int:
    """Write the table to be filled in."""
    to.write_bytes(table)
    emit({"file": str(to)}) if json_ else say(str(to))
    return 0


def _part(room: Room, form: Form) -> str:
    """The part of the form that a row fills in; raises BadParameter for a form that people fill in and that opens no case."""
    part = batch_forms.part_of(room, form) if form.returns else ""
    if part is None:
        raise click.BadParameter(worded("batch_no_opening", form=form.id), param_hint="FORM")
    return part


def _make(desk: Desk, planned: BatchPlan, part: str, *, hidden: bool) -> set[int]:
    """Make what is left, and show how far it is, how fast, and how long it takes yet; gives the numbers of the rows made.

    Asked to stop, it ends after the documents at hand.
    """
    stop, begun, made = threading.Event(), time.monotonic(), set[int]()

    def rate(_row: object) -> str:
        return f"{len(made) / max(time.monotonic() - begun, 1e-3):.0f}/s"

    with (
        stopping(stop.set),
        click.progressbar(
            length=len(planned.left), label=worded("making"), show_pos=True, item_show_func=rate, hidden=hidden
        ) as bar,
    ):

        def done(row: TableRow) -> None:
            made.add(row.number)
            bar.update(1, row)

        if planned.form.returns:
            batch_forms.make(desk.room, planned, part, done, stop.is_set)
        else:
            making.make(desk, planned, done, stop.is_set)
    return made


def _tell(planned: BatchPlan) -> None:
    for problem in (*planned.problems, *(p for row in planned.refused for p in row.problems)):
        say(f"  {_said(planned, problem)}  [{problem.code}]")
    counts = {"rows": planned.rows, "refused": planned.refused, "made": planned.made, "left": planned.left}
    remark(worded("batch_rows", **{what: len(rows) for what, rows in counts.items()}))


def _values(planned: BatchPlan, made: Collection[int]) -> dict[str, Json]:
    problems = (*planned.problems, *(p for row in planned.refused for p in row.problems))
    return {
        "rows": len(planned.rows),
        "refused": [row.number for row in planned.refused],
        "made": sorted({row.number for row in planned.made} | set(made)),
        "left": [row.number for row in planned.left if row.number not in made],
        "problems": [
            {"code": p.code, "cell": p.place.args.get("cell", ""), "says": _said(planned, p)} for p in problems
        ],
    }


def _said(planned: BatchPlan, problem: Problem) -> str:
    return sentence(planned.form, problem, spoken())


COMMANDS = (batch,)
