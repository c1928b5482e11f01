"""The command that tells of customers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, local, say, table
from casedrop.cli.terminal.speech import heads, spoken, worded
from casedrop.desk.cases import customers
from casedrop.forms.pointers import flatten
from casedrop.language import messages
from casedrop.language.problem import Json, Problem


@click.command("customers")
@click.argument("name", metavar="[NAME]", required=False)
@as_json
@click.pass_obj
def customers_(told: GlobalOptions, name: str | None, json_: bool) -> None:
    """List the customers of the register, or tell of one (by code, name or short name): products, periods, contacts, open
    cases, and what changed, when, by whom and why.

    \b
    Examples:
      casedrop customers
      casedrop customers KH-00512 --json
    """
    room = told.room()
    if name is None:
        found = customers.listed(room)
        emit(found) if json_ else _overview(found)
        return
    one = customers.shown(room, name)
    if isinstance(one, Problem):
        raise click.BadParameter(messages.say(one, spoken()), param_hint="NAME")
    emit(one) if json_ else _lines(one, room.workspace.settings.zone)


def _overview(found: list[dict[str, Json]]) -> None:
    """Print a line about each product of each customer."""
    rows = [
        (c["code"], c["short_name"] or c["name"], p["name"], p["until"], "" if c["listed"] else worded("flows_only"))
        for c in found
        for p in c["products"]
    ]
    table(heads("code", "customer", "product", "until", ""), rows)


def _lines(one: Mapping[str, Json], zone: tzinfo) -> None:
    """Print what is known of a customer."""
    for row in one["rows"]:
        table(
            heads("field", "value"), [(place.strip("/").replace("/", "."), str(value)) for place, value in flatten(row)]
        )
        say("")
    table(heads("case", "flow", "stands"), [(c["case"], c["flow"], c["stage"]) for c in one["cases"]])
    say("")
    for change in one["history"]:
        by = change["role"] or worded("a_flow")
        why = worded("taken_back", why=change["why"]) if change["taken_back"] else change["why"]
        say(f"{local(change['at'], zone, '%Y-%m-%d %H:%M')}  {by}, {change['case']}: {why}")
        for what in change["changes"]:
            say(f"    {what['place']}: {what['was'] if what['was'] is not None else '-'} -> {what['now'] or '-'}")


COMMANDS = (customers_,)
