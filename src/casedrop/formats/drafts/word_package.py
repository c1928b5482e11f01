"""A Word file's package (ISO/IEC 29500-2): parts, relationships, content types, zipped the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from casedrop.formats.drafts.word_frame import Frame
from casedrop.formats.drafts.word_looks import BOX, MONO, SANS, SERIF
from casedrop.formats.drafts.word_styles import styles
from casedrop.formats.drafts.word_xml import Element, root, serialise, w
from casedrop.formats.letterhead.slot import slot

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = f"{PACKAGE}/relationships/metadata/core-properties"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LOGO = "word/media/logo.png"


def package(document: Element, frame: Frame, title: str) -> bytes:
    """The bytes of a .docx of these parts, with the picture that keeps the logo's place."""
    entry = {"rId1": (f"{OFFICE}/officeDocument", "word/document.xml"), "rId2": (CORE, "docProps/core.xml")}
    inner = {number: (f"{OFFICE}/{kind}", f"{part}.xml") for number, (kind, part) in PARTS.items()}
    parts: dict[str, bytes] = {
        "_rels/.rels": relationships(entry),
        "docProps/core.xml": core_properties(title),
        "word/document.xml": serialise(document),
        "word/_rels/document.xml.rels": relationships(inner),
        "word/styles.xml": serialise(styles()),
        "word/settings.xml": serialise(settings()),
        "word/fontTable.xml": serialise(font_table()),
        "word/header1.xml": serialise(frame.first),
        "word/header2.xml": serialise(frame.later),
        "word/footer1.xml": serialise(frame.foot),
        "word/_rels/header1.xml.rels": relationships({"rId1": (f"{OFFICE}/image", "media/logo.png")}),
        LOGO: slot(),
    }
    return zipped({"[Content_Types].xml": content_types(), **parts})


PARTS = {
    "rId1": ("styles", "styles"),
    "rId2": ("settings", "settings"),
    "rId3": ("fontTable", "fontTable"),
    "rId4": ("header", "header1"),
    "rId5": ("footer", "footer1"),
    "rId6": ("header", "header2"),
}
"""The document's relationships: id, kind, part."""


def relationships(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """A .rels part: id to kind and target."""
    lines = (f'<Relationship Id="{i}" Type="{kind}" Target="{part}"/>' for i, (kind, part) in targets.items())
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def content_types() -> bytes:
    """The part that says what each part is."""
    main = {"document": "document.main", **{part: kind for kind, part in PARTS.values()}}
    lines = [f'<Override PartName="/word/{p}.xml" ContentType="{TYPE}.{k}+xml"/>' for p, k in main.items()]
    lines.append(f'<Override PartName="/docProps/core.xml" ContentType="{TYPES["core"]}"/>')
    defaults = (f'<Default Extension="{e}" ContentType="{TYPES[e]}"/>' for e in ("rels", "xml", "png"))
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{"".join(defaults)}{"".join(lines)}</Types>'.encode()


TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "xml": "application/xml",
    "png": "image/png",
}


def core_properties(title: str) -> bytes:
    """The document's title, for whoever lists files."""
    spaces = f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{XML}<cp:coreProperties {spaces}><dc:title>{escape(title)}</dc:title></cp:coreProperties>".encode()


def settings() -> Element:
    """The settings every program must lay out by: mode 15, Chinese punctuation pressed together, no grid."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", mode),
        w("themeFontLang", val="vi-VN", eastAsia="zh-CN"),
    )


def font_table() -> Element:
    """The faces named in the styles."""
    names = dict.fromkeys(face for faces in (SERIF, SANS, MONO, BOX) for face in faces)
    return root("fonts", *(w("font", w("charset", val="00"), name=name) for name in names))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts in a zip with one fixed time, so that the same template has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
