"""The pages about casedrop, shown to a browser on this machine: docs."""

from __future__ import annotations

import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

import click

from casedrop.cli.terminal.common import as_json, emit, say
from casedrop.cli.terminal.speech import worded

LOOPBACK = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Gives files and tells of none."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@click.command("docs")
@click.option("--path", "only_path", is_flag=True, help="Print the folder they lie in, and show nothing.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port they are shown on; else any free one.")
@as_json
def docs(*, only_path: bool, port: int, json_: bool) -> None:
    """Show the pages about casedrop in a browser on this machine, until stopped (Ctrl-C).

    \b
    Examples:
      casedrop docs
      casedrop docs --path
    """
    folder = site()
    if folder is None:
        raise click.ClickException(worded("no_pages"))
    if json_:
        emit({"path": str(folder)})
    elif only_path:
        click.echo(folder)
    else:
        _show(folder, port)


def site() -> Path | None:
    """The folder of the pages: the package's, else the checkout's once `make docs` has made them; None if there is none."""
    package = Path(str(resources.files("casedrop")))
    places = (package / "shipped/site", package.parents[1] / "build/site")
    return next((place for place in places if (place / "index.html").is_file()), None)


def _show(folder: Path, port: int) -> None:
    with ThreadingHTTPServer((LOOPBACK, port), partial(_Quiet, directory=str(folder))) as server:
        address = f"http://{LOOPBACK}:{server.server_port}/"
        say(address)
        webbrowser.open(address)
        server.serve_forever()


COMMANDS = (docs,)
