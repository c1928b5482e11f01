"""Forms as people fill them: whatever is typed in, before, behind or below a field is read whole or asked about."""

from __future__ import annotations

import pytest

from casedrop.formats import word
from casedrop.formats.word.xml import NS, parse
from formats.word_samples import (
    FACTS,
    VISIT,
    W,
    cell,
    control,
    label,
    package,
    paragraph,
    row,
    run,
    table,
    visit_template,
)
from formats.word_samples.edit import control as control_of
from formats.word_samples.edit import edited, in_cell, rows, typed, without

HINT = "Nhập tên khách"
TAGS = "//w:sdtPr/w:tag"


def shared(between):
    """A template in which three fields share a cell."""
    three = "".join(
        f"{run(between) if n else ''}{control(f'/{p}')}"
        for n, p in enumerate(("customer/name", "customer/code", "fee"))
    )
    return package(table(2, row(cell(label("/customer")), cell(three))))


def made(template=None, answers=None):
    """A document to fill in, in Vietnamese."""
    every = frozenset(VISIT.by_pointer)
    return word.fill(template or visit_template(), VISIT, "vi", answers or {}, writable=every, stamp="", facts=FACTS)


def said(data, pointer, template=None):
    """What a document says of a field: its value, or the codes of what is asked."""
    reading = word.read(data, VISIT, "vi", template or visit_template())
    asked = [p.code for p in reading.problems if p.pointer in (pointer, "") and p.code != "field.missing"]
    value = reading.answers
    for part in pointer.strip("/").split("/"):
        value = value.get(part, {}) if isinstance(value, dict) else value
    return asked or (None if value == {} else value)


def beside(tag, text, *, before=False):
    """Someone types right before or behind a control."""

    def hand(root):
        sdt = root.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{tag}']", namespaces=NS)[0]
        piece = parse(f'<w:p xmlns:w="{W}">{run(text)}</w:p>'.encode())[0]
        (sdt.addprevious if before else sdt.addnext)(piece)

    return hand


def in_runs(tag, *texts):
    """Someone types, and the program keeps what was typed when in runs of its own."""

    def hand(root):
        typed(tag, texts[0])(root)
        last = control_of(root, tag).find("w:sdtContent", NS)[-1]
        for text in reversed(texts[1:]):
            last.addnext(parse(run(text).replace("<w:r>", f'<w:r xmlns:w="{W}">', 1).encode()))

    return hand


def below(tag, text):
    """Someone presses Enter behind a control and types."""

    def hand(root):
        p = root.xpath(f"//w:p[w:sdt/w:sdtPr/w:tag/@w:val='{tag}']", namespaces=NS)[0]
        p.addnext(parse(f'<w:p xmlns:w="{W}">{run(text)}</w:p>'.encode()))

    return hand


@pytest.mark.parametrize(
    ("tag", "inside", "behind", "read_as"),
    [
        ("/customer/name", "Công ty TNHH Bánh", " Mì Trên Mây", "Công ty TNHH Bánh Mì Trên Mây"),
        ("/customer/name", "Bánh", "mì", "Bánhmì"),
        ("/customer/name", "Bánh", " → Mì Trên Mây", ["text.beside"]),
        ("/customer/code", "KH", "-0219", "KH-0219"),
        ("/customer/code", "KH-00560", " KH-00561", ["text.beside"]),
        ("/customer/code", "KH-00560", "→KH-00561", ["text.beside"]),
        ("/fee", "1.500", ".000", "1500000"),
        ("/fee", "1.500", " 2.000", ["text.beside"]),
        ("/visited_on", "09/02/2026", " 10/02/2026", ["text.beside"]),
    ],
)
def test_text_behind_a_filled_control(tag, inside, behind, read_as):
    assert said(edited(made(), typed(tag, inside), beside(tag, behind)), tag) == read_as


@pytest.mark.parametrize(
    ("hands", "read_as"),
    [
        ([typed("/customer/name", f"{HINT} Bánh Mì")], "Bánh Mì"),
        ([typed("/customer/name", f"Bánh Mì{HINT}")], "Bánh Mì"),
        ([typed("/customer/name", f"Nguyễn Bánh {HINT}")], "Nguyễn Bánh"),
        ([in_runs("/customer/name", "Nhập t", "Bánh ", "Mì", "ên khách")], "Bánh Mì"),
        ([in_runs("/customer/name", "填写", "样板公司", "客户名称")], "样板公司"),
        ([in_runs("/customer/name", "N", "hập khẩu Bánh Mì khách")], "Nhập khẩu Bánh Mì khách"),
        ([typed("/customer/name", "Nhập tBánh Mìên khách")], ["hint.left"]),
        ([typed("/customer/name", "填写样板公司客户名称")], ["hint.left"]),
        ([typed("/customer/name", "NHẬP\u00a0TÊN KHÁCH")], None),
        ([typed("/customer/name", "hập tên kháchBánh Mì")], ["hint.left"]),
        ([typed("/customer/name", "Nhập ên khách")], ["hint.left"]),
        ([typed("/customer/name", f"Bánh {HINT} Mì")], ["hint.left"]),
        ([beside("/customer/name", "Bánh Mì")], "Bánh Mì"),
        ([beside("/customer/name", "Bánh Mì", before=True)], "Bánh Mì"),
        ([beside("/customer/name", "Bánh"), beside("/customer/name", "Mì", before=True)], ["text.beside"]),
    ],
)
def test_a_hint_is_never_part_of_a_value(hands, read_as):
    assert said(edited(made(), *hands), "/customer/name") == read_as


