"""A document set in one language: East Asian faces and the language proofing and hyphenation go by (documents.md 2)."""

from __future__ import annotations

from casedrop.formats.word.filling.native_styles import take_native
from casedrop.formats.word.xml import NS, Element, make, q

TONGUES = {
    "vi": ("vi-VN", "zh-CN"),
    "en": ("en-GB", "zh-CN"),
    "zh-Hans": ("en-US", "zh-CN"),
    "zh-Hant": ("en-GB", "zh-HK"),
}
"""`w:lang` per language: val and eastAsia."""

FACES = {"zh-Hant": {"SimSun": "PMingLiU", "宋体": "PMingLiU", "Microsoft YaHei": "Microsoft JhengHei"}}
"""East Asian faces that differ from those templates are made in."""

_FONTS, _LANG, _EAST, _VAL, _HINT = q("w:rFonts"), q("w:lang"), q("w:eastAsia"), q("w:val"), q("w:hint")

_TONGUES = frozenset(part for lang in TONGUES for part in (lang, lang.partition("-")[0]))
"""What the name of a style ends with that is for some languages only."""


def speak(root: Element, lang: str) -> None:
    """Set a part in a language: styles of that language, faces, `w:lang`, and full-width quotes and dashes in Chinese."""
    take_native(root, lang, _TONGUES)
    faces = FACES.get(lang, {})
    for fonts in root.iter(_FONTS):
        east = fonts.get(_EAST)
        if east:
            fonts.set(_EAST, faces.get(east, east))
        if east and lang.startswith("zh"):
            fonts.set(_HINT, "eastAsia")
    default = root.find("w:docDefaults/w:rPrDefault/w:rPr", NS)
    if default is not None and default.find("w:lang", NS) is None:
        default.append(make("lang"))
    for element in root.iter(_LANG):
        element.set(_VAL, TONGUES[lang][0])
        element.set(_EAST, TONGUES[lang][1])
