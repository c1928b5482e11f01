"""What is known of a template from the documents made of it: in memory, and in a file for the next process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version

from casedrop.formats.excel.compiled.shape import Outline, Shape, outline
from casedrop.formats.excel.compiled.sized import Sized, put, unpacked
from casedrop.formats.excel.job import Job
from casedrop.formats.kept import Kept, of_this_code

TEMPLATES, SHAPES = 64, 32
"""How many templates, each for a form, a language and a hand, are known, and shapes of each."""

State = Sized | int | None
"""A template compiled for a shape; how often it was asked for before; None if it is not for the compiled road."""

_COUNTED, _COMPILED, _NEVER = b"n", b"z", b"x"
"""What a file begins with."""


@dataclass
class Known:
    """A template for one form, language and hand: its outline, and what became of each shape asked for."""

    name: str
    lang: str
    outline: Outline
    _shapes: OrderedDict[Shape, State] = field(default_factory=OrderedDict)

    def state(self, shape: Shape, kept: Kept | None) -> State:
        """What became of a shape, in this process or, by what is kept, in another."""
        if shape not in self._shapes:
            put(self._shapes, shape, self._read(shape, kept), SHAPES)
        self._shapes.move_to_end(shape)
        return self._shapes[shape]

    def set(self, shape: Shape, state: State, kept: Kept | None) -> None:
        """Remember what became of a shape."""
        put(self._shapes, shape, state, SHAPES)
        if kept:
            kept.put(self._file(shape), _written(state))

    def _read(self, shape: Shape, kept: Kept | None) -> State:
        data = kept.get(self._file(shape)) if kept else None
        if not data:
            return 0
        kind, said = data[:1], data[1:]
        return unpacked(said, shape, self.lang) if kind == _COMPILED else int(said) if kind == _COUNTED else None

    def _file(self, shape: Shape) -> str:
        """The name of a shape's file: all that the template was compiled from, and by."""
        made_by = of_this_code(), version("openpyxl")
        return sha256(repr((self.name, shape, made_by)).encode()).hexdigest()


def _written(state: State) -> bytes:
    if isinstance(state, Sized):
        return _COMPILED + state.packed()
    return _NEVER if state is None else _COUNTED + str(state).encode()


_KNOWN: OrderedDict[tuple[bytes, str, str, frozenset[str]], Known] = OrderedDict()


def known(template: bytes, job: Job) -> Known:
    """What is known of a template; raises zips.UnreadableError."""
    key = (template, job.form.fingerprint, job.lang, job.writable)
    if key not in _KNOWN:
        name = repr((sha256(template).hexdigest(), job.form.fingerprint, job.lang, sorted(job.writable)))
        put(_KNOWN, key, Known(name, job.lang, outline(template, job)), TEMPLATES)
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


def forget() -> None:
    """Forget what this process knows."""
    _KNOWN.clear()
