"""The forms of customization as data: what their rules catch, how they are called, and that nothing internal goes out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casedrop.forms.template import environment, scene
from casedrop.language.problem import LANGS
from shipped import CUSTOMIZATION as IDS
from shipped import form, problems, sample, without


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
        ("zh-Hans", "定制开发报价单 纸鸢图书（2026.04.17）"),
        ("zh-Hant", "客製化開發報價單 紙鶴茶餐廳（2026.05.22）"),
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
