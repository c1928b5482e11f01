"""What a field is called inside a document: tag, bookmark and alias, and what they mean read backwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from casedrop.forms.form import ROW, Form

LONGEST = 64
"""Word's limit for a tag and for an alias."""

_NUMBER = re.compile(r"/\d+(?=/)", re.ASCII)
_MARK = len("_f") + 12
"""The letters of a bookmark's name that tell its field."""
_ROWS = (16, 64, 256)
"""Numbers of rows for which the bookmarks of a form are remembered."""


class Identity(NamedTuple):
    """Which field something is: a pattern pointer, and of check boxes the choice the box stands for."""

    pointer: str
    option: str = ""


def pattern(pointer: str) -> str:
    """The pattern of a concrete pointer: `/items/-/content` of `/items/0/content`."""
    return _NUMBER.sub("/-", pointer)


def concrete(tag: str, row: int) -> str:
    """The tag or pointer in a row (from 0)."""
    return tag.replace(ROW, f"/{row}/")


def bookmark(tag: str) -> str:
    """The bookmark's name for a concrete tag (`/items/0/result=passed`); hidden in Word by its first letter."""
    return "_f" + sha256(tag.encode()).hexdigest()[:12]


def alias(label: str) -> str:
    """The title a control shows when it is entered: the label, cut to what Word allows."""
    return label[:LONGEST]


def split(tag: str) -> Identity | None:
    """The identity a tag states, or None for a control that is none of ours."""
    pointer, _, option = tag.partition("=")
    return Identity(pattern(pointer), option) if pointer.startswith("/") else None


def known(identity: Identity, form: Form) -> bool:
    """Whether a form has the field, and the choice if it is a box."""
    field = form.by_pointer.get(identity.pointer)
    return field is not None and (not identity.option or identity.option in field.choices)


class Same:
    """A form, equal to itself alone."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return hash(self.form.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and (self.form is other.form or self.form == other.form)


class FieldNames:
    """Everything a form's fields may be called in one document."""

    def __init__(self, form: Form, lang: str, rows: int) -> None:
        """`rows` is the most rows a table of the document may have."""
        self.form, self.rows = form, rows
        most = next((some for some in _ROWS if rows <= some), rows)
        self._marks, self._aliases, self._tags = (
            _marks(Same(form), most),
            _aliases(Same(form), lang),
            _tagged(Same(form)),
        )

    def tag(self, tag: str | None) -> Identity | None:
        """The field of a control's tag."""
        return self._tags(tag) if tag else None

    def mark(self, name: str | None) -> Identity | None:
        """The field of a bookmark's name, also of the renamed copies LibreOffice makes (`…_Copy_1`)."""
        identity, row = self._marks.get((name or "")[:_MARK], (None, 0))
        return identity if row < self.rows else None

    def alias(self, title: str | None) -> Identity | None:
        """The field of a control's title, where only one field has that label."""
        return self._aliases.get((title or "").removesuffix("*").strip())


def identities(form: Form) -> Iterable[Identity]:
    """Every field, and every box a choice may be drawn as."""
    for field in form.fields:
        yield Identity(field.pointer)
        yield from (Identity(field.pointer, option) for option in field.choices)


@lru_cache(128)
def _tagged(whose: Same) -> Callable[[str], Identity | None]:
    """What a control's tag means in a form; remembered, for every row has the same."""

    @lru_cache(4096)
    def tagged(tag: str) -> Identity | None:
        identity = split(tag)
        return identity if identity and known(identity, whose.form) else None

    return tagged


@lru_cache(128)
def _marks(whose: Same, rows: int) -> Mapping[str, tuple[Identity, int]]:
    """The fields of a form by their bookmarks, with the row each stands in."""
    named = ((identity, *tag) for identity in identities(whose.form) for tag in _tags(identity, rows))
    return {bookmark(tag): (identity, row) for identity, row, tag in named}


def _tags(identity: Identity, rows: int) -> Iterable[tuple[int, str]]:
    """The concrete tags of an identity, with their rows; of one without rows, as of one before all of them."""
    tag = f"{identity.pointer}={identity.option}" if identity.option else identity.pointer
    return ((row, concrete(tag, row)) for row in range(rows)) if ROW in tag else ((-1, tag),)


@lru_cache(256)
def _aliases(whose: Same, lang: str) -> Mapping[str, Identity]:
    """The fields that one label alone names."""
    titles = [(alias(f.labels.get(lang, "")), f.pointer) for f in whose.form.fields]
    count = Counter(title for title, _ in titles)
    return {title: Identity(pointer) for title, pointer in titles if title and count[title] == 1}
