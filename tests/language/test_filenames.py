"""File names that every system takes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language.filenames import fold, safe_name, same


@pytest.mark.parametrize(
    ("stem", "ext", "name"),
    [
        ("Báo giá tùy biến Chính Đại (23.06.21)", "docx", "Báo giá tùy biến Chính Đại (23.06.21).docx"),
        ("客製化開發報價單", ".xlsx", "客製化開發報價單.xlsx"),
        ("Bánh Mì Trên Mây", "", "Bánh Mì Trên Mây"),
        ('a<b>c:d"e/f\\g|h?i*j', "txt", "a＜b＞c：d＂e／f＼g｜h？i＊j.txt"),
        ("../../etc/passwd", "", "／..／etc／passwd"),
        ("~$owner", "docx", "owner.docx"),
        ("-rf", "", "rf"),
        ("name. . ", "pdf", "name.pdf"),
        ("two\nlines\there", "pdf", "two lines here.pdf"),
        ("inv\u202exslx.exe\u200b", "docx", "invxslx.exe.docx"),
        ("half \ud800 letter\x00", "docx", "half letter.docx"),
        ("Ho\u0300a", "docx", "Hòa.docx"),
        ("CON", "txt", "_CON.txt"),
        ("nul ", "txt", "_nul.txt"),
        ("com¹.backup", "", "_com¹.backup"),
        ("LPT9", "", "_LPT9"),
        ("CONIN$", "", "_CONIN$"),
        ("console", "txt", "console.txt"),
        ("...", "", "_"),
        ("", "docx", "_.docx"),
    ],
)
def test_safe_name(stem, ext, name):
    assert safe_name(stem, ext) == name


@pytest.mark.fault("J1")
def test_a_long_name_is_cut_before_its_extension_and_told_apart_by_a_hash():
    one, other = safe_name("报价单" * 60, "docx"), safe_name("报价单" * 60 + "二", "docx")
    assert one != other
    assert one.startswith("报价单")
    assert (len(one.encode()) <= 200, one[-12:-11], one[-5:]) == (True, "~", ".docx")


@pytest.mark.parametrize(
    ("ext", "name"),
    [("do/cx", "a.do／cx"), (".文档", "a.文档"), ("x" * 11, "a." + "x" * 11), ("..", "a"), (".docx\u202e", "a.docx")],
)
def test_an_odd_extension_belongs_to_the_stem(ext, name):
    assert safe_name("a", ext) == name


@pytest.mark.fault("J1")
@given(st.text(max_size=300), st.sampled_from(("", "docx", ".pdf")))
def test_any_text_gives_a_name_that_is_safe(stem, ext):
    name = safe_name(stem, ext)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 200
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('<>:"/\\|?*\x00\u202e\u200b\n')
    assert name[0] not in " ~$.-"
    assert name[-1] not in " ."
    assert name.endswith(f".{ext.lstrip('.')}" if ext else "")


@given(st.text(max_size=300))
def test_a_safe_name_stays_as_it_is(stem):
    name = safe_name(stem)
    assert safe_name(name) == name


@pytest.mark.fault("H4")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đà Nẵng", "da nang"),
        ("Hòa", "Hoà"),
        ("ＡＢＣ 公司", "abc公司"),
        ("Straße", "STRASSE"),
        ("Quốc", "Quo\u0302\u0301c"),
    ],
)
def test_folded_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("軟件", "软件"), ("A1", "A2"), ("Mai", "May")])
def test_not_folded_alike(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.fault("H4")
@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Hòa.docx", "HO\u0300A.DOCX", True),
        ("Hòa.docx", "Hoà.docx", False),
        ("a.docx", "a .docx", False),
    ],
)
def test_same_on_a_share(one, other, is_same):
    assert same(one, other) is is_same
