"""Commands that do the desk's work: watch, run, explain, tick."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, say
from casedrop.cli.ending import Terminated, stopping
from casedrop.desk import clock
from casedrop.desk.admin import explain as explaining
from casedrop.desk.cases import schedule
from casedrop.desk.desk import Desk, Outcome
from casedrop.language import messages
from casedrop.language.plain import plain
from casedrop.store.errors import Away
from casedrop.watch.watcher import Watcher

AGAIN_SECONDS = 2.0
"""How long to wait before it is tried anew to reach a server."""


@click.command()
@click.pass_obj
def watch(told: GlobalOptions) -> None:
    """Take in whatever is dropped, until stopped (Ctrl-C ends after the file at hand).

    \b
    Example:
      casedrop -w office watch
    """
    desk = _reached(told)
    if desk is None:
        return
    watcher = Watcher(desk, _hear, _trouble, told.desk)
    with contextlib.suppress(Terminated), stopping(watcher.stop):
        say(f"Watching {watcher.desk.room.workspace.inbox}")
        watcher.run()
        watcher.desk.close()


@click.command()
@click.pass_obj
def run(told: GlobalOptions) -> None:
    """Take in what lies in the inbox now, once, then end.

    \b
    Examples:
      casedrop run
      casedrop --at 2021-07-09 run
    """
    watcher = Watcher(told.desk(), _hear, _trouble)
    with stopping(watcher.stop):
        decided = watcher.once()
        watcher.desk.close()
    for path, why in watcher.scan.held.items():
        said = messages.phrase(f"keeper.entry_{why.code}", "en", by=why.by)
        say(f"Waits: {path.relative_to(watcher.scan.inbox.parent).as_posix()}: {said}")
    say(f"Decided: {decided}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--role", help="As if dropped into this role's folder.")
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
    roles = desk.room.workspace.settings.roles
    if role is not None and role not in roles:
        raise click.BadParameter(f"There is no role {role}. There are: {', '.join(roles)}", param_hint="--role")
    found = explaining.explain(desk, file, role)
    if json_:
        emit(found)
    else:
        say(f"{found['verdict']}: {found['form'] or 'no form of ours'}")
        for problem in (*found["problems"], *found["told"]):
            say(f"  {problem['says']}  [{problem['code']}]")
        for made in found["documents"]:
            say(f"  brings out {made['folder']}/{made['name']} for {made['to']}")
    return int(bool(found["problems"]))


@click.command()
@click.option("--make-up", is_flag=True, help="The clock is right: begin every period of the calendar that is due.")
@click.option("--skip", is_flag=True, help="The clock is right: of each start begin the last period only.")
@click.pass_obj
def tick(told: GlobalOptions, make_up: bool, skip: bool) -> int:
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
    for case_id in desk.tick(make_up=make_up):
        say(f"Moved or begun by date: {case_id}")
    desk.carrier.make_pdfs()
    aside = [one for one in desk.room.incidents.all() if one.kind in ("deadline", "start", "clock")]
    for one in aside:
        say(one.say("en"), err=True)
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
                    _trouble(str(error))
                said = str(error)
    return None


def _hear(path: Path, outcome: Outcome) -> None:
    case = f"  case {outcome.case_id}" if outcome.case_id else ""
    say(f"{outcome.kind}: {plain(path.name)}{case}")
    for problem in outcome.problems:
        say(f"  {messages.say(problem, 'en')}  [{problem.code}]")


def _trouble(sentence: str) -> None:
    say(sentence, err=True)


COMMANDS = (watch, run, explain, tick)
