"""A letter as a value, read from its bytes: who sent it, what it says, what is attached to it, and what could not be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from html import unescape

from casedrop.formats.mail.headers import as_written, file_name, said, sender_of
from casedrop.language.problem import Problem

MOST_ATTACHMENTS = 30
"""Attachments of one letter that are taken."""
MOST_PIECES = 300
"""Pieces of a letter that are looked at, attachments or not."""
DEEPEST = 3
"""Letters within letters that are opened."""
MOST_BOUNDARIES, MOST_LINES = 100, 1_000_000
"""Above these, a letter would take minutes to be read: each line is held against each boundary it may be."""
LONGEST_TEXT = 20_000
"""Letters of a letter's text that are kept."""
SMALL_PICTURE = 64_000
"""Bytes below which a picture shown within the text is a logo, and no photograph of a paper."""
SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a letter, by the name the letter gives it ("": none)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. `sender` is the address in From ("": none that could be one), `references` the letters it belongs to;
    `is_automatic`: a program wrote it, so no answer may go out; `is_bounce`: a server says that one of ours did not arrive."""

    sender: str
    name: str
    subject: str
    message_id: str
    references: tuple[str, ...]
    results: tuple[str, ...]
    is_automatic: bool
    is_bounce: bool
    text: str
    attachments: tuple[Attachment, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Walk:
    """What is gathered on the way through a letter's pieces."""

    text: str = ""
    html: str = ""
    pieces: int = 0
    attachments: list[Attachment] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)

    def tell(self, code: str, **args: object) -> None:
        self.problems.setdefault(code, Problem(code, args=args))


def head(data: bytes) -> Letter:
    """What the headers of a letter say, and nothing of what is in it: what it takes to know who sent it."""
    return _letter(BytesParser(policy=compat32).parsebytes(data, headersonly=True), _Walk())


def read(data: bytes) -> Letter:
    """The letter that bytes hold. Whatever is wrong with it is among its problems."""
    if data.lower().count(b"boundary") > MOST_BOUNDARIES or _lines(data) > MOST_LINES:
        return replace(head(data), problems=(Problem("mail.unreadable"),))
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        walk = _Walk()
        _into(message, walk, letters=0, within_text=False)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        message, walk = BytesParser(policy=compat32).parsebytes(data, headersonly=True), _Walk()
        walk.tell("mail.unreadable")
    return _letter(message, walk)


def _lines(data: bytes) -> int:
    """How many lines bytes have, however these end."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _letter(message: Message, walk: _Walk) -> Letter:
    name, sender = sender_of(message)
    thread = re.findall(r"<[^<>\s]+>", f"{said(message, 'References')} {said(message, 'In-Reply-To')}")
    return Letter(
        sender=sender,
        name=name,
        subject=said(message, "Subject"),
        message_id=next(iter(re.findall(r"<[^<>\s]+>", said(message, "Message-ID"))), ""),
        references=tuple(dict.fromkeys(thread))[-20:],
        results=tuple(as_written(message, "Authentication-Results")),
        is_automatic=_is_automatic(message, sender),
        is_bounce=message.get_content_type() == "multipart/report" or said(message, "Return-Path") == "<>",
        text=(walk.text or _without_tags(walk.html)).strip()[:LONGEST_TEXT],
        attachments=tuple(walk.attachments),
        problems=tuple(walk.problems.values()),
    )


def _is_automatic(message: Message, sender: str) -> bool:
    """Whether a program wrote the letter, or a list passed it on (RFC 3834)."""
    by_program = said(message, "Auto-Submitted").casefold().partition(";")[0].strip() not in ("", "no")
    in_bulk = said(message, "Precedence").casefold() in ("bulk", "list", "junk", "auto_reply")
    listed = any(said(message, name) for name in ("List-Id", "List-Unsubscribe", "List-Post", "X-Autoreply"))
    unwanted = re.search(r"\b(all|autoreply)\b", said(message, "X-Auto-Response-Suppress").casefold())
    nobody = re.match(r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([@+-])", sender)
    returned = said(message, "Return-Path") == "<>"
    return bool(by_program or in_bulk or listed or unwanted or nobody or returned or not sender)


def _into(message: Message, walk: _Walk, *, letters: int, within_text: bool) -> None:
    """Go through the pieces of a message, letters within it included, as deep as is allowed."""
    walk.pieces += 1
    kind = message.get_content_type()
    if walk.pieces > MOST_PIECES:
        walk.tell("mail.many", most=MOST_ATTACHMENTS)
    elif kind in LOCKED:
        walk.tell("mail.locked")
    elif message.is_multipart():
        is_letter = kind == "message/rfc822"
        if is_letter and letters == DEEPEST:
            walk.tell("mail.deep", deepest=DEEPEST)
        elif kind != "message/delivery-status":
            for piece in _pieces(message):
                _into(piece, walk, letters=letters + is_letter, within_text=kind == "multipart/related")
    else:
        _leaf(message, kind, walk, within_text=within_text, is_inner=letters > 0)


def _pieces(message: Message) -> Iterator[Message]:
    there = message.get_payload()
    yield from (piece for piece in there if isinstance(piece, Message)) if isinstance(there, list) else ()


def _leaf(part: Message, kind: str, walk: _Walk, *, within_text: bool, is_inner: bool) -> None:
    name, way = file_name(part), said(part, "Content-Disposition").casefold().partition(";")[0]
    if kind in OUTLOOK or name.casefold() == "winmail.dat":
        walk.tell("mail.winmail")
    elif kind in ("text/plain", "text/html") and not name and way != "attachment":
        if not is_inner or not (walk.text or walk.html):
            _text(part, kind, walk)
    elif kind in SIGNATURES or kind in CARDS:
        return
    else:
        _attach(part, kind, name, walk, is_shown=within_text or way == "inline")


def _attach(part: Message, kind: str, name: str, walk: _Walk, *, is_shown: bool) -> None:
    data = _bytes(part)
    if is_shown and kind.startswith("image/") and len(data) < SMALL_PICTURE:
        return
    if len(walk.attachments) == MOST_ATTACHMENTS:
        walk.tell("mail.many", most=MOST_ATTACHMENTS)
    elif data:
        walk.attachments.append(Attachment(name or _named(kind), data))


def _named(kind: str) -> str:
    """A name for an attachment without one, by its kind."""
    endings = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}
    return f"attachment{endings.get(kind, '')}"


def _text(part: Message, kind: str, walk: _Walk) -> None:
    data, code = _bytes(part)[: LONGEST_TEXT * 8], str(part.get_content_charset() or "utf-8")
    try:
        text = data.decode(code, "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    if kind == "text/html":
        walk.html = walk.html or text
    else:
        walk.text = walk.text or text


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _without_tags(html: str) -> str:
    """The text of a page, roughly: enough to be read, with nothing in it that a program acts on."""
    bare = re.sub(r"(?is)<(script|style)\b.*?(</\1\s*>|\Z)", " ", html[: LONGEST_TEXT * 4])
    lines = re.sub(r"(?i)<(br|/p|/div|/tr)\b[^<>]*>", "\n", bare)
    return re.sub(r"[ \t]+", " ", unescape(re.sub(r"<[^<>]*>", " ", lines)))
