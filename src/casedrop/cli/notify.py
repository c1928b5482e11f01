"""Notices: who is reached, what will be sent, and whether a channel works."""

from __future__ import annotations

from datetime import tzinfo

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, local, say, table
from casedrop.cli.terminal.names import Name, known
from casedrop.cli.terminal.speech import heads, worded
from casedrop.desk.admin import notices
from casedrop.desk.notices import addresses

REACHED = Name(lambda options: dict.fromkeys(addresses.every(options.workspace().settings), ""))


@click.group("notify")
def notify() -> None:
    """Show who gets notices and what will be sent, or try a channel.

    \b
    Examples:
      casedrop notify show
      casedrop notify test leader
    """


@notify.command("show")
@as_json
@click.pass_obj
def show(told: GlobalOptions, *, json_: bool) -> int:
    """Show who is reached by which channel, and what is not sent yet; nothing is changed.

    \b
    Examples:
      casedrop notify show
      casedrop notify show --json
    """
    room = told.room()
    found = notices.notices(room)
    if json_:
        emit(found.as_json())
    else:
        _reached(found)
        _pending(found, room.workspace.settings.zone)
    return int(not all(one.is_known for one in found.reached) or any(one.is_set_aside for one in found.pending))


@notify.command("test")
@click.argument("who", metavar="ROLE", type=REACHED)
@as_json
@click.pass_obj
def test(told: GlobalOptions, *, who: str, json_: bool) -> int:
    """Send a word by each channel of ROLE: a role, a person, or _keeper, whoever runs casedrop.

    \b
    Examples:
      casedrop notify test leader
      casedrop notify test _keeper --json
    """
    settings = told.workspace().settings
    known(who, addresses.every(settings), "ROLE", "no_address", see="casedrop notify show")
    tried = notices.test(settings, who)
    if json_:
        emit({"tried": tried})
    else:
        for channel, why in tried.items():
            say(worded("not_sent", channel=channel, why=why) if why else worded("sent", channel=channel))
    return int(any(tried.values()))


def _reached(found: notices.Notices) -> None:
    """Print a line for each way in which somebody is reached."""
    if not found.reached:
        say(worded("reaches_nobody"))
        return
    rows = [
        (
            one.who,
            one.channel if one.is_known else worded("leads_nowhere", channel=one.channel),
            one.at,
            one.language,
            ", ".join(one.kinds),
        )
        for one in found.reached
    ]
    table(heads("to", "channel", "clock", "language", "kinds"), rows)


def _pending(found: notices.Notices, zone: tzinfo) -> None:
    """Print a line for each notice that is not sent yet."""
    say(worded("to_send", n=len(found.pending)))
    for one in found.pending:
        at = local(one.at, zone, "%Y-%m-%d %H:%M")
        say("  ".join(filter(None, (one.channel, at, one.about, f"({one.why})" if one.why else ""))))


COMMANDS = (notify,)
