"""The names under which files that are sent, by a browser or by mail, land in the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from casedrop.desk import readmes
from casedrop.language import filenames
from casedrop.store.given import is_for_answers
from casedrop.watch.leftovers import is_leftover


def landing_name(sent: str) -> str:
    """The name under which a file may land: the last part of the one it was sent by, safe on every system."""
    last = PurePosixPath(sent.replace("\\", "/").replace("\0", "")).name
    path = PurePosixPath(filenames.safe_name(last))
    return filenames.safe_name(path.stem, path.suffix) if path.suffix else str(path)


def may_land(name: str) -> bool:
    """Whether a file of that name would be taken in: the watcher leaves alone what programs leave behind, and our own."""
    return not (is_leftover(name) or is_for_answers(name) or name in readmes.names())


def names(name: str) -> Iterator[str]:
    """A name, then others like it, for when a file of someone else has it."""
    path = PurePosixPath(name)
    yield name
    yield from (filenames.safe_name(f"{path.stem} ({n})", path.suffix) for n in count(2))
