"""Commands for the keeper, who runs casedrop: status, retry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, local, say
from casedrop.cli.speech import spoken, worded
from casedrop.desk import startup
from casedrop.desk.admin.status import Status, status
from casedrop.desk.room import Room
from casedrop.language.messages import phrase


@click.command("status")
@as_json
@click.pass_obj
def status_(told: GlobalOptions, json_: bool) -> int:
    """Say whether a watcher is at work, what is still to be done, and what was set aside and why.

    \b
    Examples:
      casedrop status
      casedrop status --json
    """
    room = told.room()
    now = status(room)
    if json_:
        emit(asdict(now))
    else:
        _show(room, now)
    return int(not now.is_well)


@click.command()
@as_json
@click.pass_obj
def retry(told: GlobalOptions, *, json_: bool) -> int:
    """Try everything again that was set aside, now that its cause is mended.

    \b
    Example:
      casedrop retry
    """
    desk = told.desk()
    desk.begin()
    tried = startup.try_again(desk.room)
    desk.tick()
    desk.carrier.finish()
    now = status(desk.room)
    if json_:
        emit({"tried": tried, **asdict(now)})
        return int(not now.is_well)
    for line in (worded("tried_again", n=tried), *_aside(desk.room, now)):
        say(line)
    return int(not now.is_well)


def _show(room: Room, now: Status) -> None:
    zone, at = room.workspace.settings.zone, now.watcher.at
    watcher = worded("watcher_on" if now.watcher.alive else "watcher_off")
    if at:
        watcher = worded("last_seen", watcher=watcher, at=local(at.isoformat(), zone, "%Y-%m-%d %H:%M:%S"))
    say(watcher, bold=True)
    say(worded("to_do", due=now.due, failing=now.failing, drops=now.drops))
    for why, number in now.waiting.items():
        say(worded("waiting", n=number, why=why))
    for line in _aside(room, now):
        say(line)


def _aside(room: Room, now: Status) -> Iterator[str]:
    """A line about each thing that was set aside, or that there is none."""
    zone = room.workspace.settings.zone
    if not now.aside:
        yield phrase("keeper.none", spoken())
    for one in now.aside:
        yield f"{local(one.since, zone, '%Y-%m-%d %H:%M')}  {one.say(spoken())}"


COMMANDS = (status_, retry)
