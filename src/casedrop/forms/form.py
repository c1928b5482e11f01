"""A form as a value: its declaration, its schema, and the fields one finds by walking the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from casedrop.forms.completed import complete
from casedrop.language.problem import Answers, Json, Texts

Schema = Mapping[str, Json]
"""A JSON Schema (2020-12), resolved: no `$ref` leaves it."""

Names = Mapping[str, object]
"""What an expression or a template sees, by name: answers, and values of ours."""

Facts = Mapping[str, Json]
"""What a document says beside its form's answers: `company`, `doc`, `case`, `today`; JSON values."""

ROW = "/-/"
COUNT = "/rows"
"""What the answers know of a bulk table: the number of its rows."""


@dataclass(frozen=True, slots=True)
class Field:
    """One property people fill or read.

    `pointer` is a pattern: `/customer/name`, or `/items/-/content` for a column of rows.
    `kind` is one of `text` (one line), `lines` (several), `code` (an id: ASCII-folded, never a number), `date`
    (ISO string), `decimal` (decimal string), `integer` (int), `choice` (a key of `choices`).
    `stage` is the only stage that may write it; None means whoever opens the case. `money` decimals have their cents shown.
    """

    pointer: str
    kind: str
    labels: Texts
    required: bool = False
    stage: str | None = None
    choices: Mapping[str, Texts] = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    longest: int | None = None
    money: bool = False
    owed: str = ""

    @property
    def rows(self) -> str | None:
        """The pointer of the array this is a column of (`/items`), or None."""
        return self.pointer.split(ROW)[0] if ROW in self.pointer else None

    @property
    def column(self) -> str:
        """The property's own name, the last part of the pointer."""
        return self.pointer.rsplit("/", 1)[1]

    @property
    def percent(self) -> bool:
        """Whether a percentage is asked, which its label says: `Tax rate (%)`. 10 % is 10 then."""
        return any("%" in label or "％" in label for label in self.labels.values())

    def at(self, row: int) -> str:
        """The concrete pointer in row `row` (from 0): `/items/0/content`."""
        return self.pointer.replace(ROW, f"/{row}/")


@dataclass(frozen=True, slots=True)
class Check:
    """A form's own rule across fields: a guard that must hold for the drops of `stage` (None: every drop), where to mark
    it, and what to say.

    With `each`, the pointer of an array, it must hold of each `row`, and `place` is the field in the row (`/until`).
    """

    that: str
    place: str
    say: Texts
    stage: str | None = None
    each: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What certain readers of a form may see: all but what `hides` points to, fields or whole tables and groups; `titles` are
    those of the document they get."""

    titles: Texts
    hides: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form: declaration and schema, resolved (no `$ref` leaves it) and immutable by habit.

    One that is a view of another (`forms.views`) has that as its `whole`, and `hides` the fields left out, as pattern pointers.
    """

    id: str
    version: int
    flow: str
    code: str
    format: str
    titles: Texts
    schema: Schema
    aliases: tuple[str, ...] = ()
    texts: Mapping[str, Texts] = field(default_factory=dict)
    names: Texts = field(default_factory=dict)
    number: Mapping[str, str] | None = None
    internal: bool = False
    returns: bool = True
    retention: str = "10 years"
    checks: tuple[Check, ...] = ()
    views: Mapping[str, View] = field(default_factory=dict)
    hides: frozenset[str] = frozenset()
    whole: Form | None = None

    @cached_property
    def unanswered(self) -> Answers:
        """Its answers where nothing was said, completed with None: not to be changed, for everybody gets the same."""
        return complete(self.schema, None, None)

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from every form that says anything else: the sha256 (hex) of all it says."""
        own = {name: value for name, value in vars(self).items() if name in self.__dataclass_fields__}
        said = {**own, "hides": sorted(self.hides), "whole": self.whole and self.whole.fingerprint}
        return sha256(repr(said).encode()).hexdigest()

    @property
    def base(self) -> Form:
        """The form that it is a view of, or itself: whose template and answers it shares."""
        return self.whole or self

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every leaf of the schema in the schema's order; columns of rows once, as patterns."""
        return tuple(walk(self.schema))

    @cached_property
    def by_pointer(self) -> Mapping[str, Field]:
        """The fields keyed by pattern pointer."""
        return {f.pointer: f for f in self.fields}

    @cached_property
    def tables(self) -> Mapping[str, tuple[Field, ...]]:
        """The columns of each array of rows, keyed by the array's pointer (`/items`)."""
        rows = dict.fromkeys(f.rows for f in self.fields if f.rows)
        return {r: tuple(f for f in self.fields if f.rows == r) for r in rows if r}

    @cached_property
    def bulk(self) -> Mapping[str, tuple[Field, ...]]:
        """The columns of each bulk table, keyed by its pointer: rows that are read one by one and never held; of them the
        answers know only how many there are (`/goods/rows`)."""
        tables = {f"/{name}": sub for name, sub in self.schema.get("properties", {}).items() if "x-bulk" in sub}
        return {at: tuple(walk(sub["items"], f"{at}/-", sub.get("x-stage"), {})) for at, sub in tables.items()}

    @cached_property
    def columns(self) -> Mapping[str, Field]:
        """The columns of all bulk tables, keyed by pattern pointer."""
        return {c.pointer: c for columns in self.bulk.values() for c in columns}

    def counts(self, stage: str | None) -> frozenset[str]:
        """The pointers of the numbers of rows in those bulk tables that the stage may write."""
        return frozenset(at + COUNT for at, columns in self.bulk.items() if (columns[0].stage or "") == (stage or ""))

    def writable(self, stage: str | None) -> frozenset[str]:
        """The pattern pointers the stage may write; every pointer that has no stage belongs to the opening ("" or None)."""
        own = frozenset(f.pointer for f in self.fields if (f.stage or "") == (stage or ""))
        return own | self.counts(stage)

    def label(self, pointer: str, lang: str) -> str:
        """The label of a field, an array of rows or a block, by pattern or concrete pointer; raises KeyError."""
        return str(node(self.schema, pointer)["x-labels"][lang])


