"""What a field is called inside a document: tag, bookmark and alias, and what they mean read backwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from casedrop.forms.form import ROW, Form

LONGEST = 64
"""Word's limit for a tag and for an alias."""

_NUMBER = re.compile(r"/\d+(?=/)", re.ASCII)
_MARK = re.compile(r"_f[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Identity:
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


class FieldNames:
    """Everything a form's fields may be called in one document."""

    def __init__(self, form: Form, lang: str, rows: int) -> None:
        """`rows` is the most rows a table of the document may have."""
        self.form = form
        self._marks = {bookmark(tag): identity for identity in identities(form) for tag in _tags(identity, rows)}
        self._aliases = _aliases(form, lang)

    def tag(self, tag: str | None) -> Identity | None:
        """The field of a control's tag."""
        identity = split(tag or "")
        return identity if identity and known(identity, self.form) else None

    def mark(self, name: str | None) -> Identity | None:
        """The field of a bookmark's name, also of the renamed copies LibreOffice makes (`…_Copy_1`)."""
        match = _MARK.match(name or "")
        return self._marks.get(match.group()) if match else None

    def alias(self, title: str | None) -> Identity | None:
        """The field of a control's title, where only one field has that label."""
        return self._aliases.get((title or "").removesuffix("*").strip())


def identities(form: Form) -> Iterable[Identity]:
    """Every field, and every box a choice may be drawn as."""
    for field in form.fields:
        yield Identity(field.pointer)
        yield from (Identity(field.pointer, option) for option in field.choices)


def _tags(identity: Identity, rows: int) -> Iterable[str]:
    """The concrete tags of an identity."""
    tag = f"{identity.pointer}={identity.option}" if identity.option else identity.pointer
    return (concrete(tag, row) for row in range(rows)) if ROW in tag else (tag,)


def _aliases(form: Form, lang: str) -> Mapping[str, Identity]:
    """The fields that one label alone names."""
    titles = [(alias(f.labels.get(lang, "")), f.pointer) for f in form.fields]
    count = Counter(title for title, _ in titles)
    return {title: Identity(pointer) for title, pointer in titles if title and count[title] == 1}
