"""The names of fields put back into a Word template that lost them: LibreOffice leaves out the tags of controls (0033)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from casedrop.formats import zips
from casedrop.formats.drafts.word_control import box as check_box
from casedrop.formats.drafts.word_control import number_controls, sdt, shape, single
from casedrop.formats.word.identity import Identity, bookmark, identities
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.xml import MARK_START, NAME, NS, SDT, Element, R, holder, parse, value, write
from casedrop.forms.form import Form


def retag(template: bytes, form: Form) -> tuple[bytes, int]:
    """The template with a tag on every control that has none and holds the bookmark of one field, and how many there were;
    the bytes as they came if there are none. Raises zips.UnreadableError, etree.XMLSyntaxError."""
    parts, known, mended = zips.read_parts(template), _marks(form), 0
    for name in (body_name(parts), *edge_names(parts)):
        root = parse(parts[name])
        lost = [(control, known[mark]) for control in _outermost(root) if (mark := _mark(control, known))]
        for control, identity in lost:
            _renew(control, identity, form)
        if lost:
            number_controls(root)
            parts, mended = {**parts, name: write(root)}, mended + len(lost)
    return (zips.write_parts(parts) if mended else template), mended


def _marks(form: Form) -> Mapping[str, Identity]:
    """The bookmarks a first template has, with what each stands for."""
    return {bookmark(_tag(identity)): identity for identity in identities(form)}


def _tag(identity: Identity) -> str:
    return f"{identity.pointer}={identity.option}" if identity.option else identity.pointer


def _outermost(root: Element) -> Iterator[Element]:
    """The controls that lie in no other, and have no tag."""
    for control in root.iter(SDT):
        if next(control.iterancestors(SDT), None) is None and value(control, "w:sdtPr/w:tag") is None:
            yield control


def _mark(control: Element, known: Mapping[str, Identity]) -> str:
    """The one field's bookmark inside a control; "" for none or several."""
    marks = {str(start.get(NAME)) for start in control.iter(MARK_START)} & set(known)
    return marks.pop() if len(marks) == 1 else ""


def _renew(control: Element, identity: Identity, form: Form) -> None:
    """Put a new control in an old one's place, in the look of the letters it shows."""
    field = form.by_pointer[identity.pointer]
    shown = next((run for run in control.iter(R) if run.find("w:t", NS) is not None), None)
    if identity.option:
        made = check_box(_tag(identity))
    elif shown is None:
        made = single(identity.pointer, field.kind)
    else:
        made = sdt(identity.pointer, deepcopy(shown), *shape(field.kind))
    made.tail = control.tail
    holder(control).replace(control, made)
