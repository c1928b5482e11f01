"""The built wheel, installed as people install it: alone, outside the checkout, with the locked packages."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TREES = ("calendars", "casedrop.toml", "demos", "documents", "forms", "schemas", "templates")

GONE = [
    "outbox/leader/Chính Đại/TB-2021-0001/Phiếu phân tích yêu cầu tùy biến Chính Đại.xlsx",
    "outbox/technical/Chính Đại/TB-2021-0001/Phiếu phân tích yêu cầu tùy biến Chính Đại.xlsx",
    "outbox/sales/Chính Đại/TB-2021-0001/Phiếu phân tích yêu cầu tùy biến Chính Đại.xlsx",
    "outbox/sales/Chính Đại/TB-2021-0001/Xác nhận ký hợp đồng Chính Đại.docx",
]
"""What came out for a role and, once that role had answered, went on to the next; all else that came out lies there still."""


def done(*words, cwd, **more):
    """What a command printed; fails unless it ended well."""
    ended = subprocess.run([str(w) for w in words], cwd=cwd, capture_output=True, text=True, check=False, **more)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    return next(out.glob("casedrop-*.whl"))


@pytest.fixture(scope="module")
def casedrop(wheel, tmp_path_factory):
    """The command of a fresh environment that holds the locked packages and the wheel, and nothing else."""
    place = tmp_path_factory.mktemp("fresh")
    done(sys.executable, "-m", "venv", place, cwd=place)
    pip = (place / "bin/python", "-m", "pip", "--quiet", "install", "--no-compile")
    done(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=place)
    done(*pip, "--no-deps", "--no-index", wheel, cwd=place)
    return place / "bin/casedrop"


def test_the_wheel_carries_the_workspace_and_the_data_of_the_code(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    shipped = [p for tree in TREES for p in [ROOT / tree, *(ROOT / tree).rglob("*")] if p.is_file()]
    assert {f"casedrop/shipped/{p.relative_to(ROOT).as_posix()}" for p in shipped} <= carried
    code = [p for p in (ROOT / "src/casedrop").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT / "src").as_posix() for p in code} <= carried
    assert {"casedrop/shipped/site/index.html", "casedrop/shipped/site/people/staff.vi.html"} <= carried


def test_init_check_and_demo_run_from_the_wheel_alone(casedrop, tmp_path):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done(casedrop, "init", "office", cwd=tmp_path, env=env)
    assert done(casedrop, "-w", "office", "check", cwd=tmp_path, env=env) == "All is well.\n"
    told = done(casedrop, "demo", "played", "--script", "customization", cwd=tmp_path, env=env)
    assert told.count("\n  new    ") >= 8
    new = [line.removeprefix("  new    ") for line in told.splitlines() if line.startswith("  new    ")]
    assert [p for p in new if not (tmp_path / "played" / p).exists()] == GONE
    assert any("Báo giá tùy biến Chính Đại (23.06.21).docx" in p for p in new)
    assert done(casedrop, "-w", "played", "verify", cwd=tmp_path, env=env) == "The archive is whole.\n"
    for line in told.partition("Look here:\n")[2].splitlines():
        words = line.split()
        assert words[0] == "casedrop" or (tmp_path / words[0]).is_dir()


@pytest.mark.parametrize(
    ("can", "told"),
    [("", "Python 3.11 or newer is missing"), ("version_info", "cannot make a virtual environment")],
)
def test_setting_up_says_what_to_install(can, told, tmp_path):
    (tmp_path / "tools").mkdir()
    script = shutil.copy(ROOT / "tools/venv", tmp_path / "tools")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ncase "$2" in *{can or "nothing"}*) ;; *) exit 1 ;; esac\n', encoding="utf-8")
    python.chmod(0o755)
    env = {"PATH": "/usr/bin:/bin", "PYTHON": str(python)}
    ended = subprocess.run([script, "requirements.lock"], capture_output=True, text=True, check=False, env=env)
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "apt-get install" in ended.stderr
