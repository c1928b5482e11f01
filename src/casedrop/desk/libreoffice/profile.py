"""A profile of LibreOffice made for one call: it fetches and runs nothing, and keeps LibreOffice from what it does at a first
start, which takes longer than a document does."""

from __future__ import annotations

import re
from pathlib import Path

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>\
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>\
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">\
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">\
<prop oor:name="SelectPdfVersion" oor:op="fuse"><value>{version}</value></prop>\
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="ExportBookmarks" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="DisplayPDFDocumentTitle" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""What a fresh profile says: fetch nothing a document links to, run nothing, and no way out. Where the system cannot take
the network away, this still holds. A version that ran here last, newer than any: one that is newer than the last tries at its
start how well it draws. PDFs are tagged, have their headings as bookmarks, and are shown by their title."""

_PLAIN, _PDF_A_2B = "0", "2"
"""The versions of PDF that LibreOffice makes, by its own numbers."""

_BUILD = re.compile(r"^buildid=(.+?)\s*$", re.MULTILINE)


def fresh(folder: Path, program: str, *, archival: bool = False) -> str:
    """The switch that makes a program of LibreOffice's use a new profile, which is made in a folder that is not there yet;
    `archival`: PDFs are made as PDF/A-2b."""
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        _SETTINGS.format(version=_PDF_A_2B if archival else _PLAIN), encoding="utf-8"
    )
    build = _build(program)
    if build:  # extensions are known to be this build's: else LibreOffice looks for them, and begins anew
        (user / "extensions").mkdir()
        (user / "extensions/buildid").write_text(build, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def _build(program: str) -> str:
    """What a program of LibreOffice's calls its build; "" if that is not found beside it."""
    try:
        said = Path(program).resolve().with_name("versionrc").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    found = _BUILD.search(said)
    return found[1] if found else ""
