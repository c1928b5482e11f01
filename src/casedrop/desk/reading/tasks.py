"""What a desk tells a process that reads for it, and what is read there: the same wherever readers come from."""

from __future__ import annotations

import json
import pickle
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms, examine, template_of, to_json
from casedrop.formats.registry import FORMATS

HEAD = struct.Struct("!I")
"""Before each message, its length in bytes."""
MOST_SHELVES = 4
"""Shelves that a process remembers: the present forms, and a few that running cases began with."""


@dataclass(frozen=True, slots=True)
class Learn:
    """A shelf to remember under a number, and those to forget."""

    number: int
    shelf: KnownForms
    forget: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A file to read by the shelf of that number: how many pages of a scan (None: all), whether to tell its pieces, within
    which limits, whether it is a scan, and beside which `paper`, as issued, its places to sign are looked at. Where
    files cannot be handed over open, also where it and its answer lie."""

    number: int
    pages: int | None
    pieces: bool
    limits: Limits
    is_scan: bool
    path: str = ""
    answer: str = ""
    paper: bytes = b""


@dataclass(frozen=True, slots=True)
class Warm:
    """A form, of the shelf of that number, that is likely to come again in a language, and a document of it that we made (empty:
    there is none)."""

    number: int
    form: str
    lang: str
    example: bytes = b""


@dataclass(frozen=True, slots=True)
class Try:
    """Not a file but a test: what a reader is held back from, a file at `secret` among it."""

    secret: str


Message = Learn | Read | Warm | Try


class Sent:
    """Which shelves a process was told already: each is sent once."""

    def __init__(self) -> None:
        self._shelves: OrderedDict[int, KnownForms] = OrderedDict()
        self._next = 0

    def number(self, shelf: KnownForms) -> tuple[int, Learn | None]:
        """The number of a shelf, and what must be said before it can be used; None if it is known there."""
        for number, known in self._shelves.items():
            if _is_same(known, shelf):
                self._shelves.move_to_end(number)
                return number, None
        self._next += 1
        self._shelves[self._next] = shelf = replace(shelf, example=None, paper=b"")
        old = [self._shelves.popitem(last=False)[0]] if len(self._shelves) > MOST_SHELVES else []
        return self._next, Learn(self._next, shelf, tuple(old))


class Library:
    """What a process that reads was told."""

    def __init__(self) -> None:
        self.shelves: dict[int, KnownForms] = {}

    def learn(self, told: Learn) -> None:
        """Remember a shelf, and forget others."""
        self.shelves[told.number] = told.shelf
        for number in told.forget:
            self.shelves.pop(number, None)

    def read(self, told: Read, data: bytes) -> bytes:
        """What the bytes of a file say, as JSON."""
        shelf = replace(self.shelves[told.number], pages=told.pages, pieces=told.pieces, paper=told.paper)
        return json.dumps(to_json(examine(data, shelf))).encode()

    def warm(self, told: Warm) -> None:
        """Read a form's empty template, and a document as we issue it, so that what is worked out once for it is worked out
        before the next file of it."""
        shelf = self.shelves[told.number]
        form, template = shelf.forms[told.form], template_of(shelf, told.form, told.lang)
        FORMATS[form.format].read(template, form, told.lang, template)
        json.dumps(to_json(examine(told.example or template, shelf)))


def packed(message: Message) -> bytes:
    """A message as it is sent, without its head."""
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


def received(read: Callable[[int], bytes]) -> Message | None:
    """The next message, of which `read` gives at most so many bytes; None at the end. It is from our own parent."""
    head = exactly(read, HEAD.size)
    return unpacked(exactly(read, *HEAD.unpack(head))) if head else None


def unpacked(data: bytes) -> Message:
    """The message that `packed` gave; raises EOFError if it is not whole."""
    message: Message = pickle.loads(data)  # noqa: S301 - written by our own parent
    return message


def exactly(read: Callable[[int], bytes], size: int) -> bytes:
    """So many bytes, or none at the end; raises EOFError if it comes before them all."""
    data = bytearray()
    while len(data) < size:
        more = read(size - len(data))
        if not more and data:
            raise EOFError
        if not more:
            return b""
        data += more
    return bytes(data)


def _is_same(known: KnownForms, shelf: KnownForms) -> bool:
    """Whether both hold the very same forms, with their templates in the same places; forms are compared by identity, which
    is quick."""
    forms, others = known.forms, shelf.forms
    is_same = forms is others or (len(forms) == len(others) and all(forms.get(k) is v for k, v in others.items()))
    return (
        is_same
        and known.lang == shelf.lang
        and known.roots == shelf.roots
        and (known.templates is shelf.templates or known.templates == shelf.templates)
    )
