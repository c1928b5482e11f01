"""The stories of ten rules fail when the flow breaks the rule: what they prove, they prove of the flow's own file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from offices import started
from stories.breaking import BREAKS

TESTS = Path(__file__).parents[1]


def test_each_story_fails_when_its_rule_is_broken():
    started()
    modules = {rule: broken.story.split("::") for rule, broken in BREAKS.items()}
    stories = [TESTS / "stories" / f"{module}.py::{test}" for module, test in modules.values()]
    command = [sys.executable, "-m", "pytest", "-rfE", "-p", "stories.breaking", "--tb=no", *map(str, stories)]
    ended = subprocess.run(
        command, cwd=TESTS.parent, env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    failed = set(re.findall(r"^FAILED \S+::(\w+)", ended.stdout, re.MULTILINE))
    assert (failed, re.findall("^ERROR.*", ended.stdout, re.MULTILINE)) == ({t for _, t in modules.values()}, [])
