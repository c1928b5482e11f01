"""An office of one's own (U8, U9): its flows with what they need, its roles, its languages, nothing of the shipped company."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import offices
from casedrop.flows import keywords
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from casedrop.workspace.create import begin, shipped
from casedrop.workspace.errors import FlowNeeded, LastFlow
from casedrop.workspace.making import change
from casedrop.workspace.making.prune import pruned, pruned_yaml
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.making.toml import written
from casedrop.workspace.yaml.source import plain, read_text

SHIPPED = shipped()


@pytest.fixture
def may(tmp_path: Path) -> Path:
    return offices.may(tmp_path)


def declared(root: Path) -> str:
    """What flows, forms, schemas and settings say, but for the names that people use of forms in whatever language."""
    said = [plain(read_text(path.read_text(encoding="utf-8"))) for path in (root / "forms").rglob("*.yaml")]
    said += [json.loads(path.read_text(encoding="utf-8")) for path in (root / "schemas").rglob("*.json")]
    said.append(tomllib.loads((root / "casedrop.toml").read_text(encoding="utf-8")))
    return json.dumps([{**one, "aliases": []} for one in said], ensure_ascii=False)


def test_check_names_only_what_is_still_to_be_filled(may):
    found = check(workspace.read(may))
    assert {p.code for p in found} == {"settings.placeholder"}
    assert all(p.is_advice for p in found)
    assert {"company.phone", "company.address", "company.signer.name"} <= {p.args["name"] for p in found}
    settings = may / "casedrop.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"…"', '"của ta"'), encoding="utf-8")
    assert check(workspace.read(may)) == []


def test_only_the_chosen_flows_and_roles_are_there(may):
    here = workspace.read(may)
    assert [*here.book.flows] == ["acceptance", "customization", "instalment"]  # which customization opens
    assert sorted(path.name for path in (may / "inbox").iterdir()) == sorted(here.settings.folders.values())
    assert here.settings.folders == {
        "sales": "Kinh doanh",
        "leader": "Trưởng nhóm kinh doanh",
        "technical": "Phòng Kỹ thuật",
        "director": "Giám đốc kinh doanh vùng",
        "manager": "Phụ trách khách hàng",
        "finance": "Phòng Tài chính",
        "implementation": "Quản lý triển khai",
        "customer-service": "Chăm sóc khách hàng",
        "clerk": "Văn thư",
    }


def test_nothing_of_other_languages_or_of_the_shipped_company_is_left(may):
    text = declared(may)
    assert not re.search(r'[\u4e00-\u9fff]|"(zh-Hans|zh-Hant|en)":', text)
    company = tomllib.loads((SHIPPED / "casedrop.toml").read_text(encoding="utf-8"))["company"]
    theirs = {company["phone"], company["email"], *company["name"].values(), *company["signer"]["name"].values()}
    assert [word for word in theirs if word in text] == []


def test_comments_and_order_of_a_flow_stay():
    text = (SHIPPED / "forms/customization/flow.yaml").read_text(encoding="utf-8")
    made = pruned_yaml(text, ["en"], keywords.uses)
    assert [line for line in made.splitlines() if "#" in line] == [line for line in text.splitlines() if "#" in line]
    assert "titles: Customization\n" in made
    assert "zh-Hans" not in made


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("titles: {vi: Một, en: One}\n", "titles: Một\n"),
        ("titles: &t {vi: Một, en: One}\nstages: {a: {titles: *t}}\n", "titles: &t Một\nstages: {a: {titles: *t}}\n"),
        ("titles:\n  vi: Một\n  en: One\nstart: a\n", "titles: Một\nstart: a\n"),
        ("titles:\n  en: One\n  vi: >\n    Một\n    hai\nstart: a\n", "titles:\n  vi: >\n    Một\n    hai\nstart: a\n"),
        (
            "stages: {a: {issues: [{form: f, to: b, with: {x: {vi: Một, en: One}}}]}}\n",
            "stages: {a: {issues: [{form: f, to: b, with: {x: {vi: Một}}}]}}\n",
        ),
    ],
    ids=["in a line", "with an anchor", "in lines", "in a block of text", "where expressions stand too"],
)
def test_texts_of_other_languages_are_cut_out(text, left):
    assert pruned_yaml(text, ["vi"], keywords.uses) == left


def test_a_text_that_has_none_of_the_languages_keeps_all():
    assert pruned({"titles": {"en": "One"}}, ["vi"]) == {"titles": {"en": "One"}}


def test_languages_that_are_choices_are_no_texts_by_language():
    choices = {"x-choices": {"zh-Hans": "簡體中文", "zh-Hant": "繁體中文"}}
    assert pruned(choices, ["zh-Hant"]) == choices


@pytest.mark.parametrize("lang", ["vi", "zh-Hans", "zh-Hant", "en"])
def test_the_register_of_an_office_of_one_language_is_well(tmp_path, lang):
    begin(tmp_path / "may", Office("Mây", (lang,), "VN", "Asia/Ho_Chi_Minh", "VND"), ["customer-register"], 2026)
    assert {p.code for p in check(workspace.read(tmp_path / "may"))} == {"settings.placeholder"}


def test_a_flow_is_added_with_what_it_needs(may):
    changed = may / "forms/customization/flow.yaml"
    changed.write_text(changed.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    added = change.add(workspace.read(may), workspace.read(SHIPPED), ["callback", "customization"])
    here = workspace.read(may)
    assert (added.flows, added.roles) == (("callback", "customer-register"), ("hotline", "monitor"))
    assert added.kept == ("forms/customization/flow.yaml",)
    assert changed.read_text(encoding="utf-8").endswith("# ours\n")
    assert here.settings.folder("hotline") == "Tổng đài hỗ trợ"
    assert {p.code for p in check(here)} == {"settings.placeholder"}


def test_a_flow_is_removed_with_the_forms_nothing_else_needs(may):
    removed = change.remove(workspace.read(may), ["customization"], "2026-11-30")
    here = workspace.read(may)
    assert (removed.flows, removed.folder) == (("customization",), ".casedrop/removed/2026-11-30-customization")
    assert "customization-quote" in removed.forms
    assert removed.idle == ("leader", "technical", "customer-service")
    assert (may / removed.folder / "templates/customization/customization-quote.docx").is_file()
    assert [*here.book.flows] == ["acceptance", "instalment"]
    assert {p.code for p in check(here)} == {"settings.placeholder"}


def test_a_flow_that_another_needs_goes_only_with_it(may):
    change.add(workspace.read(may), workspace.read(SHIPPED), ["trial"])
    with pytest.raises(FlowNeeded) as refused:
        change.remove(workspace.read(may), ["license"], "2026-11-30")
    assert refused.value.others == ("trial",)
    change.remove(workspace.read(may), ["license"], "2026-11-30", with_dependents=True)
    assert [*workspace.read(may).book.flows] == ["acceptance", "customization", "installation", "instalment"]


def test_the_last_flow_stays(may):
    with pytest.raises(LastFlow):
        change.remove(workspace.read(may), [*workspace.read(may).book.flows], "2026-11-30")


def test_settings_take_more_tables_without_losing_a_comment():
    text = '# ours\n[company]\nname = "Mây"  # so\n\n[roles.sales]\nvi = "Bán"\n'
    more = {"company": {"phone": "…", "signer": {"name": "…"}}, "roles": {"clerk": {"vi": "Văn thư"}}, "slips": {}}
    made = change.with_tables(text, more)
    assert made.startswith('# ours\n[company]\nphone = "…"\nname = "Mây"  # so\n')
    assert tomllib.loads(made)["roles"] == {"sales": {"vi": "Bán"}, "clerk": {"vi": "Văn thư"}}
    assert tomllib.loads(made)["company"]["signer"] == {"name": "…"}


def test_lists_and_tables_that_are_there_get_what_they_lack():
    text = """[steering] # ours
