"""Commands for the keeper, who runs casedrop: status, retry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, local, remark, say
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk import startup
from casedrop.desk.admin.status import Status, status
from casedrop.desk.notices import of_keeper
from casedrop.desk.notices.post import Post
from casedrop.desk.room import Room
from casedrop.desk.watchers import Watch
from casedrop.language.messages import phrase


@click.command("status")
@click.option("--notify", "tell", is_flag=True, help="Tell the keeper, by notice, if no watcher is at work any more.")
@as_json
@click.pass_obj
def status_(told: GlobalOptions, *, tell: bool, json_: bool) -> int:
    """Say whether a watcher is at work, what is still to be done, and what was set aside and why.

    \b
    Examples:
      casedrop status
      casedrop status --json
      casedrop status --notify
    """
    room = told.room()
    if tell and of_keeper.tell_stopped(room):
        Post().finish(room)
        remark(worded("told_stopped"))
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
    for one in now.watchers or [now.watcher]:
        say(_watcher(room, one, is_one_of_many=bool(now.watchers)), bold=True)
    say(worded("to_do", due=now.due, failing=now.failing, drops=now.drops))
    for why, number in now.waiting.items():
        say(worded("waiting", n=number, why=why))
    for line in _aside(room, now):
        say(line)


def _watcher(room: Room, one: Watch, *, is_one_of_many: bool) -> str:
    """A line about a watcher: whether it is at work, when it was last seen, and where it is, if others may be elsewhere."""
    state = "on" if one.alive else "off"
    watcher = worded(f"watcher_{state}_at", machine=one.machine) if is_one_of_many else worded(f"watcher_{state}")
    if not one.at:
        return watcher
    seen = local(one.at.isoformat(), room.workspace.settings.zone, "%Y-%m-%d %H:%M:%S")
    return worded("last_seen", watcher=watcher, at=seen)


def _aside(room: Room, now: Status) -> Iterator[str]:
    """A line about each thing that was set aside, or that there is none."""
    zone = room.workspace.settings.zone
    if not now.aside:
        yield phrase("keeper.none", spoken())
    for one in now.aside:
        yield f"{local(one.since, zone, '%Y-%m-%d %H:%M')}  {one.say(spoken())}"


COMMANDS = (status_, retry)
