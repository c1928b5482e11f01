"""A reader process imports what it needs for one file's kind, and neither docx nor openpyxl for any."""

from __future__ import annotations

import subprocess
import sys

import pytest

import shipped

LOOKED_AT = """
import sys
from pathlib import Path
from casedrop.desk.reading.examine import examine
from casedrop.desk.reading.examine import KnownForms
said = examine(Path(sys.argv[1]).read_bytes(), KnownForms({}, {}, "en"))
print(said.kind, *sorted({"docx", "openpyxl", "pypdf", "pypdfium2", "numpy", "PIL"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("file", "imported"),
    [
        ("templates/customization/handover-record.docx", "docx"),
        ("templates/customization/customization-analysis.xlsx", "xlsx"),
        ("README.md", "text"),
    ],
)
def test_a_reader_imports_the_format_it_reads(file, imported):
    command = [sys.executable, "-c", LOOKED_AT, str(shipped.ROOT / file)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == imported.split()
