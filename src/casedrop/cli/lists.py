"""Commands about many cases of one flow: list."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

import click

from casedrop.cases.columns import counted
from casedrop.cli.cases import runs_until
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, in_lang, local, table
from casedrop.cli.terminal.names import FLOW, hint, known
from casedrop.cli.terminal.speech import heads, spoken, worded
from casedrop.desk.cases.lists import CaseLine, lines
from casedrop.flows.flow import Flow
from casedrop.language.messages import phrase
from casedrop.language.plain import plain_lines

OPENING = ("=", "+", "-", "@")
"""What a cell must not begin with, or a spreadsheet takes it for a formula."""


@click.command("list")
@click.argument("name", metavar="FLOW", type=FLOW)
@click.option("--open", "only", flag_value=False, type=bool, default=None, help="Only the cases still open.")
@click.option("--closed", "only", flag_value=True, type=bool, help="Only those that are closed.")
@click.option("--count", "by", multiple=True, metavar="COLUMN", help="Count the cases by a column, or by several.")
@click.option("--csv", "csv_", is_flag=True, help="Print CSV for a spreadsheet.")
@as_json
@in_lang
@click.pass_obj
def list_(
    told: GlobalOptions, name: str, only: bool | None, by: tuple[str, ...], lang: str | None, *, csv_: bool, json_: bool
) -> None:
    """List the cases of FLOW, a line each, by the columns its file declares.

    A flow that declares none is listed by customer, where each case stands, since when, and by when.

    \b
    Examples:
      casedrop list visits
      casedrop list visits --count region --count month
      casedrop list visits --open --csv --lang en > visits.csv
    """
    room = told.room()
    flow = _flow(room.workspace.book.flows, name, by)
    lang = lang or spoken()
    found = list(lines(room, flow, lang, closed=only))
    if json_:
        emit(_numbers(found, by) if by else [_plain(line) for line in found])
        return
    if by:
        head, rows = _tally(flow, found, by, lang)
    else:
        head, rows = _listed(flow, found, lang) if flow.columns else _usual(found, room.workspace.settings.zone)
    if csv_:
        _print_csv(head, rows)
    else:
        table(head, rows)


def _flow(flows: Mapping[str, Flow], name: str, by: Sequence[str]) -> Flow:
    """The flow of that name; raises BadParameter if there is none, or it lacks a column to count by."""
    known(name, flows, "FLOW", "no_flow")
    columns = [column.name for column in flows[name].columns]
    for one in by:
        if one not in columns:
            sentence = f"{worded('no_column', flow=name, name=one)} {hint(one, columns)}"
            raise click.BadParameter(sentence, param_hint="--count")
    return flows[name]


def _listed(flow: Flow, found: Iterable[CaseLine], lang: str) -> tuple[list[str], list[list[str]]]:
    head = [phrase("lists.case", lang), *(c.titles[lang] for c in flow.columns), phrase("lists.stands", lang)]
    return head, [[line.case, *line.words.values(), line.stands] for line in found]


def _usual(found: Iterable[CaseLine], zone: tzinfo) -> tuple[list[str], list[list[str]]]:
    """What is told of the cases of a flow that declares no columns."""
    rows = [
        [one.case, one.short["customer"], one.stands, local(one.short["since"], zone), runs_until(one.short, zone)]
        if one.short
        else [one.case, "", one.stands, "", ""]
        for one in found
    ]
    return [*heads("case", "customer", "stands", "since", "due")], rows


def _tally(flow: Flow, found: Iterable[CaseLine], by: Sequence[str], lang: str) -> tuple[list[str], list[list[str]]]:
    titles = {column.name: column.titles[lang] for column in flow.columns}
    head = [*(titles[name] for name in by), phrase("lists.count", lang)]
    return head, [[*said, str(n)] for said, n in counted((line.words for line in found), by)]


def _numbers(found: Iterable[CaseLine], by: Sequence[str]) -> list[dict[str, object]]:
    texts = ({name: "" if v is None else str(v) for name, v in line.values.items()} for line in found)
    return [{**dict(zip(by, said, strict=True)), "count": n} for said, n in counted(texts, by)]


def _plain(line: CaseLine) -> dict[str, object]:
    usual = {key: line.short[key] for key in ("customer", "since", "due", "overdue") if key in line.short}
    return {"case": line.case, "stage": line.stage, "closed": line.closed, **usual, **line.values}


def _print_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as CSV; the mark at its beginning tells spreadsheets that it is Unicode."""
    sys.stdout.write("\ufeff")
    csv.writer(sys.stdout).writerows([[_harmless(cell) for cell in row] for row in (head, *rows)])


def _harmless(cell: str) -> str:
    shown = plain_lines(cell)
    return f"'{shown}" if shown.startswith(OPENING) else shown


COMMANDS = (list_,)
