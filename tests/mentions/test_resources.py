"""Resources: compiled once, then read from the user's cache folder, whole or anew."""

from pathlib import Path

import pytest

from pipeline.gazetteer.load import write_gazetteer
from pipeline.mentions import resources
from pipeline.mentions.resources import load_resources
from pipeline.text.letters import fold
from tests.gazetteer.test_load import ROWS

TEXT = "پلیس عراق در کربلا سه تروریست را کشت."


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    write_gazetteer(ROWS, tmp_path / "gazetteer.parquet")
    return tmp_path / "gazetteer.parquet"


def test_what_is_kept_is_what_was_compiled(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_resources(small)
    monkeypatch.setattr(resources, "load_gazetteer", lambda _: pytest.fail("compiled again"))
    second = load_resources(small)
    assert second.gazetteer == first.gazetteer
    assert second.scanner.scan(fold(TEXT)) == first.scanner.scan(fold(TEXT))
    assert {"place", "body", "role"} & first.scanner.scan(fold(TEXT)).keys()


def test_a_broken_file_is_made_anew(small: Path) -> None:
    first = load_resources(small)
    (kept,) = small.parent.rglob("*.marshal")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert load_resources(small).gazetteer == first.gazetteer


def test_another_gazetteer_is_another_file_and_few_are_kept(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_MOST_KEPT", 2)
    for number in range(4):
        write_gazetteer(ROWS.assign(population=number), small)
        assert load_resources(small).gazetteer.entries[0].population == number
    assert len(list(small.parent.rglob("*.marshal"))) == 2


def test_a_cache_nobody_can_write_to_is_done_without(small: Path) -> None:
    (small.parent / "ruydad").write_text("in the way", encoding="utf-8")
    assert load_resources(small).gazetteer.forms["عراق"] == (0,)
