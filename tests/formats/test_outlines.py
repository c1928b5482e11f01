"""Beside every template stands its outline, so that a change of the template can be reviewed as text."""

from pathlib import Path

import pytest

from casedrop.formats.registry import FORMATS

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize(
    "template", sorted(p for p in TEMPLATES.glob("*/*") if p.suffix[1:] in FORMATS), ids=lambda p: p.name
)
def test_the_outline_is_the_templates(template):
    outline = template.with_name(f"{template.name}.outline.txt")
    made = FORMATS[template.suffix[1:]].outline(template.read_bytes())
    assert outline.read_text(encoding="utf-8") == made, f"run: casedrop outline {template.name} > {outline.name}"
