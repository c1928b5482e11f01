"""The page of rules: what follows a rule, what proves it, and what is told when one of the two is missing."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("rules", ROOT / "tools/rules.py")
rules = importlib.util.module_from_spec(SPEC)
sys.modules["rules"] = rules  # its dataclass looks itself up there
SPEC.loader.exec_module(rules)

FLOW = """\
# A baker bakes (rules BAK-1 to BAK-3).
stages:
  # BAK-1: first the dough,
  # as the book says.
  dough: {titles: {en: Dough}}  # BAK-2
  # BAK-3
  oven: {}
"""
STORY = '''
def test_BAK_1_to_2_dough(after):
    assert after

def test_oven(after):
    """BAK-3: it is hot."""
'''


@pytest.fixture
def tree(tmp_path):
    def made(flow=FLOW, story=STORY):
        for name, text in (("forms/bakery/flow.yaml", flow), ("tests/stories/test_bakery.py", story)):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        return tmp_path

    return made


def test_the_page(tree):
    root = tree()
    assert rules.main(root=root) == 0
    page = (root / "docs/rules.md").read_text(encoding="utf-8")
    assert (
        page.removeprefix(rules.HEAD)
        == """
## BAK-1

- [forms/bakery/flow.yaml, line 3](../forms/bakery/flow.yaml#L3): BAK-1: first the dough, as the book says.
- `test_BAK_1_to_2_dough` in [test_bakery.py](../tests/stories/test_bakery.py)

## BAK-2

- [forms/bakery/flow.yaml, line 5](../forms/bakery/flow.yaml#L5): BAK-2
- `test_BAK_1_to_2_dough` in [test_bakery.py](../tests/stories/test_bakery.py)

## BAK-3

- [forms/bakery/flow.yaml, line 6](../forms/bakery/flow.yaml#L6): BAK-3
- `test_oven` in [test_bakery.py](../tests/stories/test_bakery.py)
"""
    )


@pytest.mark.parametrize(
    ("flow", "story", "said"),
    [
        (FLOW, STORY.replace("_to_2", ""), "BAK-2 is followed by forms/bakery/flow.yaml, and no story proves it"),
        (FLOW, STORY.replace("BAK-3", "BAK-4"), "BAK-4 is cited by test_oven, and no declaration has it"),
        (FLOW.replace("1 to BAK-3", "1 to BAK-4"), STORY, "BAK-4 is declared by forms/bakery/flow.yaml, line 1"),
        (FLOW.replace("bakes", "baked"), STORY + "\ndef test_CAK_1_cake(): ...", "CAK-1 is cited by test_CAK_1_cake"),
    ],
)
def test_what_fails(tree, capsys, flow, story, said):
    root = tree(flow, story)
    assert rules.main(root=root) == 1
    assert rules.main("--check", root=root) == 1
    assert said in capsys.readouterr().out


def test_a_flow_without_any_story_is_named(tree, capsys):
    root = tree(FLOW, "")
    assert (rules.main(root=root), rules.main("--check", root=root)) == (0, 0)
    assert capsys.readouterr().out == "no story yet: BAK-1, BAK-2, BAK-3\n" * 2
    assert (root / "docs/rules.md").read_text(encoding="utf-8").count("**no story proves it yet**") == 3


def test_a_stale_page_is_told(tree, capsys):
    root = tree()
    rules.main(root=root)
    tree(FLOW.replace("as the book says", "with salt"))
    assert rules.main("--check", root=root) == 1
    assert capsys.readouterr().out == "docs/rules.md is stale; run: python tools/rules.py\n"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("test_CUS_2_leader_says_no", ["CUS-2"]),
        ("test_ACC_4_to_6_life (ACC-1, CUS-2…4)", ["ACC-4", "ACC-5", "ACC-6", "ACC-1", "CUS-2", "CUS-3", "CUS-4"]),
        ("CUS-9 to CUS-10", ["CUS-9", "CUS-10"]),
        ("sha256, TB-2021-0001, UTF-8", ["UTF-8"]),
        ("test_two_files", []),
    ],
)
def test_ids_in_a_text(text, ids):
    assert list(rules.cited(text)) == ids
