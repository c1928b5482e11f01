"""Boxes: every mark people put in or beside one is a tick or a question; a choice is never "no" because a mark is not known."""

from __future__ import annotations

import pytest

from casedrop.formats import word, zips
from casedrop.formats.word.looks.options import other_marks
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import Tick, tick
from casedrop.formats.word.reading.read import read
from casedrop.formats.word.xml import NS, parse, q
from formats.test_word_marks import BARE, SPACES, SYM, put, r, reading, said, visit
from formats.word_samples import FACTS, VISIT, YES_NO, visit_template
from formats.word_samples.edit import DOCUMENT, control, edited

TICKS = (
    *("☑", "✅", "☒", "🗹", "×", "✗", "✘", "✕", "✖", "❌", "●", "◉", "⚫", "✓", "✔", "√", "■", "⬛", "▣", "🔘", "👍"),
    *(
        "x",
        "X",
        "ｘ",
        "ｖ",
        "v",
        "V",
        "[x]",
        "[X]",
        "(x)",
        "（√）",
        "【✓】",
        "［ｘ］",
        "[√]",
        "{x}",
        "是",
        "有",
        "có",
        "Có",
    ),
    *("👍🏽", "☑️", "✔︎", "✅️", "x️", "☐✓"),
)
CLEAR = (
    *("", " ", "☐", "□", "▢", "◻", "◻️", "○", "⬜", "⬜️", "◯", "⚪", "❑"),
    *("[]", "[ ]", "( )", "（　）", "…", "____", "\u200b"),
)
UNSURE = ("?", "-", "no", "không", "否", "0", "1", "N/A", "khác", "☺", "✍", "~", "是吗", "có lẽ")


@pytest.mark.parametrize("mark", TICKS)
def test_a_known_mark_ticks(mark):
    assert tick(mark) is Tick.TICKED


@pytest.mark.parametrize("mark", CLEAR)
def test_an_empty_box_is_clear(mark):
    assert tick(mark) is Tick.CLEAR


@pytest.mark.parametrize("mark", UNSURE)
def test_any_other_mark_is_a_question(mark):
    assert tick(mark) is Tick.UNSURE


def in_box(there, option="yes"):
    return said(reading(visit(put(f"/again={option}", there))), "/again")


