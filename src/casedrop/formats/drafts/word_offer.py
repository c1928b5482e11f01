"""The parts of an offer: its title beside its number, the answer, what is offered and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casedrop.formats.drafts.word_blocks import NARROW, NUMBER, label, side, wording
from casedrop.formats.drafts.word_control import single
from casedrop.formats.drafts.word_layout import (
    FLUSH,
    LATIN,
    Said,
    band,
    given,
    held,
    plain,
    spot,
)
from casedrop.formats.drafts.word_xml import (
    ACCENT,
    HAIRLINE,
    RULE,
    Element,
    edges,
    paragraph,
    run,
)
from casedrop.forms.form import Field

LEFT, RIGHT = 112.0, 56.0
"""The two axes of an offer's page: what it says, and number, dates and the like."""
ANSWER = "E6EEF2"
"""The one tint of a page that gives an answer."""
BAR = 2.0
"""The width of the bar beside the answer."""
MONEY = 38.0
"""The width of a column of sums: twelve figures never break."""
DAYS = 18.0


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


def figure(total: str, net: str, rate: str, tax: str, currency: str) -> list[Element]:
    """The sum large, in words, and what it is made of; each argument is the name of an answer."""
    heading = f"{{% if {rate} %}}{wording('total_with_vat')}{{% else %}}{wording('total_exempt')}{{% endif %}}"
    words = f"{{{{ {total} | words({currency}) }}}}"
    made_of = f"phrase('paper.net_and_vat', net={net} | money({currency}), rate={rate} | number, vat={tax} | money({currency}))"
    note = "{% if company.vat_note %} ({{ company.vat_note }}){% endif %}"
    return [
        paragraph(heading, style="FigureLabel"),
        paragraph(f"{{{{ {total} | money({currency}) }}}}", style="Figure"),
        paragraph(f"{words}{{% if {total} and {LATIN} %}}.{{% endif %}}", style="InWords"),
        paragraph(
            f"{{% if {rate} %}}{{{{ {made_of} }}}}{{% else %}}{wording('vat_exempt')}{note}{{% endif %}}",
            style="FactLabel",
        ),
    ]  # fmt: skip


def item_table(
    columns: Sequence[Field], values: Mapping[str, Said] | None = None
) -> tuple[tuple[float, ...], list[Element]]:
    """The widths and first rows (head, pattern) of a table of what is offered: the first words of a row are its name, what
    else is said of it stands below in grey, figures have columns of their own; `values` says what a column shows in place of
    its control."""
    words = [c for c in columns if c.kind not in FIGURES]
    figures = [c for c in columns if c.kind in FIGURES]
    sizes = [width_of(c) for c in figures]
    widths = (NUMBER, 168 - NUMBER - sum(sizes), *sizes)
    return widths, [items_head(words, figures, widths), items_pattern(words, figures, widths, values or {})]


FIGURES = ("integer", "decimal", "date")


def width_of(column: Field) -> float:
    """The width of a column of figures."""
    return {"decimal": MONEY, "integer": DAYS}.get(column.kind, NARROW["date"])


def items_head(words: Sequence[Field], figures: Sequence[Field], widths: Sequence[float]) -> Element:
    """The head of a table of what is offered."""
    named = [(wording("row"), "left"), (label(words[0].pointer) if words else "", "left")]
    named += [(label(c.pointer), side(c)) for c in figures]
    cells = [
        spot(
            mm,
            paragraph(name, style="OfferHead", align=at),
            borders=edges(top=RULE, bottom=RULE),
            margins=cell_margins(n, widths),
        )
        for n, (mm, (name, at)) in enumerate(zip(widths, named, strict=True))
    ]
    return band(*cells, head=True)


def cell_margins(n: int, widths: Sequence[float]) -> tuple[float, float, float, float]:
    """The margins of a column's cells: text flush with the rules at both ends."""
    return (0.9, 0 if n == 0 else 1, 0.9, 0 if n == len(widths) - 1 else 1.5)


def items_pattern(
    words: Sequence[Field], figures: Sequence[Field], widths: Sequence[float], values: Mapping[str, Said]
) -> Element:
    """The row of one thing offered."""
    said = [paragraph(single(c.pointer, c.kind), style="ItemName") for c in words[:1]]
    said += [paragraph(single(c.pointer, c.kind), style="Sub") for c in words[1:2]]
    for column in words[2:]:
        said += given(f"row.{column.column}", paragraph(single(column.pointer, column.kind), style="Sub"))
    cells = [spot(widths[0], paragraph("{{ n }}", style="ItemNumber")), spot(widths[1], *(said or [paragraph()]))]
    for mm, column in zip(widths[2:], figures, strict=True):
        said_of = values.get(column.column, [single(column.pointer, column.kind)])
        shown = paragraph(*said_of, style="Value", align=side(column))
        cells.append(spot(mm, shown, whole=True))
    for n, one in enumerate(cells):
        lined(one, edges(bottom=HAIRLINE), cell_margins(n, widths))
    return band(*cells)


def lined(cell: Element, borders: Element, margins: tuple[float, float, float, float]) -> None:
    """Give a cell its lines and margins, where the schema wants them."""
    about = spot(1, borders=borders, margins=margins)[0]
    for name in ("tcBorders", "tcMar"):
        made = next(e for e in about if e.tag.endswith(name))
        behind = [e for e in cell[0] if e.tag.rpartition("}")[2] in ORDER[ORDER.index(name) + 1 :]]
        cell[0].insert(cell[0].index(behind[0]) if behind else len(cell[0]), made)


ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


def sum_row(name: Said, values: Sequence[Said], widths: Sequence[float], *, last: bool = False) -> Element:
    """A row of sums below what is offered: its name right, a value under each column of figures; the last one stands out."""
    lines = {"top": HAIRLINE, "bottom": (12, ACCENT)} if last else {}
    wide, padded = widths[0] + widths[1], (0.9, 0, 0.9, 1.5)
    cells = [
        spot(wide, paragraph(*name, style="Total" if last else "Label", align="right"), span=2, margins=padded,
             borders=edges(**lines))
    ]  # fmt: skip
    for n, (mm, value) in enumerate(zip(widths[2:], values, strict=True), 2):
        shown = paragraph(*value, style="Sum" if last else "Value", align="right" if mm == MONEY else "center")
        cells.append(spot(mm, shown, whole=True, borders=edges(**lines), margins=(0.9, *cell_margins(n, widths)[1:])))
    return held(band(*cells))
