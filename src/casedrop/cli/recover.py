"""Commands that keep what lasts: rebuild the ledger from the archive, take back a case's last drop."""

from __future__ import annotations

from dataclasses import asdict

import click

from casedrop.cli.steering import steered, why_option
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, progress, say
from casedrop.cli.terminal.names import CASE
from casedrop.cli.terminal.speech import worded
from casedrop.desk.recovery import rebuild as rebuilding
from casedrop.desk.recovery.rebuild import Rebuilt


@click.command()
@click.option("--despite", type=click.Choice(["faults"]), help="Go on although the archive has faults; each is told.")
@as_json
@click.pass_obj
def rebuild(told: GlobalOptions, despite: str | None, json_: bool) -> int:
    """Make a lost ledger anew from the archive alone.

    \b
    Examples:
      casedrop rebuild
      casedrop rebuild --despite faults
    """
    room = told.room(among=())
    with progress(worded("rebuilding")) as tell:
        found = rebuilding.rebuild(room, despite_faults=despite == "faults", tell=tell)
    if json_:
        emit(asdict(found))
    else:
        _tell(found)
    return int(bool(found.faults))


@click.command()
@click.argument("case_id", metavar="CASE", type=CASE)
@why_option
@as_json
@click.pass_obj
def undo(told: GlobalOptions, case_id: str, why: str, *, json_: bool) -> int:
    """Take back the last drop that CASE accepted: the case stands as before it, and its numbers become void.

    \b
    Example:
      casedrop undo TB-2021-0001 --why "The wrong sheet was dropped."
    """
    return steered(told, "undo", case_id, why, json_=json_)


def _tell(found: Rebuilt) -> None:
    for fault in found.faults:
        say(f"{fault.kind}: {fault.path} {fault.detail}")
    if not found.written:
        say(worded("not_rebuilt"))
        return
    say(worded("rebuilt", cases=found.cases, events=found.events, drops=found.drops, due=found.due))
    for line in (*found.notes, *rebuilding.UNKNOWN):
        say(f"  {line}")


COMMANDS = (rebuild, undo)
