"""The pages of minutes: who met and what came of it first, then articles and three-line tables (spec of minutes)."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.formats.drafts.word_blocks import SPACE, TEXT, label, text, wording
from casedrop.formats.drafts.word_control import BOXES, box, control
from casedrop.formats.drafts.word_sign import customer, motto
from casedrop.formats.drafts.word_xml import (
    ACCENT,
    HAIRLINE,
    INK,
    Element,
    W,
    cell,
    edges,
    paragraph,
    row,
    run,
    shade,
    table,
    w,
)
from casedrop.formats.tints import INPUT
from casedrop.forms.form import Field, Form

ORGAN = 73.0
"""The width of the left half of a Vietnamese opening: who writes, under which number."""
SIDES = (26.0, 71.0, 71.0)
"""The widths of what a row of the parties says, of the customer and of the company."""
VERDICT = 52.0
"""The width of the verdict in its frame."""
HEAVY, THIN = (8, INK), (4, INK)
"""The lines above and below a three-line table, and under its head."""
FRAME = (12, ACCENT)
SAID_BY_US = {"/customer/name": "name", "/customer/address": "address"}
"""What of the company stands beside which field of the customer."""


def if_lang(condition: str, *blocks: Element) -> list[Element]:
    """The blocks, printed only where a condition holds."""
    return [paragraph(f"{{%p if {condition} %}}", style="Gap"), *blocks, paragraph("{%p endif %}", style="Gap")]


def opening(form: Form) -> list[Element]:
    """The head of minutes: in Vietnamese who writes, number, motto, title and subject; else title, subject, number and date."""
    name = text(form, "heading", "{{ title }}").strip("{} ")
    shown = f"{{% if lang == 'vi' %}}{{{{ {name} | upper }}}}{{% else %}}{{{{ {name} }}}}{{% endif %}}"
    under = text(form, "subtitle")
    subject = if_lang(under.strip("{} "), paragraph(under, style="SubjectMinutes")) if under else []
    return [
        *if_lang("lang == 'vi'", heads()),
        paragraph(shown, style="TitleMinutes"),
        *subject,
        *if_lang("lang == 'vi'", paragraph(style="SubjectRule")),
        *if_lang("lang != 'vi'", number_and_date()),
    ]


def heads() -> Element:
    """Who writes and under which number, left; right the national motto, where the workspace wants it."""
    left = [paragraph("{{ company.name }}", style="OrganName"), paragraph(style="OrganRule"), number("NumberMinutes")]
    right = [*motto(TEXT - ORGAN - 4), paragraph(style="Gap")]
    cells = (cell(ORGAN, *left, at="top"), cell(TEXT - ORGAN, *right, at="top"))
    return table((ORGAN, TEXT - ORGAN), [row(*cells)], ruled=False)


def number(style: str) -> Element:
    """The document's number, where it has one."""
    return paragraph(NUMBER, style=style)


NUMBER = f"{{% if doc.number %}}{wording('number')}{SPACE}{{{{ doc.number }}}}{{% endif %}}"


def number_and_date() -> Element:
    """The number left and the date right, over a double rule."""
    return paragraph(NUMBER, w("r", w("tab")), "{{ doc.date | long_date }}", style="NumberLine")


def three_line(made: Element) -> Element:
    """A form's table as minutes have it: heavy lines above and below, a thin one under the head, no tint but of what is to
    fill. The heading of a part becomes an article's."""
    if made.tag != w("tbl").tag:
        return as_article(made)
    properties = made.find(w("tblPr").tag)
    if properties is None:
        return made
    for old in properties.findall(w("tblBorders").tag):
        properties.remove(old)
    borders = w("tblBorders", *(line(*one) for one in (("top", HEAVY), ("bottom", HEAVY), ("insideH", HAIRLINE))))
    before = properties.find(w("tblLayout").tag)
    properties.insert(len(properties) if before is None else properties.index(before), borders)
    for one in made.iter(w("tr").tag):
        plain(one, one.find(f"{w('trPr').tag}/{w('tblHeader').tag}") is not None)
    return made


def as_article(made: Element) -> Element:
    """A paragraph that heads a part, with an article's letters; any other as it is."""
    for style in made.iter(w("pStyle").tag):
        style.set(VAL, "Article" if style.get(VAL) == "Heading1" else style.get(VAL, ""))
    return made


def line(side: str, look: tuple[int, str]) -> Element:
    """One line of a table."""
    return w(side, val="single", sz=look[0], space=0, color=look[1])


def plain(one: Element, head: bool) -> None:
    """Give a row's cells minutes' letters, those to fill the tint that a document keeps only while it asks, a head its line."""
    for each in one.iter(w("tc").tag):
        properties = each[0]
        for old in (*properties.findall(w("shd").tag), *properties.findall(w("tcBorders").tag)):
            properties.remove(old)
        at = [child.tag for child in properties].index(w("vAlign").tag)
        if head:
            properties.insert(at, edges(bottom=THIN))
        elif each.find(f".//{w('sdt').tag}") is not None:
            shade(each, INPUT)
    for properties in one.iter(w("pPr").tag):
        style = properties.find(w("pStyle").tag)
        if style is None:
            properties.insert(0, w("pStyle", val="Cell"))
        else:
            style.set(VAL, PLAIN.get(style.get(VAL, ""), style.get(VAL, "")))


