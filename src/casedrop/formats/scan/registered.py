"""A scanned page laid upon the page that was issued: from the code on both, then piece by piece by what is printed, so that a
point of the one is found on the other (0103)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

DOTS = 4
"""Dots of a millimetre, on both: what is thinner than a pen's stroke is not looked for."""
_SIDE = 96
"""The side of a piece: as much print as can be told from other print."""
_LEAST, _MOST, _BY = 10, 80, 0.12
"""Dots by which a piece may lie elsewhere than is foretold: more, the farther it is from all that was found, up to a limit."""
_ALIKE = 0.5
"""How alike a piece must be to what it is taken for (1: the same)."""
_ROUND, _BETTER = 5, 0.12
"""How much more alike it must be there than anywhere farther away than so many dots."""
_PRINT = 6.0
"""The least deviation of greys in a piece that has print enough to be found."""
_TOLD = 24
"""By how many pieces, nearest to it, another is foretold."""
_LINE, _STRIP = 20 * DOTS, 45 * DOTS
"""Pieces that lie within so few dots across say how large and how turned the page is, but not how it is sheared, and within so
few not yet at what slant it was taken."""
_OFF = DOTS
"""Dots by which a piece may lie beside where all the others say: what does not was taken for another."""

Picture = NDArray[np.float32]
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Registered:
    """How the points of an issued page (in dots) lie in a picture: nine numbers, and which pieces of print were found there,
    each by the middle of it on the page."""

    shape: Points
    found: Points

    def picture(self, scan: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
        """What the scan shows in a box of the page (left, top, right, bottom in dots)."""
        return _laid(scan, self.shape, box)

    def near(self, box: tuple[int, int, int, int], within: float) -> int:
        """How many pieces of print were found so near to a box of the page (in dots)."""
        left, top, right, bottom = box
        x, y = self.found[:, 0], self.found[:, 1]
        away = np.hypot(np.maximum(np.maximum(left - x, x - right), 0), np.maximum(np.maximum(top - y, y - bottom), 0))
        return int((away <= within).sum())


def registered(page: Picture, scan: Image.Image, ours: Points, theirs: Points) -> Registered:
    """A scan laid upon a page, both in grey; `ours` and `theirs` are the corners of its code on either."""
    here, there = ours, theirs
    for middle in _pieces(page, ours.mean(axis=0)):
        away = np.hypot(*(here - middle).T)
        near = np.argsort(away)[:_TOLD]
        most = min(_MOST, round(_LEAST + _BY * float(away[near[0]])))
        at = _found(page, scan, _fitted(here[near], there[near]), middle, most)
        if at is not None:
            here, there = np.vstack([here, middle]), np.vstack([there, at])
    return _agreed(here, there)


def _agreed(here: Points, there: Points) -> Registered:
    """How the page lies by the pieces that agree with each other, and which these are."""
    kept = np.ones(len(here), dtype=np.bool_)
    for _ in range(3):
        shape = _fitted(here[kept], there[kept])
        off = np.hypot(*(moved(shape, here) - there).T)
        kept = off <= max(_OFF, float(np.median(off)))
    return Registered(_fitted(here[kept], there[kept]), here[4:][kept[4:] & (off[4:] <= _OFF)])


def moved(shape: Points, points: Points) -> Points:
    """Points of the page as they lie in the picture."""
    flat = np.column_stack([points, np.ones(len(points))]) @ shape.T
    return np.asarray(flat[:, :2] / flat[:, 2:], dtype=np.float64)


def _pieces(page: Picture, begin: Points) -> Iterator[Points]:
    """The middles of the pieces that have print enough, those nearest to the code first."""
    high, wide = page.shape
    step = _SIDE // 2
    middles = [
        np.array([x + step, y + step], dtype=np.float64)
        for y in range(0, high - _SIDE, step)
        for x in range(0, wide - _SIDE, step)
        if page[y : y + _SIDE, x : x + _SIDE].std() >= _PRINT
    ]
    return iter(sorted(middles, key=lambda one: float(np.hypot(*(one - begin)))))


def _found(page: Picture, scan: Image.Image, shape: Points, middle: Points, most: int) -> Points | None:
    """Where a piece of the page lies in the scan; None if nothing there is like it."""
    left, top = (int(n) - _SIDE // 2 for n in middle)
    piece = page[top : top + _SIDE, left : left + _SIDE]
    box = left - most, top - most, left + _SIDE + most, top + _SIDE + most
    there = np.asarray(_laid(scan, shape, box), dtype=np.float32)
    likeness = _likeness(piece, there)
    down, across = np.unravel_index(int(likeness.argmax()), likeness.shape)
    if likeness[down, across] < _ALIKE or not _is_only(likeness, int(down), int(across)):
        return None
    return moved(shape, (middle + np.array([across - most, down - most]))[None, :])[0]


def _is_only(likeness: Picture, down: int, across: int) -> bool:
    """Whether a piece is nowhere else nearly as alike: a rule is so all along it, and does not say where it is."""
    others = likeness.copy()
    others[max(0, down - _ROUND) : down + _ROUND + 1, max(0, across - _ROUND) : across + _ROUND + 1] = -1
    return bool(others.max() < likeness[down, across] - _BETTER)


def _likeness(piece: Picture, there: Picture) -> Picture:
    """How alike a piece is to each part of a picture as large as it, by which way both differ from their own mean."""
    size = there.shape
    sums = np.fft.irfft2(np.fft.rfft2(there) * np.conj(np.fft.rfft2(piece - piece.mean(), size)), size)
    high, wide = (a - b + 1 for a, b in zip(size, piece.shape, strict=True))
    spread = _windows(there**2, piece.shape) - _windows(there, piece.shape) ** 2 / piece.size
    own = float(((piece - piece.mean()) ** 2).sum())
    return np.asarray(sums[:high, :wide] / np.sqrt(np.maximum(spread, 1.0) * max(own, 1.0)), dtype=np.float32)


def _windows(values: Picture, shape: Sequence[int]) -> NDArray[np.float64]:
    """The sum of each part of a picture that is as large as `shape`."""
    sums = np.pad(values.astype(np.float64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    high, wide = shape
    whole: NDArray[np.float64] = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return whole


def _fitted(here: Points, there: Points) -> Points:
    """The nine numbers by which points of one picture lie in the other, as nearly as can be, and no freer than they tell."""
    middle = here.mean(axis=0)
    across = float(np.linalg.svd(here - middle, compute_uv=False)[-1]) / len(here) ** 0.5 * 3.5
    if across < _LINE:
        return _as_large(here, there)
    return _sheared(here, there) if across < _STRIP or len(here) < 12 else _slanted(here, there)


def _as_large(here: Points, there: Points) -> Points:
    """Points moved, turned and made larger."""
    a, b = here - here.mean(axis=0), there - there.mean(axis=0)
    spread = max(float((a**2).sum()), 1e-9)
    c, s = float((a * b).sum()) / spread, float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / spread
    turned = np.array([[c, -s], [s, c]])
    off = there.mean(axis=0) - turned @ here.mean(axis=0)
    return np.vstack([np.column_stack([turned, off]), [0.0, 0.0, 1.0]])


def _sheared(here: Points, there: Points) -> Points:
    numbers, *_ = np.linalg.lstsq(np.column_stack([here, np.ones(len(here))]), there, rcond=None)
    return np.vstack([numbers.T, [0.0, 0.0, 1.0]])


def _slanted(here: Points, there: Points) -> Points:
    """As on a photograph taken at a slant; both sides are brought near to 1, or the numbers would differ too much in size."""
    middle = here.mean(axis=0)
    scale, grown = float(np.abs(here - middle).max()), float(np.abs(there).max())
    rows = [
        row
        for (x, y), (u, v) in zip((here - middle) / scale, there / grown, strict=True)
        for row in ((x, y, 1, 0, 0, 0, -u * x, -u * y, u), (0, 0, 0, x, y, 1, -v * x, -v * y, v))
    ]
    wanted = np.array(rows, dtype=np.float64)
    numbers, *_ = np.linalg.lstsq(wanted[:, :8], wanted[:, 8], rcond=None)
    inner = np.array([[1 / scale, 0, -middle[0] / scale], [0, 1 / scale, -middle[1] / scale], [0, 0, 1]])
    outer = np.diag([grown, grown, 1.0])
    return np.asarray(outer @ np.append(numbers, 1.0).reshape(3, 3) @ inner, dtype=np.float64)


def _laid(scan: Image.Image, shape: Points, box: tuple[int, int, int, int]) -> Image.Image:
    """What a scan shows in a box of the page, white where it shows nothing."""
    left, top, right, bottom = box
    into = shape @ np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], dtype=np.float64)
    numbers = (into / into[2, 2]).ravel()[:8].tolist()
    fill = 255 if scan.mode == "L" else (255, 255, 255)
    size = max(1, right - left), max(1, bottom - top)
    return scan.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR, fillcolor=fill)
