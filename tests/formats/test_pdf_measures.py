"""What is measured on printed pages: each fault is found at its place, and a page without it is silent."""

from __future__ import annotations

import pytest

from casedrop.formats.pdf.measures.measure import measured
from casedrop.formats.pdf.measures.told import Told
from casedrop.language.problem import LANGS
from formats.pdf_samples.laid_out import printed

HEAD = [(24, 15, "Paper Boat Software JSC")]
ENGLISH = Told("en")


def foot(number, total):
    return [(170, 288, f"Page {number} of {total}", 8)]


def lines(*bases, says="A line of the text"):
    return [(24, base, f"{says} {n}") for n, base in enumerate(bases, 1)]


def page(number, total, texts, rules=()):
    return [*HEAD, *texts, *foot(number, total)], rules


def found(pages, told=ENGLISH):
    """(code, page, millimetres from the top, what it says) of each advice."""
    problems = measured(printed(*pages), told)
    return [(p.code, p.place.args["page"], p.place.args.get("down"), *p.args.values()) for p in problems]


FULL = page(1, 2, lines(*range(30, 270, 10)))


def test_a_page_that_is_filled_to_a_third_is_silent_and_one_a_little_less_is_told():
    assert found([FULL, page(2, 2, lines(25, 60, 107))]) == []
    assert found([FULL, page(2, 2, lines(25, 60, 95))]) == [("page.thin", 2, None, 29)]


def test_a_hole_in_the_middle_is_told_and_a_short_letter_of_one_page_is_not():
    middle = page(2, 3, lines(25, 40))
    assert found([page(1, 3, lines(*range(30, 270, 10))), middle, page(3, 3, lines(*range(30, 200, 10)))]) == [
        ("page.thin", 2, None, 9)
    ]
    assert found([page(1, 1, lines(30, 40))]) == []


def test_a_line_alone_on_its_page_is_told():
    assert found([FULL, page(2, 2, lines(25))]) == [("page.line", 2, None)]


def test_sheets_of_a_workbook_are_pages_of_their_own():
    assert found([FULL, page(2, 2, lines(25))], Told("en", sheets=2)) == []


def table(top, *rows, head="Item"):
    """A table: its head and its rows, ten millimetres each, a rule above and below each."""
    texts = [(26, top + 7 + 10 * n, said) for n, said in enumerate((head, *rows))]
    return texts, [(24, top + 10 * n, 192, top + 10 * n + 0.3) for n in range(len(rows) + 2)]


def on(number, texts, rules):
    return page(number, 2, texts, rules)


def test_a_head_with_one_row_under_it_is_told_on_either_side_of_a_break():
    before, rules = table(250, "one")
    after, more = table(22, "two", "three", "four", "five", "six", "seven", "eight", "nine")
    pages = [on(1, [*lines(*range(30, 240, 10)), *before], rules), on(2, after, more)]
    assert found(pages) == [("page.row", 1, 257, "Item")]
    before, rules = table(240, "one", "two")
    after, more = table(22, "three")
    pages = [on(1, [*lines(*range(30, 230, 10)), *before], rules), on(2, [*after, *lines(*range(70, 140, 9))], more)]
    assert found(pages) == [("page.row", 2, 29, "Item")]


def test_two_rows_on_either_side_are_silent_and_so_is_a_table_of_its_own():
    before, rules = table(240, "one", "two")
    after, more = table(22, *"345678abc")
    assert found([on(1, [*lines(*range(30, 230, 10)), *before], rules), on(2, after, more)]) == []
    after, more = table(22, *"3", head="Other")
    below = lines(*range(70, 140, 9))
    assert found([on(1, [*lines(*range(30, 230, 10)), *before], rules), on(2, [*after, *below], more)]) == []


@pytest.mark.parametrize(
    ("upper", "lower", "says", "advice"),
    [
        ("Sum 46.350.", "000 dong", "Sum 46.350.000 dong", ("page.number", 1, 100, "46.350.000")),
        ("See PT-2026-", "0118", "See PT-2026-0118", ("page.number", 1, 100, "PT-2026-0118")),
        ("by 2026-09-", "16 at noon", "by 2026-09-16 at noon", ("page.number", 1, 101, "2026-09-16")),
        ("Account 000 0000 ", "0000 VND", "Account 000 0000 0000 VND", ("page.number", 1, 100, "000 0000 0000")),
        ("Rate", "d 5", "Rated 5", ("page.word", 1, 100, "Rated")),
    ],
)
def test_what_is_broken_inside_is_told_with_the_whole(upper, lower, says, advice):
    two = [(24, 100, upper), (24, 104.5, lower)]
    assert found([page(1, 1, two)], Told("en", (says,))) == [advice]
    if upper != "Rate":
        assert found([page(1, 1, [(24, 100, says)])], Told("en", (says,))) == []


@pytest.mark.parametrize(
    ("upper", "lower", "texts"),
    [
        ("Kept for 1200", "3400 pieces", ("Kept for 1200 3400 pieces", "1200", "3400", "12003400")),
        ("an", "other", ("an other", "another")),
        ("ann@sample.exam", "ple", ("ann@sample.example", "example")),
        ("The end", "of a line", ("The end of a line",)),
    ],
)
def test_what_stands_in_the_file_as_two_and_addresses_of_mail_are_not_broken(upper, lower, texts):
    assert found([page(1, 1, [(24, 100, upper), (24, 104.5, lower)])], Told("en", texts)) == []


