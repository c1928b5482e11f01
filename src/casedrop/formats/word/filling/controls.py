"""Content controls written: what people fill in Word, as Word itself would have made it (ISO/IEC 29500-1 §17.5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from zlib import crc32

from lxml import etree

from casedrop.formats.word.identity import alias, bookmark
from casedrop.formats.word.text import OFF, ON
from casedrop.formats.word.xml import ID, MARK_START, NS, SDT_CONTENT, SDT_PR, TC, Element, P, holder, inside, make, q
from casedrop.forms.form import Field

TINT, INK = "E6EEF2", "5A6970"
"""Ground and letters of an empty field (documents.md, tokens)."""

BOX_FONT = "Segoe UI Symbol"
DATES = {"vi": ("dd/MM/yyyy", "vi-VN"), "zh-Hans": ("yyyy-MM-dd", "zh-CN"), "zh-Hant": ("yyyy-MM-dd", "zh-HK")}
DATE = ("yyyy-MM-dd", "en-GB")

_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
)
"""The children of w:rPr in the order the schema asks for."""


@dataclass(frozen=True, slots=True)
class ControlContent:
    """What one control is to show: the field, its concrete tag, the text, and the answer behind it ("" for none)."""

    field: Field
    tag: str
    text: str
    answer: str = ""

    @property
    def option(self) -> str:
        """The choice a box stands for; "" when the control is no box."""
        return self.tag.partition("=")[2]


class Numbers:
    """Ids of controls and bookmarks that are unique in one document and the same for the same document."""

    def __init__(self, root: Element) -> None:
        taken = (int(b.get(ID, "0")) for b in root.iter(MARK_START) if b.get(ID, "0").isdigit())
        self._mark = max(taken, default=0)
        self._controls: set[int] = set()
        self._marked: set[str] = set()

    def control(self, tag: str) -> str:
        """A control's id."""
        number = crc32(tag.encode()) & 0x7FFFFFFF or 1
        while number in self._controls:
            number = number % 0x7FFFFFFF + 1
        self._controls.add(number)
        return str(number)

    def around(self, runs: list[Element], tag: str) -> list[Element]:
        """The runs between the field's bookmark; a second control of the same tag gets none (names are unique)."""
        if tag in self._marked:
            return runs
        self._marked.add(tag)
        self._mark += 1
        number = str(self._mark)
        return [make("bookmarkStart", id=number, name=bookmark(tag)), *runs, make("bookmarkEnd", id=number)]


def fillable(sdt: Element, entry: ControlContent, lang: str, placeholder: str, numbers: Numbers) -> None:
    """Make a control fillable: its properties, and its content as the answer or the placeholder."""
    look = _look(sdt)
    empty = not entry.option and not entry.text
    runs = [_run(placeholder, _tinted(look))] if empty else printed(entry, look)
    sdt[:] = [
        make("sdtPr", *_properties(entry, lang, look, numbers.control(entry.tag), empty=empty)),
        make("sdtContent", *numbers.around(runs, entry.tag)),
    ]


def plain(sdt: Element, entry: ControlContent, numbers: Numbers) -> None:
    """Put a control's text in its own place, between the field's bookmark."""
    parent = holder(sdt)
    at = parent.index(sdt)
    parent[at : at + 1] = numbers.around(printed(entry, _look(sdt)), entry.tag)


def only(sdt: Element, text: str) -> None:
    """Make a text all that the control's cell says; a control of that cell that is gone by then is left alone."""
    paragraph, tc = inside(sdt, P), inside(sdt, TC)
    if paragraph is None or tc is None:
        return
    run = _run(text, _look(sdt))
    for other in tc.findall("w:p", NS):
        if other is not paragraph:
            tc.remove(other)
    paragraph[:] = [*paragraph.findall("w:pPr", NS), run]


def printed(entry: ControlContent, look: Element) -> list[Element]:
    """The runs that show an entry: a ticked or clear box, the text, or nothing."""
    if entry.option:
        return [_run(ON if entry.answer == entry.option else OFF, _boxed(look))]
    return [_run(entry.text, look)] if entry.text else []


