"""`casedrop init`: what is asked on a terminal, what is said where nobody can be asked, and names that are not quite right."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from casedrop.cli.init import _said, init
from casedrop.workspace.create import shipped
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.workspace import read

NOTHING = dict.fromkeys(("company", "langs", "flows", "roles", "country", "zone", "currency"))
GIVEN = {"company": "Mây", "langs": ("vi",), "flows": "customization"}


@pytest.fixture(scope="module")
def of():
    return read(shipped())


def asked(of, answers, **said):
    """What comes of a terminal at which these answers are typed."""
    with CliRunner().isolation(input="\n".join([*answers, ""])):
        return _said(of, asks=True, **{**NOTHING, **said})


def test_a_terminal_is_asked_for_what_was_left_out(of):
    office, flows = asked(of, ["Mây Mẫu", "zh-Hant, en", "complaint, customization"])
    assert office == Office("Mây Mẫu", ("zh-Hant", "en"), "HK", "Asia/Hong_Kong", "HKD")
    assert flows == ["complaint", "customization"]


def test_only_what_does_not_follow_is_asked(of):
    office, _ = asked(of, [], **GIVEN, roles="sales=Phòng bán hàng")
    assert office == Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND", {"sales": "Phòng bán hàng"})
    office, _ = asked(of, ["DE"], **{**GIVEN, "langs": ("en",)})
    assert (office.country, office.zone, office.currency) == ("DE", "Europe/Berlin", "EUR")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"flows": "custmization"}, "There is no flow custmization. Did you mean customization?"),
        ({"roles": "sale=X"}, "There is no role in these flows sale. Did you mean sales?"),
        ({"roles": "sales"}, "Write sales=TITLE."),
        ({"zone": "Asia/Ho_Chi_Min"}, "Did you mean Asia/Ho_Chi_Minh?"),
        ({"country": "XX"}, "No public holidays of XX are known."),
    ],
)
def test_a_name_that_is_not_quite_right_is_told_with_the_likest(of, said, told):
    with pytest.raises(click.BadParameter) as wrong:
        asked(of, [], **{**GIVEN, **said})
    assert told in wrong.value.message


def test_in_a_pipe_nothing_is_asked_and_nothing_made(tmp_path):
    result = CliRunner().invoke(init, [str(tmp_path / "may"), "--company", "Mây", "--lang", "vi"])
    assert (result.exit_code, "--flows is missing" in result.output) == (2, True)
    assert not (tmp_path / "may").exists()
