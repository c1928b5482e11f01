"""The tree that tests of declarations break."""

from pathlib import Path

import pytest

from trees import planted


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return planted(tmp_path)