def _run(text: str, look: Element) -> Element:
    """A run of text in a look; line feeds are breaks, tabs are tabs."""
    run = make("r", *([deepcopy(look)] if len(look) else ()))
    for n, line in enumerate(text.split("\n")):
        if n:
            run.append(make("br"))
        for m, piece in enumerate(line.split("\t")):
            if m:
                run.append(make("tab"))
            t = make("t")
            t.text = piece
            t.set(q("xml:space"), "preserve")
            run.append(t)
    return run


def _properties(entry: ControlContent, lang: str, look: Element, number: str, *, empty: bool) -> Iterator[Element]:
    """The properties of a control in the schema's order, ending with its kind.

    A control in a row is not locked: Word would not let its row be deleted.
    """
    if len(look):
        yield deepcopy(look)
    yield make("alias", val=alias(entry.field.labels.get(lang, "")))
    yield make("tag", val=entry.tag)
    yield make("id", val=number)
    if entry.field.rows is None:
        yield make("lock", val="sdtLocked")
    if empty:
        yield make("showingPlcHdr")
    yield from _kind(entry, lang)


def _kind(entry: ControlContent, lang: str) -> Iterator[Element]:
    """What makes the control a box, a list or a date; text has no kind (rich text).

    LibreOffice 7.4 writes a plain-text control once for every change of script in it, so that East Asian text comes back
    three times, and joins its lines; rich ones it keeps (docs/analysis/word.md).
    """
    if entry.option:
        yield _box(ticked=entry.answer == entry.option)
    elif entry.field.kind == "choice":
        items = (make("listItem", displayText=t.get(lang, k), value=k) for k, t in entry.field.choices.items())
        yield make("dropDownList", *items, **({"lastValue": entry.answer} if entry.answer else {}))
    elif entry.field.kind == "date":
        yield _date(entry.answer, *DATES.get(lang, DATE))


def _box(*, ticked: bool) -> Element:
    """The properties of a check box ([MS-DOCX] 2.6.1)."""
    box = etree.Element(q("w14:checkbox"), nsmap={"w14": NS["w14"]})
    etree.SubElement(box, q("w14:checked"), {q("w14:val"): str(int(ticked))})
    for name, code in (("checkedState", "2611"), ("uncheckedState", "2610")):
        etree.SubElement(box, q(f"w14:{name}"), {q("w14:val"): code, q("w14:font"): BOX_FONT})
    return box


def _date(answer: str, shape: str, tongue: str) -> Element:
    """The properties of a date picker."""
    date = make(
        "date",
        make("dateFormat", val=shape),
        make("lid", val=tongue),
        make("storeMappedDataAs", val="dateTime"),
        make("calendar", val="gregorian"),
    )
    if answer:
        date.set(q("w:fullDate"), f"{answer}T00:00:00Z")
    return date


def _look(sdt: Element) -> Element:
    """The look of a value: that of the template's control without the colours of a placeholder."""
    own = sdt.find(f"{SDT_CONTENT}//w:rPr", NS)
    if own is None:
        own = sdt.find(f"{SDT_PR}/w:rPr", NS)
    look = make("rPr") if own is None else deepcopy(own)
    for name in ("color", "shd", "highlight"):
        _take(look, name)
    style = look.find("w:rStyle", NS)
    if style is not None and "placeholder" in style.get(q("w:val"), "").lower():
        look.remove(style)
    return look


def _tinted(look: Element) -> Element:
    """The look of a placeholder."""
    tinted = deepcopy(look)
    _put(tinted, make("color", val=INK))
    _put(tinted, make("shd", val="clear", color="auto", fill=TINT))
    return tinted


def _boxed(look: Element) -> Element:
    """The look of a check box: its own font for every script."""
    boxed = deepcopy(look)
    faces = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), BOX_FONT)
    _put(boxed, make("rFonts", **faces))
    return boxed


def _put(look: Element, element: Element) -> None:
    """Set one property of a look where the schema wants it."""
    name = element.tag.split("}")[1]
    _take(look, name)
    before = _ORDER[: _ORDER.index(name)]
    at = sum(1 for child in look if child.tag.split("}")[1] in before)
    look.insert(at, element)


def _take(look: Element, name: str) -> None:
    """Remove one property of a look."""
    for element in look.findall(f"w:{name}", NS):
        look.remove(element)
