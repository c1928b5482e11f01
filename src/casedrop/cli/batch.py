"""The command that makes a document a row of a table."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from pathlib import Path

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, in_lang, say
from casedrop.cli.ending import stopping
from casedrop.desk.admin import batch as making
from casedrop.desk.admin.batch import BatchPlan, TableRow
from casedrop.desk.desk import Desk
from casedrop.forms.messages import sentence
from casedrop.language.problem import Json, Problem


@click.command()
@click.argument("form")
@click.option(
    "--rows",
    "table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="An Excel table: a head of labels or pointers, then a row a document.",
)
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--skip-refused", "skip", is_flag=True, help="Make the others although some rows are refused.")
@click.option("--name", default="", help="What the batch is called; else as the table.")
@in_lang
@as_json
@click.pass_obj
def batch(
    told: GlobalOptions,
    form: str,
    table: Path,
    name: str,
    lang: str | None,
    *,
    only_plan: bool,
    skip: bool,
    json_: bool,
) -> int:
    """Make a document of FORM for each row of a table; begun again, it goes on with the rows that are left.

    \b
    Examples:
      casedrop batch upgrade-note --rows customers.xlsx --plan
      casedrop batch upgrade-note --rows customers.xlsx --skip-refused
    """
    desk = told.desk()
    room = desk.room
    found = room.workspace.book.forms.get(form)
    if found is None:
        raise click.BadParameter(f"There is no form {form}. See: casedrop forms", param_hint="FORM")
    if found.returns:
        raise click.BadParameter(
            f"{form} is filled in and comes back to a case; a batch makes documents that do not.", param_hint="FORM"
        )
    planned = making.plan(room, found, lang or room.workspace.settings.lang, table, name)
    if not json_:
        _tell(planned)
    is_off = bool(planned.problems or only_plan or (planned.refused and not skip))
    made = set[int]() if is_off else _make(desk, planned, hidden=json_)
    left = [row for row in planned.left if row.number not in made]
    if json_:
        emit(_values(planned, made))
    elif left and not is_off:
        say(f"Stopped: {len(left)} are left. Begin the same again, and it goes on with them.")
    return int(bool(planned.problems or planned.refused or (left and not is_off)))


def _make(desk: Desk, planned: BatchPlan, *, hidden: bool) -> set[int]:
    """Make what is left, and show how far it is, how fast, and how long it takes yet; gives the numbers of the rows made.

    Asked to stop, it ends after the documents at hand.
    """
    stop, begun, made = threading.Event(), time.monotonic(), set[int]()

    def rate(_row: object) -> str:
        return f"{len(made) / max(time.monotonic() - begun, 1e-3):.0f}/s"

    with (
        stopping(stop.set),
        click.progressbar(
            length=len(planned.left), label="Making", show_pos=True, item_show_func=rate, hidden=hidden
        ) as bar,
    ):

        def done(row: TableRow) -> None:
            made.add(row.number)
            bar.update(1, row)

        making.make(desk, planned, done, stop.is_set)
    return made


def _tell(planned: BatchPlan) -> None:
    for problem in (*planned.problems, *(p for row in planned.refused for p in row.problems)):
        say(f"  {_said(planned, problem)}  [{problem.code}]")
    counts = (len(planned.rows), len(planned.refused), len(planned.made), len(planned.left))
    say("Rows: {}, refused: {}, made before: {}, to make: {}".format(*counts))


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
    return sentence(planned.form, problem, "en")


COMMANDS = (batch,)
