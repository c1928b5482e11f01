"""Commands about cases: cases, case, and what a hand decides about one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, in_lang, local, problem_lines, say, table
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.problem import Json

if TYPE_CHECKING:
    from casedrop.calendar import explain
    from casedrop.desk import deadlines
    from casedrop.desk.admin import control
    from casedrop.desk.cases import overview
    from casedrop.desk.cases import show as telling
else:
    deadlines, control = Late("casedrop.desk.deadlines"), Late("casedrop.desk.admin.control")
    overview, telling = Late("casedrop.desk.cases.overview"), Late("casedrop.desk.cases.show")
    explain = Late("casedrop.calendar.explain")

why_option = click.option("--why", required=True, help="The reason; the case's journal keeps it.")


class CaseGroup(click.Group):
    """A group that takes a word it does not know for the number of a case to tell of: `casedrop case ID`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words after the group's own, the one command that may be left out put in."""
        named = [word for word in args[:1] if word in self.commands or word in ("--help", "-h")]
        return super().parse_args(ctx, args if named or not args else ["show", *args])


@click.command("cases")
@click.option("--open", "only", flag_value=False, type=bool, default=None, help="Only those still open.")
@click.option("--closed", "only", flag_value=True, type=bool, help="Only those that are closed.")
@as_json
@click.pass_obj
def cases_(told: GlobalOptions, only: bool | None, json_: bool) -> None:
    """List the cases and where they stand.

    \b
    Examples:
      casedrop cases
      casedrop cases --open --json
    """
    room = told.room()
    zone, found = room.workspace.settings.zone, overview.listed(room, closed=only)
    if json_:
        emit(found)
    else:
        rows = [
            (c["case"], c["customer"], c["closed"] or c["stage"], local(c["since"], zone), runs_until(c, zone))
            for c in found
        ]
        table(("case", "customer", "stands at", "since", "due"), rows)


@click.group("case", cls=CaseGroup)
def case_() -> None:
    """Tell the life of one case, or decide about it by hand.

    \b
    Examples:
      casedrop case TB-2021-0001
      casedrop case hold TB-2021-0001 --why "The customer is moving."
    """


@case_.command("show")
@click.argument("case_id", metavar="ID")
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
        raise click.BadParameter(f"There is no case {case_id}. See: casedrop cases", param_hint="ID")
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
        yield f"waits for {wait['form']} from {wait['role']} since {wait['since']} until {until}"
    for made in found["documents"]:
        yield f"{made['number'] or '–'}  {made['path'] or made['form']}"
    for entry in found["pending"]:
        of = f" of {entry['name']}" if entry["name"] else ""
        yield f"{entry['kind']}{of} is {entry['state']} {entry['why']}".rstrip()


def _kin(found: Mapping[str, Json]) -> Iterator[str]:
    """A line about the case that opened this one, and about each that this one opened."""
    source = found["opened_by"]
    if source:
        yield f"opened by {source['case']} for {source['key']}" if "case" in source else "opened by the calendar"
    for child in found["children"]:
        where = "stands at" if child["open"] else "was closed at"
        yield f"opened {child['case']} for {child['row']}, which {where} {child['stage']}"


def _besides(case: Mapping[str, Json]) -> list[str]:
    """What is not as usual about a case."""
    earlier = ["goes by an earlier version of its flow and forms"] if case["earlier"] else []
    return [*earlier, *([f"on hold: {case['held']}"] if case["held"] else [])]


@click.command("deadline")
@click.argument("case_id", metavar="ID")
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
    found = deadlines.deadline_report(room, case_id, lang or room.workspace.settings.lang)
    if found is None:
        raise click.BadParameter(f"There is no case {case_id}. See: casedrop cases", param_hint="ID")
    if json_:
        emit(found)
    else:
        say("\n".join(found["says"]))


@case_.command()
@click.argument("case_id", metavar="ID")
@why_option
@click.pass_obj
def hold(told: GlobalOptions, case_id: str, why: str) -> int:
    """Hold a case: until it is resumed it takes no drop, and its deadline stands still.

    \b
    Example:
      casedrop case hold TB-2021-0001 --why "The customer is moving."
    """
    return steered(told, "hold", case_id, why)


@case_.command()
@click.argument("case_id", metavar="ID")
@why_option
@click.pass_obj
def resume(told: GlobalOptions, case_id: str, why: str) -> int:
    """Let a held case go on; its deadline ends later by as long as the case was held.

    \b
    Example:
      casedrop case resume TB-2021-0001 --why "They are back."
    """
    return steered(told, "resume", case_id, why)


@case_.command()
@click.argument("case_id", metavar="ID")
@why_option
@click.pass_obj
def cancel(told: GlobalOptions, case_id: str, why: str) -> int:
    """End a case by hand.

    \b
    Example:
      casedrop case cancel TB-2021-0001 --why "The customer withdrew."
    """
    return steered(told, "cancel", case_id, why)


@case_.command()
@click.argument("case_id", metavar="ID")
@why_option
@click.pass_obj
def reopen(told: GlobalOptions, case_id: str, why: str) -> int:
    """Open a closed case again at the stage it was closed from; what that stage issues comes out anew.

    \b
    Example:
      casedrop case reopen TB-2021-0001 --why "The customer agrees after all."
    """
    return steered(told, "reopen", case_id, why)


def steered(told: GlobalOptions, way: str, case_id: str, why: str) -> int:
    """0 once the case is steered, 1 if it cannot be; both are said."""
    desk = told.desk()
    problem = control.steer(desk, way, case_id, why)
    for line in problem_lines([problem] if problem else []):
        say(line)
    if problem:
        return 1
    found = telling.case_report(desk.room, case_id) or {}
    say(f"{case_id}: {'on hold' if found['held'] else found['closed'] or found['stage']}")
    return 0


def runs_until(case: Mapping[str, Json], zone: tzinfo) -> str:
    """The last day a case's deadline still runs, the hour unless it is the day's end, and whether it is provisional."""
    if not case["due"]:
        return ""
    told = explain.until(datetime.fromisoformat(case["due"]), zone, "en")
    return f"{told} {messages.phrase('deadline.provisional_mark', 'en')}" if case["provisional"] else told


COMMANDS = (cases_, case_, deadline_)
