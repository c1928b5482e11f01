"""Commands about the database the ledger is in: bring it up, move it to another."""

from __future__ import annotations

from dataclasses import asdict

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, say
from casedrop.cli.terminal.speech import worded
from casedrop.desk.admin import move_ledger as moving
from casedrop.store.ledger import Ledger


@click.command()
@as_json
@click.pass_obj
def migrate(told: GlobalOptions, *, json_: bool) -> int:
    """Bring the ledger's tables up to this casedrop; on a server only this does so, once every watcher is ended.

    \b
    Examples:
      casedrop migrate
      casedrop migrate --json
    """
    workspace = told.workspace()
    found = Ledger.migrate(workspace.settings.url, told.clock(workspace)())
    if json_:
        emit({"before": found.before, "now": found.now, "backup": str(found.backup or "")})
        return 0
    say(worded("ledger_same" if found.before == found.now else "ledger_raised", before=found.before, now=found.now))
    if found.backup:
        say(worded("ledger_backup", path=found.backup))
    return 0


@click.command("move-ledger")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--despite", type=click.Choice(["faults"]), help="Go on although the archive has faults; each is told.")
@as_json
@click.pass_obj
def move_ledger(told: GlobalOptions, source: str, target: str, despite: str | None, *, json_: bool) -> int:
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
    if json_:
        emit({"rows": dict(found.moved.rows), "faults": [asdict(fault) for fault in found.faults], "kept": found.kept})
    else:
        _tell(found, target)
    return int(bool(found.faults))


def _tell(found: moving.Outcome, target: str) -> None:
    say(worded("ledger_there" if found.moved.was_there else "ledger_moved", n=sum(found.moved.rows.values())))
    for fault in found.faults:
        say(f"{fault.kind}: {fault.path} {fault.detail}")
    if not found.kept:
        say(worded("ledger_left"))
        return
    say(worded("ledger_kept", path=found.kept))
    say(worded("ledger_now_url" if "://" in target else "ledger_now_file"))


COMMANDS = (migrate, move_ledger)
