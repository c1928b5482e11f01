"""Names of files that every system takes, and texts made comparable."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST, MOST_BYTES = 120, 200
"""Characters and UTF-8 bytes of a name with its extension: room for a path of 240 (MAX_PATH) and ext4's 255 bytes."""

_FORBIDDEN = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in '<>:"/\\|?*'}
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.?[A-Za-z0-9]{0,10}", re.ASCII)


def safe_name(stem: str, ext: str = "") -> str:
    r"""A file name for a stem and an extension (`docx` or `.docx`) that Windows, macOS, Linux and shares all take.

    Same stem, same name. NFC; controls, zero-width and bidi marks dropped; `<>:"/\|?*` full-width; no dot, blank,
    `~`, `$` or hyphen in front, no dot or blank behind; a device name of Windows gets `_` in front. What is longer than
    120 characters or 200 bytes is cut between letters and ends in `~` and six figures of its hash. Never empty (`_`).
    An extension that is not at most ten ASCII letters and figures is taken for the stem's end.
    """
    if not _EXTENSION.fullmatch(ext):
        return safe_name(f"{stem}.{ext.lstrip('.')}")
    tail = f".{ext.lstrip('.')}" if ext.lstrip(".") else ""
    clean = _clean(stem)
    name = f"_{clean}" if _RESERVED.match(clean + tail) or not clean else clean
    return (name if _fits(name, tail) else _cut(name, tail)) + tail


def fold(text: str) -> str:
    """The text for comparing only: no marks, no case, no widths, no blanks; `Đà Nẵng` and `da nang` are one.

    What folds alike need not be the same thing (`Hòa` and `Hoà` are one name, `Hoa` is another): a person confirms.
    """
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = (c for c in bare if unicodedata.category(c) not in ("Mn", "Cf") and not c.isspace())
    return unicodedata.normalize("NFC", "".join(letters).casefold())


def same(one: str, other: str) -> bool:
    """Whether two file names are one to a careful share: NFC and case folded (macOS decomposes, Windows folds)."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _clean(stem: str) -> str:
    """The stem without what a file system, a shell or the eye would stumble over; as long as it is."""
    seen = "".join(c for c in stem if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", seen).translate(_FORBIDDEN))
    return text.lstrip(" ~$.-\u3000").rstrip(" .\u3000")


def _fits(name: str, tail: str) -> bool:
    return len(name + tail) <= LONGEST and len((name + tail).encode()) <= MOST_BYTES


def _is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter).startswith("M")


def _cut(name: str, tail: str) -> str:
    """The longest beginning that fits with the mark of its hash, ended before a combining mark."""
    mark = "~" + sha256(name.encode()).hexdigest()[:6]
    end = min(len(name), LONGEST)
    while not _fits(name[:end] + mark, tail) or _is_mark(name[end : end + 1]):
        end -= 1
    return name[:end].rstrip(" .\u3000") + mark


def behind(stem: str, words: str) -> str:
    """A file's stem with words behind it; Chinese brackets bring their own space."""
    return stem + words if not words or words.startswith("（") else f"{stem} {words}"
