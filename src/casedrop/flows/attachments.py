"""Attachments: documents the workspace keeps and sends along, such as the standard of customer service (PRB-11). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casedrop.language import filenames
from casedrop.language.problem import Texts


@dataclass(frozen=True, slots=True)
class Version:
    """A file of an attachment in one language: the sha256 of its bytes, and how its name ends (`.pdf`)."""

    sha256: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document the workspace keeps, not a form: its titles, and its files by language."""

    id: str
    titles: Texts
    files: Mapping[str, Version]

    def version(self, lang: str, otherwise: str) -> Version | None:
        """The file in a language; else in the company's own; None if there is neither."""
        return self.files.get(lang) or self.files.get(otherwise)


@dataclass(frozen=True, slots=True)
class Attached:
    """What goes out beside a document: its id, the name it bears and the sha256 of its bytes; of an enclosure of the case the
    archive's number of the file as it came (0: a document of the workspace)."""

    id: str
    name: str
    sha256: str
    source: int = field(default=0, metadata={"how": "bare"})  # as `cases.dataclass_json` writes it: not at all if 0


def attached(known: Mapping[str, Attachment], wanted: Sequence[str], lang: str, otherwise: str) -> tuple[Attached, ...]:
    """What goes out beside a document in `lang`, each as it is today; one the workspace has no file of is left out."""
    versions = ((known[one], known[one].version(lang, otherwise)) for one in wanted if one in known)
    return tuple(
        Attached(one.id, filenames.safe_name(one.titles[lang], version.suffix), version.sha256)
        for one, version in versions
        if version
    )
