"""What hatchling asks when it builds a wheel: the pages of docs/ as a site go into it (casedrop docs shows them)."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))


class SiteHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling does not say what its configuration is
    """Builds the site before the wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have the site carried as `casedrop/shipped/site`; an editable install reads the checkout's and needs none."""
        if version == "editable":
            return
        import site_of_pages  # noqa: PLC0415  (mkdocs is there when a wheel is built only)

        folder = Path(mkdtemp(prefix="casedrop-site-"))
        site_of_pages.build(folder)
        build_data["force_include"][str(folder)] = "casedrop/shipped/site"
