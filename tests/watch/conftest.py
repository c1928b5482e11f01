"""A small workspace of two offices, made once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crash.small import made


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("small") / "w").parent


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small, tmp_path / "here", symlinks=True) / "w"
