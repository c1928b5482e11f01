"""Data of the example company in somebody else's settings is told (U9); a currency without words says so (U3)."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from casedrop.language.currency import PLACES
from casedrop.workspace.checks.company import check_company
from casedrop.workspace.checks.terms import check_terms
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import with_currencies
from casedrop.workspace.settings import read_settings
from casedrop.workspace.workspace import Workspace, _book
from shipped import ROOT


def told(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = (ROOT / "casedrop.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "casedrop.toml").write_text(text, encoding="utf-8")
    (folder / "templates").mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates/logo.png", folder / "templates")
    settings, problems = read_settings(folder)
    assert settings is not None, problems
    found = check_company(Workspace(folder, settings, _book(settings, {}, {}, {})))
    return [f"{p.code} {p.args.get('key', '')}{p.args.get('path', '')}" for p in found]


def test_u9_the_example_company_itself_is_left_alone(tmp_path):
    assert told(tmp_path) == []


def test_u9_what_another_company_still_has_of_it_is_told(tmp_path):
    own = [
        (f'"{name}"', '"Mây"')
        for name in ("Công ty CP Phần mềm Thuyền Giấy", "纸船示例软件有限公司", "紙船示例軟件有限公司")
    ]
    found = told(
        tmp_path, *own, ('"Paper Boat Software JSC"', '"Cloud"'), ('phone = "028 5550 0147"', 'phone = "024 3000 1000"')
    )
    assert {
        f"settings.example {key}" for key in ("email", "tax_code", "address", "signer.name", "contact.phone", "logo")
    } <= set(found)
    assert not {"settings.example name", "settings.example phone", "settings.example signer.title"} & set(found)


@pytest.mark.parametrize(("currency", "said"), [("THB", ["settings.no-words "]), ("JPY", []), ("EUR", [])])
def test_u3_a_currency_without_words_is_told(tmp_path, currency, said):
    found = told(tmp_path, ('currency = "VND"', f'currency = "{currency}"'))
    assert [one for one in found if one.startswith("settings.no-words")] == said


def test_a_logo_that_is_not_there_is_told(tmp_path):
    assert told(tmp_path, ('logo = "templates/logo.png"', 'logo = "logo.svg"'))[0] == "path.unknown logo.svg"


def test_u3_a_choice_of_currencies_offers_the_offices_own():
    schema = {"properties": {"currency": {"enum": ["VND"], "x-currency": True, "x-choices": {"VND": {}}}}}
    said = with_currencies(schema, ("VND", "THB"))["properties"]["currency"]
    assert (said["enum"], said["x-choices"]["THB"]["vi"]) == (["VND", "THB"], "THB")


def fixed(schema: object) -> bool:
    """Whether a schema offers currencies, and only those."""
    if isinstance(schema, list):
        return any(map(fixed, schema))
    if not isinstance(schema, dict):
        return False
    own = "VND" in schema.get("enum", ()) and "x-choices" in schema and "x-currency" not in schema
    return own or any(map(fixed, schema.values()))


def test_u3_choices_of_a_currency_in_the_shipped_forms_offer_the_offices_own():
    found = {p.name for p in (ROOT / "schemas").rglob("*.json") if fixed(json.loads(p.read_text(encoding="utf-8")))}
    assert found == {"data-import-record.schema.json"}  # boxes to tick, not a list


def test_what_a_company_does_not_say_is_empty_in_documents():
    said = letterhead({"name": "Mây", "phone": "1", "bank": [{"account": "7", "name": "B", "currency": "VND"}]}, "vi")
    assert (said["contact_line"], said["bank_line"], said["footer"]) == ("1", "7 VND – B", "")
    assert letterhead({"name": "Mây", "tax_code": "9", "website": "w"}, "en")["contact_line"] == "Tax code 9  ·  w"


def test_the_shipped_currency_is_one():
    company = tomllib.loads((ROOT / "casedrop.toml").read_text(encoding="utf-8"))["company"]
    assert company["currency"] in PLACES


HALVES = """
[[company.instalments]]
share = "50"
due = "start"

[[company.instalments]]
share = "50"
due = "handover"
"""


@pytest.mark.parametrize(
    ("payment", "instalments", "told"),
    [
        ("50% khi ký; 50% khi bàn giao", "", ["100 %"]),
        ("30 % on signing, 70 % on hand-over", HALVES, ["50 %, 50 %"]),
        ("签约时付50％，交付时付50％", HALVES, []),
        ("In full before the work begins", "", []),
        ("Within 5 days; 2% off if paid at once", "", []),
    ],
)
def test_w11_the_terms_in_words_are_those_in_figures(tmp_path, payment, instalments, told):
    text = (ROOT / "casedrop.toml").read_text(encoding="utf-8")
    was = "Thanh toán một lần khi ký phụ lục hợp đồng, trước khi thực hiện"
    assert was in text
    (tmp_path / "casedrop.toml").write_text(text.replace(was, payment) + instalments, encoding="utf-8")
    settings, problems = read_settings(tmp_path)
    assert settings is not None, problems
    found = [*check_terms(Workspace(tmp_path, settings, _book(settings, {}, {}, {})))]
    assert [p.args["shares"] for p in found] == told
