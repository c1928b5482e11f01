"""A first Word template from a form alone: right for any form, in every style."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from casedrop.formats import word
from casedrop.formats.drafts.word import make
from casedrop.formats.drafts.word_form import sealed, signed
from casedrop.formats.drafts.word_xml import run
from casedrop.formats.letterhead.slot import slot
from casedrop.formats.word.checks.looks import looks
from casedrop.forms.form import Form, View
from casedrop.forms.genres import GENRES
from casedrop.language.problem import LANGS
from casedrop.workspace.letterhead import letterhead
from shipped import CUSTOMIZATION as IDS
from shipped import W, form

FACTS = {
    "company": letterhead({"name": "Thuyền Giấy"}, "vi"),
    "doc": {"number": "X-1", "date": "2026-03-18", "readable": "X-v1"},
}


def labels(text: str) -> dict[str, str]:
    return {lang: f"{text} {lang}" for lang in LANGS}


def leaf(kind: str, name: str, choices: int = 2) -> dict:
    rules = {
        "lines": {"type": "string", "x-lines": True},
        "code": {"type": "string", "x-code": True},
        "date": {"type": "string", "format": "date"},
        "decimal": {"type": "string", "format": "decimal"},
        "integer": {"type": "integer"},
        "long": {"type": "string", "maxLength": 400},
        "choice": {
            "enum": [f"c{n}" for n in range(choices)],
            "x-choices": {f"c{n}": labels(f"c{n}") for n in range(choices)},
        },
    }
    return {**rules.get(kind, {"type": "string", "maxLength": 80}), "x-labels": labels(name)}


def made_of(properties: dict, texts: dict | None = None, returns: bool = True) -> Form:
    schema = {"type": "object", "properties": properties}
    return Form(
        "lamp", 1, "shop", "LP", "docx", labels("Lamp"), schema, texts=texts or {}, names=labels("x"), returns=returns
    )


def rows(*kinds: str) -> dict:
    columns = {f"{kind}{n}": leaf(kind, f"{kind} {n}") for n, kind in enumerate(kinds)}
    return {"type": "array", "x-labels": labels("Rows"), "items": {"type": "object", "properties": columns}}


def block(*kinds: str, **rules: object) -> dict:
    inner = {f"{kind}{n}": leaf(kind, f"{kind} {n}") for n, kind in enumerate(kinds)}
    return {"type": "object", "x-labels": labels("Block"), "properties": inner, **rules}


KINDS = st.lists(
    st.sampled_from(["text", "long", "lines", "code", "date", "decimal", "integer", "choice"]), min_size=1, max_size=7
)
PARTS = st.lists(
    st.one_of(
        KINDS.map(lambda kinds: rows(*kinds)),
        KINDS.map(lambda kinds: block(*kinds)),
        KINDS.map(lambda kinds: block(*kinds, **{"x-stage": "later"})),
        st.sampled_from(["text", "lines", "choice", "decimal"]).map(lambda kind: leaf(kind, kind)),
    ),
    min_size=1,
    max_size=5,
)


def document(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def text(data: bytes) -> str:
    return "".join(t.text or "" for t in document(data).iter(f"{W}t"))


def tags(data: bytes) -> list[str]:
    return [tag.get(f"{W}val") for tag in document(data).iter(f"{W}tag")]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=PARTS, genre=st.sampled_from(GENRES), lang=st.sampled_from(LANGS))
def test_whatever_a_form_has_its_template_has_and_can_be_filled(parts, genre, lang):
    lamp = made_of({f"part{n}": part for n, part in enumerate(parts)})
    template = make(lamp, genre)
    assert word.check(template, lamp) == ()
    filled = word.fill(template, lamp, lang, {}, writable=frozenset(lamp.by_pointer), stamp="", facts=FACTS)
    assert "{" not in text(filled)
    assert docx.Document(io.BytesIO(filled)).tables


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(parts=[rows("text", *["code"] * 6)])
@given(parts=PARTS)
def test_every_table_is_as_wide_as_the_text(parts):
    made = document(make(made_of({f"part{n}": part for n, part in enumerate(parts)})))
    widths = [[int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")] for table in made.iter(f"{W}tbl")]
    assert [grid for grid in widths if abs(sum(grid) - 9524) > 5 or min(grid) <= 0] == []


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("name", IDS)
def test_the_workspaces_forms_can_be_made_in_every_genre(name, genre):
    assert word.check(make(form(name), genre), form(name)) == ()


def test_the_same_form_makes_the_same_bytes():
    assert make(form("handover-record"), "minutes") == make(form("handover-record"), "minutes")


def test_an_unknown_genre_is_a_wrong_call():
    with pytest.raises(KeyError, match="poster"):
        make(form("handover-record"), "poster")


def test_the_header_keeps_a_place_for_the_logo():
    package = zipfile.ZipFile(io.BytesIO(make(form("handover-record"))))
    assert package.read("word/media/logo.png") == slot()
    assert package.read("word/header1.xml").count(b'name="logo" descr="logo"') == 1


@pytest.mark.parametrize(
    ("choices", "found"),
    [(2, ["/light=c0", "/light=c1"]), (4, [f"/light=c{n}" for n in range(4)]), (5, ["/light"])],
)
def test_few_choices_are_boxes_and_many_a_list(choices, found):
    assert tags(make(made_of({"light": leaf("choice", "Light", choices)}))) == found


def test_a_choice_in_rows_is_a_list():
    assert tags(make(made_of({"lamps": rows("text", "choice")}))) == ["/lamps/-/text0", "/lamps/-/choice1"]


def test_short_fields_share_a_row_and_long_ones_have_their_own():
    made = document(
        make(
            made_of(
                {name: leaf(kind, name) for name, kind in zip("abcd", ("date", "code", "lines", "text"), strict=True)}
            )
        )
    )
    shown = [[tag.get(f"{W}val") for tag in row.iter(f"{W}tag")] for row in made.iter(f"{W}tr")]
    assert [row for row in shown if row] == [["/a", "/b"], ["/c"], ["/d"]]


def test_a_label_used_twice_says_of_what_it_is():
    twice = {"one": block("text"), "two": block("text")}
    said = text(make(made_of(twice)))
    assert "{{ label('/one') }} · {{ label('/one/text0') }}" in said
    assert "{{ label('/two') }} · {{ label('/two/text0') }}" in said


def test_rows_of_money_carry_the_sums_and_the_last_in_words():
    money = {
        "lamps": rows("text", "decimal"),
        "net": leaf("decimal", "Net"),
        "all": leaf("decimal", "All"),
        "currency": leaf("code", ""),
    }
    made = make(made_of(money), "offer")
    assert tags(made) == ["/lamps/-/text0", "/lamps/-/decimal1", "/net", "/all", "/currency"]
    assert "{{ all | words(currency) }}." in text(made)


@pytest.mark.parametrize(("returns", "there"), [(True, True), (False, False)])
def test_only_a_form_that_comes_back_says_how_to_fill_it(returns, there):
    assert ("phrase('paper.foot')" in text(make(made_of({"a": leaf("text", "a")}, returns=returns)))) is there


def test_a_forms_own_texts_stand_where_they_belong():
    texts = {key: labels(key) for key in ("subtitle", "intro", "head_lamps", "clause_one", "clause_two")}
    said = text(make(made_of({"lamps": rows("text")}, texts), "minutes"))
    found = [said.index(f"text('{key}')") for key in texts]
    assert found == sorted(found)


@pytest.mark.parametrize("genre", GENRES)
def test_every_control_has_an_id_of_its_own(genre):
    made = document(make(form("agreement-record"), genre))
    ids = [i.get(f"{W}val") for i in made.iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids)) > 30


def test_a_form_says_beside_its_title_when_it_is_due():
    first = next(document(make(made_of({"a": leaf("text", "a"), "return_by": leaf("date", "Due")}))).iter(f"{W}tbl"))
    said = ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in first.iter(f"{W}tc")]
    assert (len(said), said[1]) == (2, "{{ phrase('paper.fill_by') }}return_by")


def asked(internal: bool = False) -> Form:
    """A form the shop begins, a customer fills, and the shop ends, which no customer sees."""
    parts = {"a": leaf("text", "a"), "b": block("text", **{"x-stage": "b"}), "c": block("text", **{"x-stage": "c"})}
    view = View(labels("Lamp"), ("/c",))
    return replace(made_of(parts), internal=internal, views={"customer": view})


def bands(form: Form) -> list[tuple[str, str]]:
    """The style of each band, and what it says at the right."""
    found = []
    for band in document(make(form)).iter(f"{W}p"):
        style = band.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in ("Band", "BandOurs"):
            found.append((style.get(f"{W}val"), "".join(t.text or "" for t in band.findall(f"{W}r/{W}t"))))
    return found


def test_each_band_says_who_fills_it_and_what_is_ours_is_white():
    mine, ours = (
        "{{ phrase('paper.filled_by', who=phrase('paper.the_customer')) }}",
        "{{ phrase('paper.filled_by_us') }}",
    )
    assert bands(asked()) == [("Band", "{{ label('/b') }}" + mine), ("BandOurs", "{{ label('/c') }}" + ours)]
    assert bands(asked(internal=True)) == [("Band", "{{ label('/b') }}"), ("Band", "{{ label('/c') }}")]


def test_a_section_that_goes_over_a_page_says_its_name_there_too():
    found = [row for row in document(make(asked())).iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    said = ["".join(t.text or "" for t in row.iter(f"{W}t")).partition("}}")[0] for row in found]
    assert said == ["{{ label('/b') ", "{{ label('/c') "]


def test_a_customer_signs_beside_room_for_a_seal_and_nobody_else_does():
    assert [len(list(document(make(asked(internal=alone))).iter(f"{W}vMerge"))) for alone in (False, True)] == [2, 0]


def test_a_signature_stays_whole_its_seal_as_high_as_all_of_it():
    made = sealed((30, 54, 30, 54), ("Sign", "Seal"), [("Name", [run("x")]), ("Day", [run("y")])])
    heights = [int(high.get(f"{W}val")) for high in made.iter(f"{W}trHeight")]
    assert [round(sum(heights) * 25.4 / 1440), len(list(made.iter(f"{W}vMerge")))] == [46, 6]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in made.iter(f"{W}p"))


def test_several_of_us_sign_side_by_side_in_cells_of_one_width():
    made = signed("One", "Two", "Three")
    assert {c.get(f"{W}w") for c in made.iter(f"{W}tcW")} == {str(round(56 * 1440 / 25.4))}
    assert "".join(t.text or "" for t in made.iter(f"{W}t")).count("sign_only") == 3


@pytest.mark.parametrize(
    ("count", "kept"),
    [(1, []), (2, ["1"]), (3, ["1", "2"]), (5, ["1", "4"])],
)
def test_the_first_and_the_last_rows_of_a_table_are_held_by_twos(count, kept):
    one = made_of({"items": rows("text")})
    answers = {"items": [{"text0": f"Lamp {n}"} for n in range(count)]}
    data = word.fill(make(one), one, "en", answers, writable=frozenset(), stamp="", facts=FACTS)
    cells = [row.cells[0] for table in docx.Document(io.BytesIO(data)).tables for row in table.rows]
    numbers = [p for cell in cells for p in cell.paragraphs if p.text.isdigit()]
    assert [p.text for p in numbers] == [str(n + 1) for n in range(count)]
    assert [p.text for p in numbers if p.paragraph_format.keep_with_next] == kept


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("name", IDS)
def test_a_first_template_has_nothing_to_be_said_of_its_looks(name, genre):
    assert list(looks(make(form(name), genre), form(name))) == []