VAL = f"{{{W}}}val"
PLAIN = {"Label": "PartLabel", "TableHead": "ColumnHead"}
"""How a form's styles are called in minutes."""

Said = tuple[str, Sequence[Element], Sequence[Element]]
"""A row of the parties: its label, what it says of the customer, what of the company."""


def parties(rows: Sequence[Said]) -> Element:
    """Both parties side by side, a hairline between them."""
    heads = (paragraph(style="ColumnHead"), party("a"), party("b"))
    lines = [row(*sides((heads[0],), (heads[1],), (heads[2],)), height=7.4)]
    for name, left, right in rows:
        lines.append(row(*sides((paragraph(name, style="PartLabel"),), left, right), height=7.4))
    made = three_line(table(SIDES, lines))
    for one in made.iter(w("tr").tag):
        customers = one.findall(w("tc").tag)[1].find(w("tcPr").tag)
        if customers is not None:
            beside(customers)
    return made


def beside(properties: Element) -> None:
    """Draw a hairline right of a cell."""
    borders = properties.find(w("tcBorders").tag)
    if borders is None:
        borders = edges()
        later = (w("shd").tag, w("vAlign").tag)
        properties.insert(next(n for n, child in enumerate(properties) if child.tag in later), borders)
    borders.append(line("right", HAIRLINE))


def party(side: str) -> Element:
    """The head of a party's column."""
    return paragraph(wording(f"party_{side}"), style="ColumnHead")


def sides(*contents: Sequence[Element]) -> list[Element]:
    """The cells of a row of the parties."""
    return [cell(mm, *content) for mm, content in zip(SIDES, contents, strict=True)]


def met(form: Form) -> tuple[Element | None, frozenset[str]]:
    """The parties of a form that knows its customer, and which fields stand there."""
    fields = [f for f in form.fields if f.pointer.startswith("/customer/") and f.kind != "lines" and f.stage is None]
    if not customer(form):
        return None, frozenset()
    return parties([of_party(field) for field in fields]), frozenset(f.pointer for f in fields)


def of_party(field: Field) -> Said:
    """What a field says of the customer, beside what the company says of itself."""
    style = "PartyFirm" if field.pointer == "/customer/name" else "Cell"
    ours = SAID_BY_US.get(field.pointer)
    said = paragraph(f"{{{{ company.{ours} }}}}" if ours else "", style=style)
    return label(field.pointer), (paragraph(*control(field), style=style),), (said,)


def verdict_of(form: Form) -> Field | None:
    """The choice that says what came of it: the first with boxes of a form whose texts say what both `agreed`."""
    if "agreed" not in form.texts:
        return None
    return next((f for f in form.fields if f.kind == "choice" and len(f.choices) <= BOXES and f.rows is None), None)


def answer(form: Form, field: Field) -> Element:
    """What came of it, in the only frame of the page: the verdict large, and beside it every choice there was."""
    verdict = (
        paragraph(label(field.pointer), style="VerdictLabel"),
        paragraph(f"{{% if {field.column} %}}{spoken(form, field)}{{% endif %}}", style="Verdict"),
    )
    choices = [paragraph(*chosen(field, key), style="Choice") for key in field.choices]
    left = cell(VERDICT, *verdict, borders=edges(top=FRAME, left=FRAME, bottom=FRAME, right=HAIRLINE))
    right = cell(TEXT - VERDICT, *choices, borders=edges(top=FRAME, bottom=FRAME, right=FRAME))
    shade(right, INPUT)
    return table((VERDICT, TEXT - VERDICT), [row(left, right, height=20)], ruled=False)


def spoken(form: Form, field: Field) -> str:
    """The verdict in a word: the form's text `verdict_<choice>`, else the choice as the form says it."""
    said = ""
    for n, key in enumerate(field.choices):
        word = text(form, f"verdict_{key.replace('-', '_')}", f"{{{{ choice('{field.pointer}={key}') }}}}")
        said += f"{{% {'elif' if n else 'if'} {field.column} == '{key}' %}}{word}"
    return said + "{% endif %}"


def chosen(field: Field, key: str) -> list[Element]:
    """A box and its choice, which stands out once it is the answer."""
    wording, taken = f"{{{{ choice('{field.pointer}={key}') }}}}", f"{field.column} == '{key}'"
    strong = run(f"{{% if {taken} %}}{wording}{{% endif %}}", "Chosen")
    return [
        box(f"{field.pointer}={key}"),
        run("\u2002"),
        strong,
        run(f"{{% if not ({taken}) %}}{wording}{{% endif %}}"),
    ]
