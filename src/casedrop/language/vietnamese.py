"""Vietnamese as a language of syllables, and what the old encodings of it stand for."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = "\u0301\u0323"
"""The tones of syllables that end in c, ch, p or t."""
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_OPEN = (
    "iêu|yêu|oai|oay|oeo|uôi|uây|uyu|uya|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|uê|ui|uơ|uy|ưa|ưi|ưu"
    "|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_CLOSED = "(?:iê|yê|oa|oă|oe|uâ|uê|uô|uyê|uy|ươ|oo|a|ă|â|e|ê|i|o|ô|ơ|u|ư)(?P<coda>ch|ng|nh|c|m|n|p|t)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")

_OFF = re.compile(f"[aeiouy][\u0302\u0306\u031b]?(?:[uio]|(?<!u)y)[{_TONES}]$")
"""A tone on the last of two vowels, where nobody writes it: `giaù`; but `hoà`, `thuý`."""

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VISCII_LETTERS = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = {bytes([0x80 + n]).decode("latin-1"): letter for n, letter in enumerate(_VISCII_LETTERS)}
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_HAT, _BOW = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": _HAT, "á": _HAT + "\u0301", "à": _HAT + "\u0300", "å": _HAT + "\u0309", "ã": _HAT + "\u0303",
    "ä": _HAT + "\u0323", "ê": _BOW, "é": _BOW + "\u0301", "è": _BOW + "\u0300", "ú": _BOW + "\u0309",
    "ü": _BOW + "\u0303", "ë": _BOW + "\u0323",
}  # fmt: skip


def is_syllable(word: str) -> bool:
    """Whether a word could be one syllable of Vietnamese, with something on its letters."""
    spread = unicodedata.normalize("NFD", word.casefold())
    tones = [c for c in spread if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in spread if c not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if not found or len(tones) > 1 or (bare.isascii() and not tones):
        return False
    is_stopped = (found["coda"] or "") in ("c", "ch", "p", "t")
    return not is_stopped or bool(tones and tones[0] in _STOPPED) or not tones


def is_written(word: str) -> bool:
    """Whether a word could be a syllable with its tone where people write it, in the old way or the new: `hòa`, `hoà`."""
    return is_syllable(word) and not _OFF.search(unicodedata.normalize("NFD", word.casefold()))


def of_tcvn3(word: str) -> str:
    """What a word of TCVN3, read as Latin-1, stands for."""
    return "".join(_TCVN3.get(c, c if c.isascii() else "?") for c in word)


def of_viscii(word: str) -> str:
    """What a word of VISCII, read as Latin-1, stands for."""
    return "".join(_VISCII.get(c, c) for c in word)


def of_vni(word: str) -> str:
    """What a word of VNI, read as Latin-1, stands for: marks stand behind their letters."""
    seen = ""
    for letter in word.casefold():
        mark, last = _VNI_MARKS.get(letter, ""), seen[-1:]
        fits = last in ("aeoơuưy" if mark[:1] not in (_HAT, _BOW) else "aeo" if mark[:1] == _HAT else "a")
        if last and mark and fits:
            seen = seen[:-1] + unicodedata.normalize("NFC", last + mark)
        else:
            seen += _VNI_ALONE.get(letter, letter)
    return seen
