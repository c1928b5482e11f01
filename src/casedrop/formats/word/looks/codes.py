"""Field codes: what Word works out by itself, told from what people type (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from casedrop.formats.word.looks.said import said
from casedrop.formats.word.looks.symbols import letter
from casedrop.formats.word.xml import Element, T, holder, q

_CHAR, _TYPE, _INSTR, _SIMPLE = q("w:fldChar"), q("w:fldCharType"), q("w:instrText"), q("w:fldSimple")
_TYPED = ("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "HYPERLINK", "QUOTE", "CITATION", "FILLIN", "ASK", "MACROBUTTON")
_MOVING = ("DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME")
_SILENT = ("TC", "XE", "RD", "SET", "TA", "PRIVATE", "ADDRESSBLOCK", "NEXT", "SKIPIF")
_ERROR = re.compile(r"(error|lỗi|错误|錯誤)\s*[!！]", re.IGNORECASE)
_SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+"?([^"\\]+)"?)?', re.IGNORECASE)


@dataclass
class _Code:
    """One field: where it begins, the elements of its code and of its result, and whether it ended."""

    begin: Element
    code: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    parted: bool = False

    @property
    def text(self) -> str:
        return "".join(e.text or "" for e in self.code if e.tag == _INSTR).strip()


def work_out(root: Element) -> None:
    """Put into the tree what fields say: the wording of their codes goes, and what they work out is doubted."""
    for one in _whole(root):
        for text in one.code:
            if text.tag == T:
                text.text = ""
        shown = "".join(t.text or "" for t in one.result if t.tag == T)
        element = _said(one.text, shown)
        if element is not None:
            run = one.begin
            holder(run).insert(holder(run).index(run) + 1, element)
    for simple in root.iter(_SIMPLE):
        shown = "".join(t.text or "" for t in simple.iter(T))
        element = _said(simple.get(q("w:instr"), "").strip(), shown)
        if element is not None:
            simple.insert(0, element)


def _whole(root: Element) -> Iterator[_Code]:
    """The fields that begin and end, inner ones first; the text of an inner one belongs to the outer ones too."""
    opened: list[_Code] = []
    for element in root.iter(_CHAR, _INSTR, T):
        if element.tag != _CHAR:
            for code in opened:
                (code.result if code.parted else code.code).append(element)
        elif element.get(_TYPE) == "begin":
            opened.append(_Code(element))
        elif element.get(_TYPE) == "separate" and opened:
            opened[-1].parted = True
        elif element.get(_TYPE) == "end" and opened:
            yield opened.pop()


def _said(code: str, shown: str) -> Element | None:
    """What stands for a field beside its result: what a field without one draws, or the doubt about the result."""
    word = code.split(maxsplit=1)[0].split("\\", maxsplit=1)[0].upper() if code else ""
    if word == "SYMBOL":
        return _symbol(code)
    if word == "EQ":
        return said("", "equation", code[2:].strip())
    if _ERROR.match(shown.strip()):
        return said("", "symbol", shown)
    if word in _MOVING:
        return said("", "moving", shown)
    if word == "MACROBUTTON":
        return said(" ".join(code.split()[2:]))
    return None if not word or word in _TYPED or word in _SILENT else said("", "computed", shown)


def _symbol(code: str) -> Element:
    match = _SYMBOL.match(code)
    number = int(match[1], 16 if match[1].lower().startswith("0x") else 10) if match else 0
    drawn = letter((match[2] or "").strip(), number) if match else None
    return said(drawn, "") if drawn else said("", "symbol", code)