@pytest.mark.parametrize(
    ("tag", "text", "read_as"),
    [
        ("/story", "Lò số 2 tốt.", "Lò số 1 nguội.\nLò số 2 tốt."),
        ("/customer/name", "(tên mới)", ["text.beside"]),
        ("/customer/code", "KH-2", ["text.beside"]),
    ],
)
def test_a_line_below_a_field_goes_on_with_lines_only(tag, text, read_as):
    assert said(edited(made(), typed(tag, "Lò số 1 nguội."), below(tag, text)), tag) == read_as


def cut(first, rest, *more):
    """A cell as LibreOffice 7.4 leaves it: one control, a bookmark around the first letter of each value, the next nested."""

    def hand(root):
        marks = [m.get(f"{{{W}}}name") for m in root.iter(f"{{{W}}}bookmarkStart")][: len(more) + 1]
        inner = ""
        for n, (mark, (letter, tail)) in enumerate(zip(marks, [(first, rest), *more], strict=True)):
            nested = "<w:sdt><w:sdtPr/><w:sdtContent><w:r/></w:sdtContent></w:sdt>" if n else ""
            inner += f"{nested}<w:bookmarkStart w:id='{n}' w:name='{mark}'/>{run(letter)}<w:bookmarkEnd w:id='{n}'/>{run(tail)}"
        xml = f'<w:p xmlns:w="{W}"><w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt></w:p>'
        old = rows(root, 1)[0].findall("w:tc", NS)[1].find("w:p", NS)
        old.getparent().replace(old, parse(xml.encode()))

    return hand


@pytest.mark.parametrize("between", ["", " · "])
def test_fields_that_share_a_cell_are_whole_after_libreoffice(between):
    template = shared(between)
    data = edited(made(template), cut("T", f"rường Mây{between}", ("K", f"H-0219{between}"), ("1", ".500")))
    found = [said(data, pointer, template) for pointer in ("/customer/name", "/customer/code", "/fee")]
    assert found == ["Trường Mây", "KH-0219", "1500"]


@pytest.mark.parametrize(
    ("between", "behind", "name", "code"),
    [
        ("", " Mây", ["field.together"], ["field.together"]),
        (" · ", " Mây", "Trường Mây", "KH-1"),
        (" · ", " Mây · Xanh", ["field.together"], ["field.together"]),
    ],
)
def test_text_between_two_fields_is_one_s_only_where_that_is_certain(between, behind, name, code):
    template = shared(between)
    hands = (typed("/customer/name", "Trường"), typed("/customer/code", "KH-1"), beside("/customer/name", behind))
    data = edited(made(template), *hands)
    assert (said(data, "/customer/name", template), said(data, "/customer/code", template)) == (name, code)


@pytest.mark.parametrize(
    ("xml", "read_as"),
    [
        (run("Mì Trên Mây"), ["text.nowhere"]),
        (run("Tên khách: Bánh Mì"), ["text.nowhere"]),
        (run("   "), None),
        (run("—"), None),
    ],
)
def test_text_in_a_place_of_no_field_is_asked_about(xml, read_as):
    def hand(root):
        root.findall("w:body/w:p", NS)[-1].extend(list(parse(f'<w:p xmlns:w="{W}">{xml}</w:p>'.encode())))

    assert said(edited(made(), hand), "/customer/name") == read_as


def test_printed_words_that_were_changed_are_named_with_what_they_were():
    def hand(root):
        next(t for t in root.iter(f"{{{W}}}t") if t.text == "Hôm nay đến thăm.").text = "Hôm nay không đến thăm."

    (problem,) = word.read(edited(made(), hand), VISIT, "vi", visit_template()).problems
    assert (problem.code, problem.args) == (
        "wording.changed",
        {"old": "Hôm nay đến thăm.", "given": "Hôm nay không đến thăm."},
    )


def test_a_value_typed_into_the_cell_of_a_label_is_asked_about():
    assert said(edited(made(), in_cell(1, 1, 1, run(": Bánh Mì"))), "/customer/name") == ["text.nowhere"]


def test_a_pasted_table_keeps_its_cells_apart():
    pasted = f'<w:tbl xmlns:w="{W}">{row(cell("Phiếu"), cell("Tiền"))}{row(cell("PT-01"), cell("500"))}</w:tbl>'

    def hand(root):
        p = root.xpath("//w:p[w:sdt/w:sdtPr/w:tag/@w:val='/story']", namespaces=NS)[0]
        p.addnext(parse(pasted.encode()))

    text = said(edited(made(), typed("/story", "Xem bảng:"), hand), "/story")
    assert text == "Xem bảng:\nPhiếu\tTiền\nPT-01\t500"


def test_a_field_that_lost_its_control_is_read_from_its_cell():
    data = edited(made(), without("//w:sdt[w:sdtPr/w:tag/@w:val='/customer/name']"), in_cell(1, 1, 2, run("Bánh Mì")))
    assert said(data, "/customer/name") == "Bánh Mì"


def test_a_copy_of_a_field_in_a_printed_line_says_the_same():
    template = package(
        paragraph("{{ text('intro') }}") + table(2, row(cell(label("/customer/name")), cell(control("/customer/name"))))
    )
    assert said(edited(made(template, {"customer": {"name": "An"}}), without(TAGS)), "/customer/name", template) == "An"
