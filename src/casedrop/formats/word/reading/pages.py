"""The pages of a document, and what its sender is told of the whole of it: straight from its letters, or by way of trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casedrop.formats.word.identity import FieldNames
from casedrop.formats.word.looks.plain import Plain
from casedrop.formats.word.looks.styles import PART, sheet
from casedrop.formats.word.mark import AUTHOR
from casedrop.formats.word.package import body_name, comments_names, edge_names
from casedrop.formats.word.page import Page
from casedrop.formats.word.revisions import settle
from casedrop.formats.word.straight.pages import straight
from casedrop.formats.word.straight.sight import seen
from casedrop.formats.word.walk import page
from casedrop.formats.word.xml import TR, Element, T, parse, q
from casedrop.forms.form import Form
from casedrop.language.letters import squeeze
from casedrop.language.problem import Problem

_AUTHOR = q("w:author")
_SHOWN, _LONGEST = 10, 80
"""So many remarks are told, and so much of each."""


def pages_of(parts: Mapping[str, bytes], form: Form, lang: str) -> tuple[Sequence[Page], tuple[Problem, ...]]:
    """The pages of a document, the body's first, and what its sender is told of the whole of it; raises KeyError for a part
    that is not there, etree.XMLSyntaxError for one that is no XML."""
    there = [parts[name] for name in (body_name(parts), *edge_names(parts))]
    sight = seen(sheet(parts.get(PART)))
    names = FieldNames(form, lang, rows=there[0].count(b"</w:tr>"))
    plain = [straight(part, names, sight, edge=n > 0) for n, part in enumerate(there)]
    if all(plain):
        return [page for page in plain if page], ()
    return in_trees(parts, there, form, lang)


def in_trees(
    parts: Mapping[str, bytes], there: Sequence[bytes], form: Form, lang: str
) -> tuple[Sequence[Page], tuple[Problem, ...]]:
    """The same by way of trees, which know everything: of the parts `there`, the body first, and what else is in `parts`."""
    roots = [parse(part) for part in there]
    notices = noticed(parts, roots)
    names = FieldNames(form, lang, rows=sum(1 for _ in roots[0].iter(TR)))
    marks = sheet(parts.get(PART)).marks
    return [page(root, names, marks, edge=n > 0) for n, root in enumerate(roots)], notices


def noticed(parts: Mapping[str, bytes], roots: Sequence[Element]) -> tuple[Problem, ...]:
    """What the whole document's sender is told, found while its parts are made plain: `noted.tracked`."""
    changed = [settle(root) for root in roots]
    plain = Plain(parts)
    for root in roots:
        plain.settle(root)
    return (Problem("noted.tracked"),) if any(changed) else ()


def remarks(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """A `cell.note` for each of the first remarks that others than we wrote beside the text; raises etree.XMLSyntaxError."""
    notes = [note for name in comments_names(parts) for note in parse(parts[name]) if note.get(_AUTHOR) != AUTHOR]
    said = (squeeze(" ".join(t.text or "" for t in note.iter(T))) for note in notes)
    yield from [Problem("cell.note", args={"given": text[:_LONGEST]}) for text in said if text][:_SHOWN]
