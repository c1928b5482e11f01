"""Which frames of a picture's file are pages: previews, thumbnails and masks are none, and a film is not paper."""

from __future__ import annotations

from PIL import Image

from casedrop.formats.scan.limits import PAGES, UnusableError
from casedrop.language.problem import Problem

_FILMS = ("GIF", "PNG", "WEBP", "AVIF")
_SUBFILE, _OLD_SUBFILE = 254, 255
_REDUCED, _MASK, _OLD_REDUCED = 1, 4, 2
"""The kinds of a TIFF's frame that are no page (TIFF 6.0, section 8)."""
_SMALL, _LARGE = 500, 1000
"""A frame whose long side has fewer pixels than the first is a thumbnail beside one that has more than the second."""


def page_frames(image: Image.Image) -> tuple[int, ...]:
    """The frames that are pages. A JPEG's further pictures are previews, depths and other views of its first.

    Raises UnusableError for a film: `scan.moving` (frames).
    """
    if image.format in _FILMS and getattr(image, "is_animated", False):
        raise UnusableError(Problem("scan.moving", args={"frames": int(getattr(image, "n_frames", 0))}))
    if image.format == "TIFF":
        return _of_tiff(image)
    return tuple(range(min(int(getattr(image, "n_frames", 1)), PAGES + 1))) if image.format == "HEIF" else (0,)


def _of_tiff(image: Image.Image) -> tuple[int, ...]:
    """The frames that neither say they are no page nor are small beside one that is large; gone through one by one, so that
    a file of very many is not counted to its end."""
    sides: dict[int, int] = {}
    for frame in range(2 * PAGES + 1):
        try:
            image.seek(frame)
        except EOFError:
            break
        if _is_page(image):
            sides[frame] = max(image.size)
    largest = max(sides.values(), default=0)
    return tuple(n for n, side in sides.items() if side >= _SMALL or largest <= _LARGE)


def _is_page(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    kind, old = (int(tags.get(tag) or 0) for tag in (_SUBFILE, _OLD_SUBFILE))
    return not kind & (_REDUCED | _MASK) and old != _OLD_REDUCED
