"""The parts of an offer: its title beside its number, and the answer on its tint."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.formats.drafts.word_blocks import wording
from casedrop.formats.drafts.word_layout import FLUSH, Said, band, plain, spot
from casedrop.formats.drafts.word_xml import (
    ACCENT,
    Element,
    paragraph,
    run,
)
from casedrop.formats.tints import ANSWER

LEFT, RIGHT = 112.0, 56.0
"""The two axes of an offer's page: what it says, and number, dates and the like."""
BAR = 2.0
"""The width of the bar beside the answer."""
LONG = 100_000_000
"""From this sum on its figures are set smaller, so that they stay in one line."""


def number_line() -> Element:
    """The document's number, as it stands in the body of offers and letters."""
    return paragraph(
        "{% if doc.number %}", run(wording("number") + " "), run("{{ doc.number }}", "Strong"), "{% endif %}",
        style="LetterNumber",
    )  # fmt: skip


def title_block(title: str, under: Said, lines: Sequence[Said]) -> Element:
    """An offer's title with the line under it, beside its number, its date and what it rests on."""
    left = [paragraph(title, style="TitleOffer"), *([paragraph(*under, style="OfferSub")] if under else [])]
    right = [number_line(), *(paragraph(*said, style="OfferMeta") for said in lines)]
    return plain((LEFT, RIGHT), [band(spot(LEFT, *left, margins=(0, 0, 0, 4)), spot(RIGHT, *right))])


def figure(total: str) -> list[Element]:
    """A sum of money, large; a long one smaller. `total` is its name in the template."""
    shown = f"{{{{ {total} | money(currency) }}}}"
    long, short = (paragraph(shown, style=style) for style in ("FigureLong", "Figure"))
    is_long = f"{{%p if {total} and {total} >= {LONG} %}}"
    return [paragraph(is_long), long, paragraph("{%p else %}"), short, paragraph("{%p endif %}")]


def figure_block(said: Sequence[Element], facts: Sequence[tuple[Said, Said]]) -> Element:
    """The answer on its tint beside a bar: the figure with its words left, what holds for it right."""
    pairs = [p for name, value in facts for p in (paragraph(*name, style="FactLabel"), paragraph(*value, style="Fact"))]
    wide = LEFT - BAR
    cells = (
        spot(BAR, paragraph(style="Gap"), fill=ACCENT, margins=FLUSH),
        spot(wide, *said, fill=ANSWER, margins=(3, 4.5, 2.5, 3), at="center"),
        spot(RIGHT, *(pairs or [paragraph(style="Gap")]), fill=ANSWER, margins=(3, 0, 1.5, 3), at="center"),
    )
    return plain((BAR, wide, RIGHT), [band(*cells)])
