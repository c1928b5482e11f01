"""Every kind of damage that people's hands do to a Word form (R1–R3, R7, R8, R13–R15), made in every form that can hold it: what
was typed is read whole, or asked about; nothing is missing without a word, and nothing else is invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import word, zips
from casedrop.formats.word.placeholder import Placeholders, placeholder
from casedrop.formats.word.xml import NS, parse
from casedrop.forms.pointers import pattern
from casedrop.language.problem import LANGS
from formats.test_excel_damage import WAYS, as_typed
from formats.test_word_damage import FORMS_BACK, leaves
from formats.test_word_marks import SPACES, r
from formats.test_word_wording import issued
from formats.word_samples import FORMS
from formats.word_samples.edit import control, edited, without
from strategies import examples

SLOW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
MORE = "Lan Chi"
"""What is typed besides an answer."""
NAMES = ("//w:sdtPr/w:tag", "//w:sdtPr/w:alias")
TABLE = f"<w:tbl><w:tr><w:tc><w:p>{r(MORE)}</w:p></w:tc></w:tr></w:tbl>"
BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    f"<w:p>{r(MORE)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def pieces(xml):
    return list(parse(f"<w:p {SPACES}>{xml}</w:p>".encode()))


def behind(xml):
    """Something stands right behind a control."""
    return lambda sdt: [sdt.addnext(one) for one in reversed(pieces(xml))]


def before(xml):
    """Something stands right before a control."""
    return lambda sdt: [sdt.addprevious(one) for one in pieces(xml)]


def below(xml):
    """Something stands at the end of the cell a control is in, or behind its paragraph."""

    def hand(sdt):
        block = sdt.xpath("ancestor::w:tc[1] | ancestor-or-self::*[parent::w:body][1]", namespaces=NS)[-1]
        for one in pieces(xml):
            block.append(one) if block.tag.endswith("}tc") else block.addnext(one)

    return hand


def retyped(change):
    """The letters in a control are others."""

    def hand(sdt):
        texts = [t for t in sdt.iter("{*}t") if (t.text or "").strip()]
        if texts:
            texts[0].text = change(texts[0].text)

    return hand


def nothing(_element):
    """Nothing is done."""


def never(_text):
    """It must be asked about."""
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of damage (`reading` names it) done to one control: what it must say then, by what it said before, is one of
    `says`; `of_body` is done to the whole body after that."""

    reading: str
    hand: Callable[[Any], object]
    says: Callable[[str], tuple[str, ...]]
    of_body: Callable[[Any], object] = nothing


def joined(text):
    return text + MORE, MORE + text


KINDS = {
    "no tags": Kind("R1", nothing, lambda text: (text,), without(NAMES[0])),
    "no tags, no titles": Kind("R1", nothing, lambda text: (text,), without(*NAMES)),
    "no tags, typed on behind": Kind("R1", behind(r(MORE)), joined, without(*NAMES)),
    "behind": Kind("R2", behind(r(f" {MORE}")), joined),
    "before": Kind("R2", before(r(f"{MORE} ")), joined),
    "behind a break": Kind("R2", behind(f"<w:r><w:br/></w:r>{r(MORE)}"), joined),
    "paragraph below": Kind("R2", below(f"<w:p>{r(MORE)}</w:p>"), joined),
    "text box": Kind("R2", behind(BOX), joined),
    "pasted table": Kind("R7", below(f"{TABLE}<w:p/>"), joined),
    "zero width": Kind("R13", retyped(lambda text: f"\u200b{text[:1]}\u00ad{text[1:]}\u2060"), lambda text: (text,)),
    "no-break blanks": Kind("R13", retyped(lambda text: text.replace(" ", "\u00a0")), lambda text: (text,)),
    "TCVN3": Kind("R14", retyped(lambda _: "C«ng ty TNHH B¸nh M×"), never),
    "UTF-8 as Latin-1": Kind("R14", retyped(lambda _: "CÃ´ng ty BÃ¡nh MÃ¬"), never),
    "lost letters": Kind("R14", retyped(lambda _: "C\ufffdng ty B\ufffdnh M\ufffd"), never),
}


def same(text):
    """A text without blanks and what cannot be seen."""
    return re.sub(r"[\s\u200b\u00ad\u2060]", "", text)


@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_what_was_typed_is_read_whole_or_asked_about(name, data):
    form, template = FORMS[name]
    document, _ = issued(name, is_full=True)
    said = leaves(word.read(document, form, "vi", template).answers)
    plain = [p for p in said if form.by_pointer[pattern(p)].kind in ("text", "lines")]
    if not plain:
        return
    pointer, kind = data.draw(st.sampled_from(plain)), KINDS[data.draw(st.sampled_from(sorted(KINDS)))]
    count = []

    def hand(root):
        there = root.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{pointer}']", namespaces=NS)
        count.append(len(there))
        for sdt in there[:1]:
            kind.hand(sdt)
        kind.of_body(root)

    reading = word.read(edited(document, hand), form, "vi", template)
    after, asked = leaves(reading.answers), {p.pointer for p in reading.problems}
    if count != [1] or "" in asked:
        return
    if any(MORE in str(p.args) for p in reading.problems):  # asked, if of the field next to it
        asked |= {pointer}
    right = {same(text) for text in kind.says(said[pointer])}
    assert pointer in asked or same(after.get(pointer, "")) in right, (kind, after.get(pointer), reading.problems)
    wrong = {p: v for p, v in after.items() if p != pointer and same(v) != same(said.get(p, ""))}
    missing = {p for p in said if p != pointer and p not in after and p not in asked}
    assert (wrong, missing) == ({}, set())


