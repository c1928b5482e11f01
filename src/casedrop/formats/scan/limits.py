"""What a scan may be at most, and why one cannot be read."""

from __future__ import annotations

from casedrop.language.problem import Place, Problem

PAGES = 200
"""A scan of more pages is not read."""
PIXELS = 60_000_000
"""No grey picture of a page has more pixels: telephones of 200 million are halved as they are opened."""


class UnusableError(ValueError):
    """A scan that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def damaged() -> UnusableError:
    """That a scan, or one of its pages, cannot be opened."""
    return UnusableError(Problem("file.damaged"))


def too_large(number: int, pixels: int) -> UnusableError:
    """That a page (from 1) is past a limit of so many pixels."""
    place = Place("page", {"page": number})
    return UnusableError(Problem("scan.too-large", place, args={"limit": pixels // 1_000_000}))


def counted(pages: int) -> None:
    """Raise UnusableError for a scan without pages, or with more than are read."""
    if pages > PAGES:
        raise UnusableError(Problem("scan.too-many", args={"limit": PAGES}))
    if pages == 0:
        raise damaged()
