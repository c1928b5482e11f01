"""The manifest of a release: one for the same files, another for any others, and it never leads out of its trees."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.flows import release

PATHS = st.from_regex(r"\A(forms|schemas|templates)/[a-z-]{1,8}/[a-zA-Z0-9 .-]{0,8}[a-z]\Z")
FILES = st.dictionaries(PATHS, st.binary(max_size=20), max_size=6)


@given(FILES)
def test_a_manifest_tells_the_sha256_of_each_file(files):
    shas = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    assert release.parsed(release.written(files)) == shas


@given(FILES, FILES)
def test_the_same_files_have_the_same_name_and_no_others(files, others):
    named = [release.id_of(release.written(some)) for some in (files, dict(reversed(files.items())), others)]
    assert (named[0] == named[1], named[0] == named[2]) == (True, files == others)


def test_a_manifest_is_what_sha256sum_reads():
    sha = hashlib.sha256(b"flow: visits\n").hexdigest()
    assert release.written({"forms/visits/flow.yaml": b"flow: visits\n"}) == f"{sha}  forms/visits/flow.yaml\n".encode()


@pytest.mark.parametrize(
    "path",
    ["forms/../../../etc/cron.d/x", "/forms/x.yaml", "inbox/x.yaml", "forms", "forms//x", "forms\\..\\x", "forms/./x"],
)
def test_a_path_that_leads_out_of_the_trees_is_left_out(path):
    assert release.parsed(f"{'0' * 64}  {path}\n".encode()) == {}
