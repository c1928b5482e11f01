"""The forms of classroom training: samples that hold, rules that catch what they are for, pages that are read back."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import word
from casedrop.forms.canonical import canonical
from casedrop.forms.template import environment, scene
from casedrop.forms.validate import judge, merge
from casedrop.language.problem import LANGS
from formats.test_form_pages import TEXT
from shipped import FACTS, W, body, form, part, printed, problems, said, sample, template, without
from shipped import TRAINING as IDS
from strategies import answers, examples

RETURNING = IDS[:4]
PARTS = {"training-reply": ("", "reply")}
SHEETS = tuple(name for name in IDS if name != "training-certificate")
LAW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
QUESTIONS = ("content", "pace", "lecturer", "material", "room", "organisation", "overall")


def filled(name: str, lang: str, found: dict, stage: str = "", **doc: str) -> bytes:
    around = FACTS | {"doc": FACTS["doc"] | {"part": stage, "copy": ""} | doc}
    writable = form(name).writable(stage) if form(name).returns else frozenset()
    return word.fill(template(name), form(name), lang, found, writable=writable, stamp="S", facts=around)


def text(name: str, lang: str, **changes: object) -> str:
    return said(filled(name, lang, sample(name, lang) | changes))


@pytest.mark.parametrize(
    ("name", "lang", "file"),
    [
        ("training-application", "zh-Hant", "軟件交付安裝及培訓申請表 紙鶴茶餐廳"),
        ("user-registration", "en", "Registered User Card Paper Lantern"),
        ("training-notice", "vi", "Thông báo tổ chức khóa đào tạo Bánh Mì Trên Mây (18.05.26)"),
        ("training-notice", "zh-Hant", "客戶培訓通知單 紙鶴茶餐廳（2026-07-27）"),
        ("trainee-record", "zh-Hans", "客户培训档案 云朵学院（刘样本）"),
        ("training-survey", "vi", "Phiếu khảo sát sau đào tạo Trần Thị Thí Dụ"),
        ("training-survey", "zh-Hant", "培訓情況調查表 紙鶴茶餐廳集團有限公司"),
        ("training-certificate", "zh-Hant", "軟件培訓合格證 何例子"),
    ],
)
def test_a_file_is_named_for_whom_it_is(name, lang, file):
    names = scene(form(name), lang, sample(name, lang), {})
    assert environment(lang, form(name), escape=False).from_string(form(name).names[lang]).render(names) == file


@pytest.mark.parametrize(
    ("name", "stage", "path"),
    [
        ("training-application", "", "/contract/number"),
        ("training-application", "", "/installation/install_on"),
        ("training-application", "", "/attendees_expected"),
        ("training-application", "", "/modules"),
        ("training-application", "", "/applied_by"),
        ("user-registration", "", "/registration_no"),
        ("user-registration", "", "/serial"),
        ("user-registration", "", "/maintenance/until"),
        ("training-reply", "reply", "/coming"),
        ("training-reply", "reply", "/replied_by"),
        ("training-survey", "", "/ratings/overall"),
    ],
)
def test_what_a_drop_must_say(name, stage, path):
    """TRN-1, TRN-3, TRN-5"""
    found = without(sample(name, "vi"), *path.strip("/").split("/"))
    assert problems(name, stage, found) == [("required", path)]


@pytest.mark.parametrize("path", [("attendee",), ("ratings", "room")])
def test_a_survey_may_leave_out_the_name_and_the_room(path):
    assert problems("training-survey", "", without(sample("training-survey", "vi"), *path)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            {"installation": {"delivered_on": "2026-03-26", "install_on": "2026-05-11", "mode": "onsite"}},
            "delivered_on",
        ),
        ({"installation": {"delivered_on": "2026-05-12", "install_on": "2026-05-11", "mode": "onsite"}}, "install_on"),
    ],
)
def test_contract_delivery_and_installation_follow_each_other(change, found):
    told = problems("training-application", "", sample("training-application", "vi") | change)
    assert told == [("check", f"/installation/{found}")]


@pytest.mark.parametrize(("wished", "found"), [("2026-05-10", [("check", "/wished_dates")]), ("2026-05-11", [])])
def test_the_first_training_comes_after_the_installation(wished, found):
    """TRN-8"""
    change = {"wished_dates": [{"from": wished}]}
    assert problems("training-application", "", sample("training-application", "vi") | change) == found


def test_no_maintenance_ends_before_it_begins():
    change = {"maintenance": {"from": "2026-05-11", "until": "2026-05-10"}}
    found = problems("user-registration", "", sample("user-registration", "vi") | change)
    assert found == [("check", "/maintenance/until")]


@pytest.mark.parametrize(
    ("said_", "found"),
    [
        ({"coming": "yes"}, [("required", "/attendees")]),
        ({"coming": "yes", "attendees": [{"name": "何例子"}]}, []),
        ({"coming": "no"}, [("check", "/other_time")]),
        ({"coming": "no", "remarks": "會計部未能抽調人手。"}, []),
        ({"coming": "no", "other_time": [{"from": "2026-08-10"}]}, []),
        ({"coming": "no", "remarks": "未能出席。", "attendees": [{"name": "何例子"}]}, [("check", "/attendees")]),
    ],
)
def test_who_comes_says_who_and_who_does_not_says_when_or_why(said_, found):
    """TRN-3"""
    known = {"replied_by": "陳例芬", "replied_on": "2026-07-15"}
    slip = sample("training-reply", "zh-Hant")
    slip = {k: v for k, v in slip.items() if form("training-reply").schema["properties"][k].get("x-stage") != "reply"}
    assert problems("training-reply", "reply", slip | known | said_) == found


@pytest.mark.parametrize("name", SHEETS)
def test_tables_are_as_wide_as_the_text_and_repeat_their_heads(name):
    widths = [sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) for table in body(name).iter(f"{W}tbl")]
    assert [width for width in widths if abs(width - TEXT) > 4] == []
    rows = list(body(name).iter(f"{W}tr"))
    assert [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None] == []
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len({row.getparent() for row in heads if not names_section(row)}) == len(form(name).tables)
    assert [row for row in rows if names_section(row) and row not in heads] == []


def names_section(row) -> bool:
    """Whether it is the band over a section."""
    return any(is_band(paragraph) for paragraph in row.iter(f"{W}p"))


def is_band(paragraph) -> bool:
    """Whether it names a section: its style holds it to what follows."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in ("Band", "BandOurs")


