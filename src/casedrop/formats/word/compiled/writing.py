"""One document written by a program: its parts are rendered, and what they ask for is put in, in their order."""

from __future__ import annotations

import re

from jinja2 import Template

from casedrop.formats.word.compiled.program import Wording
from casedrop.formats.word.compiled.source import AND, BEGIN, CODE, DRAWING, END, TINT_OF
from casedrop.formats.word.filling.code_room import beside
from casedrop.formats.word.filling.controls import ControlWriter, Numbers
from casedrop.formats.word.filling.tint import TINTED, WHITE
from casedrop.formats.word.xml import HEAD, attr
from casedrop.forms.form import Names
from casedrop.language.problem import Answers

_FIRST_DRAWING = 1001
"""What docxtpl numbers the pictures of a body from."""

_ASKED = re.compile(f"{BEGIN}([^/{END}]+)/?([^{END}]*){END}")
_BROKEN = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*[\n\t][^<]*)</w:t>")
_LOOK = re.compile(r"<w:rPr>.*?</w:rPr>")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class PartWriter:
    """One part of a document being written."""

    def __init__(
        self,
        wording: Wording,
        controls: tuple[ControlWriter, ...],
        answers: Answers,
        writable: frozenset[str],
        code: str,
    ) -> None:
        """`controls` are those of the wording; `code` is the text of the document's code."""
        self.controls, self.answers, self.writable, self.code = controls, answers, writable, code
        self.numbers, self.drawing = Numbers(wording.highest), _FIRST_DRAWING

    def written(self, template: Template, names: Names) -> bytes:
        """The part's bytes; raises what rendering raises."""
        return HEAD + _ASKED.sub(self._answer, saved(with_breaks(template.render(names)))).encode()

    def _answer(self, asked: re.Match[str]) -> str:
        """What is asked for: a control by its number, with its row, or something by its name."""
        name, row = asked.groups()
        if name.isdigit():
            control = self.controls[int(name)]
            is_open = control.field.pointer in self.writable
            return control.written(self.answers, self.numbers, int(row or 0), is_open=is_open)
        if name.startswith(TINT_OF):
            return self._tint(name.removeprefix(TINT_OF), int(row or 0))
        return self._drawing() if name == DRAWING else attr(self.code) if name == CODE else beside(self.code)

    def _tint(self, numbers: str, row: int) -> str:
        """The shade of a cell with these controls: the tint where one of them is asked."""
        controls = (self.controls[int(number)] for number in numbers.split(AND))
        return TINTED if any(c.is_asked(self.answers, self.writable, row) for c in controls) else WHITE

    def _drawing(self) -> str:
        """The number of the next picture."""
        self.drawing += 1
        return str(self.drawing - 1)


def with_breaks(xml: str) -> str:
    """A rendered part whose texts have line feeds as breaks and tabs as runs of their own, in the look of their run."""
    return _BROKEN.sub(_lines, xml) if "\n" in xml or "\t" in xml else xml


def saved(xml: str) -> str:
    """A rendered part as it is saved: quotation marks stand for themselves between tags, and what is empty is closed at once."""
    if "&#3" in xml:
        xml = xml.replace("&#34;", '"').replace("&#39;", "'")
    return xml.replace('<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>').replace(
        "<w:t></w:t>", "<w:t/>"
    )


def _lines(match: re.Match[str]) -> str:
    run = max(match.string.rfind("<w:r>", 0, match.start()), match.string.rfind("<w:r ", 0, match.start()))
    look = _LOOK.search(match.string, run, match.start())
    properties = look[0] if look else ""
    tab = f'</w:t></w:r><w:r>{properties}<w:tab/></w:r><w:r>{properties}<w:t xml:space="preserve">'
    return f"{match[1]}{match[2].replace(chr(9), tab).replace(chr(10), _BREAK)}</w:t>"
