"""What a keyword of a declaration file is: its name, what may stand behind it, what its expressions see, a line about it.

The tables of keywords are made of these: `forms.keywords` for form files, `flows.keywords` for flow files. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from casedrop.language.problem import Json

ID = "^[a-z][a-z0-9-]*$"
"""How ids are written: of forms, flows, stages, roles, calendars."""
NAME = "^[a-z][a-z0-9_]*$"
"""How names are written that expressions read."""

Target = Literal[
    "form", "view", "part", "role", "reader", "flow", "stage", "calendar", "holder", "enclosure", "attachment", "given"
]
"""What a reference may name. A `reader` is a role or `customer`; a `given` is a name of what a case is opened with."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that fits a regular expression (None: any text) and means nothing beyond itself; the docs call it by its `label`."""

    pattern: str | None = None
    shortest: int = 0
    label: str = "word"


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of something that must be there; of a `stage`, a `view` or a `given` name, in the flow or form that is named
    beside it under the keyword `of` ("": in this file)."""

    to: Target
    pattern: str | None = ID
    of: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression; a `guard` is one that says yes or no."""

    is_guard: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with expressions in braces that is the same in every language: the pattern of a number."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in every language; `is_template`: with expressions in braces. One that `may_be_empty` may be left out by a
    language."""

    is_template: bool = False
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class ExpressionTree:
    """An expression, or an object or a list of such (`expressions.values`)."""


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number."""

    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values."""

    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list, of `least` things or more; `is_unique`: no two alike; `or_one`: a single thing may stand there without a list.
    `shared` names it in the editors' schema."""

    of: Kind
    least: int = 0
    is_unique: bool = False
    shared: str = ""
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Things by name, `least` or more; the names fit a regular expression (None: any), or refer to something."""

    of: Kind
    names: str | Reference | None = NAME
    least: int = 0


@dataclass(frozen=True, slots=True)
class Either:
    """One kind or another."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A key of a declaration file.

    `about` is its line in the docs and in editors. `sees` says of what its expressions see the names, in words that
    `workspace.checks` resolves ("case": all that an expression of the flow sees). `field` is the attribute of the value that
    the reader gives it to, "" its own name; `also` are attributes that the reader makes of it besides.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    sees: tuple[str, ...] = ()
    examples: tuple[Json, ...] = ()
    field: str = ""
    also: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """The attribute of the value that holds what is said behind the keyword."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Block:
    """Keywords that stand together. `id` names the block in the docs, `make` builds the value from the keywords' attributes.

    `rules` say in JSON Schema which keywords go together. `key` is the attribute that takes the name under which the block
    stands, `is_lined`: its value knows its line. `shared`: the editors' schema keeps it under its id.
    """

    id: str
    make: Callable[..., Any]
    keywords: tuple[Keyword, ...]
    rules: Mapping[str, Json] = field(default_factory=dict)
    key: str = ""
    is_lined: bool = False
    shared: bool = False

    @property
    def by_name(self) -> Mapping[str, Keyword]:
        """Its keywords by their names."""
        return {keyword.name: keyword for keyword in self.keywords}


Kind = (
    Word
    | Reference
    | Expression
    | Pattern
    | Wording
    | ExpressionTree
    | WholeNumber
    | Choice
    | Flag
    | Many
    | Named
    | Either
    | Block
)
EXPRESSION, GUARD = Expression(), Expression(is_guard=True)
TITLES, NOTE = Wording(), Wording(is_template=True)
