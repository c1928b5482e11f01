"""Whatever a file brings along beside its answers (R8), and however numbers stand for codes in its cells (R9): every form that
can hold it is read right, and the trait is told; nothing of it is an answer."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.formats import zips
from casedrop.forms.pointers import flatten, pattern
from casedrop.forms.reading import Reading
from formats import excel_samples, test_excel_damage, test_word_damage, word_samples
from strategies import examples

FORMS = {**word_samples.FORMS, **excel_samples.FORMS}
ISSUED = sorted(test_word_damage.FORMS_BACK) + sorted(name for name, (f, _) in excel_samples.FORMS.items() if f.returns)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OUTSIDE = f'<Relationship Id="rIdX" Type="{RELATION}{{}}" Target="{{}}" TargetMode="External"/></Relationships>'
INSIDE = f'<Relationship Id="rIdX" Type="{RELATION}{{}}" Target="{{}}"/></Relationships>'
SLOW = settings(max_examples=examples(1), deadline=None, suppress_health_check=list(HealthCheck))


@cache
def filled(name):
    """A form filled in every field, in Vietnamese, and what is read of it."""
    is_word = name in word_samples.FORMS
    data = test_word_damage.filled(name)[0] if is_word else test_excel_damage.filled(name, "vi")[0]
    return data, seen(name, data)


def seen(name, data) -> Reading:
    form, template = FORMS[name]
    return examine(data, KnownForms({form.id: form}, {(form.id, "vi"): template}, "vi")).reading


def main(data):
    """The name of a package's main part, and of its relationships."""
    part = "word/document.xml" if "word/document.xml" in zips.read_parts(data) else "xl/workbook.xml"
    return part, f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels"


def related(relation):
    """A file whose main part has one more relation."""

    def hand(data):
        name = main(data)[1]
        rels = zips.read_parts(data)[name].decode()
        return zips.patch(data, {name: rels.replace("</Relationships>", relation).encode()})

    return hand


def beside(part, content=b"x"):
    """A file with one more part that nothing refers to."""
    return lambda data: zips.patch(data, {f"{main(data)[0].partition('/')[0]}/{part}": content})


def enabled(data):
    """A file that says of itself that it may hold macros."""
    types = zips.read_parts(data)["[Content_Types].xml"].decode()
    for office, kind in (("ms-word.document", "wordprocessingml.document"), ("ms-excel.sheet", "spreadsheetml.sheet")):
        types = types.replace(f"openxmlformats-officedocument.{kind}.main", f"{office}.macroEnabled.main")
    return zips.patch(data, {"[Content_Types].xml": types.encode()})


TRAITS = {
    "macros": (beside("vbaProject.bin"), "noted.macro"),
    "active controls": (beside("activeX/activeX1.bin"), "noted.macro"),
    "a name of a file with macros": (enabled, "noted.macro"),
    "an embedded workbook": (beside("embeddings/Microsoft_Excel_Sheet1.xlsx"), "noted.embedded"),
    "an old embedded object": (beside("embeddings/oleObject1.bin"), "noted.embedded"),
    "a page of a mail": (related(INSIDE.format("aFChunk", "mail7.mht")), "noted.embedded"),
    "a sub-document": (related(INSIDE.format("subDocument", "part2.docx")), "noted.embedded"),
    "a template of somebody's": (
        related(OUTSIDE.format("attachedTemplate", "https://fern.example/a.dotm")),
        "noted.external",
    ),
    "a picture elsewhere": (related(OUTSIDE.format("image", "http://fern.example/a.png")), "noted.external"),
    "another workbook": (related(OUTSIDE.format("externalLinkPath", r"\\fern\a.xlsx")), "noted.external"),
    "a link in a word": (related(OUTSIDE.format("hyperlink", "https://fern.example")), ""),
    "a template of this machine": (related(OUTSIDE.format("attachedTemplate", "file:///C:/a.dotx")), ""),
    "notes of a program": (beside("customXml/item1.xml", b"<x/>"), ""),
}


@pytest.mark.fault("B5")
@pytest.mark.parametrize("name", ISSUED)
@SLOW
@given(trait=st.sampled_from(sorted(TRAITS)))
def test_what_a_file_brings_along_is_told_and_is_no_answer(name, trait):
    hand, code = TRAITS[trait]
    data, before = filled(name)
    reading = seen(name, hand(data))
    assert (reading.answers, reading.problems) == (before.answers, before.problems)
    told = [notice.code for notice in reading.notices if notice not in before.notices]
    assert told == ([code] if code else [])


SHOWN = [
    ("905550147", "0000000000", "0905550147"),
    ("905550147", r"0000\ 000\ 000", "0905 550 147"),
    ("219", '"KH-"00000', "KH-00219"),
    ("3.1", "0.00", "3.10"),
    ("1234", "00-00", "12-34"),
    ("700000", "000000", "700000"),
    ("5", ";;;", None),
    ("1.01e17", "General", None),
    ("46389", "d-mmm", None),
    ("15", '0"万"', "15万"),
]
"""What a cell holds, how it is shown, and what is read where a code is asked; None: it is asked about."""


@pytest.mark.fault("D3")
@pytest.mark.parametrize("name", sorted(excel_samples.FORMS))
@settings(SLOW, max_examples=examples(2))
@given(data=st.data())
def test_a_code_is_what_its_cell_shows(name, data):
    form = FORMS[name][0]
    document, before = test_excel_damage.filled(name, "vi")
    codes = [p for p, _ in flatten(before.answers) if p in before.found and form.by_pointer[pattern(p)].kind == "code"]
    if not codes:
        return
    pointer, (value, shown_by, code) = data.draw(st.sampled_from(sorted(codes))), data.draw(st.sampled_from(SHOWN))
    put = test_excel_damage.put(document, before.found[pointer].place, float(value), shown_by)
    reading = seen(name, put)
    said, asked = (
        dict(flatten(reading.answers)).get(pointer),
        [p.code for p in reading.problems if p.pointer == pointer],
    )
    assert (said, bool(asked)) == (code, code is None)
    assert re.search("cell|number", "".join(asked)) or not asked
