"""The blocks of a form's page: title, information, rows with totals (documents.md 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from casedrop.formats.drafts.word_control import BOXES, control
from casedrop.formats.drafts.word_xml import RULE, Element, cell, edges, gap, paragraph, row, run, table
from casedrop.forms.form import Field, Form

TEXT = 168.0
"""The width of the text in millimetres: 12 columns of 14."""
NAME, VALUE = 30.0, 54.0
"""The widths of a label and of a value, two of each to a row."""
NUMBER = 11.0
"""The width of a row's number."""
NARROW = {"integer": 17.0, "date": 25.0, "decimal": 28.0, "choice": 27.0, "code": 27.0}
"""The widths of columns whose values are short, in millimetres; the words share what is left."""
SPACE = "{% if lang in ('vi', 'en') %} {% endif %}"
"""A space after a colon, which Chinese full-width colons have in themselves."""
BY_TWOS = "loop.length > 1 and (loop.first or loop.index0 + 2 == loop.length)"
"""Which rows are kept with the next one, as a template says it."""
RIGHT, CENTRE = ("decimal",), ("integer", "date", "choice")


def wording(key: str) -> str:
    """A house wording in the document's language, as a template says it."""
    return f"{{{{ phrase('paper.{key}') }}}}"


def label(pointer: str) -> str:
    """The label of a property, as a template says it."""
    return f"{{{{ label('{pointer}') }}}}"


def text(form: Form, key: str, otherwise: str = "") -> str:
    """The form's own text of a key, as a template says it; `otherwise` where the form has none."""
    return f"{{{{ text('{key}') }}}}" if key in form.texts else otherwise


def opening(form: Form, title: str = "{{ title }}") -> list[Element]:
    """The title, in capitals where the language prints it so, and the line under it."""
    name = text(form, "heading", title).strip("{} ")
    shown = f"{{% if lang == 'vi' %}}{{{{ {name} | upper }}}}{{% else %}}{{{{ {name} }}}}{{% endif %}}"
    under = text(form, "subtitle")
    return [paragraph(shown, style="Title"), *([paragraph(under, style="Subtitle")] if under else [])]


def heading(wording: str) -> Element:
    """The heading of a section."""
    return paragraph(wording, style="Heading1")


def information(fields: Sequence[Field]) -> Element:
    """An information block: label and value, two of each to a row; what is long has a row of its own."""
    names = Counter(field.labels.get("en") for field in fields)
    repeated = frozenset(f.pointer for f in fields if names[f.labels.get("en")] > 1 and opens_object(f, fields))
    return table((NAME, VALUE, NAME, VALUE), [facts(pair, repeated) for pair in pairs(fields)])


def opens_object(field: Field, fields: Sequence[Field]) -> bool:
    """Whether a field is the first of its object in a block."""
    parent = field.pointer.rpartition("/")[0]
    return bool(parent) and next(f for f in fields if f.pointer.rpartition("/")[0] == parent) is field


def pairs(fields: Sequence[Field]) -> Iterator[Sequence[Field]]:
    """The fields by rows: a long one alone, the others two by two as they come."""
    waiting: list[Field] = []
    for field in fields:
        if is_long(field):
            if waiting:
                yield tuple(waiting)
            waiting = []
            yield (field,)
            continue
        waiting.append(field)
        if len(waiting) == 2:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def is_long(field: Field) -> bool:
    """Whether a field needs the whole width: several lines, check boxes, or more than some 120 letters."""
    boxed = field.kind == "choice" and len(field.choices) <= BOXES
    return field.kind == "lines" or boxed or (field.kind == "text" and (field.longest or 0) > 120)


def facts(pair: Sequence[Field], repeated: frozenset[str] = frozenset()) -> Element:
    """One row of an information block; a label used twice says first of what it is (pointers in `repeated`)."""
    tall = pair[0].kind == "lines"
    alone, at = len(pair) == 1, "top" if tall else "center"
    cells: list[Element] = []
    for field in pair:
        whose = f"{label(field.pointer.rpartition('/')[0])} · " if field.pointer in repeated else ""
        cells.append(cell(NAME, paragraph(whose + label(field.pointer), style="Label"), tint=True, at=at))
        width, span = (TEXT - NAME, 3) if alone else (VALUE, 1)
        cells.append(cell(width, paragraph(*control(field)), span=span, at=at, wraps=not field.money))
    return row(*cells, height=18 if tall else 8)


