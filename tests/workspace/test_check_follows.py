"""A follower there is no role for is told with its line, and the role that is meant (W17)."""

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from trees import changed

FLOW = "forms/customization/flow.yaml"
FLOWS = ("customization",)


def said(tree):
    found = check(workspace.read(tree))
    return [
        (p.place.args["file"], p.place.args["line"], messages.say(p, "en")) for p in found if p.code == "name.unknown"
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines", "meant"),
    [
        ("follows: [sales, customer-service]\n", "follows: [saels, customer-service]\n", 0, "sales"),
        ("  quoted:\n", "  quoted:\n    follows: [director, leadr]\n", 1, "leader"),
    ],
)
def test_a_follower_without_a_role_is_told(tree, old, new, lines, meant):
    line = changed(tree, FLOW, old, new) + lines
    ((file, where, sentence),) = said(tree)
    assert (file, where) == (FLOW, line)
    assert f"Is “{meant}” meant?" in sentence
