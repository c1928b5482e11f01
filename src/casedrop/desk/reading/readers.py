"""The desk's end of the line to the processes that read for it, which are begun at the first file and again if they die."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from casedrop.desk import processes
from casedrop.desk.reading.caps import LONGEST_ANSWER, Limits
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.tasks import HEAD, Message, Read, Sent, Try, Warm, packed

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""What a reader sees of the environment: nothing secret (K1, K6)."""
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""A reader calculates nothing that wants threads, and each would take memory from its cap."""
SERVER = "casedrop.desk.reading.server"
AGAIN = 2
"""The file of a form with which readers prepare for more of it: of many forms, only one comes in a day."""
GRACE_SECONDS = 30
"""How much longer than its reader the server may take to say what became of it."""


class Readers(Protocol):
    """What reads files in other processes."""

    def read(self, path: Path, shelf: KnownForms, limits: Limits, *, is_scan: bool) -> bytes:
        """What a reader says of the file, as JSON.

        Raises subprocess.TimeoutExpired if it took too long, subprocess.CalledProcessError if it died, ValueError if it said
        more than may be.
        """

    def warm(self, shelf: KnownForms, form: str, lang: str) -> None:
        """Let the readers know that a form has come, and more of it may."""

    def close(self) -> None:
        """End the processes; the next file begins new ones."""


class ServerGone(Exception):  # noqa: N818
    """The server that readers come from died; no fault of the file's."""


class Forked:
    """Readers that are forked by a server, one for each file (`server.py`)."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._line: _Line | None = None

    def read(self, path: Path, shelf: KnownForms, limits: Limits, *, is_scan: bool) -> bytes:
        """As `Readers.read`; a server that dies is begun again, once."""
        with path.open("rb") as file:
            return self._again(lambda line: line.read(file, shelf, limits, is_scan=is_scan))

    def warm(self, shelf: KnownForms, form: str, lang: str) -> None:
        """Have the server prepare for a form while the desk goes on; once for each form and language, when it has come again."""
        with self._lock, contextlib.suppress(ServerGone):
            if self._line:
                self._line.warm(shelf, form, lang)

    @property
    def server(self) -> int | None:
        """The number of the server's process; None before the first file."""
        return self._line.process.pid if self._line else None

    def tried(self, secret: Path) -> bytes:
        """What a reader is held back from, by trying, as JSON; raises what `read` raises."""
        with Path(os.devnull).open("rb") as nothing:
            return self._again(lambda line: line.ask(Try(str(secret)), nothing, Limits()))

    def close(self) -> None:
        """End the server, and with it what it forked."""
        with self._lock:
            if self._line:
                self._line.close()
            self._line = None

    def _again(self, asked: Callable[[_Line], bytes]) -> bytes:
        with self._lock:
            try:
                return self._once(asked)
            except ServerGone:
                pass
            try:
                return self._once(asked)
            except ServerGone as error:
                raise subprocess.CalledProcessError(1, SERVER) from error

    def _once(self, asked: Callable[[_Line], bytes]) -> bytes:
        """What is answered; whatever ends a question halfway ends the server too, for the next answer would be an old one."""
        if self._line is None or not self._line.is_ours():
            self._line = _Line()
        try:
            return asked(self._line)
        except (subprocess.SubprocessError, ValueError):
            raise
        except BaseException:
            self.close()
            raise


class _Line:
    """The line to one server, and what it was told."""

    def __init__(self) -> None:
        ours, its = socket.socketpair()
        with its:
            command = processes.own(SERVER)
            self.process = processes.begin(command, env=environment(), data=its.fileno())
        self.socket, self.sent, self.owner = ours, Sent(), os.getpid()
        self.came: Counter[tuple[int, str, str]] = Counter()

    def is_ours(self) -> bool:
        """Whether this process began it: one that was forked since must have a line of its own."""
        return self.owner == os.getpid()

    def read(self, file: IO[bytes], shelf: KnownForms, limits: Limits, *, is_scan: bool) -> bytes:
        number, news = self.sent.number(shelf)
        if news:
            self._say(news)
        return self.ask(Read(number, shelf.pages, shelf.pieces, limits, is_scan, paper=shelf.paper), file, limits)

    def warm(self, shelf: KnownForms, form: str, lang: str) -> None:
        number, news = self.sent.number(shelf)
        self.came[number, form, lang] += 1
        if news is None and self.came[number, form, lang] == AGAIN:
            self._say(Warm(number, form, lang, _example(shelf, form, lang)))

    def ask(self, message: Read | Try, file: IO[bytes], limits: Limits) -> bytes:
        """The answer of a reader to a message about an open file; raises ServerGone, and what `Readers.read` raises."""
        with tempfile.TemporaryFile() as said:
            self._say(message, [file.fileno(), said.fileno()])
            became = self._heard(limits.seconds + GRACE_SECONDS)
            if became == b"t":
                raise subprocess.TimeoutExpired(SERVER, limits.seconds)
            if became != b".":
                raise subprocess.CalledProcessError(1, SERVER)
            return measured(said)

    def close(self) -> None:
        self.socket.close()
        if self.is_ours():
            processes.end(self.process)

    def _say(self, message: Message, fds: list[int] | None = None) -> None:
        data = packed(message)
        self.socket.settimeout(GRACE_SECONDS)
        try:
            socket.send_fds(self.socket, [HEAD.pack(len(data))], fds or [])
            self.socket.sendall(data)
        except OSError as error:
            raise ServerGone from error

    def _heard(self, seconds: float) -> bytes:
        self.socket.settimeout(seconds)
        try:
            heard = self.socket.recv(1)
        except OSError as error:
            raise ServerGone from error
        if not heard:
            raise ServerGone
        return heard


def _example(shelf: KnownForms, form: str, lang: str) -> bytes:
    """A document of ours to prepare with; none where it cannot be made: what is wrong with its template, others will hear."""
    with contextlib.suppress(Exception):
        return shelf.example(form, lang) if shelf.example else b""
    return b""


def measured(said: IO[bytes]) -> bytes:
    """An answer, from its beginning; raises ValueError, with nothing read, if it is longer than any form's."""
    if said.seek(0, os.SEEK_END) > LONGEST_ANSWER:
        raise ValueError("more than any form says")
    said.seek(0)
    return said.read()


def environment() -> dict[str, str]:
    """What a helper process sees of our environment."""
    return {k: v for k, v in os.environ.items() if k in KEPT} | ALONE
