"""The command that follows a case which opened others, customer by customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

import click

from casedrop.cli.cases import runs_until
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, local, say, table
from casedrop.cli.terminal.names import CASE, no_case
from casedrop.cli.terminal.speech import heads, worded
from casedrop.desk.cases import campaigns
from casedrop.desk.cases.campaigns import is_awaited
from casedrop.language.problem import Json


@click.command("campaign")
@click.argument("case_id", metavar="[CASE]", required=False, type=CASE)
@click.option("--open", "only_open", is_flag=True, help="Only those that are open and have not answered.")
@as_json
@click.pass_obj
def campaign_(told: GlobalOptions, case_id: str | None, only_open: bool, json_: bool) -> None:
    """List the open cases that opened others, or follow one of them: whom it reached, and who answered.

    \b
    Examples:
      casedrop campaign
      casedrop campaign KDT-2026-0001 --open
    """
    room = told.room()
    zone = room.workspace.settings.zone
    if case_id is None:
        found = campaigns.running(room)
        emit(found) if json_ else _overview(found)
        return
    one = campaigns.followed(room, case_id)
    if one is None:
        raise no_case(room, case_id, "CASE", "casedrop campaign")
    shown = {**one, "children": [c for c in one["children"] if is_awaited(c) or not only_open]}
    emit(shown) if json_ else _lines(shown, zone)


def _overview(found: list[dict[str, Json]]) -> None:
    """Print a line about each case that opened others."""
    counts = ("cases", "open", "answered", "awaited")
    rows = [(c["case"], c["customer"], c["stage"], *(str(c["counts"][name]) for name in counts)) for c in found]
    table(heads("case", "customer", "stands", *counts), rows)


def _lines(one: Mapping[str, Json], zone: tzinfo) -> None:
    """Print a line about each case that was opened, and how many there are."""
    rows = [
        (c["case"], c["customer"], c["row"], c["closed"] or c["stage"], str(c["answered"] or ""), *_dates(c, zone))
        for c in one["children"]
    ]
    table(heads("case", "customer", "row", "stands", "answered", "since", "due"), rows)
    said = one["counts"]
    say(worded("campaign_counts", **{key: said[key] for key in ("cases", "open", "answered", "awaited")}))
    if said["stages"]:
        say(", ".join(f"{stage}: {n}" for stage, n in said["stages"].items()))


def _dates(child: Mapping[str, Json], zone: tzinfo) -> tuple[str, str]:
    return local(child["since"], zone), runs_until(child, zone)


COMMANDS = (campaign_,)
