"""Readers where nothing can be forked (Windows): a process that reads one file after the other, and is replaced when it dies,
takes too long, or has read a hundred.

Accepted risk: only time and answer are capped, and a file that takes its reader over may read what is dropped after it. Both
ends of the line stand here.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from casedrop.desk import processes
from casedrop.desk.reading.caps import LONGEST_ANSWER, Limits, cap
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.readers import environment, measured
from casedrop.desk.reading.tasks import HEAD, Learn, Library, Message, Read, Sent, Warm, packed, received

MOST_FILES = 100
"""Files after which a process is replaced."""
LONGEST_SECONDS = 86_400
"""Processor time of a process that reads many files; each has its own limit by the clock."""


class Pooled:
    """Readers of which one reads many files."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def read(self, path: Path, shelf: KnownForms, limits: Limits, *, is_scan: bool) -> bytes:
        """As `readers.Readers.read`."""
        with self._lock, tempfile.TemporaryDirectory(prefix="casedrop-answer-") as folder:
            answer = Path(folder) / "answer.json"
            self._worker = self._worker or _Worker()
            try:
                self._worker.read(path, answer, shelf, limits, is_scan=is_scan)
                if self._worker.files >= MOST_FILES:
                    self.close()
            except BaseException:
                self.close()
                raise
            with answer.open("rb") as said:
                return measured(said)

    def warm(self, shelf: KnownForms, form: str, lang: str) -> None:
        """Leave it be: a process that has read a form is warm."""

    def close(self) -> None:
        """End the process."""
        if self._worker:
            processes.end(self._worker.process)
        self._worker = None


class _Worker:
    """One process, and what it was told."""

    def __init__(self) -> None:
        command = processes.own(__name__)
        self.process = processes.begin(command, env=environment(), data=subprocess.PIPE, out=subprocess.PIPE)
        self.sent, self.files = Sent(), 0
        self.heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def read(self, path: Path, answer: Path, shelf: KnownForms, limits: Limits, *, is_scan: bool) -> None:
        """Have a file read, and the answer written; raises TimeoutExpired, CalledProcessError."""
        number, news = self.sent.number(shelf)
        task = Read(number, shelf.pages, shelf.pieces, limits, is_scan, str(path.absolute()), str(answer), shelf.paper)
        self.files += 1
        try:
            for message in (news, task) if news else (task,):
                self._say(message)
            if self.heard.get(timeout=limits.seconds) != b".":
                raise subprocess.CalledProcessError(1, __name__)
        except queue.Empty as error:
            raise subprocess.TimeoutExpired(__name__, limits.seconds) from error
        except OSError as error:
            raise subprocess.CalledProcessError(1, __name__) from error

    def _say(self, message: Message) -> None:
        data, line = packed(message), self.process.stdin
        if line:
            line.write(HEAD.pack(len(data)) + data)
            line.flush()

    def _listen(self) -> None:
        """Pass on what the process says, a byte a file, and its end."""
        with contextlib.suppress(OSError, ValueError):
            while self.process.stdout and (heard := self.process.stdout.read(1)):
                self.heard.put(heard)
        self.heard.put(b"")


def main() -> None:
    """Read file after file, as standard input says, until it ends."""
    library, line = Library(), sys.stdin.buffer
    capped = False
    while (told := received(line.read)) is not None:
        match told:
            case Learn():
                library.learn(told)
            case Warm():
                library.warm(told)
            case Read():
                if not capped:
                    cap(told.limits, LONGEST_SECONDS, LONGEST_ANSWER + 1)
                capped = True
                Path(told.answer).write_bytes(library.read(told, Path(told.path).read_bytes()))
                sys.stdout.buffer.write(b".")
                sys.stdout.buffer.flush()
