"""The tree that tests of declarations break."""

from pathlib import Path

import pytest

from trees import planted_flows


@pytest.fixture
def flows() -> tuple[str, ...]:
    """The flows whose files are there; a module that breaks others names them."""
    return ("customization", "acceptance", "complaint")


@pytest.fixture
def tree(flows: tuple[str, ...], tmp_path: Path) -> Path:
    return planted_flows(tmp_path, *flows)
