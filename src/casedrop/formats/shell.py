"""A package most of whose parts are the same in every document: those are kept deflated and only copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from casedrop.formats.zips import FIRST, Member, assembled, pack

TIGHT, QUICK = 9, 3
"""Levels of deflating: of what is deflated once for many documents, and of what each document has of its own. Level 3 takes
less than half the time of level 6 and gives some 15 % more bytes; from level 4 on, time grows faster than size shrinks."""


@dataclass(frozen=True)
class Shell:
    """What all documents of a template share: the order of their parts, and those that never change, deflated."""

    order: tuple[str, ...]
    kept: Mapping[str, Member]

    def filled(self, own: Mapping[str, bytes]) -> bytes:
        """The package with the parts that are one document's own, the same bytes for the same parts; raises KeyError for one
        that is neither kept nor given."""
        return assembled(self.kept.get(name) or pack(name, own[name], QUICK) for name in self.order)


def shell(parts: Mapping[str, bytes], own: Collection[str]) -> Shell:
    """The shell of packages with these parts (their order is that of `zips.write_parts`), of which `own` differ from document
    to document; an own part need not be among the parts."""
    rest = sorted(name for name in {*parts, *own} if name not in FIRST)
    order = (*(name for name in FIRST if name in parts), *rest)
    return Shell(order, {name: pack(name, parts[name], TIGHT) for name in order if name not in own})