def test_rows_that_a_rule_parts_are_no_broken_number():
    rows = [(24, 100, "12"), (24, 104.5, "34")]
    assert found([page(1, 1, rows, [(20, 101.5, 60, 101.8)])], Told("en", ("1234",))) == []
    assert found([page(1, 1, rows)], Told("en", ("1234",))) == [("page.number", 1, 100, "1234")]


def test_two_texts_without_a_blank_are_told_and_with_room_between_are_not():
    told = Told("en", values=("Paper Boat ERP", "8.4"), labels=("Product",))
    assert found([page(1, 1, [(24, 100, "Paper Boat ERP8.4")])], Told("en", values=("Paper Boat ERP", "v8.4"))) == []
    assert found([page(1, 1, [(24, 100, "ProductPaper Boat ERP 8.4")])], told) == [
        ("page.glued", 1, 97, "ProductPaper Boat ERP")
    ]
    assert found([page(1, 1, [(24, 100, "Product"), (38, 100, "Paper Boat ERP 8.4")])], told) == []


def test_letters_over_each_other_are_told_once():
    over = [(24, 100, "Signature"), (25, 100.4, "Director")]
    assert found([page(1, 1, over)]) == [("page.overlap", 1, 98, "Director", "Signature")]
    assert found([page(1, 1, [(24, 100, "Signature"), (24, 104, "Director")])]) == []


def test_a_text_that_a_rule_goes_through_or_the_page_ends_in_and_a_number_that_is_hidden_are_told():
    assert found([page(1, 1, [(24, 100, "Signature")], [(20, 98.6, 60, 98.9)])]) == [("page.cut", 1, 97, "Signature")]
    assert found([page(1, 1, [(24, 100, "Signature")], [(20, 101, 60, 101.3)])]) == []
    assert found([page(1, 1, [(200, 100, "Signature")])]) == [("page.cut", 1, 97, "Signature")]
    assert found([page(1, 1, [(24, 100, "####")])]) == [("page.cut", 1, 98, "####")]


def test_letters_under_seven_points_are_told_once_with_the_size():
    tiny = [(24, 100, "Small", 6.5), (24, 110, "Small too", 5.5)]
    assert found([page(1, 1, tiny)]) == [("page.small", 1, None, "5.5")]
    assert found([page(1, 1, [(24, 100, "Small", 7)])]) == []
    assert found([page(1, 1, [(24, 285, "AR-v1 X-1", 6)])]) == []


def test_a_seal_has_its_room_between_words_or_in_its_cell():
    block = [(24, 100, "Director"), (24, 105, "(Signature, full name, seal)")]
    assert found([page(1, 1, [*block, (24, 145, "Sam Example")])]) == []
    assert found([page(1, 1, [*block, (24, 130, "Sam Example")])]) == [("page.seal", 1, 102, "25", "36")]
    cell = [(20, 80, 103, 80.3), (20, 120, 103, 120.3)]
    assert found([page(1, 1, [(24, 84, "Signature:"), (80, 116, "(Company seal)")], cell)]) == []
    low = [(20, 98, 103, 98.3), (20, 120, 103, 120.3)]
    assert found([page(1, 1, [(24, 102, "Signature:"), (80, 116, "(Company seal)")], low)]) == [
        ("page.seal", 1, 113, "22", "36")
    ]


def test_a_hand_needs_less_and_least_in_a_cell_of_a_form():
    asked = (24, 105, "(Signature, full name)")
    assert found([page(1, 1, [asked, (24, 135, "Sam Example")])]) == []
    assert found([page(1, 1, [asked, (24, 120, "Sam Example")])]) == [("page.hand", 1, 102, "15", "25")]
    assert found([page(1, 1, [asked], [(20, 100, 103, 100.3), (20, 120, 103, 120.3)])]) == []
    assert found([page(1, 1, [asked], [(20, 100, 103, 100.3), (20, 115, 103, 115.3)])]) == [
        ("page.hand", 1, 102, "15", "18")
    ]


def test_a_place_to_sign_keeps_what_it_signs_on_its_page():
    block = [(24, 40, "For Party A"), (24, 45, "(Signature, full name, seal)"), (24, 110, "Sam Example")]
    assert ("page.signature", 2, 42) in found([FULL, page(2, 2, block)])
    above = lines(25, 30, 35)
    assert found([FULL, page(2, 2, [*above, *block])]) == []
    torn = page(1, 2, [*lines(*range(30, 260, 10)), (24, 270, "(Signature, full name, seal)")])
    assert ("page.signature", 1, 267) in found([torn, page(2, 2, lines(*range(30, 200, 10)))])


def test_every_advice_is_said_in_all_languages_and_keeps_nothing_from_going_out():
    pages = [FULL, page(2, 2, [*lines(25, 30), (24, 40, "Small", 5), (24, 60, "####")])]
    problems = measured(printed(*pages), ENGLISH)
    assert {p.code for p in problems} == {"page.thin", "page.small", "page.cut"}
    assert all(p.is_advice and p.line(lang) for p in problems for lang in LANGS)
    assert problems[0].line("en").startswith("Page 2: ")


def test_what_is_no_pdf_has_no_pages():
    assert measured(b"no pdf", ENGLISH) == ()
