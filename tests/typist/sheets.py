"""The forms that people fill: which there are, and what a person writes into each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import casedrop
from casedrop import language
from casedrop.formats.word.identity import pattern
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Field
from casedrop.forms.pointers import flatten, unflatten
from casedrop.language.problem import Json

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 6, 15, 2, tzinfo=UTC)
WORDS = 4
"""So many words of a longer text are typed of each of its first two lines."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form for one stage and language that a person fills."""

    form: str
    stage: str
    lang: str

    @property
    def name(self) -> str:
        """Its name in folders and tables."""
        return f"{self.form}{'@' if self.stage else ''}{self.stage}.{self.lang}"

    @property
    def api(self) -> casedrop.Form:
        """The form."""
        return workspace().form(self.form)

    def field(self, pointer: str) -> Field:
        """The field of a concrete pointer."""
        return self.api.declared.by_pointer[pattern(pointer)]

    def is_mine(self, pointer: str) -> bool:
        """Whether it is this stage that fills a field."""
        return (self.field(pointer).stage or "") == self.stage

    def values(self, rows: int = 0) -> dict[str, Json]:
        """What the form's sample says, canonical, by concrete pointer; its tables have at least so many rows."""
        held, _ = canonical(self.api.sample(self.lang), self.api.declared)
        longer = {k: _repeated(v, rows) if isinstance(v, list) else v for k, v in held.items()}
        return {p: _short(v) if self.field(p).kind in ("text", "lines") else v for p, v in flatten(longer)}

    def said(self, pointer: str, value: Json) -> str:
        """A value as a person writes it."""
        field = self.field(pointer)
        return language.show(value, field.kind, self.lang, field.choices, money=field.money)

    def meant(self, pointer: str, text: str) -> Json:
        """The canonical value of what a person writes; None for what has none."""
        field = self.field(pointer)
        read = language.read(text, field.kind, self.lang, field.choices)
        return read.value if isinstance(read, language.Ok) else None

    def blank(self, start: Mapping[str, Json]) -> bytes:
        """The document as it is issued to this stage, with what stands in it before."""
        return self.api.fill(unflatten(start), self.lang, part=self.stage, at=AT).data


@cache
def workspace() -> casedrop.Workspace:
    """The repository, which is a workspace."""
    return casedrop.Workspace(ROOT)


def sheets(suffix: str, langs: Sequence[str]) -> Iterator[Sheet]:
    """Every form of a format that comes back, for each stage that fills it."""
    for name in sorted(workspace().forms):
        form = workspace().form(name)
        if form.format == suffix and form.declared.returns:
            for stage in dict.fromkeys(f.stage or "" for f in form.fields):
                yield from (Sheet(name, stage, lang) for lang in langs)


def _repeated(rows: list[Json], most: int) -> list[Json]:
    """The rows, again and again until there are so many."""
    return [rows[n % len(rows)] for n in range(max(len(rows), most))] if rows else rows


def _short(value: Json) -> Json:
    """A text of a few words a line, two lines at most: typing is slow."""
    lines = [" ".join(line.split(" ")[:WORDS])[:28].strip() for line in str(value).split("\n")[:2]]
    return "\n".join(lines) if isinstance(value, str) else value
