"""What belongs to the release of a flow: what its cases use, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from casedrop.workspace.create import init
from casedrop.workspace.workspace import read

FLOW = "customization"
ANALYSIS = "forms/customization/customization-analysis.yaml"
BLOCKS = "schemas/blocks.schema.json"
TEMPLATE = "templates/customization/customization-quote.docx"


@pytest.fixture
def root(tmp_path):
    init(tmp_path / "office")
    return tmp_path / "office"


def sha(root):
    return read(root).book.flows[FLOW].sha


def test_it_holds_the_flow_and_of_each_form_declaration_schema_and_template(root):
    files = read(root).releases[sha(root)].files
    assert {"forms/customization/flow.yaml", ANALYSIS, BLOCKS, TEMPLATE} <= set(files)
    assert files[ANALYSIS] == (root / ANALYSIS).read_bytes()
    assert [path for path in files if "sample" in path or "outline" in path or "acceptance" in path] == []


@pytest.mark.parametrize("path", ["forms/customization/flow.yaml", ANALYSIS, BLOCKS, TEMPLATE])
def test_any_other_byte_of_it_makes_another_release(root, path):
    before = sha(root)
    (root / path).write_bytes((root / path).read_bytes() + b"\n")
    assert sha(root) != before


def test_a_template_of_one_language_is_a_part_of_it(root):
    before = sha(root)
    shutil.copyfile(root / TEMPLATE, root / TEMPLATE.replace(".docx", ".en.docx"))
    assert sha(root) != before


@pytest.mark.parametrize(
    "path",
    ["casedrop.toml", "calendars/vn.yaml", "forms/acceptance/flow.yaml", "forms/acceptance/acceptance-plan.yaml"],
)
def test_what_is_the_companys_or_another_flows_is_no_part_of_it(root, path):
    before = sha(root)
    (root / path).write_bytes((root / path).read_bytes() + b"\n# changed\n")
    assert sha(root) == before
