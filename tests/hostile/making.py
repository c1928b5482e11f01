"""Which files lie in the folder: kind by kind, each made by its own seed, and what may become of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hostile import packages, papers

Makes = Callable[[random.Random, Mapping[str, bytes]], bytes]
"""(chance, good files by ending) -> the bytes."""

FORM = "a form to mend"
"""What is said of a form that comes back with its fields marked."""
READ = frozenset(
    {"accepted", FORM, "role.wrong", "form.unknown", "stamp.foreign", "stamp.forged", "stamp.missing", "file.damaged"}
)
"""What may become of a file that is a form more or less: taken with what it says, or given back with its reason."""
DAMAGED = frozenset({"file.damaged"})
HEAVY = frozenset({"file.too-complex", "file.too-large", "file.damaged", "file.crashed", "file.slow"})
"""What may become of a file that would burst: the caps on reader processes are one way to see it."""
FOREIGN = frozenset(
    {"file.kind", "file.legacy", "file.damaged", "file.protected", "file.empty", "form.unknown", "pdf.xfa"}
)
SOUND = frozenset({""})
"""Whatever is said, as long as it is true of no crash."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its name ends, how it is made, and what may become of it."""

    name: str
    endings: tuple[str, ...]
    make: Makes
    may: frozenset[str]
    weight: int = 40

    def is_right(self, code: str) -> bool:
        """Whether that may become of it; a crash or a timeout may only where the caps are what stops the file."""
        return code in self.may or (self.may == SOUND and code not in ("", "file.crashed", "file.slow", "desk.fault"))


@dataclass(frozen=True)
class Hostile:
    """The n-th file of the folder."""

    n: int
    kind: Kind
    ending: str
    seed: str

    def data(self, good: Mapping[str, bytes]) -> bytes:
        return self.kind.make(random.Random(self.seed), good)  # noqa: S311 - repeatable, no secret


def _of_good(make: packages.Maker) -> Makes:
    return lambda rng, good: make(rng, good[rng.choice(sorted(good))])


def _alone(make: Callable[[random.Random], bytes]) -> Makes:
    return lambda rng, _good: make(rng)


BOTH = ("docx", "xlsx")


def _package(make: packages.Maker, may: frozenset[str], weight: int = 45) -> Kind:
    return Kind(make.__name__.replace("_", " "), BOTH, _of_good(make), may, weight)


def _paper(
    make: Callable[[random.Random], bytes], endings: tuple[str, ...], may: frozenset[str], weight: int = 55
) -> Kind:
    return Kind(make.__name__.replace("_", " "), endings, _alone(make), may, weight)


KINDS = (
    _package(packages.torn, DAMAGED, 80),
    _package(packages.flipped, READ | FOREIGN | HEAVY, 120),
    _package(packages.holed, READ | FOREIGN, 60),
    _package(packages.stretched, READ | FOREIGN, 60),
    _package(packages.glued, READ | FOREIGN, 45),
    _package(packages.led, SOUND, 45),
    _package(packages.wrong_sum, READ),
    _package(packages.wrong_size, READ | HEAVY),
    _package(packages.locked, frozenset({"file.protected"})),
    _package(packages.odd_method, READ | FOREIGN),
    _package(packages.wrong_offset, READ | FOREIGN),
    _package(packages.lying_end, READ | FOREIGN | HEAVY),
    _package(packages.twice, READ),
    _package(packages.climbing, READ),
    _package(packages.overlapping, HEAVY, 30),
    _package(packages.bursting, HEAVY, 16),
    _package(packages.crowded, HEAVY, 16),
    _package(packages.nested, FOREIGN),
    _package(packages.laughing, DAMAGED),
    _package(packages.fetching, DAMAGED),
    _package(packages.linked, SOUND),
    _package(packages.deep, READ | HEAVY | FOREIGN, 30),
    _package(packages.wide, READ | HEAVY | FOREIGN, 24),
    _package(packages.lacking, READ | FOREIGN, 60),
    _package(packages.emptied, READ | FOREIGN, 60),
    _package(packages.swapped, READ | FOREIGN, 60),
    _package(packages.mistyped, READ | FOREIGN),
    _package(packages.pruned, SOUND, 100),
    _package(packages.recoded, SOUND),
    _package(packages.macroed, SOUND, 30),
    _paper(papers.looping_pdf, ("pdf",), SOUND),
    _paper(papers.bursting_pdf, ("pdf",), SOUND, 20),
    _paper(papers.odd_pdf, ("pdf",), SOUND, 80),
    _paper(papers.pictured_pdf, ("pdf",), SOUND, 16),
    _paper(papers.torn_pdf, ("pdf", "PDF"), DAMAGED | {"scan.blank"}),
    _paper(papers.broken_picture, ("jpg", "png", "tif", "gif"), SOUND, 80),
    _paper(papers.bursting_picture, ("png", "bmp", "gif"), SOUND, 24),
    _paper(papers.looping_tiff, ("tif", "tiff"), SOUND, 30),
    _paper(papers.old_office, ("doc", "xls", "wps", "et"), FOREIGN, 60),
    _paper(papers.two_things, ("pdf", "jpg", "docx", "xlsx"), SOUND, 60),
    _paper(papers.other_kind, ("txt", "csv", "eml", "svg", "sh", "docx"), FOREIGN),
    _paper(papers.nothing, ("docx", "xlsx", "pdf", "jpg"), FOREIGN, 40),
)


def folder(seed: str, count: int) -> Iterator[Hostile]:
    """So many files: the kinds in turn, each as often as it weighs; the same seed gives the same folder."""
    total, dealt = sum(kind.weight for kind in KINDS), [0.0] * len(KINDS)
    for n in range(count):
        dealt = [d + kind.weight / total for d, kind in zip(dealt, KINDS, strict=True)]
        k = max(range(len(KINDS)), key=lambda i: (dealt[i], KINDS[i].weight, -i))
        dealt[k] -= 1
        kind = KINDS[k]
        yield Hostile(n, kind, kind.endings[n % len(kind.endings)], f"{seed}:{kind.name}:{n}")
