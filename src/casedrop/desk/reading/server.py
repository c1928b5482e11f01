"""The server that readers come from: a process that has imported what they need, and forks one for each file.

It never sees a file: it hands both the file and the place of the answer, open, to a process that is capped and confined before
it reads. It knows nothing worth taking: it was begun with a clean environment and no open files but its line to the desk.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from json import dumps
from pathlib import Path
from types import ModuleType
from typing import cast

from casedrop.desk import processes
from casedrop.desk.reading import confine
from casedrop.desk.reading.caps import LONGEST_ANSWER, Limits, cap
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.tasks import HEAD, Learn, Library, Message, Read, Try, Warm, exactly, unpacked

EARLY = ("casedrop.formats.word", "casedrop.formats.excel", "casedrop.formats.content")
"""What every desk's readers need."""
FOR_SCANS = ("casedrop.formats.scan.read", "casedrop.formats.pdf.content", "casedrop.formats.pdf.form.read")
"""What the first scan or PDF brings."""
NEEDLESS = "numpy"
"""What a library takes only to know its numbers, if it is there (openpyxl): a fifth of the server's memory."""
DONE, FAILED, LATE = b".", b"!", b"t"
"""What the desk hears of a reader: it came to its end, it died, its time was over."""
SELDOM = 100_000
"""Values after which a reader looks for garbage. It is gone before a form makes so many, and looking writes to every page it
shares."""
OPEN = 256
"""No process here ever has more files open."""


class Gone(Exception):  # noqa: N818
    """The desk is gone, or speaks out of turn."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What a reader does with the bytes of a file, within which limits, behind which fence."""

    does: Callable[[bytes], bytes]
    limits: Limits
    fence: confine.Fence


def main() -> None:
    """Serve the desk at the other end of standard input, until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(SELDOM)
    with _without(NEEDLESS):
        for module in EARLY:
            import_module(module)
    with contextlib.suppress(Gone, EOFError, ConnectionError):
        Server(socket.socket(fileno=0)).serve()


@contextlib.contextmanager
def _without(module: str) -> Iterator[None]:
    """A context in which a module counts as not installed."""
    cast("dict[str, ModuleType | None]", sys.modules)[module] = None
    try:
        yield
    finally:
        del sys.modules[module]


class Server:
    """Forks a reader for each file that it is asked to have read, one after the other."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.library = control, Library()
        self.fences: dict[int, confine.Fence] = {}
        self.ear, mouth = socket.socketpair()
        for end in (self.ear, mouth):
            end.setblocking(False)
        self.mouth = mouth
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)

    def serve(self) -> None:
        """Do what the desk says until it is gone. Raises Gone, EOFError, ConnectionError."""
        while True:
            head, fds, *_ = socket.recv_fds(self.control, HEAD.size, 2)
            if not head:
                return
            head += exactly(self.control.recv, HEAD.size - len(head)) if len(head) < HEAD.size else b""
            try:
                self.heed(unpacked(exactly(self.control.recv, *HEAD.unpack(head))), fds)
            finally:
                for fd in fds:
                    os.close(fd)

    def heed(self, told: Message, fds: list[int]) -> None:
        """Do one thing the desk says."""
        match told:
            case Learn():
                self.library.learn(told)
                self.fences[told.number] = confine.Fence(homes(told.shelf))
                for number in told.forget:
                    self.fences.pop(number).close()
                gc.collect()
                gc.freeze()
            case Read():
                for module in FOR_SCANS if told.is_scan else ():
                    import_module(module)
                job = _Job(lambda data: self.library.read(told, data), told.limits, self.fences[told.number])
                self.control.sendall(self.run(job, fds))
            case Warm():
                with contextlib.suppress(Exception):  # what is wrong with it, its own reading will show
                    self.library.warm(told)
                gc.freeze()
            case Try():
                fence, secret = confine.Fence([]), Path(told.secret)
                job = _Job(lambda _: dumps(asdict(confine.held(secret))).encode(), Limits(), fence)
                self.control.sendall(self.run(job, fds))
                fence.close()

    def run(self, job: _Job, fds: list[int]) -> bytes:
        """Have a job done by a process of its own, which is gone afterwards; what became of it. Raises Gone."""
        own = os.getpid()
        child = os.fork()
        if child == 0:
            _become(job, fds, own)
        try:
            return self._awaited(child, time.monotonic() + job.limits.seconds)
        finally:
            _end(child)

    def _awaited(self, child: int, until: float) -> bytes:
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            left = until - time.monotonic()
            if ended:
                return FAILED if status else DONE
            if left <= 0:
                return LATE
            heard, _, _ = select.select([self.control, self.ear], [], [], left)
            if self.control in heard:
                raise Gone
            with contextlib.suppress(BlockingIOError):
                self.ear.recv(4096)


def homes(shelf: KnownForms) -> list[Path]:
    """The folders in which the templates of a shelf lie."""
    return sorted({Path(known).parent for known in shelf.templates.values() if isinstance(known, str)})


def _end(child: int) -> None:
    """Kill a reader and what it began, if they are not gone."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)


def _become(job: _Job, fds: list[int], parent: int) -> None:
    """Be the reader, in a process that was just forked: it keeps two open files, and what it can do is to read and to answer."""
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        processes.end_with(parent)
        for place, fd in enumerate(fds):
            os.dup2(fd, place)
        cap(job.limits, job.limits.seconds, LONGEST_ANSWER + 1)  # one more, so that what is cut is known to be too much
        job.fence.enter()
        os.closerange(3, OPEN)
        _say(job.does(_all()))
        os._exit(0)
    except BaseException:
        os._exit(1)


def _all() -> bytes:
    parts = []
    while part := os.read(0, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _say(data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]
