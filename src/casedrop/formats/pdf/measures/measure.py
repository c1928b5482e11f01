"""A document's pages measured: everything a person who looks at them would mend, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pypdfium2

from casedrop.formats.pdf.measures import broken, filled, letters, signatures
from casedrop.formats.pdf.measures.body import MARGIN, Body, bodies
from casedrop.formats.pdf.measures.laid import laid
from casedrop.formats.pdf.measures.told import Told
from casedrop.formats.pdf.pages import opened
from casedrop.language.problem import Problem

Rule = Callable[[Sequence[Body], Told], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    filled.hardly_filled,
    filled.lone_rows,
    signatures.alone,
    signatures.room,
    broken.broken,
    letters.glued,
    letters.overlapping,
    letters.cut,
    letters.small,
)
"""What is measured of every document."""


def measured(pdf: bytes, told: Told) -> tuple[Problem, ...]:
    """All that should be mended on the pages of a PDF, in their order, the same once, where it is first: advice, for nothing of
    it keeps a document from going out. What is no PDF has no pages."""
    try:
        with opened(pdf) as document:
            pages = list(laid(document))
    except pypdfium2.PdfiumError:
        return ()
    inside = bodies(pages, margin=0.0 if told.sheets else MARGIN)
    found = [problem for rule in RULES for problem in rule(inside, told)]
    found.sort(key=lambda one: (one.place.args["page"], one.place.args.get("down", 0)))
    first = {_what(problem): problem for problem in reversed(found)}
    return tuple(problem for problem in found if first[_what(problem)] is problem)


def _what(problem: Problem) -> tuple[str, str]:
    """What is said once of a document: of letters too small the code alone, else with what it says of the page."""
    return problem.code, "" if problem.code == "page.small" else repr(problem.args)