def rows(columns: Sequence[Field], sums: Sequence[Field] = ()) -> list[Element]:
    """A table of rows: head, one pattern row, and the sums of the last column below it."""
    widths = (NUMBER, *shares(columns))
    lines = [table_head(columns, widths), pattern(columns, widths), *totals(columns, widths, sums)]
    return [table(widths, lines)]


def shares(columns: Sequence[Field]) -> list[float]:
    """The widths of the columns: short kinds have their own, several lines get a quarter more than one; all the same where that
    would leave words no room."""
    weights = [0 if c.kind in NARROW else 1.25 if c.kind == "lines" else 1 for c in columns]
    left = TEXT - NUMBER - sum(NARROW.get(c.kind, 0) for c in columns)
    if not any(weights) or left < NUMBER * sum(weights):
        return [(TEXT - NUMBER) / len(columns)] * len(columns)
    return [NARROW.get(c.kind, left * weight / sum(weights)) for c, weight in zip(columns, weights, strict=True)]


def side(field: Field) -> str:
    """How a column stands: money right, counts, dates and states centred, words left."""
    return "right" if field.kind in RIGHT else "center" if field.kind in CENTRE else "left"


def table_head(columns: Sequence[Field], widths: Sequence[float]) -> Element:
    """The head of a rows table, repeated on each page."""
    names = [(wording("row"), "center"), *((label(c.pointer), side(c)) for c in columns)]
    cells = (
        cell(mm, paragraph(name, style="TableHead", align=at), tint=True, borders=edges(bottom=RULE))
        for mm, (name, at) in zip(widths, names, strict=True)
    )
    return row(*cells, head=True)


def pattern(columns: Sequence[Field], widths: Sequence[float]) -> Element:
    """The pattern row: its number and one control a column."""
    values = (
        cell(mm, paragraph(*control(c), align=side(c)), wraps=not c.money)
        for mm, c in zip(widths[1:], columns, strict=True)
    )
    return row(cell(widths[0], *numbered()), *values)


def numbered() -> list[Element]:
    """The number of a row; the first row and the last but one stay on the page of the row after them, so that none stands alone
    where a table goes over to the next page."""
    kept, loose = (paragraph("{{ n }}", align="center", keep=keep) for keep in (True, False))
    return [paragraph(f"{{%p if {BY_TWOS} %}}"), kept, paragraph("{%p else %}"), loose, paragraph("{%p endif %}")]


def totals(columns: Sequence[Field], widths: Sequence[float], sums: Sequence[Field]) -> Iterator[Element]:
    """The rows of sums: label over all columns but the last, the last of them bold on the tint under a rule."""
    for field in sums:
        final = field is sums[-1]
        lines = (edges(top=RULE), edges(top=RULE)) if final else (None, None)
        name = paragraph(label(field.pointer), style="Total" if final else "Label", align="right")
        value = paragraph(*control(field), style="Sum" if final else "", align="right")
        yield row(
            cell(sum(widths[:-1]), name, span=len(columns), tint=final, borders=lines[0]),
            cell(widths[-1], value, tint=final, borders=lines[1], wraps=not field.money),
        )


def in_words(total: Field) -> Element:
    """The line under a table that says its total in words, slanted but in Chinese."""
    amount = f"{{{{ {total.column} | words(currency) }}}}"
    return paragraph(
        run(wording("in_words") + SPACE, "Caption"),
        "{% if lang in ('vi', 'en') %}",
        run(f"{amount}.", "Slanted"),
        "{% else %}",
        amount,
        "{% endif %}",
        style="Words",
    )


def note(wording: str) -> Element:
    """A small line at the foot of a form."""
    return paragraph(wording, style="Note")


def between(blocks: Sequence[Element]) -> list[Element]:
    """The blocks with a thin line wherever two tables would touch and merge."""
    made: list[Element] = []
    for block in blocks:
        if made and made[-1].tag == block.tag and block.tag.endswith("}tbl"):
            made.append(gap())
        made.append(block)
    return made
