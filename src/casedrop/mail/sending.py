"""Letters sent (SMTP): written down as being sent before, as sent after; what a crash leaves between goes once more."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from casedrop.desk.effects.drafts import is_outdated
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.mail import keeping
from casedrop.mail.accounts import SECONDS, MailDown, Server, down, outgoing, password, secrecy, setting_aside
from casedrop.store import files
from casedrop.store.records import LetterRow

MOST_TRIES = 2
"""How often a letter is begun whose end nobody learnt: one double at most."""
LATER = timedelta(minutes=5)
"""When a letter is tried again that a server did not take for now."""
TAKEN, PASSED_ON = 250, 251
"""A server's answers by which it takes what it was told."""
FINAL = 500
"""From which of its answers on a server says that it will never take a letter."""


def send(room: Room) -> list[LetterRow]:
    """Send all letters that are ready and due; gives them as they stand then. Raises MailDown."""
    ready = room.ledger.letters_in(("ready", "sending"), room.clock())
    if not ready:
        return []
    server = outgoing(room.workspace.settings)
    if server is None:
        raise MailDown(messages.in_each_language("mail.no_host"))
    done = list[LetterRow]()
    with _line(room, server) as line:
        for row in ready:
            with setting_aside(room, row.key):
                done.append(_sent(room, server, line, row))
    return done


def _sent(room: Room, server: Server, line: smtplib.SMTP, row: LetterRow) -> LetterRow:
    """A letter after one try to send it. Raises MailDown; once its text is given to the server it may have gone out."""
    if row.facts.get("papers") and is_outdated(room, row):
        return _ended(room, replace(row, state="withdrawn"), "mail.outdated")
    if row.tries >= MOST_TRIES:
        return _ended(room, replace(row, state="doubtful"), "mail.doubtful")
    data = keeping.kept(room, row.sha256)
    try:
        _address(line, row)
        row = _put(room, replace(row, state="sending", tries=row.tries + 1, due=None))
        files.before("send", row.key)
        code, said = line.data(data)
        files.before("note", row.key)
    except smtplib.SMTPResponseException as error:
        return _answered(room, server, row, error)
    except OSError as error:
        raise down(server.host, error) from error
    except UnicodeEncodeError as error:  # an address that was typed into a draft
        return _refused(room, row, FINAL, str(error))
    if code != TAKEN:
        return _refused(room, row, code, said)
    room.incidents.resolve("mail", row.key)
    return _put(room, replace(row, state="sent"))


def _address(line: smtplib.SMTP, row: LetterRow) -> None:
    """Tell the server from whom a letter comes and to whom it goes. Raises SMTPSenderRefused if it takes none from us, and
    SMTPResponseException if it takes it not for one of them: it then goes to none."""
    line.ehlo_or_helo_if_needed()
    line.rset()
    code, said = line.mail(row.facts["from"])
    if code != TAKEN:
        raise smtplib.SMTPSenderRefused(code, said, row.facts["from"])
    for code, said in map(line.rcpt, row.facts.get("to") or [row.address]):
        if code not in (TAKEN, PASSED_ON):
            raise smtplib.SMTPResponseException(code, said)


def _answered(room: Room, server: Server, row: LetterRow, error: smtplib.SMTPResponseException) -> LetterRow:
    """A letter that a server does not take. If it takes none from us, that is a fault of the settings, or of the server, and no
    letter is given up for it."""
    if not isinstance(error, smtplib.SMTPSenderRefused):
        return _refused(room, row, error.smtp_code, error.smtp_error)
    room.incidents.note("mail", row.key, down(server.host, error).words, "mail")
    return _put(room, replace(row, state="ready", tries=0, due=room.clock() + LATER))


def _refused(room: Room, row: LetterRow, code: int, said: bytes | str) -> LetterRow:
    """A letter that the server did not take: for good, or for now."""
    if code < FINAL:
        return _put(room, replace(row, state="ready", tries=0, due=room.clock() + LATER))
    why = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _ended(room, replace(row, state="failed"), "mail.failed", why=f"{code} {why}")


def _ended(room: Room, row: LetterRow, sentence: str, why: str = "") -> LetterRow:
    """A letter that is not tried again, with a word to the keeper."""
    words = messages.in_each_language(sentence, to=row.address, why=why)
    room.incidents.note("mail", row.key, words, "mail")
    return _put(room, row)


def _put(room: Room, row: LetterRow) -> LetterRow:
    room.ledger.put_letter(row)
    return row


@contextmanager
def _line(room: Room, server: Server) -> Iterator[smtplib.SMTP]:
    """A context with a line to the server, signed in. Raises MailDown."""
    try:
        line = _opened(server)
        if server.user:
            line.login(server.user, password(room, server))
    except (OSError, smtplib.SMTPException) as error:
        raise down(server.host, error) from error
    try:
        yield line
    finally:
        line.close()


def _opened(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=secrecy())
    line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.security == "starttls":
        line.starttls(context=secrecy())
    return line