def shown(sdt, change):
    """The letters in a control are others, and no longer a hint's."""
    for flag in sdt.findall("w:sdtPr/w:showingPlcHdr", NS):
        flag.getparent().remove(flag)
    first, *others = sdt.findall("w:sdtContent//w:t", NS)
    first.text = change("".join(t.text or "" for t in [first, *others]))
    for other in others:
        other.text = ""


def drawn(data, name, kinds):
    """A form with answers in it, what it says, and a field of some kinds that has one control; None if it has no such field."""
    document, said = answered(name)
    form, _ = FORMS[name]
    root = parse(zips.read_parts(document)["word/document.xml"])
    tags = Counter(root.xpath("//w:sdt[w:sdtContent//w:t]/w:sdtPr/w:tag/@w:val", namespaces=NS))
    fitting = [p for p in said if form.by_pointer[pattern(p)].kind in kinds and tags[p] == 1]
    return (document, said, data.draw(st.sampled_from(fitting))) if fitting else None


@cache
def answered(name):
    """A form with answers in it, and what it says."""
    form, template = FORMS[name]
    document, _ = issued(name, is_full=True)
    return document, leaves(word.read(document, form, "vi", template).answers)


def held_against(name, document, said, pointer, *meant):
    """That a document says of a field what is meant, or it is asked about, and of all others what they said, or they are too."""
    form, template = FORMS[name]
    reading = word.read(document, form, "vi", template)
    after, asked = leaves(reading.answers), {p.pointer for p in reading.problems}
    assert pointer in asked or same(after.get(pointer, "")) in map(same, meant), (pointer, after.get(pointer), meant)
    assert {p: v for p, v in after.items() if p != pointer} == {
        p: said[p] for p in said.keys() - {pointer} - (asked - after.keys())
    }


HAN = re.compile("[\u4e00-\u9fff]")
LEFT = {
    "before": lambda hint, text: f"{hint}{text}",
    "before, a blank": lambda hint, text: f"{hint} {text}",
    "behind": lambda hint, text: f"{text}{hint}",
    "behind, a line": lambda hint, text: f"{text}\n{hint}",
    "around": lambda hint, text: f"{hint[: len(hint) // 2]}{text}{hint[len(hint) // 2 :]}",
    "its end": lambda hint, text: f"{text}{hint[1 if HAN.match(hint) else len(hint) // 3 :]}",
    "its beginning": lambda hint, text: f"{hint[: -(len(hint) // 3) or None]}{text}",
    "twice": lambda hint, text: f"{hint}{text}{hint}",
}
"""How a hint is left beside what was typed (R3). Of a Chinese one some of its verb is left: a name alone may be meant."""


@pytest.mark.fault("B7")
@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_a_hint_left_in_is_never_part_of_an_answer(name, data):
    form, _ = FORMS[name]
    found = drawn(data, name, ("text", "lines", "code", "date", "decimal", "integer"))
    if found is None:
        return
    document, said, pointer = found
    field = form.by_pointer[pattern(pointer)]
    lang = data.draw(st.sampled_from(LANGS))
    hint, way = placeholder(field, lang), LEFT[data.draw(st.sampled_from(sorted(LEFT)))]
    hand = edited(document, lambda root: shown(control(root, pointer), lambda text: way(hint, text)))
    held_against(name, hand, said, pointer, said[pointer])


SHORT = sorted(
    {
        (name, field.pointer, hint)
        for name in FORMS_BACK
        for field in FORMS[name][0].fields
        for hint in (placeholder(field, lang) for lang in LANGS)
        if field.kind in ("text", "lines", "code") and len(hint) < 3
    }
)


@pytest.mark.parametrize(("name", "pointer", "hint"), SHORT)
def test_a_hint_of_two_letters_beside_what_was_typed_is_asked_about(name, pointer, hint):
    known = Placeholders(FORMS[name][0])
    assert [known.cleared(pointer, text) for text in (f"2017年{hint}", f"{hint}2017年", "2017年")] == [
        None,
        None,
        "2017年",
    ]


@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_an_answer_in_the_ways_of_the_land_is_right_or_asked_about(name, data):
    found = drawn(data, name, ("date", "decimal", "integer", "code"))
    if found is None:
        return
    document, said, pointer = found
    kind = FORMS[name][0].by_pointer[pattern(pointer)].kind
    value, _ = WAYS[kind](str(said[pointer]), data.draw(st.integers(0, 63)))
    typed = str(value)
    hand = edited(document, lambda root: shown(control(root, pointer), lambda _: typed))
    held_against(name, hand, said, pointer, said[pointer], str(as_typed(typed, kind)))


BROUGHT = {
    "a formula": r("=SUM(1;2)"),
    "a field that fetches": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO excel "C:\\a.xls" r1c1'
    f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(MORE)}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "a link": f'<w:hyperlink w:anchor="x">{r(MORE)}</w:hyperlink>',
    "an embedded object": '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed"'
    ' ProgID="Excel.Sheet.12"/></w:object></w:r>',
}
"""What a strange program, or a stranger, leaves in an answer (R8): data, whatever it would do elsewhere."""


@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_what_would_be_carried_out_elsewhere_is_text_or_asked_about(name, data):
    found = drawn(data, name, ("text", "lines"))
    if found is None:
        return
    document, said, pointer = found
    brought = BROUGHT[data.draw(st.sampled_from(sorted(BROUGHT)))]
    hand = edited(document, lambda root: behind(brought)(control(root, pointer)))
    form, template = FORMS[name]
    after = leaves(word.read(hand, form, "vi", template).answers).get(pointer, "")
    texts = {same(said[pointer]) + same(typed) for typed in ("", MORE, "=SUM(1;2)")}
    meant = [after] if same(after) in texts else []
    held_against(name, hand, said, pointer, *meant)
