"""How every test runs: a loaded machine is no reason to fail, so Hypothesis measures no time."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("casedrop", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casedrop")
