"""The forms as data: samples that hold, wordings in every language, rules that catch what they are for."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from casedrop.config.forms import read_form
from casedrop.core.canonical import canonical
from casedrop.core.form import Form
from casedrop.core.judge import judge
from casedrop.core.model import LANGS, Reading
from casedrop.core.templating import environment, scene

ROOT = Path(__file__).parents[2]
HOME = ROOT / "forms" / "customization"
IDS = ("customization-quote", "contract-appendix", "agreement-record", "project-start-notice", "handover-record")
SIMPLIFIED = "这们来时说对书买卖价报单员户产发开关认识设计划软网络项显试审阅须后经办务请让该证额总签订际质续缴"
"""Letters no Traditional text has (or, like 后, has only in names)."""
TRADITIONAL = "這們來時說對書買賣價報單員戶產發開關認識設計劃軟網絡項顯試審閱須後經辦務請讓該證額總簽訂際質續繳"


def form(name: str) -> Form:
    found, _ = read_form(ROOT, HOME / f"{name}.yaml")
    assert found is not None
    return found


def sample(name: str, lang: str) -> dict:
    return json.loads((HOME / f"{name}.sample.{lang}.json").read_text(encoding="utf-8"))


def parts(name: str) -> list[str]:
    return ["", *dict.fromkeys(f.stage for f in form(name).fields if f.stage)]


def problems(name: str, part: str, answers: dict) -> list[tuple[str, str]]:
    _, found = judge(form(name), part, Reading(answers=answers), answers)
    return [(p.code, p.pointer) for p in found]


def without(answers: dict, *path: str) -> dict:
    """The answers less what stands at a path."""
    head, *rest = path
    inner = {head: without(answers[head], *rest)} if rest else {}
    return {k: v for k, v in answers.items() if k != head} | inner


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_a_sample_is_right_at_every_stage(name, lang):
    assert canonical(sample(name, lang), form(name)) == (sample(name, lang), ())
    assert {part: problems(name, part, sample(name, lang)) for part in parts(name)} == {p: [] for p in parts(name)}


@pytest.mark.parametrize("name", IDS)
def test_a_sample_leaves_no_field_unshown_in_all_languages_together(name):
    def filled(value: object, at: str = "") -> set[str]:
        if isinstance(value, dict):
            return {p for k, v in value.items() for p in filled(v, f"{at}/{k}")}
        return {p for row in value for p in filled(row, f"{at}/-")} if isinstance(value, list) else {at}

    shown = set().union(*(filled(sample(name, lang)) for lang in LANGS))
    assert set(form(name).by_pointer) - shown <= {"/decline_reason"}


@pytest.mark.parametrize("name", IDS)
def test_every_wording_is_there_in_four_languages(name):
    made = form(name)
    wordings = {"titles": made.titles, "names": made.names, **made.texts}
    wordings |= {f.pointer: f.labels for f in made.fields}
    wordings |= {f"{f.pointer}={key}": said for f in made.fields for key, said in f.choices.items()}
    wordings |= {f"check {k}": check.say for k, check in enumerate(made.checks)}
    assert {where: set(LANGS) - set(said) for where, said in wordings.items() if set(LANGS) - set(said)} == {}


@pytest.mark.parametrize(("lang", "strange"), [("zh-Hant", SIMPLIFIED), ("zh-Hans", TRADITIONAL)])
@pytest.mark.parametrize("name", IDS)
def test_no_letter_of_the_other_script(name, lang, strange):
    made = form(name)
    said = [
        made.titles,
        *made.texts.values(),
        *(f.labels for f in made.fields),
        *(f.hints for f in made.fields if f.hints),
    ]
    said += [words for f in made.fields for words in f.choices.values()] + [check.say for check in made.checks]
    text = json.dumps(sample(name, lang), ensure_ascii=False) + "".join(words[lang] for words in said)
    assert set(text) & set(strange) == set()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_labels_are_short_and_have_no_colon(name, lang):
    longest = 8 if lang.startswith("zh") else 20
    labels = [f.labels[lang] for f in form(name).fields]
    assert [label for label in labels if len(label) > longest or label.endswith((":", "："))] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_quote_adds_up(lang):
    said = sample("customization-quote", lang)
    subtotal = sum(Decimal(row["price"]) for row in said["items"])
    tax = Decimal(said.get("vat_amount", 0))
    assert (Decimal(said["subtotal"]), Decimal(said["total"])) == (subtotal, subtotal + tax)
    assert tax == subtotal * Decimal(said.get("vat_rate", 0)) / 100
    assert said["days_total"] == sum(row["days"] for row in said["items"])


def test_nothing_internal_is_in_what_a_customer_gets():
    internal = {"budget", "review", "cost", "talks", "note", "reason", "benefit", "technical", "sales_person"}
    outgoing = [name for name in IDS if not form(name).internal]
    names = {part for name in outgoing for pointer in form(name).by_pointer for part in pointer.split("/")}
    assert names & internal == set()


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("vi", "Báo giá tùy biến Bánh Mì Trên Mây (18.03.26)"),
        ("zh-Hans", "定制开发报价单 纸鸢图书（17.04.26）"),
        ("zh-Hant", "客製化開發報價單 紙鶴茶餐廳（22.05.26）"),
        ("en", "Customization Quotation Paper Lantern (12.06.26)"),
    ],
)
def test_the_quotes_file_name_bears_customer_and_day(lang, name):
    """CUS-6"""
    quote = form("customization-quote")
    names = scene(quote, lang, sample("customization-quote", lang), {})
    assert environment(lang, quote, escape=False).from_string(quote.names[lang]).render(names) == name


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"agreed": "no"}, [("required", "/decline_reason")]),
        ({"agreed_on": "2026-03-17"}, [("check", "/agreed_on")]),
        ({"contract": {"number": "HD-1", "signed_on": "2026-03-23"}}, [("check", "/contract/signed_on")]),
    ],
)
def test_what_sales_may_not_say_of_an_agreement(change, found):
    assert problems("agreement-record", "quoted", sample("agreement-record", "vi") | change) == found


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("quoted", ("agreed",)),
        ("quoted", ("agreed_on",)),
        ("quoted", ("contract", "number")),
        ("quoted", ("contract", "signed_on")),
        ("awaiting-payment", ("payment", "paid_on")),
        ("awaiting-payment", ("payment", "amount")),
        ("starting", ("plan", "start")),
        ("starting", ("plan", "end")),
        ("starting", ("plan", "lead", "name")),
    ],
)
def test_what_a_stage_of_the_agreement_must_say(part, path):
    assert ("required", "/" + "/".join(path)) in problems(
        "agreement-record", part, without(sample("agreement-record", "vi"), *path)
    )


def test_a_project_does_not_end_before_it_starts():
    said = sample("agreement-record", "vi")
    said["plan"]["end"] = "2026-04-05"
    assert problems("agreement-record", "starting", said) == [("check", "/plan/end")]


@pytest.mark.parametrize(
    ("conclusion", "result", "found"),
    [
        ("accepted", "passed", []),
        ("accepted", "failed", [("check", "/conclusion")]),
        ("rework", "failed", []),
    ],
)
def test_a_failed_item_is_not_accepted(conclusion, result, found):
    said = sample("handover-record", "en") | {"conclusion": conclusion}
    said["items"][0]["result"] = result
    assert problems("handover-record", "running", said) == found


def test_every_item_handed_over_has_a_result():
    said = sample("handover-record", "vi")
    del said["items"][1]["result"]
    assert problems("handover-record", "running", said) == [("required", "/items/1/result")]


@pytest.mark.parametrize(
    ("lang", "start", "progress"),
    [
        ("vi", "khởi động", "tiến độ"),
        ("zh-Hans", "启动", "进度"),
        ("zh-Hant", "啟動", "進度"),
        ("en", "Start", "Progress"),
    ],
)
def test_the_notice_tells_of_progress_once_a_milestone_is_done(lang, start, progress):
    notice, said = form("project-start-notice"), sample("project-start-notice", lang)
    fresh = [{k: v for k, v in row.items() if k != "done_on"} for row in said["milestones"]]
    done = [fresh[0] | {"done_on": "2026-04-10"}, *fresh[1:]]

    def heading(rows: list[dict]) -> str:
        names = scene(notice, lang, said | {"milestones": rows}, {"doc": {}, "company": {}})
        return environment(lang, notice, escape=False).from_string("{{ text('heading') }}").render(names)

    assert start in heading(fresh)
    assert progress in heading(done)
