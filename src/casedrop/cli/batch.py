"""The command that makes a document a row of a table."""

from __future__ import annotations

from pathlib import Path

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, in_lang, say
from casedrop.desk.admin import batch as making
from casedrop.desk.admin.batch import BatchPlan
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
    _tell(planned, json_=json_)
    if planned.problems or only_plan or (planned.refused and not skip):
        return int(bool(planned.problems or planned.refused))
    with click.progressbar(length=len(planned.left), label="Making", hidden=json_) as bar:
        making.make(desk, planned, lambda _row: bar.update(1))
    return int(bool(planned.refused))


def _tell(planned: BatchPlan, *, json_: bool) -> None:
    if json_:
        emit(_values(planned))
        return
    for problem in (*planned.problems, *(p for row in planned.refused for p in row.problems)):
        say(f"  {_said(planned, problem)}  [{problem.code}]")
    counts = (len(planned.rows), len(planned.refused), len(planned.made), len(planned.left))
    say("Rows: {}, refused: {}, made before: {}, to make: {}".format(*counts))


def _values(planned: BatchPlan) -> dict[str, Json]:
    problems = (*planned.problems, *(p for row in planned.refused for p in row.problems))
    return {
        "rows": len(planned.rows),
        "refused": [row.number for row in planned.refused],
        "made": [row.number for row in planned.made],
        "left": [row.number for row in planned.left],
        "problems": [
            {"code": p.code, "cell": p.place.args.get("cell", ""), "says": _said(planned, p)} for p in problems
        ],
    }


def _said(planned: BatchPlan, problem: Problem) -> str:
    return sentence(planned.form, problem, "en")


COMMANDS = (batch,)
