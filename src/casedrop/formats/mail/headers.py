"""What a header says, however it was written: RFC 2047 words, RFC 2231 parameters, or plain bytes in UTF-8 or an older code."""

from __future__ import annotations

import contextlib
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parseaddr

OLDER = ("utf-8", "gb18030", "cp1258")
"""How bytes without a name of their code are tried, one after the other."""
LONGEST = 2_000
"""Letters of a header that are looked at."""
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+=?^_`{|}~/-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
"""An address to which any server takes letters."""
_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")


def said(message: Message, name: str) -> str:
    """What the first header of that name says, on one line; "" if there is none."""
    return next(iter(all_said(message, name)), "")


def all_said(message: Message, name: str) -> list[str]:
    """What each header of that name says, the topmost first."""
    return [words(value) for key, value in message.raw_items() if key.casefold() == name.casefold()]


def as_written(message: Message, name: str) -> list[str]:
    """What each header of that name says, the topmost first, with no word of it decoded: where what stands in one decides
    something, nobody may write its separators in code."""
    there = (value for key, value in message.raw_items() if key.casefold() == name.casefold())
    return [_on_a_line(recovered(str(value))[:LONGEST]) for value in there]


def words(raw: object) -> str:
    """The text of a header as it came, without control characters."""
    text = recovered(str(raw))[:LONGEST]
    return _on_a_line(_decoded(text) if _WORD.search(text) else text)


def recovered(raw: str) -> str:
    """A text whose bytes were no ASCII, read by what they most likely are."""
    data = raw.encode("utf-8", "surrogateescape")
    for code in OLDER:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(code)
    return data.decode("utf-8", "replace")


def sender_of(message: Message) -> tuple[str, str]:
    """The name and the address in From, the address in small letters; "" for one that is none. The address is looked for before
    words are decoded, and only where there is none after: a name may hold commas and addresses."""
    for text in (*as_written(message, "From")[:1], said(message, "From")):
        name, address = address_of(text)
        if address:
            return words(name), address
    return words(said(message, "From")), ""


def address_of(text: str) -> tuple[str, str]:
    """The name and the address in a text such as `Lan <lan@string.example>`, the address in small letters; "" for one that is
    none to which a letter could go."""
    first = getaddresses([text])
    name, address = first[0] if len(first) == 1 else parseaddr(text)
    address = address.strip().casefold()
    return name.strip(), address if ADDRESS.fullmatch(address) else ""


def addresses(text: str) -> list[str]:
    """All addresses in a header such as To, in small letters."""
    return [address.casefold() for _, address in getaddresses([text]) if "@" in address]


def file_name(part: Message) -> str:
    """How an attachment is called, by any of the ways in which programs write that; "" if in none."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        raw = next((str(value) for key, value in part.raw_items() if key.casefold() == header.casefold()), "")
        holder = Message()
        holder[header] = re.sub(r"[\r\n]+", "", recovered(raw))[: LONGEST * 4]
        with contextlib.suppress(ValueError, LookupError, TypeError):
            value = holder.get_param(parameter, "", header)
            text = collapse_rfc2231_value(value) if value else ""
            if text:
                return words(text.strip())
    return ""


def _decoded(text: str) -> str:
    """A text with its RFC 2047 words read, also where a program put them into quotes or cut one letter in two."""
    text = re.sub(r"(\?=)\s+(=\?)", r"\1\2", text)
    try:
        pieces = decode_header(re.sub(r"(\?=)(=\?)", r"\1 \2", text))
    except (HeaderParseError, ValueError):
        return text
    joined: list[tuple[bytes, str]] = []
    for piece, code in pieces:
        data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        known = (code or "utf-8").casefold()
        if joined and joined[-1][1] == known and code:
            joined[-1] = (joined[-1][0] + data, known)
        else:
            joined.append((data, known))
    return "".join(_read(data, code) for data, code in joined)


def _read(data: bytes, code: str) -> str:
    try:
        return data.decode(code)
    except (LookupError, ValueError):  # some codes raise no UnicodeDecodeError, and a name with a zero is none
        return recovered(data.decode("utf-8", "surrogateescape"))


def _on_a_line(text: str) -> str:
    """A text on one line, without control characters and halves of letters, which no file, ledger or letter takes."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", whole).strip()
