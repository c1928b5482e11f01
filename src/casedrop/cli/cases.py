"""Commands about cases: cases, case."""

from __future__ import annotations

from datetime import datetime, tzinfo

import click

from casedrop.cli.common import Told, as_json, emit, local, table
from casedrop.core.deadline import last_day
from casedrop.desk import cases as telling


@click.command("cases")
@click.option("--open", "only", flag_value=False, type=bool, default=None, help="Only those still open.")
@click.option("--closed", "only", flag_value=True, type=bool, help="Only those that are closed.")
@as_json
@click.pass_obj
def cases_(told: Told, only: bool | None, json_: bool) -> None:
    """List the cases and where they stand.

    \b
    Examples:
      casedrop cases
      casedrop cases --open --json
    """
    room = told.room()
    zone, found = room.workspace.settings.zone, telling.listed(room, closed=only)
    if json_:
        emit(found)
    else:
        rows = [
            (c["case"], c["customer"], c["closed"] or c["stage"], local(c["since"], zone), _until(c["due"], zone))
            for c in found
        ]
        table(("case", "customer", "stands at", "since", "due"), rows)


@click.command("case")
@click.argument("case_id", metavar="ID")
@as_json
@click.pass_obj
def case_(told: Told, case_id: str, json_: bool) -> None:
    """Tell the life of one case: timeline, answers, what it waits for, documents, deadline.

    \b
    Examples:
      casedrop case TB-2021-0001
      casedrop case TB-2021-0001 --json
    """
    room = told.room()
    zone, found = room.workspace.settings.zone, telling.told(room, case_id)
    if found is None:
        raise click.BadParameter(f"There is no case {case_id}. See: casedrop cases", param_hint="ID")
    if json_:
        emit(found)
        return
    click.secho(f"{found['case']}  {found['customer']}  {found['closed'] or found['stage']}", bold=True)
    for line in found["timeline"]:
        said = "  ".join(str(v) for k, v in line.items() if k not in ("at", "event"))
        click.echo(f"  {local(line['at'], zone, '%Y-%m-%d %H:%M')}  {line['event']:9} {said}")
    for wait in found["waits"]:
        click.echo(f"  waits for {wait['form']} from {wait['role']} since {wait['since']} until {wait['until'] or '–'}")
    for made in found["documents"]:
        click.echo(f"  {made['number'] or '–'}  {made['path'] or made['form']}")
    for deed in found["pending"]:
        click.echo(f"  {deed['kind']} is {deed['state']} {deed['why']}")


def _until(due: str | None, zone: tzinfo) -> str:
    """The last day a deadline still runs."""
    return last_day(datetime.fromisoformat(due), zone).isoformat() if due else ""


COMMANDS = (cases_, case_)
