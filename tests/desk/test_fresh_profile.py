"""The profile that a call of LibreOffice gets: as safe as ever, and without what a first start does beside its work."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from casedrop.desk.libreoffice.profile import fresh

SOFFICE = shutil.which("soffice")
BINARY = Path(SOFFICE).resolve().with_name("soffice.bin") if SOFFICE else Path("none")
OOR = "{http://openoffice.org/2001/registry}"


@pytest.mark.skipif(not BINARY.is_file(), reason="LibreOffice (soffice.bin) is not beside soffice")
def test_libreoffice_begins_once_and_tries_no_drawing(tmp_path):
    """Its program ends with 81 where it wants to be begun anew, as with every profile that has no extensions yet."""
    (tmp_path / "letter.txt").write_text("Xin chào", encoding="utf-8")
    words = [fresh(tmp_path / "profile", SOFFICE), "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    ended = subprocess.run([BINARY, *words, tmp_path / "letter.txt"], capture_output=True, check=False, timeout=90)
    assert (ended.returncode, (tmp_path / "letter.pdf").is_file()) == (0, True)
    assert not (tmp_path / "profile/user/GraphicsRenderTests.log").exists()


@pytest.mark.parametrize("said", [None, "", "[Version]\nVendor=x\n", "buildid=\n", b"\xff\xfebuildid=7"])
def test_a_program_whose_build_is_not_told_gets_a_profile_all_the_same(tmp_path, said):
    if said is not None:
        (tmp_path / "versionrc").write_bytes(said if isinstance(said, bytes) else said.encode())
    assert fresh(tmp_path / "profile", str(tmp_path / "soffice")) == (
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    )
    assert [p.name for p in (tmp_path / "profile/user").iterdir()] == ["registrymodifications.xcu"]


def test_the_build_is_the_programs_wherever_its_name_leads(tmp_path):
    (tmp_path / "office").mkdir()
    (tmp_path / "office/versionrc").write_bytes(b"[Version]\r\nbuildid=40(Build:2)\r\nVendor=x\r\n")
    (tmp_path / "office/soffice").touch()
    (tmp_path / "soffice").symlink_to(tmp_path / "office/soffice")
    fresh(tmp_path / "profile", str(tmp_path / "soffice"))
    assert (tmp_path / "profile/user/extensions/buildid").read_bytes() == b"40(Build:2)"


def settings_of(folder, **asked):
    """What a fresh profile says, by name."""
    fresh(folder, "soffice", **asked)
    root = etree.parse(folder / "user/registrymodifications.xcu").getroot()
    return {prop.get(f"{OOR}name"): prop.findtext("value") for prop in root.iter("prop")}


@pytest.mark.parametrize(("archival", "version"), [(False, "0"), (True, "2")])
def test_pdfs_are_tagged_and_of_the_version_asked_for(tmp_path, archival, version):
    said = settings_of(tmp_path / "profile", archival=archival)
    names = ("SelectPdfVersion", "UseTaggedPDF", "ExportBookmarks", "DisplayPDFDocumentTitle")
    assert [said[name] for name in names] == [version, "true", "true", "true"]


def test_it_fetches_nothing_and_runs_nothing(tmp_path):
    said = settings_of(tmp_path / "profile")
    assert (said["DisableMacrosExecution"], said["BlockUntrustedRefererLinks"], said["ooInetProxyType"]) == (
        "true",
        "true",
        "2",
    )
