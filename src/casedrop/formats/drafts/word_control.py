"""Content controls: what people fill, tagged with the property's JSON pointer (house 6)."""

from __future__ import annotations

from lxml import etree

from casedrop.formats.drafts.word_xml import W14, Element, W, run, w
from casedrop.formats.word.identity import bookmark
from casedrop.forms.form import Field

BOXES = 4
"""So many choices at most are drawn as check boxes; more become a list."""


def control(field: Field) -> list[Element]:
    """What stands for a field in a paragraph: one control, or a check box and a word for each of its choices."""
    boxed = field.kind == "choice" and len(field.choices) <= BOXES and field.rows is None
    return boxes(field) if boxed else [single(field.pointer, field.kind)]


def single(pointer: str, kind: str = "text") -> Element:
    """One control of a kind, empty and showing its pointer to whoever edits the template."""
    return sdt(pointer, run(pointer.strip("/").replace("/-/", ".").replace("/", "."), "Placeholder"), *shape(kind))


def shape(kind: str) -> tuple[Element, ...]:
    """The element that makes a control a text, a list or a date; none is a rich one, which keeps its lines."""
    if kind == "lines":
        return (w("richText"),)
    if kind == "choice":
        return (w("dropDownList"),)
    if kind == "date":
        return (date_picker(),)
    return (w("text"),)


def date_picker() -> Element:
    """A date whose picker writes year-month-day, which no language can take for another day."""
    return w(
        "date",
        w("dateFormat", val="yyyy-MM-dd"),
        w("lid", val="en-GB"),
        w("storeMappedDataAs", val="dateTime"),
        w("calendar", val="gregorian"),
    )


def sdt(tag: str, content: Element, *kind: Element, hint: bool = True) -> Element:
    """A control around a run; `number_controls` gives it its id once all are there."""
    properties = w("sdtPr", w("tag", val=tag), w("id", val=0), w("lock", val="sdtLocked"))
    properties.extend([*([w("showingPlcHdr")] if hint else []), *kind])
    mark = (w("bookmarkStart", id=0, name=bookmark(tag)), w("bookmarkEnd", id=0))
    return w("sdt", properties, w("sdtContent", mark[0], content, mark[1]))


def boxes(field: Field) -> list[Element]:
    """A check box and its word for each choice, never parted, wide spaces between."""
    made: list[Element] = []
    for key in field.choices:
        made += [run("\u2003")] if made else []
        made += [box(f"{field.pointer}={key}"), run(f"\u00a0{{{{ choice('{field.pointer}={key}') }}}}")]
    return made


def box(tag: str) -> Element:
    """One check box: empty ☐, ticked ☑, both of Segoe UI Symbol."""
    checkbox = etree.Element(f"{{{W14}}}checkbox")
    states = (("checked", {"val": "0"}), *((s, {"val": v, "font": "Segoe UI Symbol"}) for s, v in STATES))
    for name, attributes in states:
        etree.SubElement(checkbox, f"{{{W14}}}{name}", {f"{{{W14}}}{k}": v for k, v in attributes.items()})
    return sdt(tag, run("☐", "Box"), checkbox, hint=False)


STATES = (("checkedState", "2611"), ("uncheckedState", "2610"))


def number_controls(body: Element) -> None:
    """Give every control below an element an id of its own, counted from 1."""
    for number, control in enumerate(body.iter(f"{{{W}}}sdt"), 1):
        for identity in control.iterfind(f"{{{W}}}sdtPr/{{{W}}}id"):
            identity.set(f"{{{W}}}val", str(number))
        for mark in control.iterfind(f"{{{W}}}sdtContent/*[@{{{W}}}id]"):
            mark.set(f"{{{W}}}id", str(number))
