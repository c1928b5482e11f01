"""Commands that do the desk's work: watch, run, explain, tick."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedrop.cli.terminal import log
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, remark, say
from casedrop.cli.terminal.ending import Terminated, stopping
from casedrop.cli.terminal.names import ROLE, known
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.cli.terminal.taking import Teller
from casedrop.desk import clock
from casedrop.desk.admin import explain as explaining
from casedrop.desk.cases import schedule
from casedrop.desk.desk import Desk
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.store.errors import Away
from casedrop.watch.watcher import Watcher
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedrop.mail import accounts, post
else:
    accounts, post = Late("casedrop.mail.accounts"), Late("casedrop.mail.post")

log_file = click.option(
    "--log-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CASEDROP_LOG_FILE",
    help="Also write each line there, with time, level and role; else into CASEDROP_LOG_FILE, if that is set.",
)

AGAIN_SECONDS = 2.0
"""How long to wait before it is tried anew to reach a server."""


@click.command()
@log_file
@as_json
@click.pass_obj
def watch(told: GlobalOptions, log_file: Path | None, *, json_: bool) -> None:
    """Take in whatever is dropped, until stopped (Ctrl-C ends after the file at hand).

    \b
    Examples:
      casedrop -w office watch
      casedrop -w office watch --log-file casedrop.log
    """
    desk = _reached(told)
    if desk is None:
        return
    teller = Teller(desk.room.workspace, "jsonl" if json_ else "lines")
    watcher = Watcher(desk, teller.hear, teller.trouble, told.desk, spoken())
    with _logged(log_file, desk.room.workspace), contextlib.suppress(Terminated), stopping(watcher.stop):
        said = worded("watching", inbox=watcher.desk.room.workspace.inbox)
        log.write(said)
        if not json_:
            remark(log.for_journal(said))
        with _post(told, desk.room.workspace):
            watcher.run()
        watcher.desk.close()


@click.command()
@log_file
@as_json
@click.pass_obj
def run(told: GlobalOptions, log_file: Path | None, *, json_: bool) -> None:
    """Take in what lies in the inbox now, once, then end.

    \b
    Examples:
      casedrop run
      casedrop run --json
      casedrop --at 2021-07-09 run
    """
    desk = told.desk()
    teller = Teller(desk.room.workspace, "json" if json_ else "lines")
    watcher = Watcher(desk, teller.hear, teller.trouble, lang=spoken())
    with _logged(log_file, desk.room.workspace), stopping(watcher.stop):
        decided = watcher.once()
        watcher.desk.close()
    waits = [*_waits(watcher)]
    if json_:
        emit({"decided": decided, "drops": teller.drops, "waits": waits})
        return
    for one in waits:
        remark(worded("waits", **one))
    remark(worded("decided", n=decided))


@contextlib.contextmanager
def _post(told: GlobalOptions, of: Workspace) -> Iterator[None]:
    """A context in which letters come and go beside the watcher, if the settings speak of mail."""
    if not of.settings.mail:
        yield
        return
    with post.running(told.room, of.settings.mail.get("every_seconds", accounts.EVERY_SECONDS)):
        yield


def _waits(watcher: Watcher) -> Iterator[dict[str, str]]:
    """The files that lie in the inbox and are not taken yet, each with the reason."""
    for path, why in watcher.scan.held.items():
        said = messages.phrase(f"keeper.entry_{why.code}", spoken(), by=why.by)
        yield {"file": path.relative_to(watcher.scan.inbox.parent).as_posix(), "why": said}


@contextlib.contextmanager
def _logged(file: Path | None, of: Workspace) -> Iterator[None]:
    """A context in which the log is written, into a file if there is one to be."""
    if file:
        log.keep(file, of.settings.zone)
    try:
        yield
    finally:
        log.close()


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--role", type=ROLE, help="As if dropped into this role's folder.")
@as_json
@click.pass_obj
def explain(told: GlobalOptions, file: Path, role: str | None, json_: bool) -> int:
    """Say what would happen to FILE if it were dropped; nothing is changed.

    \b
    Examples:
      casedrop explain note.docx --role sales
      casedrop explain note.docx --role sales --json
    """
    desk = told.desk()
    if role is not None:
        known(role, desk.room.workspace.settings.roles, "--role", "no_role")
    found = explaining.explain(desk, file, role, spoken())
    if json_:
        emit(found)
    else:
        form = found["form"] or worded("no_own_form")
        say(worded("heard", kind=worded(f"kind_{found['verdict']}"), file=form))
        for problem in (*found["problems"], *found["told"]):
            say(f"  {problem['says']}  [{problem['code']}]")
        for made in found["documents"]:
            say(f"  {worded('brings_out', **{key: made[key] for key in ('folder', 'name', 'to')})}")
    return int(bool(found["problems"]))


@click.command()
@click.option("--make-up", is_flag=True, help="The clock is right: begin every period of the calendar that is due.")
@click.option("--skip", is_flag=True, help="The clock is right: of each start begin the last period only.")
@as_json
@click.pass_obj
def tick(told: GlobalOptions, *, make_up: bool, skip: bool, json_: bool) -> int:
    """Let the clock speak: move the cases whose deadlines are over, begin what the calendar starts.

    After a jump of the clock nothing is done until you say that it is right.

    \b
    Examples:
      casedrop tick
      casedrop --at 2021-07-09T00:00 tick
      casedrop tick --skip
    """
    desk = told.desk()
    if make_up or skip:
        clock.believe(desk.room)
    if skip:
        schedule.skip(desk.room)
    moved = [*desk.tick(make_up=make_up)]
    if not json_:
        for case_id in moved:
            say(worded("moved", case=case_id))
    desk.carrier.make_pdfs()
    aside = [one for one in desk.room.incidents.all() if one.kind in ("deadline", "start", "clock")]
    for one in aside:
        say(one.say(spoken()), err=True)
    if json_:
        emit({"moved": moved, "aside": [one.say(spoken()) for one in aside]})
    return int(bool(aside))


def _reached(told: GlobalOptions) -> Desk | None:
    """A desk, as soon as the server that holds its ledger can be reached; None if it is to stop before."""
    stopped, said = threading.Event(), ""
    with contextlib.suppress(Terminated), stopping(stopped.set):
        while not stopped.wait(AGAIN_SECONDS if said else 0):
            try:
                return told.desk()
            except Away as error:
                if str(error) != said:
                    Teller.trouble(str(error))
                said = str(error)
    return None


COMMANDS = (watch, run, explain, tick)
