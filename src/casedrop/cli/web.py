"""The desk in a browser: web, web links."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, say
from casedrop.cli.terminal.speech import worded
from casedrop.desk.notices import of_keeper
from casedrop.desk.notices.post import Post
from casedrop.formats.late import Late
from casedrop.store.errors import Trouble

if TYPE_CHECKING:
    import uvicorn

    from casedrop.web import access, app, links, office
else:
    uvicorn, access = Late("uvicorn"), Late("casedrop.web.access")
    app, links, office = Late("casedrop.web.app"), Late("casedrop.web.links"), Late("casedrop.web.office")

LOCAL = ["localhost", "127.0.0.1", "[::1]"]
"""The names by which a browser on this machine may call the desk."""

MINDS_SECONDS = 60.0
"""How often a served desk looks whether a watcher is at work."""


@click.group("web", invoke_without_command=True)
@click.pass_context
def web(context: click.Context) -> None:
    """Show the desk to browsers, until stopped (Ctrl-C).

    \b
    Examples:
      casedrop web links
      casedrop -w office web
    """
    if context.invoked_subcommand is None:
        context.invoke(serve)


@web.command("serve")
@click.pass_obj
def serve(told: GlobalOptions) -> None:
    """Write the links that are missing, then show the desk to browsers; `casedrop web` alone does the same.

    \b
    Example:
      casedrop -w office web serve
    """
    try:
        _serve(told)
    except ModuleNotFoundError as error:
        raise click.ClickException("The desk in a browser needs: pip install 'casedrop[web]'") from error


@web.command("links")
@click.option(
    "--rotate", "turned", metavar="ROLE", help="Give this role, or _overview, _keeper or _originals, another link."
)
@as_json
@click.pass_obj
def links_(told: GlobalOptions, turned: str | None, *, json_: bool) -> None:
    """Write the page with its link, `_desk.html`, into each role's folder of the outbox.

    \b
    Examples:
      casedrop web links
      casedrop web links --rotate sales
    """
    room = told.room()
    state = room.workspace.settings.state
    keys = access.keys_of(state, room.key)
    if turned is not None:
        if turned not in links.holders(room):
            said = worded("no_link", given=turned, names=", ".join(links.holders(room)))
            raise click.BadParameter(said, param_hint="--rotate")
        keys = access.turn(state, keys, turned)
    made = [path.relative_to(room.workspace.root).as_posix() for path in links.write(room, keys)]
    if json_:
        emit({"written": made})
        return
    for path in made:
        say(worded("link_written", path=path))


def _serve(told: GlobalOptions) -> None:
    room = told.room()
    shown = office.Office(room.workspace.root, told.clock(room.workspace))
    links.write(room, shown.keys())
    name = urlsplit(links.address(room)).hostname or "localhost"
    threading.Thread(target=_mind_the_watcher, args=(told,), daemon=True).start()
    application = app.application(shown, [*LOCAL, name])
    say(worded("desk_at", address=links.address(room), link=links.LINK))
    host, port = links.host(room), links.port(room)
    uvicorn.run(application, host=host, port=port, access_log=False, log_level="warning", server_header=False)


def _mind_the_watcher(told: GlobalOptions) -> None:
    """Look now and then whether a watcher is at work, and tell the keeper if none is any more."""
    room, post = told.room(), Post()
    while room.workspace.settings.notify:
        time.sleep(MINDS_SECONDS)
        with contextlib.suppress(OSError, Trouble):
            if of_keeper.tell_stopped(room):
                post.finish(room)


COMMANDS = (web,)
