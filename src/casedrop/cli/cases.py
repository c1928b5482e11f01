"""Commands about cases: cases, case, and what a hand decides about one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from casedrop.cli.commands import WholeGroup
from casedrop.cli.steering import WAYS
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, in_lang, local, say, table
from casedrop.cli.terminal.names import CASE, ROLE, known, no_case
from casedrop.cli.terminal.speech import heads, spoken, worded
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.problem import Json

if TYPE_CHECKING:
    from casedrop.calendar import explain
    from casedrop.desk import deadlines
    from casedrop.desk.cases import overview
    from casedrop.desk.cases import show as telling
else:
    deadlines = Late("casedrop.desk.deadlines")
    overview, telling = Late("casedrop.desk.cases.overview"), Late("casedrop.desk.cases.show")
    explain = Late("casedrop.calendar.explain")


class CaseGroup(WholeGroup):
    """A group that takes a word it does not know for the number of a case to tell of: `casedrop case ID`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words after the group's own, the one command that may be left out put in."""
        named = [word for word in args[:1] if word in self.commands or word in ("--help", "-h")]
        return super().parse_args(ctx, args if named or not args else ["show", *args])


@click.command("cases")
@click.option("--open", "only", flag_value=False, type=bool, default=None, help="Only those still open.")
@click.option("--closed", "only", flag_value=True, type=bool, help="Only those that are closed.")
@click.option("--overdue", is_flag=True, help="Only those that are late.")
@click.option("--customer", default="", metavar="TEXT", help="Only those of customers whose name or code holds this.")
@click.option("--role", default="", type=ROLE, help="Only those that wait for this role.")
@click.option("--since", metavar="DATE", help="Only those at their stage since this day or later.")
@as_json
@click.pass_obj
def cases_(
    told: GlobalOptions, /, only: bool | None, role: str, since: str | None, *, json_: bool, **which: bool | str
) -> None:
    """List the cases and where they stand, late ones first.

    \b
    Examples:
      casedrop cases
      casedrop cases --open --json
      casedrop cases --overdue --role sales
      casedrop cases --customer Mây --since 2021-06-01
    """
    room = told.room()
    zone = room.workspace.settings.zone
    if role:
        known(role, room.workspace.settings.roles, "--role", "no_role")
    start = told.time(since, room.workspace, "--since") if since else None
    wanted = overview.Wanted(only, bool(which["overdue"]), str(which["customer"]), role, start)
    found = overview.listed(room, wanted)
    if json_:
        emit(found)
    else:
        rows = [
            (c["case"], c["customer"], c["closed"] or c["stage"], local(c["since"], zone), runs_until(c, zone))
            for c in found
        ]
        table(heads("case", "customer", "stands", "since", "due"), rows)


@click.group("case", cls=CaseGroup)
def case_() -> None:
    """Tell the life of one case, or decide about it by hand.

    \b
    Examples:
      casedrop case TB-2021-0001
      casedrop case hold TB-2021-0001 --why "The customer is moving."
    """


@case_.command("show")
@click.argument("case_id", metavar="ID", type=CASE)
@as_json
@click.pass_obj
def show(told: GlobalOptions, case_id: str, json_: bool) -> None:
    """Tell the life of one case: timeline, answers, what it waits for, documents, deadline.

    \b
    Examples:
      casedrop case show TB-2021-0001
      casedrop case show TB-2021-0001 --json
    """
    room = told.room()
    zone, found = room.workspace.settings.zone, telling.case_report(room, case_id)
    if found is None:
        raise no_case(room, case_id)
    if json_:
        emit(found)
        return
    say(f"{found['case']}  {found['customer']}  {found['closed'] or found['stage']}", bold=True)
    for line in found["timeline"]:
        said = "  ".join(str(v) for k, v in line.items() if k not in ("at", "event"))
        say(f"  {local(line['at'], zone, '%Y-%m-%d %H:%M')}  {line['event']:9} {said}")
    for line in (*_besides(found), *_kin(found), *_work(found, zone)):
        say(f"  {line}")


def _work(found: Mapping[str, Json], zone: tzinfo) -> Iterator[str]:
    """A line about everything the case waits for, about each document, and about what is still to be done."""
    until = runs_until(found, zone) or "–"
    for wait in found["waits"]:
        said = {key: wait[key] for key in ("form", "role", "since")}
        yield worded("waits_for", **said, until=until)
    for made in found["documents"]:
        yield f"{made['number'] or '–'}  {made['path'] or made['form']}"
    for entry in found["pending"]:
        yield worded("pending", **{key: entry[key] or " " for key in ("kind", "name", "state", "why")}).strip()


def _kin(found: Mapping[str, Json]) -> Iterator[str]:
    """A line about the case that opened this one, and about each that this one opened."""
    source = found["opened_by"]
    if source:
        is_case = "case" in source
        yield worded("opened_by", case=source["case"], key=source["key"]) if is_case else worded("opened_calendar")
    for child in found["children"]:
        key = "child_open" if child["open"] else "child_closed"
        yield worded(key, **{name: child[name] for name in ("case", "row", "stage")})


def _besides(case: Mapping[str, Json]) -> list[str]:
    """What is not as usual about a case."""
    earlier = [worded("earlier")] if case["earlier"] else []
    return [*earlier, *([worded("on_hold", why=case["held"])] if case["held"] else [])]


@click.command("deadline")
@click.argument("case_id", metavar="ID", type=CASE)
@in_lang
@as_json
@click.pass_obj
def deadline_(told: GlobalOptions, case_id: str, lang: str | None, json_: bool) -> None:
    """Show how a case's deadline is reckoned, line by line.

    \b
    Examples:
      casedrop deadline TB-2021-0001
      casedrop deadline TB-2021-0001 --lang en
    """
    room = told.room()
    found = deadlines.deadline_report(room, case_id, lang or spoken())
    if found is None:
        raise no_case(room, case_id)
    if json_:
        emit(found)
    else:
        say("\n".join(found["says"]))


def runs_until(case: Mapping[str, Json], zone: tzinfo) -> str:
    """The last day a case's deadline still runs, the hour unless it is the day's end, and whether it is provisional; of a late
    case the day it missed, whatever runs now."""
    over = case.get("overdue")
    if not (over or case["due"]):
        return ""
    until = explain.until(datetime.fromisoformat(over or case["due"]), zone, spoken())
    if over:
        return worded("overdue", due=until)
    return f"{until} {messages.phrase('deadline.provisional_mark', spoken())}" if case["provisional"] else until


for way in WAYS:
    case_.add_command(way)

COMMANDS = (cases_, case_, deadline_)
