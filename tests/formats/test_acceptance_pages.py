"""The pages of the acceptance flow's forms: how they are laid out, what each says to whom, and that they are read back."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import word
from casedrop.forms.canonical import canonical
from casedrop.forms.validate import judge, merge
from casedrop.language.problem import LANGS
from shipped import W, body, facts, filled, form, part, parts, read_back, said, sample, template, without
from strategies import answers, examples

RETURNING = ("acceptance-plan", "acceptance-report")
HELD_BACK = {
    ("acceptance-plan", "customer"): ("/leftovers", "/inside/remarks"),
    ("acceptance-report", "signing"): (
        "/customer/short_name",
        "/customer/code",
        "/customer/contact/phone",
        "/customer/contact/email",
    ),
}
"""What the page that goes to a customer does not say."""
SHEETS = (*RETURNING, "originals-handover")
"""All but the labels, which are cut out and have neither title nor rows."""
LAW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
HOLDERS = {"vi": "Phòng Tài chính Bên B", "zh-Hans": "乙方财务部", "zh-Hant": "乙方財務部", "en": "Company Finance"}


def copy(k: int, lang: str) -> dict:
    return facts("signing", copy=k, copies=4, holder=HOLDERS[lang])


def text(name: str, lang: str, around: dict, **changes: object) -> str:
    return said(filled(name, lang, sample(name, lang) | changes, around))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHEETS)
def test_tables_never_touch_once_filled(name, lang):
    for stage in parts(name):
        document = part(filled(name, lang, sample(name, lang), facts(stage)), "word/document.xml")
        touching = [t for t in document.iter(f"{W}tbl") if t.getnext() is not None and t.getnext().tag == t.tag]
        assert touching == []


def heights(table) -> list[float]:
    """The heights of a table's rows in millimetres."""
    return [int(height.get(f"{W}val")) * 25.4 / 1440 for height in table.iter(f"{W}trHeight")]


@pytest.mark.parametrize(("lang", "least"), [("vi", 45), ("zh-Hans", 56), ("zh-Hant", 56), ("en", 56)])
def test_both_sign_and_seal_beside_the_clause_and_nothing_leaves_its_page(lang, least):
    document = part(filled("acceptance-report", lang, {}, facts("signing")), "word/document.xml")
    signed = list(document.iter(f"{W}tbl"))[-1]
    before = next(e for e in signed.itersiblings(preceding=True) if "".join(e.itertext()).strip())
    loose = [p for e in (signed, before) for p in e.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None]
    assert loose == []
    assert sum(heights(signed)[1:]) >= least


