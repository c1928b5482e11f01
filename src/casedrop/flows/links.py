"""What a stage says to other cases and to people: the cases it opens and tells, what it asks and lets know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.language.problem import Json, Texts

ONE = "[none]"
"""The rows of what is done once, for no list: one, of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Children:
    """Cases of another flow that entering a stage opens: one for each of the `rows` (an expression that gives a list) for
    which `when` (a guard; None is always) holds.

    `key` (an expression that sees `row` and `no`, from 1; None is its number) tells rows apart: rows of one key are one
    case, and one that is there already is only told. `customer` is whose it is (None: the same as this one's), `values`
    what it is given, `stage` where it begins ("": at its start). `joins`: a case of the same customer that waits to hear
    what it is given is taken up instead, the oldest first. `lang` (an expression; None is this case's) is its language.
    `stays`: it goes on when this one is cancelled.
    """

    flow: str
    rows: str = ONE
    key: str | None = None
    customer: str | None = None
    values: Mapping[str, Json] = field(default_factory=dict)
    stage: str = ""
    joins: bool = False
    stays: bool = False
    when: str | None = None
    lang: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """What a stage asks of a role that no drop of this case answers: it stands on the role's list, with a note."""

    role: str
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Informing:
    """What a stage lets a role know as long as a case stands there, if `when` (a guard; None is always) holds: a line on the
    role's list, for which nothing is waited."""

    role: str
    note: Texts
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What entering a stage tells every open case of a flow that this one opened, if `when` (a guard; None is always)
    holds for it; expressions also see `child`.

    With a `key` (an expression) it is told, for each of the `rows` (an expression that gives a list; expressions also see
    `row` and `no`, from 1), to the open cases of the flow that were opened under that key, whoever opened them.
    """

    flow: str
    values: Mapping[str, Json]
    when: str | None = None
    key: str | None = None
    rows: str = ONE
    line: int = 0
