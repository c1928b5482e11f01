"""How every test runs: a loaded machine is no reason to fail, so Hypothesis measures no time; what takes long to make and
is only copied is made once a run, for all its processes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

import once

settings.register_profile("casedrop", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casedrop")


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run, unless this is a worker of one."""
    if not hasattr(config, "workerinput"):
        once.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run, unless this is a worker of one."""
    if not hasattr(config, "workerinput"):
        once.end()
