"""What has only one answer in a form's declaration: an alias given twice, and `names` that were left out."""

from __future__ import annotations

from fnmatch import fnmatch

from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

from casedrop.language.problem import LANGS, Json
from casedrop.workspace.yaml.source import plain, written

NAMES = "{{ title }} {{ doc.number }}"
"""How files are called by a form that does not say it."""


def told_apart(path: str, text: str) -> str:
    """The text with each of a form's `aliases` once; aliases that do not stand on one line are left as they are."""
    found = _declared(path, text)
    said = found.get("aliases") if found else None
    if not isinstance(said, CommentedSeq) or len(set(said)) == len(said):
        return text
    at = [said.lc.item(k) for k in range(len(said))]
    lines, number, starts = text.split("\n"), at[0][0], [column for _, column in at]
    line, end = lines[number], lines[number].rfind("]")
    if end < starts[-1] or {row for row, _ in at} != {number}:
        return text
    words = [line[a:b].strip().rstrip(",").rstrip() for a, b in zip(starts, [*starts[1:], end], strict=True)]
    kept = [word for k, word in enumerate(words) if said[k] not in said[:k]]
    lines[number] = line[: starts[0]] + ", ".join(kept) + line[end:]
    return "\n".join(lines)


def named_by_title(path: str, text: str) -> str:
    """The text with `names` at its end if it has none, as `new form` writes them."""
    found = _declared(path, text)
    if not found or "names" in plain(found):
        return text
    said = "".join(f'  {lang}: "{NAMES}"\n' for lang in LANGS)
    return f"{text.rstrip()}\nnames:\n{said}"


def _declared(path: str, text: str) -> Json:
    """What a form's declaration says; {} for any other file, and for one that cannot be read."""
    if not fnmatch(path, "forms/*/*.yaml") or path.endswith("/flow.yaml"):
        return {}
    try:
        return written(text) or {}
    except YAMLError:
        return {}
