"""Commands that look after a workspace: verify, doctor."""

from __future__ import annotations

from dataclasses import asdict

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, progress, say
from casedrop.cli.terminal.speech import counted, worded
from casedrop.desk.admin import doctor as health
from casedrop.desk.admin import verify as checking
from casedrop.workspace.errors import NoWorkspace


@click.command()
@click.option(
    "--since", metavar="DATE", help="Only folders that were written to on this day (or at this moment) or later."
)
@as_json
@click.pass_obj
def verify(told: GlobalOptions, since: str | None, json_: bool) -> int:
    """Hold the archive against its manifests and journals: missing, altered, swapped, extra, cut short, unreadable.

    \b
    Examples:
      casedrop verify
      casedrop verify --since 2021-06-01
    """
    room = told.room()
    start = told.time(since, room.workspace, "--since") if since else None
    with progress(worded("verifying")) as tell:
        found = checking.verified(room, start, tell)
    if json_:
        faults = [asdict(f) for f in found.faults]
        looked = {"looked_at": found.looked_at, "not_looked_at": list(found.not_looked_at)}
        emit({"faults": faults, **looked} if since else faults)
    else:
        _tell(found, since)
    return int(bool(found.faults))


def _tell(found: checking.Verified, since: str | None) -> None:
    for fault in found.faults:
        say(f"{fault.kind}: {fault.path}" + (f"  {fault.detail}" if fault.detail else ""))
    whole = worded("whole_part" if since else "whole")
    say(counted("faults", len(found.faults)) if found.faults else whole)
    if since:
        say(worded("looked_at", n=found.looked_at, left=len(found.not_looked_at), since=since))


@click.command()
@as_json
@click.pass_obj
def doctor(told: GlobalOptions, json_: bool) -> int:
    """Say what is missing on this machine, and the command that installs it.

    \b
    Example:
      casedrop doctor
    """
    try:
        workspace = told.workspace()
    except NoWorkspace:
        workspace = None
    found = health.examine(workspace)
    is_there = not any(one.name == health.SERVER and not one.well for one in found)
    if workspace and is_there and (workspace.settings.state.exists() or any(workspace.archive.glob("*/*"))):
        room = told.room()
        found += [health.memory(room), health.papers(room)]
    if json_:
        emit([asdict(f) for f in found])
    else:
        for finding in found:
            say(f"{'well   ' if finding.well else 'missing'}  {finding.name}: {finding.found}", bold=not finding.well)
            if not finding.well:
                say(f"         {finding.mend}")
    return int(not all(f.well for f in found))


COMMANDS = (verify, doctor)
