"""A template made ready to be filled many times: rows made loops, its geometry noted, its faults listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from casedrop.formats import zips
from casedrop.formats.word.grid import Places
from casedrop.formats.word.identity import LONGEST, concrete, split
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.xml import NS, SDT, TBL, TR, VAL, Element, P, holder, inside, must, parse, q, value, write
from casedrop.forms.form import ROW
from casedrop.language.problem import Place, Problem

ROWS = "rows_"
"""The name under which a rendering finds the rows of each table: {"/items": [(number, row, at), …]}."""

_COPY_IDS = {q("w14:paraId"), q("w14:textId")}
_LONGEST_ROW = 99


class TemplateFaultError(ValueError):
    """A template was filled that `check` refuses."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(", ".join(f"{p.code} {p.pointer}" for p in problems))


@dataclass(frozen=True)
class Prepared:
    """A template ready to be rendered: the package with its loops, the tags it holds, and what is wrong with it."""

    package: bytes
    tags: tuple[str, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def pointers(self) -> frozenset[str]:
        """The pattern pointers that stand in the template."""
        return frozenset(identity.pointer for identity in map(split, self.tags) if identity)


@lru_cache(maxsize=128)
def prepare(template: bytes) -> Prepared:
    """The template prepared, remembered by its bytes; raises zips.UnreadableError, etree.XMLSyntaxError.

    Problems: `template.cell-control` (a control around paragraphs, cells or rows), `template.tag-long`.
    """
    parts = zips.read_parts(template)
    changed: dict[str, bytes] = {}
    tags: list[str] = []
    problems: list[Problem] = []
    for name in (body_name(parts), *edge_names(parts)):
        root = parse(parts[name])
        places = Places(root)
        for sdt, tag in fields(root):
            tags.append(tag)
            problems += _faults(sdt, tag, places)
        _loops(root)
        changed[name] = write(root)
    return Prepared(zips.write_parts({**parts, **changed}), tuple(tags), tuple(problems))


def fields(root: Element) -> Iterator[tuple[Element, str]]:
    """The controls that stand for a property, each with its tag."""
    for sdt in root.iter(SDT):
        tag = value(sdt, "w:sdtPr/w:tag") or ""
        if split(tag):
            yield sdt, tag


def _faults(sdt: Element, tag: str, places: Places) -> Iterable[Problem]:
    """What is wrong with one control."""
    where: Place = places.place(sdt)
    if inside(sdt, P) is None:
        yield Problem("template.cell-control", where, tag)
    if len(concrete(tag, _LONGEST_ROW)) > LONGEST:
        yield Problem("template.tag-long", where, tag, {"limit": LONGEST})


def _loops(root: Element) -> None:
    """Write a Jinja loop around every pattern row; each of its rows gets its own number in its tags."""
    for tr, array in pattern_rows(root).items():
        numbered(tr)
        after(tr.getprevious(), holder(tr), f'{{% for n, row, at in {ROWS}["{array}"] %}}')
        tr.tail = "{% endfor %}" + (tr.tail or "")


def numbered(tr: Element, *, tags: bool = True) -> None:
    """Let a row be repeated: take away what only one row may bear, and give its tags the row's number."""
    for sdt, tag in fields(tr) if tags else ():
        must(sdt.find("w:sdtPr/w:tag", NS)).set(VAL, tag.replace(ROW, "/{{ at }}/"))
    for element in tr.iter():
        for name in _COPY_IDS & {str(key) for key in element.attrib}:
            del element.attrib[name]


def pattern_rows(root: Element) -> Mapping[Element, str]:
    """The rows that stand for all rows of an array, each with the array's pointer."""
    rows: dict[Element, str] = {}
    for sdt, tag in fields(root):
        tr = inside(sdt, TR)
        if ROW in tag and tr is not None and inside(tr, TBL) is not None:
            rows.setdefault(tr, tag.split(ROW)[0])
    return rows


def after(previous: Element | None, parent: Element, text: str) -> None:
    """Put text behind an element, or first in its parent."""
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
