"""The page of what can go wrong: each row has a test that bears it or a reason, and what is told when one of them is missing."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("faults", ROOT / "tools/faults.py")
faults = importlib.util.module_from_spec(SPEC)
sys.modules["faults"] = faults  # its dataclasses look themselves up there
SPEC.loader.exec_module(faults)

ROWS = """\
[groups]
A = "In the kitchen"

[A1]
what = "The milk boils over."
does = "The stove goes off."

[A10]
what = "The moon falls."
does = "The roof holds."
why = "There is one moon."
code = ["roof.py"]
"""
TEST = """
import pytest

@pytest.mark.fault("A1")
@pytest.mark.parametrize("pot", [1, 2])
def test_no_milk_is_spilt(pot):
    assert pot
"""


@pytest.fixture
def tree(tmp_path):
    def made(rows=ROWS, test=TEST):
        for name, text in (
            ("tests/faults.toml", rows),
            ("tests/x/test_milk.py", test),
            ("docs/x", ""),
            ("roof.py", ""),
        ):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return made


def test_the_page(tree):
    root = tree()
    assert faults.main(root=root) == 0
    assert (
        (root / "docs/faults.md").read_text(encoding="utf-8").removeprefix(faults.HEAD)
        == """
## A. In the kitchen

| | what happens | what casedrop does | proven by |
|---|---|---|---|
| A1 | The milk boils over. | The stove goes off. | [no milk is spilt](../tests/x/test_milk.py) |
| A10 | The moon falls. | The roof holds. | **Not tried:** There is one moon. Written for it: [roof.py](../roof.py). |
"""
    )


@pytest.mark.parametrize(
    ("rows", "test", "said"),
    [
        (ROWS, TEST.replace('@pytest.mark.fault("A1")\n', ""), "A1 has no test, and tests/faults.toml gives no reason"),
        (
            ROWS,
            TEST.replace('"A1"', '"A1", "A2"'),
            "A2 is borne by test_no_milk_is_spilt, and tests/faults.toml has no such row",
        ),
        (ROWS.replace("roof.py", "floor.py"), TEST, "A10 names floor.py, which is not there"),
        (
            ROWS.replace('code = ["roof.py"]', ""),
            TEST,
            "A10 has a reason in tests/faults.toml and no code that is written for it",
        ),
    ],
)
def test_what_fails(tree, capsys, rows, test, said):
    root = tree(rows, test)
    assert faults.main(root=root) == 1
    assert said in capsys.readouterr().out


def test_a_stale_page_is_told(tree, capsys):
    root = tree()
    faults.main(root=root)
    tree(test=TEST.replace("spilt", "lost"))
    assert faults.main("--check", root=root) == 1
    assert capsys.readouterr().out == "docs/faults.md is stale; run: python tools/faults.py\n"
