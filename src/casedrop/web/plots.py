"""Figures as shapes: where the bars and points of a plot lie, for templates that draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, FLOOR, HIGHEST = 308, 114, 96
"""The plot's width, where its ground lies, and how high its highest bar is, in its own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place and size, the `kind` that gives its colour, and the figure on it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str

    @property
    def middle(self) -> float:
        """Where its figure stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that stand together, and what stands below them."""

    middle: float
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: its place, the figure on it and what stands below; `low`: it is below the goal."""

    x: float
    y: float
    text: str
    label: str
    low: bool


def pairs(rows: Sequence[tuple[str, int, int]]) -> list[Group]:
    """Two bars for each row (label, first, second)."""
    most, step = max([max(a, b) for _, a, b in rows] or [1]) or 1, WIDTH / max(len(rows), 1)
    width = min(22.0, step / 2 - 4)
    return [
        Group(step * (k + 0.5), label, (_bar(step * (k + 0.5) - width - 1, width, a, most, "p1"),
              _bar(step * (k + 0.5) + 1, width, b, most, "p2")))
        for k, (label, a, b) in enumerate(rows)
    ]  # fmt: skip


def _bar(x: float, width: float, n: int, most: int, kind: str) -> Bar:
    height = round(HIGHEST * n / most, 1)
    return Bar(round(x, 1), FLOOR - height, round(width, 1), height, kind, str(n))


def single(rows: Sequence[tuple[str, float, str]], most: float) -> list[Group]:
    """One bar for each row (label, number, the figure on it), of which `most` is the highest; none where the figure is ""."""
    step = WIDTH / max(len(rows), 1)
    return [
        Group(step * (k + 0.5), label, (_single(step * (k + 0.5), number / most, text),) if text else ())
        for k, (label, number, text) in enumerate(rows)
    ]


def _single(middle: float, share: float, text: str) -> Bar:
    height = round(HIGHEST * min(share, 1), 1)
    return Bar(round(middle - 13, 1), round(FLOOR - height, 1), 26, height, "p1", text)


def line(rows: Sequence[tuple[str, int | None]], goal: int) -> list[Point]:
    """A point for each row (label, percentage) that has one, from half the goal to a hundred; `low` below the goal."""
    lowest = min([n for _, n in rows if n is not None] + [goal]) - 5
    step = WIDTH / max(len(rows), 1)
    return [
        Point(round(step * (k + 0.5), 1), _height(n, lowest), f"{n}", label, n < goal)
        for k, (label, n) in enumerate(rows)
        if n is not None
    ]


def goal_line(rows: Sequence[tuple[str, int | None]], goal: int) -> float:
    """Where the line of the goal lies."""
    return _height(goal, min([n for _, n in rows if n is not None] + [goal]) - 5)


def _height(n: int, lowest: int) -> float:
    return round(94 - 74 * (n - lowest) / max(100 - lowest, 1), 1)


def hours(counts: Sequence[int]) -> list[Bar]:
    """A low bar for each hour, the last one marked."""
    most, step = max([*counts, 1]), WIDTH / max(len(counts), 1)
    return [
        Bar(round(step * k, 1), round(42 - 38 * n / most, 1), round(step - 3, 1), round(38 * n / most + 1, 1),
            "p1" if k == len(counts) - 1 else "p2", str(n))
        for k, n in enumerate(counts)
    ]  # fmt: skip
