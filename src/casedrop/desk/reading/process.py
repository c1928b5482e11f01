"""Files read apart: a capped and confined process for each, which may die without hurting anyone (faults F7, K5, L8).

The reader gets what it needs from us by pickle and answers in JSON only, so that a file which took it over can say nothing
but data. It answers into a file, not a pipe: what it says is measured before any of it is read, and no process it may leave
behind can keep us waiting. Accepted risk: on systems that cannot fork (Windows) only time and answer are capped.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.confine import Held
from casedrop.desk.reading.examine import KnownForms, from_json
from casedrop.desk.reading.pool import Pooled
from casedrop.desk.reading.readers import Forked, Readers
from casedrop.formats.sniff import is_scan
from casedrop.forms.reading import Examined, Reading
from casedrop.language.problem import Problem

LARGE = 2_000_000
"""Bytes beyond which a file may take as long as a scan."""
HEAD = 1024
"""Bytes by which a scan is known."""


def read_apart(path: Path, shelf: KnownForms, limits: Limits) -> Examined:
    """What the file says, read in another process; a reader that dies or takes too long is a problem of the file."""
    with path.open("rb") as file:
        is_picture = is_scan(file.read(HEAD))
        is_long = is_picture or os.fstat(file.fileno()).st_size > LARGE
    limits = replace(limits, seconds=limits.scan_seconds) if is_long else limits
    try:
        seen = from_json(json.loads(readers().read(path, shelf, limits, is_scan=is_picture)))
    except subprocess.TimeoutExpired:
        return _unread("file.slow", limit=limits.seconds)
    except (subprocess.CalledProcessError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _unread("file.crashed")
    if (seen.reading.form, seen.reading.lang) in shelf.templates:
        readers().warm(shelf, str(seen.reading.form), str(seen.reading.lang))
    return seen


@cache
def readers() -> Readers:
    """What reads for this process: processes forked for each file, where the system can."""
    made: Readers = Forked() if can_fork() else Pooled()
    atexit.register(made.close)
    return made


def can_fork() -> bool:
    """Whether this system can fork processes and hand them open files."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


def confinement(secret: Path) -> Held:
    """What readers are held back from on this machine, found by trying; `secret` is a file that they must not read."""
    made = readers()
    if not isinstance(made, Forked):
        return Held(files=False, network=False, processes=False)
    try:
        return Held(**json.loads(made.tried(secret)))
    except (subprocess.SubprocessError, ValueError, TypeError):
        return Held(files=False, network=False, processes=False)


def _unread(code: str, **args: int) -> Examined:
    return Examined("unknown", "", Reading(problems=(Problem(code, args=args),)))
