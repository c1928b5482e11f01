"""The fonts of this machine that stand for the faces our PDF forms are written in (documents.md 2)."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from casedrop.desk.libreoffice.convert import fonts
from casedrop.formats.pdf.form.fonts import Face
from casedrop.formats.pdf.form.letters import Faces
from casedrop.language.problem import Problem

LATIN, HAN = "Arial", {"zh-Hant": "Microsoft JhengHei"}
"""What the fields of a form are written in: Latin letters, and East Asian ones where they are not those of `OTHERS`."""
OTHERS = "Microsoft YaHei"
TYPED = "Courier New"
"""What the letters beside a code are written in, like the id at the foot."""


class NoFace(Exception):  # noqa: N818
    """No font of this machine can be told for a face, so no PDF form or PDF/A can be made; `problem` says so."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.problem = Problem("doctor.fonts", args={"missing": name})


def faces(lang: str) -> Faces:
    """The faces of a document of a language; raises NoFace."""
    return Faces(_face(LATIN), _face(HAN.get(lang, OTHERS)))


def typed(*, needed: bool = False) -> Face | None:
    """The face of the letters beside a code; None if this machine tells none, or, if one is needed, raises NoFace."""
    try:
        return _face(TYPED)
    except NoFace:
        if needed:
            raise
        return None


@cache
def _face(name: str) -> Face:
    """The font that fontconfig gives for a name."""
    program = shutil.which("fc-match")
    if program is None:
        raise NoFace(name)
    with fonts() as config:
        env = {"FONTCONFIG_FILE": str(config), "PATH": os.defpath, "HOME": os.environ.get("HOME", "/")}
        told = subprocess.run(  # noqa: S603
            [program, "--format", "%{index}\n%{file}", name], env=env, capture_output=True, text=True, check=False
        )
    number, _, path = told.stdout.partition("\n")
    if not path:
        raise NoFace(name)
    return Face(path, int(number or 0))