def node(schema: Schema, pointer: str) -> Schema:
    """The subschema a pointer leads to (`-` and digits step into `items`); raises KeyError where there is none."""
    here = schema
    for part in pointer.strip("/").split("/"):
        is_row = part == "-" or part.isdigit()
        here = here["items"] if is_row and "items" in here else here["properties"][part]
    return here


def walk(
    schema: Schema,
    at: str = "",
    stage: str | None = None,
    rules: Schema | None = None,
    *,
    is_asked: bool = True,
) -> Iterator[Field]:
    """The leaves below a schema node, depth first; a block's `x-stage` holds for all below it.

    A leaf is required if it and everything it lies in are, or if its stage demands it; a row may be absent, its cells not.
    """
    defs = schema.get("$defs", {}) if rules is None else rules
    for name, sub in schema.get("properties", {}).items():
        if "x-bulk" in sub:
            continue
        pointer, own = f"{at}/{name}", sub.get("x-stage", stage)
        asked = is_asked and name in schema.get("required", ())
        if sub.get("type") == "object":
            yield from walk(sub, pointer, own, defs, is_asked=asked)
        elif sub.get("type") == "array":
            yield from walk(sub["items"], f"{pointer}/-", own, defs)
        else:
            yield leaf(pointer, sub, asked or demanded(defs, own, pointer), own)


def demanded(defs: Schema, stage: str | None, pointer: str) -> bool:
    """Whether `$defs/<stage>` requires the property at a pointer."""
    here: Schema = defs.get(stage or "", {})
    for part in (p for p in pointer.strip("/").split("/")):
        if part == "-":
            here = here.get("items", {})
            continue
        if part not in here.get("required", ()):
            return False
        here = here.get("properties", {}).get(part, {})
    return True


def leaf(pointer: str, sub: Schema, required: bool, stage: str | None) -> Field:
    """The field a leaf subschema declares."""
    return Field(
        pointer=pointer,
        kind=kind(sub),
        labels=sub.get("x-labels", {}),
        required=required,
        stage=stage,
        choices=sub.get("x-choices", {}),
        hints=sub.get("x-hints", {}),
        longest=sub.get("maxLength"),
        money=sub.get("x-money", False),
        owed=sub.get("x-owed", ""),
    )


def kind(sub: Schema) -> str:
    """The kind of a leaf: see `Field.kind`."""
    if "enum" in sub:
        return "choice"
    if sub.get("type") == "integer":
        return "integer"
    if sub.get("format") in ("date", "decimal"):
        return str(sub["format"])
    return "lines" if sub.get("x-lines") else "code" if sub.get("x-code") else "text"


def is_fillable(form: Form, part: str) -> bool:
    """Whether a form's part can be filled in a PDF."""
    return form.returns and form.format == "docx" and bool(form.writable(part))