@pytest.mark.parametrize("name", ["user-registration", "training-reply"])
def test_the_customers_seal_has_its_place_and_stays_with_the_signature(name):
    sealed = list(body(name).iter(f"{W}tbl"))[-1]
    assert [p for p in sealed.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None and not is_band(p)] == []
    heights = [int(height.get(f"{W}val")) * 25.4 / 1440 for height in sealed.iter(f"{W}trHeight")]
    rows = list(sealed.iter(f"{W}tr"))
    under = [bool(row.findall(f"{W}tc/{W}tcPr/{W}vMerge")) for row in rows]
    assert sum(high for high, is_beside in zip(heights, under, strict=True) if is_beside) > 36


def test_the_certificate_lies_across_in_a_frame_that_leaves_the_code_alone():
    """The code of every PDF begins 10.1 mm below the upper edge, with 1.4 mm wiped clear around it."""
    page = body("training-certificate").find(f"{W}body/{W}sectPr")
    assert [page.find(f"{W}pgSz").get(W + side) for side in ("w", "h", "orient")] == ["16838", "11906", "landscape"]
    top = page.find(f"{W}pgBorders/{W}top")
    thick = 3 * int(top.get(f"{W}sz")) / 8
    assert (int(top.get(f"{W}space")) + thick) * 25.4 / 72 < 10.1 - 1.4


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_a_filled_one_shows_its_number_no_template_and_no_other_language(name, lang):
    told = text(name, lang)
    assert re.findall(r"\{\{|\{%|None|undefined|\bcustomer\.", told) == []
    assert "X-2026-0001" in told
    foreign = {"vi": "一-鿿", "en": "一-鿿ạ-ỹđơư", "zh-Hans": "ạ-ỹđơư", "zh-Hant": "ạ-ỹđơư"}[lang]
    told = told.replace(FACTS["company"]["name"], "").replace(FACTS["company"]["address"], "")
    assert re.findall(f"[{foreign}]", told) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_an_empty_one_can_be_made_and_its_tables_never_touch(name, lang):
    document = filled(name, lang, {}, number="", date="")
    assert "{" not in said(document)
    tables = part(document, "word/document.xml").iter(f"{W}tbl")
    assert [t for t in tables if t.getnext() is not None and t.getnext().tag == t.tag] == []


