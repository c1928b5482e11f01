"""Commands about the database the ledger is in: bring it up, move it to another."""

from __future__ import annotations

import click

from casedrop.cli.common import GlobalOptions, say
from casedrop.desk.admin import move_ledger as moving
from casedrop.store.ledger import Ledger


@click.command()
@click.pass_obj
def migrate(told: GlobalOptions) -> int:
    """Bring the ledger's tables up to this casedrop; on a server only this does so, once every watcher is ended.

    \b
    Example:
      casedrop migrate
    """
    workspace = told.workspace()
    found = Ledger.migrate(workspace.settings.url, told.clock(workspace)())
    if found.before == found.now:
        say(f"The ledger is up to date (schema {found.now}).")
    else:
        say(f"The ledger was brought from schema {found.before} to {found.now}.")
    if found.backup:
        say(f"What it was is kept in {found.backup}")
    return 0


@click.command("move-ledger")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--despite", type=click.Choice(["faults"]), help="Go on although the archive has faults; each is told.")
@click.pass_obj
def move_ledger(told: GlobalOptions, source: str, target: str, despite: str | None) -> int:
    """Move the ledger from one database to another, verify it there, and put the old one aside.

    FROM and TO are URLs, or paths of SQLite files from the root of the workspace. Every watcher must be ended.

    \b
    Examples:
      casedrop move-ledger state/ledger.sqlite3 postgresql://casedrop@db.example/casedrop
      casedrop move-ledger postgresql://casedrop@db.example/casedrop state/ledger.sqlite3
    """
    workspace = told.workspace()
    here, there = (moving.address(workspace, one) for one in (source, target))
    found = moving.move_ledger(workspace, told.clock(workspace), here, there, despite_faults=despite == "faults")
    _tell(found, target)
    return int(bool(found.faults))


def _tell(found: moving.Outcome, target: str) -> None:
    say(
        f"{'Was there already' if found.moved.was_there else 'Moved'}: {sum(found.moved.rows.values())} rows, each compared."
    )
    for fault in found.faults:
        say(f"{fault.kind}: {fault.path} {fault.detail}")
    if not found.kept:
        say("The archive has faults, so the old ledger stays in use. Mend them, or run it again with: --despite faults")
        return
    say(f"The old ledger is kept: {found.kept}")
    what = "leave out url" if "://" not in target else "set url to the new address"
    say(f"Now {what} under [ledger] in casedrop.toml, then begin the watchers again.")


COMMANDS = (migrate, move_ledger)
