"""Causes: whether an error passes by itself, what it says to a person, and where what raised it stands."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from casedrop.expressions.guards import GuardError
from casedrop.language import messages
from casedrop.language.plain import plain
from casedrop.language.problem import LANGS, Place
from casedrop.store.errors import Busy, ChangedMeanwhile, Conflict, NumberTaken, Stale, Trouble

Clock = Callable[[], datetime]
PACKAGE = Path(__file__).parents[1]
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SAID = {
    "full": FULL,
    "closed": {errno.EACCES, errno.EPERM},
    "readonly": {errno.EROFS},
    "broken": {errno.EIO},
    "gone": {errno.ENOENT, errno.ENOTDIR},
    "long": {errno.ENAMETOOLONG},
    "link": {errno.ELOOP},
    "used": {errno.EBUSY, errno.EAGAIN, errno.ETXTBSY},
    "lost": {errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ENETUNREACH},
}
"""The errors of the file system that have a sentence (`keeper.os_…`)."""
NAMED = 3
"""Problems that are shown of an error that has several."""
LONGEST = 500
"""Characters of an error's own words that are shown."""


def is_passing(error: BaseException) -> bool:
    """Whether the same may succeed later without anybody mending a file: a disk, a share or a lock was the cause.

    A child process that died is none of these: what killed it will kill it again.
    """
    if isinstance(error, NumberTaken | ChildProcessError):
        return False
    return isinstance(error, OSError | Busy | ChangedMeanwhile | Conflict | Stale)


def name(error: Exception, root: Path) -> str:
    """The name by which the cause of a passing error is told from others: the part of the workspace and the kind of
    error, not the file.
    """
    path = getattr(error, "filename", None)
    if not isinstance(error, OSError) or path is None:
        return type(error).__name__
    try:
        part = Path(os.fsdecode(path)).relative_to(root).parts[:1]
    except ValueError:
        part = (os.fsdecode(path),)
    return f"{'/'.join(part)}:{errno.errorcode.get(error.errno or 0, type(error).__name__)}"


def shown(text: str) -> str:
    """A name as it may be shown: on one line, no control characters."""
    return plain(text)


def words(error: BaseException) -> dict[str, str]:
    """What an error says, in each language."""
    return {lang: describe(error, lang) for lang in LANGS}


def describe(error: BaseException, lang: str = "en") -> str:
    """What an error says, on one line: a sentence of ours where it has one, else its type and its own words; of the file
    system the path and the error's name. The same error always reads the same."""
    if isinstance(error, GuardError):
        return plain(messages.say(error.problem(Place()), lang)).rstrip(".。")
    problems = [plain(messages.say(problem, lang)) for problem in getattr(error, "problems", ())]
    if problems:
        return " ".join([*problems[:NAMED], *([f"… ({len(problems)})"] if problems[NAMED:] else [])]).rstrip(".。")
    if isinstance(error, OSError) and error.errno:
        return _of_the_system(error, error.errno, lang)
    said = plain(" ".join(str(error).split()))[:LONGEST].rstrip(".")
    said = said if isinstance(error, Trouble) else f"{type(error).__name__}: {said}".rstrip(": ")
    return said if lang == "en" else messages.phrase("keeper.program_says", lang, words=said)


def _of_the_system(error: OSError, number: int, lang: str) -> str:
    """What the file system says, with the error's name and the path."""
    code = errno.errorcode.get(number, str(number))
    path = plain(os.fsdecode(error.filename)) if error.filename else ""
    kind = next((kind for kind, numbers in SAID.items() if number in numbers), "other")
    said = messages.phrase(f"keeper.os_{kind}", lang)
    if kind == "other" and lang == "en":
        said = error.strerror or os.strerror(number)
    return f"{said} [{code}]{f': {path}' if path else ''}"


def advice(error: BaseException) -> str:
    """The key of what the keeper should do about an error."""
    if not is_passing(error):
        return "fault"
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL:
        return "room"
    if number in CLOSED:
        return "rights"
    if number in SAID["used"]:
        return "written"
    return "disk" if isinstance(error, OSError) else "wait"


def sources(error: BaseException | None) -> Iterator[str]:
    """What an error and its causes say of where they come from: expressions and texts of declarations, files of the
    workspace; the innermost first."""
    while error is not None:
        yield from getattr(error, "__notes__", ())
        if isinstance(error, GuardError):
            yield str(error.facts.get("expr", ""))
        error = error.__cause__ or error.__context__


def code_place(error: BaseException) -> str:
    """The file and line of casedrop itself in which an error arose; "" if it came through none of ours."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(PACKAGE)]
    if not frames:
        return ""
    return f"casedrop/{Path(frames[-1].filename).relative_to(PACKAGE).as_posix()}:{frames[-1].lineno}"