@pytest.mark.parametrize(("name", "lang"), [*product(RETURNING, LANGS)])
@LAW
@given(data=st.data())
def test_what_was_filled_is_what_is_read_at_every_stage(name, lang, data):
    stage = data.draw(st.sampled_from(PARTS.get(name, ("",))))
    found, _ = canonical(data.draw(answers(form(name))), form(name))

    reading = word.read(filled(name, lang, found, stage), form(name), lang, template(name))

    assert (reading.answers, reading.problems, reading.stamp) == (printed(name, stage, found), (), "S")


@pytest.mark.parametrize("lang", LANGS)
def test_a_slip_asks_only_for_the_reply_and_comes_back_whole(lang):
    """TRN-2"""
    slip, found = form("training-reply"), sample("training-reply", lang)
    document = filled("training-reply", lang, found, "reply")
    tags = {tag.get(f"{W}val") for tag in part(document, "word/document.xml").iter(f"{W}tag")}
    asked = ("/coming", "/attendees", "/other_time", "/remarks", "/replied")
    assert [tag for tag in tags if not tag.startswith(asked)] == []
    reading = word.read(document, slip, lang, template("training-reply"))
    assert judge(slip, "reply", reading, merge(slip, "reply", {}, found)) == (found, ())


def test_every_question_has_five_boxes_in_one_row():
    tags = [tag.get(f"{W}val") for tag in body("training-survey").iter(f"{W}tag")]
    boxes = [f"/ratings/{question}={mark}" for question in QUESTIONS for mark in (5, 4, 3, 2, 1)]
    assert [tag for tag in tags if tag.startswith("/ratings/")] == boxes


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        ("training-notice", "zh-Hant", "請於2026年7月17日或之前填妥隨附之《培訓通知反饋單》"),
        ("training-notice", "zh-Hans", "请于2025年11月28日（含当日）前填妥所附《培训通知反馈单》"),
        ("training-notice", "vi", "gửi lại Phòng Đào tạo chậm nhất ngày 08 tháng 5 năm 2026."),
        ("training-notice", "en", "return it to our Training department no later than 7 August 2026."),
        ("training-notice", "zh-Hant", "培訓內容（共18課時）"),
        ("training-notice", "vi", "Nội dung đào tạo (tổng cộng 17 tiết)"),
        ("training-reply", "zh-Hant", "請於此日或之前交回\n2026-07-17"),
        ("training-reply", "zh-Hant", "請填妥底色部分後交回，電郵：a@b.example。"),
        ("training-result-notice", "zh-Hant", "下列2名學員考核不合格或缺席"),
        ("training-result-notice", "vi", "phản hồi cho Phòng Đào tạo chậm nhất ngày 01 tháng 6 năm 2026."),
        ("training-result-notice", "en", "the following trainee did not pass"),
        ("training-certificate", "zh-Hant", "參加「財務系統總帳及報表」課程，"),
        ("training-certificate", "vi", "đã hoàn thành khóa đào tạo “Kế toán kho và giá thành trên Thuyền Giấy ERP”"),
    ],
)
def test_a_document_says_what_it_is_for_as_its_language_does(name, lang, words):
    """TRN-2, TRN-6"""
    assert words in text(name, lang)


@pytest.mark.parametrize(
    ("kind", "words"), [("class", "舉辦集中培訓"), ("onsite", "安排上門培訓"), ("topic", "舉辦專題培訓")]
)
def test_a_notice_opens_by_the_kind_of_training(kind, words):
    """TRN-7"""
    assert words in text("training-notice", "zh-Hant", kind=kind)


@pytest.mark.parametrize(("score", "shown"), [("92", True), ("", False)])
def test_a_certificate_says_a_score_only_where_there_is_one(score, shown):
    assert ("考核成績：" in text("training-certificate", "zh-Hant", score=score)) is shown
