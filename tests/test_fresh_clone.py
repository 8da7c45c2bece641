"""The two commands of the README, from nothing but the files in the repository and a plain Python."""

from __future__ import annotations

import pytest

from tests.conftest import read_address, read_fresh

pytestmark = [pytest.mark.full, pytest.mark.timeout(1200)]


def test_the_first_start_makes_everything(first_start):
    for words in ("Gør klar første gang.", "Henter pakke", "Bygger bogen.", "Ledelsesrum er stoppet."):
        assert words in first_start.said
    assert first_start.front_page == 200


def test_the_second_start_needs_no_network(first_start, tmp_path):
    nowhere = "http://127.0.0.1:9"
    process = read_fresh(first_start.root, tmp_path, PIP_INDEX_URL=f"{nowhere}/simple", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere)
    _, said = read_address(process)
    assert "Henter" not in said and "Bygger" not in said
    process.send_signal(2)
    process.communicate(timeout=60)
