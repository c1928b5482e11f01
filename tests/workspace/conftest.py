"""The tree that tests of declarations break."""

from pathlib import Path

import pytest

from trees import planted, planted_flows


@pytest.fixture
def flows(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The flows whose files are there: those a module names as its FLOWS, else all."""
    return getattr(request.module, "FLOWS", ())


@pytest.fixture
def tree(flows: tuple[str, ...], tmp_path: Path) -> Path:
    return planted_flows(tmp_path, *flows) if flows else planted(tmp_path)
