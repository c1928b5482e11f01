"""One document written by a program: what its parts ask for, in the order in which they ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import Template
from markupsafe import Markup

from casedrop.formats.word.compiled.program import Control, Wording
from casedrop.formats.word.compiled.source import CODE, CONTROLS, DRAWING, NO_ROWS, WHITE
from casedrop.formats.word.filling.code import beside
from casedrop.formats.word.filling.controls import Numbers, content, fillable, plain
from casedrop.formats.word.filling.rows import Rows
from casedrop.formats.word.identity import concrete
from casedrop.formats.word.prepare import ROWS
from casedrop.formats.word.xml import HEAD, attr
from casedrop.forms.form import Field, Form, Names
from casedrop.language.problem import Answers

_FIRST_DRAWING = 1001
"""What docxtpl numbers the pictures of a body from."""

_BROKEN = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*[\n\t][^<]*)</w:t>")
_LOOK = re.compile(r"<w:rPr>.*?</w:rPr>")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_UNHEARD = bytes({*range(32)} - {9, 10})
"""Control letters, which no part may hold; what docxtpl makes of them, it must say itself."""


class Unheard(ValueError):  # noqa: N818
    """A document holds letters that a compiled template cannot write."""


class Asked(Mapping[str, object]):
    """What a part asks for by name, made when it is asked for, so that ids and bookmarks are counted in the part's order."""

    def __init__(self, answer: Callable[[str], object]) -> None:
        self._answer = answer

    def __getitem__(self, name: str) -> object:
        """What is asked for."""
        return self._answer(name)

    def __contains__(self, name: object) -> bool:
        """Whatever is asked for can be had."""
        return True

    def __iter__(self) -> Iterator[str]:
        """Nothing: what is there is only known when it is asked for."""
        return iter(())

    def __len__(self) -> int:
        """See `__iter__`."""
        return 0


class DocumentWriter:
    """What all parts of one document are written with."""

    def __init__(
        self,
        form: Form,
        lang: str,
        answers: Answers,
        writable: frozenset[str],
        rows: Mapping[str, Rows],
        empty: frozenset[str],
        code: str,
        hints: Mapping[str, str],
    ) -> None:
        """`rows` are those shown of each table, `empty` the tables that only say that there are none, `hints` what an empty
        field shows."""
        self.form, self.lang, self.answers, self.writable = form, lang, answers, writable
        self.rows, self.empty, self.code, self.hints = rows, empty, code, hints

    def control(self, control: Control, field: Field, at: int, numbers: Numbers) -> Markup:
        """A control's markup, in a row if it stands in one."""
        entry = content(field, concrete(control.tag, at), self.answers, self.lang)
        if field.pointer in self.writable:
            return Markup(fillable(entry, control.looks, self.lang, self.hints[field.pointer], numbers))  # noqa: S704
        return Markup(plain(entry, control.looks, numbers))  # noqa: S704


class PartWriter:
    """One part of a document being written."""

    def __init__(self, document: DocumentWriter, wording: Wording, fields: tuple[Field, ...]) -> None:
        """`fields` are those of the wording's controls."""
        self.document, self.wording, self.fields = document, wording, fields
        self.numbers, self.drawing = Numbers(wording.highest), _FIRST_DRAWING

    def written(self, template: Template, names: Names) -> bytes:
        """The part's bytes; raises what rendering raises, and Unheard."""
        own = {**names, ROWS: Asked(self._rows), CONTROLS: Asked(self._one)}
        return finished(template.render(own))

    def _one(self, name: str) -> object:
        """A control by its number, or what else stands outside rows."""
        if name == DRAWING:
            self.drawing += 1
            return self.drawing - 1
        if name == CODE:
            return Markup(attr(self.document.code))  # noqa: S704
        return beside(self.document.code) if name == WHITE else self._control(name, 0)

    def _control(self, name: str, at: int) -> Markup:
        number = int(name)
        return self.document.control(self.wording.controls[number], self.fields[number], at, self.numbers)

    def _rows(self, array: str) -> list[tuple[int | str, Answers, int, Asked]]:
        """The rows of a table, each with the controls of its own."""
        is_none = array in self.document.empty
        return [(n, row, at, self._cells(at, is_none=is_none)) for n, row, at in self.document.rows[array]]

    def _cells(self, at: int, *, is_none: bool) -> Asked:
        return Asked(lambda name: is_none if name == NO_ROWS else self._control(name, at))


def finished(xml: str) -> bytes:
    """A rendered part as it is saved; raises Unheard."""
    xml = xml.replace("&#34;", '"').replace("&#39;", "'")
    if "\n" in xml or "\t" in xml:
        xml = _BROKEN.sub(_lines, xml)
    xml = xml.replace('<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>').replace(
        "<w:t></w:t>", "<w:t/>"
    )
    data = HEAD + xml.encode()
    if len(data.translate(None, _UNHEARD)) < len(data) or "\ufffe" in xml or "\uffff" in xml:
        raise Unheard
    return data


def _lines(match: re.Match[str]) -> str:
    """A text with its line feeds as breaks and its tabs as runs of their own, in the look of its run."""
    run = max(match.string.rfind("<w:r>", 0, match.start()), match.string.rfind("<w:r ", 0, match.start()))
    look = _LOOK.search(match.string, run, match.start())
    properties = look[0] if look else ""
    tab = f'</w:t></w:r><w:r>{properties}<w:tab/></w:r><w:r>{properties}<w:t xml:space="preserve">'
    return f"{match[1]}{match[2].replace(chr(9), tab).replace(chr(10), _BREAK)}</w:t>"
