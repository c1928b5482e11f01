"""A mailbox on its server (IMAP): which letters lie there, their bytes, and where they are put once they are taken."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.mail.accounts import SECONDS, Box, down, password, secrecy
from casedrop.store import files

if TYPE_CHECKING:
    import imap_tools
else:
    imap_tools = Late("imap_tools")

DONE, REFUSED = "Done", "Refused"
"""The folders for letters that were taken, and for those that were not."""


class Gone(Exception):  # noqa: N818 - the situation is the name
    """A letter that no longer lies in the mailbox: somebody moved or deleted it meanwhile."""


class Mailbox:
    """An open folder of a mailbox. Every call may raise what the library and the line raise."""

    def __init__(self, there: imap_tools.BaseMailBox, folder: str) -> None:
        self._there = there
        self._known: set[str] = set()
        there.folder.set(folder)
        self.validity = int(there.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        listed = there.folder.list()
        self._delimiter = next((one.delim for one in listed if one.delim), "/")
        self._names = {one.name for one in listed}

    def uids(self) -> list[str]:
        """The numbers of the letters that lie there, the oldest first."""
        return sorted(self._there.uids(), key=int)

    def size(self, uid: str) -> int:
        """How many bytes a letter has."""
        found = re.search(rb"RFC822\.SIZE (\d+)", self._answer(uid, "(RFC822.SIZE)")[0])
        return int(found[1]) if found else 0

    def letter(self, uid: str) -> bytes:
        """The bytes of a letter; reading them does not mark it as read."""
        return self._answer(uid, "(BODY.PEEK[])")[1]

    def head(self, uid: str) -> bytes:
        """The headers of a letter."""
        return self._answer(uid, "(BODY.PEEK[HEADER])")[1]

    def put_away(self, uid: str, folder: str) -> None:
        """Move a letter into a folder, which is made if it is not there; one that is gone already stays so."""
        name = folder if folder in self._names else self._made(folder)
        files.before("move", name)
        self._there.move(uid, name)

    def _made(self, folder: str) -> str:
        """The name of a folder that was made: some servers allow new ones only below INBOX."""
        below = f"INBOX{self._delimiter}{folder}"
        for name in (folder, below):
            if name in self._names:
                return name
            with suppress(imap_tools.MailboxFolderCreateError):
                self._there.folder.create(name)
                self._names.add(name)
                return name
        return below

    def _answer(self, uid: str, wanted: str) -> tuple[bytes, bytes]:
        """What the server says of a letter: the line and the bytes behind it. Raises Gone, and IMAP4.error where the server gives
        it not now: what it says is then not known."""
        status, said = self._there.client.uid("FETCH", uid, wanted)
        if status != "OK":
            raise imaplib.IMAP4.error(f"FETCH: {status} {said!r}")
        for one in said or ():
            if isinstance(one, tuple):
                return one[0], one[1]
            if isinstance(one, bytes) and b"RFC822.SIZE" in one:
                return one, b""
        raise Gone(uid)


@contextmanager
def on_the_line(box: Box) -> Iterator[None]:
    """A context in which a line that broke is no fault of a letter. Raises MailDown for it."""
    try:
        yield
    except (imaplib.IMAP4.abort, ConnectionError, TimeoutError, ssl.SSLError) as error:
        raise down(box.server.host, error) from error


@contextmanager
def opened(room: Room, box: Box) -> Iterator[Mailbox]:
    """A context with a mailbox, signed in. Raises MailDown, also for what goes wrong on the line within it."""
    secret = password(room, box.server)
    try:
        with _line(box).login(box.server.user, secret, initial_folder=None) as there:
            yield Mailbox(there, box.folder)
    except (imap_tools.ImapToolsError, imaplib.IMAP4.error, ConnectionError, TimeoutError, ssl.SSLError) as error:
        raise down(box.server.host, error) from error


def _line(box: Box) -> imap_tools.BaseMailBox:
    host, port = box.server.host, box.server.port
    try:
        if box.server.security == "none":
            return imap_tools.MailBoxUnencrypted(host, port, timeout=SECONDS)
        if box.server.security == "starttls":
            return imap_tools.MailBoxStartTls(host, port, timeout=SECONDS, ssl_context=secrecy())
        return imap_tools.MailBox(host, port, timeout=SECONDS, ssl_context=secrecy())
    except OSError as error:
        raise down(host, error) from error
