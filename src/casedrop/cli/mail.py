"""Letters by mail: mail fetch, mail send, mail drafts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, remark, say
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.formats.late import Late
from casedrop.language import messages

if TYPE_CHECKING:
    from casedrop.desk.room import Room
    from casedrop.mail import accounts, post
    from casedrop.mail import drafts as laid
    from casedrop.store.records import LetterRow
else:
    accounts, post, laid = Late("casedrop.mail.accounts"), Late("casedrop.mail.post"), Late("casedrop.mail.drafts")


@click.group("mail")
def mail() -> None:
    """Take in letters, and send those that are to go out.

    \b
    Examples:
      casedrop mail fetch
      casedrop mail send
    """


@mail.command()
@as_json
@click.pass_obj
def fetch(told: GlobalOptions, *, json_: bool) -> int:
    """Take in what lies in the mailboxes of the settings, once; what is attached is then dropped.

    \b
    Examples:
      casedrop mail fetch
      casedrop mail fetch --json
    """
    room = told.room()
    if not accounts.boxes(room.workspace.settings):
        raise click.UsageError(worded("mail_none"))
    done = post.fetch(room)
    if json_:
        emit({"taken": [_came(row) for row in done.taken], "aside": _aside(room)})
    else:
        _tell(room, done)
        for row in done.taken:
            facts = row.facts
            key = "mail_refused" if facts["is_refused"] else "mail_taken"
            say(worded(key, subject=facts["subject"], who=row.address, n=len(facts["parts"])))
    return _ended(room)


@mail.command()
@click.argument("draft", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@click.pass_obj
def send(told: GlobalOptions, draft: tuple[Path, ...], *, json_: bool) -> int:
    """Send each DRAFT, those that lie in outbox/_customers/_send, and the answers that are ready.

    \b
    Examples:
      casedrop mail send
      casedrop mail send --json
    """
    room = told.room()
    if draft and not room.workspace.settings.mail:
        raise click.UsageError(messages.phrase("mail.no_host", spoken()))
    still = {str(path): problem for path in draft if (problem := laid.approve(room, path.resolve()))}
    done = post.send(room)
    if json_:
        stays = {path: messages.say(problem, spoken()) for path, problem in still.items()}
        emit({"sent": [_gone(row) for row in done.sent], "stays": stays, "aside": _aside(room)})
    else:
        _tell(room, done)
        for row in done.sent:
            state = worded(f"mail_state_{row.state}")
            say(worded("mail_sent", state=state, subject=row.facts["subject"], who=row.address))
        for path, problem in still.items():
            say(worded("mail_still", path=path, why=messages.say(problem, spoken())), err=True)
    return _ended(room) or int(bool(still))


@mail.command("drafts")
@as_json
@click.pass_obj
def drafts_(told: GlobalOptions, *, json_: bool) -> None:
    """List the drafts of letters to customers that nobody has approved yet.

    \b
    Examples:
      casedrop mail drafts
      casedrop mail drafts --json
    """
    there = laid.drafts(told.room())
    if json_:
        emit([{**_gone(row), "path": row.facts["path"]} for row in there])
        return
    for row in there:
        say(worded("mail_laid", path=row.facts["path"], who=row.address or worded("mail_nobody")))


def _came(row: LetterRow) -> dict[str, object]:
    parts = [one["path"] for one in row.facts["parts"]]
    return {"from": row.address, "subject": row.facts["subject"], "refused": row.facts["is_refused"], "files": parts}


def _gone(row: LetterRow) -> dict[str, object]:
    return {"to": row.address, "subject": row.facts["subject"], "state": row.state}


def _aside(room: Room) -> list[str]:
    return [one.say(spoken()) for one in room.incidents.all() if one.kind == "mail"]


def _tell(room: Room, done: post.Round) -> None:
    if done.is_busy:
        remark(worded("mail_busy"))
    for line in _aside(room):
        say(line, err=True)


def _ended(room: Room) -> int:
    """1 if something of the mail is set aside."""
    return int(bool(_aside(room)))


COMMANDS = (mail,)
