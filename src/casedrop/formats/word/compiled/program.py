"""A compiled template as a value, and as bytes that another process can take up."""

from __future__ import annotations

import marshal
import zlib
from dataclasses import astuple, dataclass
from types import CodeType

from casedrop.formats.shell import Shell
from casedrop.formats.word.filling.looks import Looks
from casedrop.formats.zips import Member


class UncompilableError(ValueError):
    """A template that must be filled by docxtpl; says why."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control as a template holds it: its tag, a pattern in rows, and how its content looks."""

    tag: str
    looks: Looks


@dataclass(frozen=True)
class Wording:
    """A part that is written anew for each document: its name, the Jinja code that writes it, the controls which that asks
    for by number, and the highest number a bookmark of the template bears."""

    name: str
    code: CodeType
    controls: tuple[Control, ...]
    highest: int


@dataclass(frozen=True)
class Program:
    """A compiled template: what all its documents share, the parts that are written anew, the pattern pointers that stand in
    it, the custom properties (before the stamp, behind it, and those without a stamp), and whether it shows a code."""

    shell: Shell
    wordings: tuple[Wording, ...]
    pointers: frozenset[str]
    properties: tuple[bytes, bytes, bytes]
    shows_code: bool


def packed(program: Program) -> bytes:
    """A program as bytes, for `unpacked` of the same Python alone."""
    wordings = [(w.name, w.code, [(c.tag, *astuple(c.looks)) for c in w.controls], w.highest) for w in program.wordings]
    shell = (program.shell.order, [astuple(member) for member in program.shell.kept.values()])
    rest = (sorted(program.pointers), program.properties, program.shows_code)
    return zlib.compress(marshal.dumps((shell, wordings, *rest)), 1)


def unpacked(data: bytes) -> Program:
    """The program of `packed` bytes that are known to be our own: it holds code that is run."""
    (order, kept), wordings, pointers, properties, shows_code = marshal.loads(zlib.decompress(data))  # noqa: S302
    members = {name: Member(name, *about) for name, *about in kept}
    made = (
        Wording(name, code, tuple(Control(tag, Looks(*looks)) for tag, *looks in controls), highest)
        for name, code, controls, highest in wordings
    )
    return Program(Shell(order, members), tuple(made), frozenset(pointers), properties, shows_code)
