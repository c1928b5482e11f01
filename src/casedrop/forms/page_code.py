"""The code on paper: which document, copy and page a sheet is, in letters a QR code holds tightly, and its own check."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from casedrop.forms.stamp import ALPHABET, Stamp

LONGEST = 90
"""The most letters a QR code of version 4, level M holds in its alphanumeric mode (ISO/IEC 18004, table 7)."""

_HEAD = "CD1"
_BETWEEN = "*"
_PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./:"
_LOWER = {ord(c): f"%{ord(c):02X}" for c in "abcdefghijklmnopqrstuvwxyz_~"}
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_TEXT = re.compile(
    rf"{_HEAD}\*([-0-9A-Z./:%]+)\*(0|[1-9][0-9]{{0,8}})\*(|[1-9][0-9]{{0,3}}/[1-9][0-9]{{0,3}})"
    rf"\*(0|[1-9][0-9]{{0,3}}/[1-9][0-9]{{0,3}})\*[{ALPHABET}]{{8}}"
)


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """What a sheet says of itself: the document's number, the case's version at its issue, copy (`3/4`, "" for one
    alone), page `page` of `pages`; page 0 of 0 in a Word or Excel file, whose pages nobody has counted yet."""

    number: str
    issue: int
    copy: str = ""
    page: int = 0
    pages: int = 0

    @property
    def document(self) -> Code:
        """The same document and copy, no page of it."""
        return replace(self, page=0, pages=0)

    def at(self, page: int, pages: int) -> Code:
        """The code of page `page` of `pages`, from 1."""
        return replace(self, page=page, pages=pages)


def of(stamp: Stamp) -> Code | None:
    """The code of a stamped document and copy; None for one without a number (a form from the shelf)."""
    return Code(stamp.number, stamp.issue, stamp.copy) if stamp.number else None


def key_of(key: bytes, number: str, issue: int) -> str:
    """The key (hex) of a document's own codes, made from the workspace's key.

    It is recorded with the document, so that its papers are known again when the workspace's key is lost; whoever reads it
    can forge the codes of that document alone.
    """
    return hmac.digest(key, f"codes of|{number}|{issue}".encode(), hashlib.sha256)[:16].hex()


def write(code: Code, key: bytes) -> str:
    """The code as text, checked with the document's key (`key_of`).

    Raises ValueError if it does not fit a QR code of version 4.
    """
    body = _body(code)
    text = f"{body}{_BETWEEN}{_check(body, key)}"
    if len(text) > LONGEST:
        raise ValueError(f"{code.number}: {len(text)} letters do not fit a code of version 4")
    return text


def parse(text: str) -> Code | None:
    """What the text says, its check not looked at; None if it is no code of ours, in exactly our spelling."""
    match = _TEXT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    number, issue, copy, where = match.groups()
    page, _, pages = where.partition("/")
    code = Code(unquote(number), int(issue), copy, int(page), int(pages or 0))
    return code if text.startswith(_body(code) + _BETWEEN) and code.page <= code.pages else None


def genuine(text: str, key: bytes) -> bool:
    """Whether whoever has the document's key wrote the text; a wrong decode, another's code, a forged one did not (B11)."""
    code = parse(text)
    return code is not None and hmac.compare_digest(write(code, key), text)


def _body(code: Code) -> str:
    """The text without its check."""
    page = f"{code.page}/{code.pages}" if code.page else "0"
    return _BETWEEN.join((_HEAD, _escaped(code.number), str(code.issue), code.copy, page))


def _escaped(number: str) -> str:
    """The number in the alphanumeric letters of QR codes, all others as %XX of UTF-8 (RFC 3986, 2.1)."""
    return quote(number, safe=_PLAIN).translate(_LOWER)


def _check(body: str, key: bytes) -> str:
    """Eight letters: 40 bits of a MAC over number, issue, copy and page, apart from every other use of the key."""
    mac = hmac.digest(key, f"code on paper|{body}".encode(), hashlib.sha256)
    return base64.b32encode(mac[:5]).decode().translate(_LETTERS)
