"""Text that was written in one encoding and read in another: told by what it would be if it were read right.

Nothing is converted: a text is refused with the name of the encoding, so that no letter is guessed. What could be a real name
in any language passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from casedrop.language.escapes import escaped
from casedrop.language.vietnamese import is_syllable, is_written, of_tcvn3, of_viscii, of_vni

UTF8 = "UTF-8"
_LETTER = "A-Za-z\u00a1-\u00ff"
_RUN = re.compile("[^\x00-\x7f]+")
_WIDE = re.compile("[\u0250-\U0010ffff]")
_SOUNDS = re.compile("[\x00-\x7fÀ-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]*")
_SOUND = re.compile("[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]+|.")
"""Runs that no encoding of several bytes a letter leaves behind."""
_WORD = re.compile(f"[{_LETTER}]+")
_UNIT = re.compile("µ[a-z]|[a-z]{1,3}[²³]")
_LOST = re.compile(r"(?<=[A-Za-z])[?□▯](?=[a-z])|(?:^|(?<=[\s(]))\?(?=\w)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|[=&@/\\])\S*")
_ONLY_LOST = re.compile(r"[?\s.,()-]*\?{3}[?\s.,()-]*")
_DOUBLED = re.compile(r"[aeoAEO][âÂ]|[aA][êÊáàåãäÁÀÅÃÄéèúüëÉÈÚÜË]|[eoEO][áàåãäÁÀÅÃÄ]")
"""Two letters of VNI for one that has a hat or a bow: in no other language do they make a syllable."""


@dataclass(frozen=True, slots=True)
class Misread:
    """What happened to a text: `text.encoding`, with the encoding's name, or `text.lost`, letters that cannot come back."""

    code: str
    encoding: str = ""


@lru_cache(maxsize=4096)
def misread(text: str) -> Misread | None:
    """What happened to a text that was not read as it was written; None for one that was, as far as can be told."""
    if "\ufffd" in text or is_lost(text):
        return Misread("text.lost")
    lines = text.splitlines()
    pieces = (text, *lines) if len(lines) > 1 else (text,)  # one line may have been pasted from an old document
    found = next((name for piece in pieces if (name := _encoding(piece))), "")
    return Misread("text.encoding", found) if found else None


def _encoding(text: str) -> str:
    """The name of the encoding a text was written in if it was read in another; "" if it was not."""
    if text.isascii():
        return escaped(text)
    is_wide = any(map(str.isalpha, _WIDE.findall(text)))  # no encoding of one byte a letter has such
    kinds = _KINDS[:1] if is_wide else _KINDS
    return next((name for name, is_so in kinds if is_so(text)), "")


def is_lost(text: str) -> bool:
    """Whether question marks, or the boxes of a font without a letter, stand where letters were: within words of a text that has
    no letter outside Latin-1."""
    if not any(sign in text for sign in "?□▯") or any(c > "\u017f" and c.isalpha() for c in text):
        return False
    plain = _ADDRESS.sub(" ", text)
    return bool(_LOST.search(plain) or _ONLY_LOST.fullmatch(plain))


def _is_utf8(text: str) -> bool:
    """Whether UTF-8 was read as an encoding of one byte a letter, or as GBK."""
    if _SOUNDS.fullmatch(text):  # most are, and that is quickly told
        return False
    runs = [run for run in _RUN.findall(text) if not _SOUND.fullmatch(run)]
    return any(
        _is_hidden(run, codec) for run in runs for codec in ("cp1252", "cp1258", "mac_roman", "cp437", "cp850")
    ) or any(map(_is_in_gbk, runs))


def _is_hidden(run: str, codec: str) -> bool:
    """Whether all of a run turns into letters of Vietnamese, Chinese or Western Europe when its bytes are read as UTF-8."""
    raw = _bytes(run, codec)
    if len(raw) < 2:
        return False
    try:
        seen = raw.decode()
    except UnicodeDecodeError:
        seen = raw.rstrip(b"\xa0").decode(errors="ignore") if codec == "cp1252" and len(raw) > 3 else ""
        if len(seen.encode()) < len(raw) - 2:
            return False
    if len(seen) > 1 and not seen.isascii() and _is_hidden(seen, codec):  # it happened twice
        return True
    is_sound = any(map(_is_letter, seen)) and all(_is_letter(c) or _is_mark(c) for c in seen)
    return is_sound and run != "Ã\u00a0"