def test_eight_labels_fill_a_page_of_two_columns():
    page = body("shelf-label").find(f"{W}body/{W}sectPr")
    margins, (height,) = page.find(f"{W}pgMar"), heights(body("shelf-label"))
    text_height = (16838 - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))) * 25.4 / 1440
    assert (page.find(f"{W}cols").get(f"{W}num"), text_height // height) == ("2", 4)


@pytest.mark.parametrize(("name", "lang"), [*product(RETURNING, LANGS)])
@LAW
@given(data=st.data())
def test_what_was_filled_is_what_is_read_at_every_stage(name, lang, data):
    """A stage's document holds back only what is internal, and asks only for its own part."""
    stage = data.draw(st.sampled_from(parts(name)))
    found, _ = canonical(data.draw(answers(form(name))), form(name))
    reading = read_back(name, lang, stage, found)

    for pointer in HELD_BACK.get((name, stage), ()):
        found = drop(name, found, pointer)
    assert (reading.answers, reading.problems, reading.stamp) == (found, (), "S")


def drop(name: str, found: dict, pointer: str) -> dict:
    """The answers less what stands at a pointer, if anything does."""
    *above, last = pointer.strip("/").split("/")
    there = found
    for key in above:
        there = there.get(key, {})
    return canonical(without(found, *above, last), form(name))[0] if last in there else found


@pytest.mark.parametrize("lang", LANGS)
def test_the_customers_plan_has_nothing_internal_and_comes_back_whole(lang):
    """ACC-1; documents that go out say nothing internal."""
    plan, found = form("acceptance-plan"), sample("acceptance-plan", lang)
    document = filled("acceptance-plan", lang, found, facts("customer"), plan.writable("customer"))
    inside = filled("acceptance-plan", lang, found, facts("colleagues"), plan.writable("colleagues"))
    secrets = [found["inside"]["remarks"], *found["leftovers"].split("\n")]

    assert [secret for secret in secrets if secret in said(document)] == []
    assert [secret for secret in secrets if secret not in said(inside)] == []
    reading = word.read(document, plan, lang, template("acceptance-plan"))
    assert judge(plan, "customer", reading, merge(plan, "customer", {}, found)) == (found, ())


@pytest.mark.parametrize(
    ("lang", "stage", "at_the_foot"),
    [
        ("vi", "colleagues", "Lưu hành nội bộ"),
        ("vi", "customer", "Bản gửi khách hàng"),
        ("zh-Hans", "colleagues", "内部资料"),
        ("zh-Hans", "customer", "客户留存"),
    ],
)
def test_a_plan_says_for_whom_it_is(lang, stage, at_the_foot):
    footer = part(filled("acceptance-plan", lang, sample("acceptance-plan", lang), facts(stage)), "word/footer1.xml")
    assert at_the_foot in "".join(footer.itertext())


@pytest.mark.parametrize(
    ("lang", "clause", "own", "foot"),
    [
        (
            "vi",
            "Biên bản này được lập thành 04 (bốn) bản có giá trị như nhau, Bên A giữ 02 (hai) bản, Bên B giữ 02 (hai) bản "
            "(Phòng Tài chính 01, hồ sơ Phòng Dịch vụ 01).",
            "Đây là bản số 3/4, do Phòng Tài chính Bên B giữ.",
            "Bản 3/4 – Phòng Tài chính Bên B giữ",
        ),
        (
            "zh-Hans",
            "本报告一式肆份，甲方执贰份，乙方执贰份（财务部、服务部档案各壹份），各份具有同等效力。",
            "本份为第3份，由乙方财务部留存。",
            "第3份（共4份）　乙方财务部留存",
        ),
        (
            "zh-Hant",
            "本報告一式肆份，甲方執貳份，乙方執貳份（財務部、服務部檔案各壹份），各份具同等效力。",
            "本份為第3份，由乙方財務部留存。",
            "第3份（共4份）　乙方財務部留存",
        ),
        (
            "en",
            "This report is made in four originals of equal force: two for the Customer, two for the Company (Finance; "
            "Service department archive).",
            "This is original 3 of 4",
            "Original 3 of 4 – held by Company Finance",
        ),
    ],
)
def test_each_of_four_originals_says_which_it_is_and_who_holds_it(lang, clause, own, foot):
    """ACC-4"""
    third, none = (text("acceptance-report", lang, around) for around in (copy(3, lang), facts("reporting")))
    assert [words in third for words in (clause, own, foot)] == [True, True, True]
    assert [words in none for words in (clause, own, foot)] == [True, False, False]


@pytest.mark.parametrize("lang", LANGS)
def test_originals_differ_only_in_what_they_say_of_themselves(lang):
    """ACC-4"""
    first, second = (text("acceptance-report", lang, copy(k, lang)).split("\n") for k in (1, 2))
    assert len(first) == len(second)
    assert sum(a != b for a, b in zip(first, second, strict=True)) == 2


@pytest.mark.parametrize(("lang", "edition"), [*product(LANGS, ("basic", "standard", "enterprise", "suite"))])
def test_the_criteria_are_those_of_the_edition(lang, edition):
    """ACC-5"""
    report = form("acceptance-report")
    criteria = {key: words[lang] for key, words in report.texts.items() if key.startswith("criteria_")}
    told = text("acceptance-report", lang, facts("signing"), edition=edition)
    assert [key for key, words in criteria.items() if words in told] == [f"criteria_{edition}"]


@pytest.mark.parametrize(
    ("lang", "part_six", "not_applicable"),
    [
        ("vi", "Điều 6. Nghiệm thu lại", "Không áp dụng"),
        ("zh-Hans", "第六条　再次验收安排", "不适用"),
        ("en", "Article 6. Next acceptance", "Not applicable"),
    ],
)
def test_the_next_acceptance_stands_there_or_is_not_applicable(lang, part_six, not_applicable):
    again = sample("acceptance-report", "en")["next"]
    once, twice = (text("acceptance-report", lang, facts("signing"), next=n) for n in ({}, again))
    assert [(words in once, words in twice) for words in (part_six, not_applicable)] == [(False, True), (True, False)]


@pytest.mark.parametrize(
    ("lang", "opening"),
    [
        ("vi", "Hôm nay, ngày 26 tháng 5 năm 2026, tại văn phòng Bên A"),
        ("vi", "Độc lập - Tự do - Hạnh phúc"),
        ("vi", "Căn cứ Hợp đồng số HD-2026-0091 ký ngày 27 tháng 3 năm 2026 giữa Công ty TNHH Bánh Mì Trên Mây và"),
        ("zh-Hans", "云朵样板学院在线教学平台（标准版）实施项目"),
        (
            "zh-Hans",
            "甲、乙双方依据2025年9月8日签订的合同（编号HT-2025-0908），于2026年3月18日在云朵样板学院信息楼302会议室",
        ),
    ],
)
def test_the_report_opens_as_its_language_does(lang, opening):
    assert opening in text("acceptance-report", lang, facts("signing"))


@pytest.mark.parametrize(
    ("lang", "conclusion", "verdict"),
    [("vi", "passed", "ĐẠT"), ("zh-Hans", "passed-with-problems", "合格"), ("en", "failed", "Failed")],
)
def test_the_verdict_stands_large_in_the_only_frame_of_the_page(lang, conclusion, verdict):
    document = part(
        filled(
            "acceptance-report", lang, sample("acceptance-report", lang) | {"conclusion": conclusion}, facts("signing")
        ),
        "word/document.xml",
    )
    styled = [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Verdict']") is not None]
    assert ["".join(p.itertext()) for p in styled] == [verdict]


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_to_sign_says_nothing_only_we_know_the_customer_by(lang):
    found = sample("acceptance-report", lang)
    inner = {found["customer"]["code"], found["customer"]["contact"]["email"]}
    told = {stage: text("acceptance-report", lang, facts(stage)) for stage in ("reporting", "signing")}
    assert {stage: {one for one in inner if one in said_there} for stage, said_there in told.items()} == {
        "reporting": inner,
        "signing": set(),
    }


def test_a_report_to_sign_shows_no_asterisk_and_asks_nobody_to_fill():
    report = form("acceptance-report")
    document = filled(
        "acceptance-report", "en", sample("acceptance-report", "en"), facts("signing"), report.writable("signing")
    )
    assert ("*" in said(document), "Fill in the tinted parts" in said(document)) == (False, False)
    tags = {tag.get(f"{W}val") for tag in part(document, "word/document.xml").iter(f"{W}tag")}
    assert tags == {f"/{who}_signed/{what}" for who in ("customer", "company") for what in ("name", "title", "on")}


def test_the_handover_sheet_counts_its_originals():
    told = text("originals-handover", "vi", facts())
    assert [words in told for words in ("Tổng cộng: 03 bản.", "3/4", "Hồ sơ Phòng Dịch vụ Bên B")] == [True, True, True]
