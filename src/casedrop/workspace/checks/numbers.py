"""Series of numbers that would give one text twice, patterns that leave out what tells numbers apart, codes used twice.

A text is given to one document for ever (the ledger's `number.text`), so a collision stops whoever draws second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from casedrop.expressions import judge
from casedrop.forms.template import render
from casedrop.language.problem import Json, Place, Problem
from casedrop.workspace.checks.alike import Letters, can_meet, letters
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source

SAMPLED_YEARS, SAMPLED = (2026, 2027), range(1, 120)
"""Which numbers stand for all, of a pattern that is more than letters, year and figures."""


@dataclass(frozen=True)
class Series:
    """A series as a file declares it: its name and pattern, and where the pattern stands."""

    name: str
    pattern: str
    place: Place

    @cached_property
    def letters(self) -> Letters | None:
        """What its texts are made of; None if that cannot be told from the pattern."""
        return letters(judge.tree(self.pattern))


def check_numbers(workspace: Workspace) -> Iterator[Problem]:
    """`number.lacks` (the pattern does not show `n` or `year`: every series begins again each year), `number.collides`,
    `form.code-twice` and `form.twice`."""
    usable = []
    for one in _series(workspace):
        missing = [name for name in ("n", "year") if name not in judge.names(one.pattern)]
        yield from (Problem("number.lacks", one.place, args={"name": name, "pattern": one.pattern}) for name in missing)
        usable += [] if missing or (one.letters is None and _texts(one) is None) else [one]
    for one, other in combinations(usable, 2):
        if (one.name, one.pattern) != (other.name, other.pattern) and _collide(one, other):
            args = {"series": one.name, "pattern": one.pattern, **_where(one.place)}
            yield Problem("number.collides", other.place, args=args)
    yield from _twice(workspace, "code", "form.code-twice")
    yield from _twice(workspace, "form", "form.twice")


def _series(workspace: Workspace) -> Iterator[Series]:
    for source in workspace.sources.values():
        said = source.data.get("number") if _declares(source) else None
        if isinstance(said, Mapping) and not source.problems:
            for path, pattern in _patterns(said["pattern"]):
                yield Series(said["series"], pattern, source.place("number", "pattern", *path))


def _patterns(said: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """(path, pattern) of each different one: a company may change its language, and its old numbers remain."""
    if not isinstance(said, Mapping):
        yield (), said
        return
    once = {pattern: lang for lang, pattern in reversed([*said.items()])}
    yield from (((lang,), pattern) for pattern, lang in once.items())


def _declares(source: Source) -> bool:
    return source.name.startswith("forms/")


def _collide(one: Series, other: Series) -> bool:
    """Whether both can give one text."""
    if one.letters is not None and other.letters is not None:
        return can_meet(one.letters, other.letters)
    return not (_texts(one) or frozenset()).isdisjoint(_texts(other) or ())


def _texts(one: Series) -> frozenset[str] | None:
    """A few of its texts; None if it gives none."""
    try:
        return frozenset(render(one.pattern, {"year": y, "n": n}) for y in SAMPLED_YEARS for n in SAMPLED)
    except Exception:
        return None


def _twice(workspace: Workspace, key: str, code: str) -> Iterator[Problem]:
    """A problem for each form file that says under a key what one before it says."""
    first: dict[Json, Place] = {}
    for source in workspace.sources.values():
        if _declares(source) and not source.problems and "form" in source.data:
            said, place = source.data[key], source.place(key)
            if said in first:
                yield Problem(code, place, args={"name": said, **_where(first[said])})
            first.setdefault(said, place)


def _where(place: Place) -> dict[str, Json]:
    """The other place, as the sentence names it."""
    return {"where": f"{place.args['file']}:{place.args['line']}"}