def _bytes(run: str, codec: str) -> bytes:
    """The bytes of a run in an encoding, controls as themselves; nothing if it has other letters."""
    raw = bytearray()
    for letter in run:
        if "\x80" <= letter <= "\x9f":
            raw.append(ord(letter))
            continue
        try:
            raw += letter.encode(codec)
        except UnicodeEncodeError:
            return b""
    return bytes(raw)


def _is_letter(letter: str) -> bool:
    """Whether a letter is one of Chinese, of Vietnamese, or an accented one of Western Europe."""
    is_latin = "À" <= letter <= "ÿ" and letter not in "×÷"
    return is_latin or letter in "ĂăĐđĨĩŨũƠơƯư" or "Ạ" <= letter <= "ỹ" or "\u4e00" <= letter <= "\u9fff"


def _is_mark(letter: str) -> bool:
    """Whether a letter is one of the punctuation that goes with such letters."""
    return (
        "\u2010" <= letter <= "\u2026"
        or "\u3000" <= letter <= "\u3011"
        or "\uff01" <= letter <= "\uff5e"
        or letter == "\u00a0"
    )


def _is_in_gbk(run: str) -> bool:
    """Whether a run of Chinese is UTF-8 read as GBK: rare letters that turn into common ones."""
    if len(run) < 3 or all(_in(c, "gb2312") for c in run):
        return False
    raw = run.encode("gbk", "ignore")
    seen = raw.decode(errors="ignore")
    is_whole = len(seen.encode()) >= len(raw) - 2
    return is_whole and len(seen) > 1 and all((_is_letter(c) and not c.isascii()) or _is_mark(c) for c in seen)


def _in(letter: str, codec: str) -> bool:
    return letter.encode(codec, "ignore") != b""


def _is_chinese(codec: str) -> Callable[[str], bool]:
    """Whether Chinese of an encoding was read as Latin-1: words, or what in them is not ASCII, are nothing but its letters."""

    def told(text: str) -> bool:
        pieces = [piece for piece in text.split() if not piece.isascii()]
        if any(map(is_written, _WORD.findall(text))):  # `“Có”` is Vietnamese
            return False
        return bool(pieces) and all(
            any(_is_common(_bytes(p, "cp1252"), codec) for p in (piece, *_RUN.findall(piece))) for piece in pieces
        )

    return told


def _is_common(raw: bytes, codec: str) -> bool:
    """Whether bytes are two or more letters of a Chinese encoding, half of them common ones."""
    try:
        seen = raw.decode(codec)
    except UnicodeDecodeError:
        return False
    letters = [c for c in seen if "\u4e00" <= c <= "\u9fff"]
    common = [
        c for c in letters if (c.encode(codec) <= b"\xd7\xff" if codec == "gbk" else c.encode(codec) <= b"\xc6\xff")
    ]
    return len(letters) > 1 and 2 * len(common) >= len(letters) and all(c in letters or _is_mark(c) for c in seen)


def _is_vietnamese(decode: Callable[[str], str]) -> Callable[[str], bool]:
    """Whether words of the text become Vietnamese by an old encoding, and one of them can be nothing else."""

    def told(text: str) -> bool:
        words = [w for w in _WORD.findall(text) if not w.isascii() and not _UNIT.fullmatch(w.lower())]
        good = [w for w in words if is_syllable(decode(w))]
        return any(map(_is_odd, good)) and 3 * len(good) >= 2 * len(words)

    return told


def _is_odd(word: str) -> bool:
    """Whether a sign stands among the letters of a word, or a great letter behind a small one."""
    is_signed = len(word) > 1 and any(not c.isalpha() or c in "ªºµ" for c in word)
    pairs = pairwise(word)
    return is_signed or any(a.islower() and b.isupper() and not b.isascii() for a, b in pairs)


def _is_vni(text: str) -> bool:
    """Whether words are Vietnamese with the marks behind the letters, as VNI has them."""
    words = {w.casefold() for w in _WORD.findall(unicodedata.normalize("NFC", text)) if not w.isascii()}
    good = {w for w in words if is_syllable(of_vni(w))}
    moved = {w for w in good if len(of_vni(w)) < len(w) and not is_written(w)}  # `Hoà` is a word as it stands
    return any(map(_DOUBLED.search, moved)) or (bool(moved) and len(good) > 1 and good == words)


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (UTF8, lambda text: _is_utf8(unicodedata.normalize("NFC", text))),
    ("TCVN3 (ABC)", _is_vietnamese(of_tcvn3)),
    ("VNI", _is_vni),
    ("VISCII", _is_vietnamese(of_viscii)),
    ("GBK", _is_chinese("gbk")),
    ("Big5", _is_chinese("big5")),
)