from = [
  "manager",  # she
]

[company]
[company.departments.training]  # ours too
signer = "Mây"
"""
    departments = {"training": {"contact": "…"}, "sales": {"contact": "…"}}
    made = change.with_tables(text, {"company": {"departments": departments}, "steering": {"from": ["director"]}})
    assert made.startswith('[steering] # ours\nfrom = [\n  "manager",  # she\n  "director",\n]\n')
    assert '\n[company.departments.training]  # ours too\ncontact = "…"\nsigner = "Mây"\n' in made
    assert tomllib.loads(made)["company"]["departments"]["sales"] == {"contact": "…"}


def test_settings_that_nothing_can_be_put_into_stay_and_say_what_to_write():
    text = 'company = {departments = {training = {signer = "Mây"}}}\n'
    with pytest.raises(ValueError, match=r"add yourself:\n.*company\.departments\.training.*\ncontact"):
        change.with_tables(text, {"company": {"departments": {"training": {"contact": "…"}}}})


def test_who_steers_a_flow_that_comes_later_may(tmp_path):
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND"), ["acceptance"], 2026)
    change.add(workspace.read(tmp_path / "may"), workspace.read(SHIPPED), ["complaint"])
    steering = workspace.read(tmp_path / "may").settings.steering
    assert {"manager", "department", "director"} <= {*steering.roles}


def test_toml_is_written_as_it_is_read():
    table = {
        "languages": ["vi"],
        "company": {"name": 'Mây "Mẫu"\n', "signer": {"name": "…"}},
        "roles": {"a b": {"vi": "x"}},
    }
    assert tomllib.loads(written(table)) == table
