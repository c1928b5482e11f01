"""What a PDF form is called inside: the names under which its stamp travels."""

from __future__ import annotations

CARRIER = "casedrop"
"""The field, never seen, that holds the stamp: programs that drop what they do not know keep fields."""
STAMP = "/Casedrop"
"""The entry of the file's information that holds it too."""
