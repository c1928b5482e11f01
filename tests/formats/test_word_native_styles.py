"""Styles that look otherwise in some languages, in documents of both roads."""

from __future__ import annotations

import pytest
from lxml import etree

from casedrop.formats.word.filling.language import speak
from shipped import W

STYLES = f"""<w:styles xmlns:w="{W[1:-1]}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>
  <w:pPr><w:spacing w:line="500"/><w:jc w:val="left"/></w:pPr><w:rPr><w:i/><w:sz w:val="34"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title-zh"><w:name w:val="Title zh"/>
  <w:pPr><w:keepNext/><w:ind w:firstLine="440"/></w:pPr><w:rPr><w:i w:val="0"/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TitlezhHant"><w:name w:val="Title zh-Hant"/>
  <w:rPr><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Odd"><w:name w:val="Odd zh"/></w:style>
</w:styles>"""


@pytest.mark.parametrize(
    ("lang", "lines", "letters"),
    [
        ("vi", ["spacing", "jc"], ["i None", "sz 34"]),
        ("zh-Hans", ["keepNext", "spacing", "ind", "jc"], ["i 0", "sz 44"]),
        ("zh-Hant", ["keepNext", "spacing", "ind", "jc"], ["i 0", "sz 40"]),
    ],
)
def test_a_style_has_the_looks_of_its_namesake_for_the_language(lang, lines, letters):
    root = etree.fromstring(STYLES)
    speak(root, lang)
    title = root[0]
    assert [e.tag.removeprefix(W) for e in title.find(f"{W}pPr")] == lines
    assert [f"{e.tag.removeprefix(W)} {e.get(W + 'val')}" for e in title.find(f"{W}rPr")] == letters


@pytest.mark.parametrize("lang", ["vi", "zh-Hans", "zh-Hant", "en"])
def test_namesakes_are_gone_in_a_document_and_a_style_of_nobody_stays(lang):
    root = etree.fromstring(STYLES)
    speak(root, lang)
    assert [style.get(f"{W}styleId") for style in root] == ["Title", "Odd"]
