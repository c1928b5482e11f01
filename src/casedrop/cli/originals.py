"""Commands about paper: the register of originals, and scans no code could be read on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from casedrop.cli.commands import WholeGroup
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, problem_lines, say, table
from casedrop.cli.terminal.speech import heads, worded
from casedrop.desk.admin import assign_scan as assigning
from casedrop.desk.admin import originals as register
from casedrop.desk.admin import slips
from casedrop.desk.admin.originals import OriginalRow
from casedrop.desk.room import Room
from casedrop.language.problem import Problem

number_argument = click.argument("number", metavar="NUMBER")
copy_option = click.option("--copy", type=click.IntRange(1), required=True, help="Which of the originals: 1, 2, …")
originals_argument = click.argument("originals", metavar="NUMBER:COPY…", nargs=-1, required=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@number_argument
@click.option("--copy", type=click.IntRange(1), default=None, help="Which original it is, if the document has several.")
@as_json
@click.pass_obj
def assign(told: GlobalOptions, file: Path, number: str, copy: int | None, *, json_: bool) -> int:
    """Say by hand which document FILE is a scan of; it must lie somewhere in the inbox.

    \b
    Example:
      casedrop assign "inbox/manager/returned/scan (không nhận được).pdf" BBNT-2021-0002 --copy 3
    """
    desk = told.desk()
    path = file.resolve()
    if not path.is_relative_to(desk.room.workspace.inbox.resolve()):
        raise click.BadParameter(worded("not_in_inbox", file=file), param_hint="FILE")
    return _said(assigning.assign(desk, path, number, copy or 0), json_=json_)


@click.group(cls=WholeGroup)
def original() -> None:
    """Keep the register of paper originals.

    \b
    Examples:
      casedrop original list --out
      casedrop original in BBNT-2021-0002 --copy 4 --shelf "K2-07"
    """


@original.command("list")
@click.option("--out", "only_out", is_flag=True, help="Only those whose paper is still missing.")
@click.option("--customer", default="", help="Only those of customers whose name holds this.")
@as_json
@click.pass_obj
def list_(told: GlobalOptions, customer: str, *, only_out: bool, json_: bool) -> None:
    """List the originals by customer: who holds each, how old it is, what came back and where it stands.

    \b
    Examples:
      casedrop original list
      casedrop original list --out --customer Mây --json
    """
    wanted = customer.casefold()
    rows = [r for r in register.listed(told.room()) if wanted in r.customer.casefold() and (r.is_out or not only_out)]
    if json_:
        emit([{**asdict(r), "out": r.is_out} for r in rows])
    else:
        keys = ("customer", "document", "original", "holder", "days", "sent", "scan", "paper", "shelf")
        table(heads(*keys), map(_line, rows))


@original.command("out")
@number_argument
@copy_option
@click.option("--to", required=True, help="To whom it goes.")
@as_json
@click.pass_obj
def out(told: GlobalOptions, number: str, copy: int, to: str, *, json_: bool) -> int:
    """Write down that an original went out.

    \b
    Example:
      casedrop original out BBNT-2021-0002 --copy 1 --to "Nguyễn Thị Ví Dụ"
    """
    return _noted(told, "out", number, copy, to, json_=json_)


@original.command("in")
@number_argument
@copy_option
@click.option("--shelf", required=True, help="Where it now stands.")
@as_json
@click.pass_obj
def in_(told: GlobalOptions, number: str, copy: int, shelf: str, *, json_: bool) -> int:
    """Write down that an original came in; the case goes on if it was the last it waited for.

    \b
    Example:
      casedrop original in BBNT-2021-0002 --copy 4 --shelf "K2-07"
    """
    return _noted(told, "in", number, copy, shelf, json_=json_)


@original.command("move")
@number_argument
@copy_option
@click.option("--shelf", required=True, help="Where it now stands.")
@as_json
@click.pass_obj
def move(told: GlobalOptions, number: str, copy: int, shelf: str, *, json_: bool) -> int:
    """Write down that an original that is in was put elsewhere.

    \b
    Example:
      casedrop original move BBNT-2021-0002 --copy 4 --shelf "K3-01"
    """
    return _noted(told, "move", number, copy, shelf, json_=json_)


@original.command("dun")
@number_argument
@copy_option
@click.option("--to", required=True, help="Who was asked for it.")
@as_json
@click.pass_obj
def dun(told: GlobalOptions, number: str, copy: int, to: str, *, json_: bool) -> int:
    """Write down that whoever has an original was asked to give it back.

    \b
    Example:
      casedrop original dun BBNT-2021-0002 --copy 1 --to "Nguyễn Thị Ví Dụ"
    """
    return _noted(told, "dun", number, copy, to, json_=json_)


@original.command("handover")
@originals_argument
@click.option("--to", required=True, help="Who takes them.")
@click.option("--by", required=True, help="Who hands them over.")
@as_json
@click.pass_obj
def handover(told: GlobalOptions, originals: Sequence[str], to: str, by: str, *, json_: bool) -> int:
    """Write down that originals go to someone, and bring out the sheet he signs.

    \b
    Example:
      casedrop original handover BBNT-2021-0002:3 --to "Phòng Tài chính" --by "Trần Văn Mẫu"
    """
    desk = told.desk()
    rows, problems = _found(desk.room, originals)
    if not problems:
        slips.handed_over(desk, rows, to, by)
    return _said(problems, json_=json_)


@original.command("labels")
@originals_argument
@as_json
@click.pass_obj
def labels(told: GlobalOptions, originals: Sequence[str], *, json_: bool) -> int:
    """Bring out a label for each original's place on the shelf.

    \b
    Example:
      casedrop original labels BBNT-2021-0002:3 BBNT-2021-0002:4
    """
    desk = told.desk()
    rows, problems = _found(desk.room, originals)
    if not problems:
        slips.bring_out(desk, "labels", rows, {})
    return _said(problems, json_=json_)


def _noted(told: GlobalOptions, way: str, number: str, copy: int, said: str, *, json_: bool) -> int:
    """0 once it is written down of an original, 1 if it cannot be; both are said."""
    desk = told.desk()
    problem = register.note(desk, way, number, copy, said)
    found = register.find(desk.room, number, copy)
    there = [found] if isinstance(found, OriginalRow) else []
    return _said([problem] if problem else [], there, json_=json_)


def _found(room: Room, originals: Iterable[str]) -> tuple[list[OriginalRow], list[Problem]]:
    """The originals named, and what is wrong with those that are none."""
    found = [register.find(room, *_named(word)) for word in originals]
    return [f for f in found if isinstance(f, OriginalRow)], [f for f in found if isinstance(f, Problem)]


def _named(word: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.+):(\d+)", word)
    if match is None:
        raise click.BadParameter(f"{word}: write NUMBER:COPY, such as BBNT-2021-0002:3", param_hint="NUMBER:COPY")
    return match[1], int(match[2])


def _said(problems: Sequence[Problem], rows: Sequence[OriginalRow] = (), *, json_: bool) -> int:
    """1 if there are problems, which are said, else 0; as JSON also the originals it is about, as they now are."""
    lines = problem_lines(problems)
    if json_:
        said = [{"code": p.code, "says": line} for p, line in zip(problems, lines, strict=True)]
        emit({"problems": said, "originals": [{**asdict(row), "out": row.is_out} for row in rows]})
        return int(bool(lines))
    for line in lines:
        say(line)
    return int(bool(lines))


def _line(row: OriginalRow) -> tuple[str, ...]:
    scan = row.scan or (f"p. {', '.join(map(str, row.pages))}" if row.pages else "")
    original = f"{row.copy}/{row.of}"
    return (row.customer, row.number, original, row.holder, str(row.age), row.sent, scan, row.paper, row.shelf)


COMMANDS = (assign, original)
