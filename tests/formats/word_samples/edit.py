"""Hands of the people who fill, copy, cut and damage a document, acting on its body."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from casedrop.formats import zips
from casedrop.formats.word.identity import bookmark
from casedrop.formats.word.xml import NS, parse, unwrap, write

from . import W

DOCUMENT = "word/document.xml"


def edited(data: bytes, *hands: Callable[[Any], None]) -> bytes:
    """The document after every hand has had its turn with the root of the body."""
    root = parse(zips.read_parts(data)[DOCUMENT])
    for hand in hands:
        hand(root)
    return zips.patch(data, {DOCUMENT: write(root)})


def control(root: Any, tag: str) -> Any:
    """The control of a tag."""
    return root.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{tag}']", namespaces=NS)[0]


def typed(tag: str, text: str) -> Callable[[Any], None]:
    """Someone types into a control, as Word leaves it behind."""

    def hand(root: Any) -> None:
        sdt = control(root, tag)
        for flag in sdt.findall("w:sdtPr/w:showingPlcHdr", NS):
            flag.getparent().remove(flag)
        texts = sdt.findall("w:sdtContent//w:t", NS)
        texts[0].text = text
        for other in texts[1:]:
            other.text = ""

    return hand


def without(*paths: str) -> Callable[[Any], None]:
    """A program drops every element of some paths."""

    def hand(root: Any) -> None:
        for element in [e for path in paths for e in root.xpath(path, namespaces=NS)]:
            element.getparent().remove(element)

    return hand


def bare(root: Any) -> None:
    """A program drops controls and bookmarks and keeps only their text."""
    for sdt in reversed(root.findall(".//w:sdt", NS)):
        content = sdt.find("w:sdtContent", NS)
        sdt[:] = list(content)
        unwrap(sdt)
    without("//w:bookmarkStart", "//w:bookmarkEnd")(root)


def rows(root: Any, table: int) -> list[Any]:
    """The rows of a table (from 1)."""
    return root.findall("w:body/w:tbl", NS)[table - 1].findall("w:tr", NS)


def copied_row(table: int, row: int) -> Callable[[Any], None]:
    """Someone copies a row with its controls; bookmarks are not copied."""

    def hand(root: Any) -> None:
        tr = rows(root, table)[row - 1]
        new = deepcopy(tr)
        without(".//w:bookmarkStart", ".//w:bookmarkEnd")(new)
        tr.addnext(new)

    return hand


def added_row(table: int, row: int, *texts: str) -> Callable[[Any], None]:
    """Someone adds a row below another with the table's tools and types; no control is in it."""

    def hand(root: Any) -> None:
        tr = rows(root, table)[row - 1]
        new = deepcopy(tr)
        for tc, text in zip(new.findall("w:tc", NS), texts, strict=True):
            for child in tc.findall("w:p", NS):
                tc.remove(child)
            tc.append(parse(f'<w:p xmlns:w="{W}"><w:r><w:t>{text}</w:t></w:r></w:p>'.encode()))
        tr.addnext(new)

    return hand


def in_cell(table: int, row: int, column: int, xml: str) -> Callable[[Any], None]:
    """Someone puts more into the first paragraph of a cell."""

    def hand(root: Any) -> None:
        tc = rows(root, table)[row - 1].findall("w:tc", NS)[column - 1]
        piece = parse(f'<w:p xmlns:w="{W}">{xml}</w:p>'.encode())
        tc.find("w:p", NS).extend(list(piece))

    return hand


def mark_of(tag: str) -> str:
    """The XPath of a field's bookmark."""
    return f"//w:bookmarkStart[@w:name='{bookmark(tag)}']"