@pytest.mark.parametrize(
    ("there", "read_as"),
    [
        (r("✅"), "yes"),
        (r("☑️"), "yes"),
        (r("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "yes"),
        (r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "yes"),
        (r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "yes"),
        (r("P", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "yes"),
        (r("a", '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>'), "yes"),
        (r("\uf0fe", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "yes"),
        (r("£", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), None),
        (SYM.format("Wingdings", "F0FE"), "yes"),
        (SYM.format("Wingdings", "F0FC"), "yes"),
        (SYM.format("Wingdings", "F0FD"), "yes"),
        (SYM.format("Wingdings", "F0A8"), None),
        (SYM.format("Wingdings 2", "F0A3"), None),
        (SYM.format("Wingdings", "F0FF"), ["text.symbol"]),
        (r("\uf0fe"), ["text.symbol"]),
        (r("chắc vậy"), ["choice.mark"]),
        (r("☑", "<w:strike/>"), ["text.struck-whole"]),
        ("<w:r><w:drawing/></w:r>", ["text.picture"]),
        (BARE.format("EQ \\o\\ac(○,√)"), ["text.equation"]),
        (BARE.format("SYMBOL 254 \\f &quot;Wingdings&quot;"), "yes"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "yes",
        ),
    ],
)
def test_what_stands_in_a_box(there, read_as):
    assert in_box(there) == read_as


def state(tag, checked, *, sign=""):
    """A box control says by itself whether it is ticked, and by which sign it shows that."""

    def hand(root):
        box = f"<w14:checkbox xmlns:w14='{NS['w14']}'><w14:checked w14:val='{checked}'/>"
        box += f"<w14:checkedState w14:val='{sign}'/></w14:checkbox>" if sign else "</w14:checkbox>"
        about = control(root, tag).find("w:sdtPr", NS)
        for old in about.findall("w14:checkbox", NS):
            about.remove(old)
        about.append(parse(box.encode()))

    return hand


@pytest.mark.parametrize(
    ("shown", "checked", "sign", "read_as"),
    [
        ("☺", "1", "263A", "yes"),
        ("☺", "0", "263A", None),
        ("☺", "1", "", ["choice.mark"]),
        ("☐", "1", "", ["choice.mark"]),
        ("✅", "0", "", "yes"),
        ("☑", "1", "", "yes"),
    ],
)
def test_what_a_box_shows_and_what_it_says_of_itself(shown, checked, sign, read_as):
    data = visit(put("/again=yes", r(shown)), state("/again=yes", checked, sign=sign))
    assert said(reading(data), "/again") == read_as


def touching(tag, text):
    """Someone types right behind a box's control."""

    def hand(root):
        control(root, tag).addnext(parse(r(text).replace("<w:r>", f"<w:r {SPACES}>", 1).encode()))

    return hand


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("x", "yes"), ("(x)", "yes"), ("✓", "yes"), (" x", ["choice.mark"]), ("?", ["choice.mark"])],
)
def test_a_tick_that_touches_an_empty_box_from_behind_is_its_own(typed, read_as):
    assert said(reading(visit(touching("/again=yes", typed))), "/again") == read_as


def words_of_the_schema():
    """The template whose words behind boxes come from the form's schema."""
    body = zips.read_parts(visit_template())[DOCUMENT].decode()
    for key, names in YES_NO.items():
        body = body.replace(
            f"{{% if lang == 'vi' %}}{names['vi']}{{% else %}}{names['en']}{{% endif %}}",
            f"{{{{ choice('/again={key}') }}}}",
        )
        assert f"choice('/again={key}')" in body
    return zips.patch(visit_template(), {DOCUMENT: body.encode()})


@pytest.mark.parametrize(("typed", "read_as"), [("✓", "yes"), ("?", ["choice.mark"])])
def test_a_mark_between_a_box_and_its_word_from_the_schema_is_not_taken_for_the_word(typed, read_as):
    template = words_of_the_schema()
    blank = word.fill(template, VISIT, "vi", {}, writable=frozenset(VISIT.by_pointer), stamp="S", facts=FACTS)
    typed_on = edited(blank, touching("/again=yes", typed))
    assert said(read(blank, VISIT, "vi", template), "/again") is None
    assert said(read(typed_on, VISIT, "vi", template), "/again") == read_as


def test_a_tick_behind_one_box_and_one_in_the_other_are_one_too_many():
    data = visit(touching("/again=yes", "x"), put("/again=no", r("☑")))
    assert said(reading(data), "/again") == ["choice.two"]


def test_two_marks_of_different_kinds_are_one_too_many():
    data = visit(put("/again=yes", r("✅")), put("/again=no", r("☐")), state("/again=no", "1"))
    assert said(reading(data), "/again") == ["choice.two"]


def beside(tag, look):
    """Someone gives the word behind a box a look of its own."""

    def hand(root):
        run = next(control(root, tag).itersiblings(q("w:r")))
        old = run.find("w:rPr", NS)
        if old is not None:
            run.remove(old)
        run.insert(0, parse(f"<w:rPr {SPACES}>{look}</w:rPr>".encode()))

    return hand


UNDER, LIT = '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>'


@pytest.mark.parametrize(
    "look", [UNDER, LIT, "<w:b/>", '<w:color w:val="FF0000"/>', '<w:bdr w:val="single"/>', "<w:strike/>"]
)
def test_a_word_set_apart_or_struck_without_any_tick_is_a_question(look):
    assert said(reading(visit(beside("/again=yes", look))), "/again") == ["choice.mark"]


@pytest.mark.parametrize(
    ("ticked", "marked", "look", "read_as"),
    [
        ("yes", "no", "<w:strike/>", "yes"),
        ("yes", "yes", "<w:strike/>", ["choice.mark"]),
        ("yes", "yes", UNDER, "yes"),
        ("yes", "no", UNDER, ["choice.mark"]),
        ("no", "yes", LIT, ["choice.mark"]),
    ],
)
def test_a_tick_and_the_look_of_the_words_must_agree(ticked, marked, look, read_as):
    data = visit(put(f"/again={ticked}", r("☑")), beside(f"/again={marked}", look))
    assert said(reading(data), "/again") == read_as


def test_words_that_all_look_alike_mark_none():
    assert said(reading(visit(beside("/again=yes", UNDER), beside("/again=no", UNDER))), "/again") is None


def test_a_box_that_is_gone_is_asked_about_unless_another_is_ticked():
    def gone(root):
        box = control(root, "/again=yes")
        box.getparent().remove(box)

    assert said(reading(visit(gone)), "/again") == ["choice.mark"]
    assert said(reading(visit(gone, put("/again=no", r("x")))), "/again") == "no"


@pytest.mark.parametrize(
    ("boxes", "ticked", "doubts", "given"),
    [
        (("a", "b"), (), (), []),
        (("a",), (), (), ["Không"]),
        (("a", "b"), (), (Doubt("picture", ""),), [""]),
        (("a", "b"), ("a",), (Doubt("picture", ""),), []),
        (("a", "b"), (), (Doubt("apart", "Kênh:"),), []),
        (("a", "b"), (), (Doubt("struck", "Không"),), ["Không"]),
        (("a", "b"), (), (Doubt("apart", "Có Không"),), []),
    ],
)
def test_the_marks_of_a_choice_without_its_boxes(boxes, ticked, doubts, given):
    assert [d.seen for d in other_marks({"a": "Có", "b": "Không"}, boxes, ticked, doubts)] == given
