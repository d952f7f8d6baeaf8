"""Loading: from a file, from the cache, in two processes at once."""

import multiprocessing
from pathlib import Path

import pandas as pd
import pytest

import pipeline.gazetteer.build
from pipeline.gazetteer.load import Gazetteer, cache_folder, load_gazetteer, write_gazetteer

ROWS = pd.DataFrame(
    {
        "place_id": ["country:IRQ", "a", "b", "c"],
        "name_en": ["Iraq", "Tel Aviv", "Karbala", "Mali"],
        "country": ["IRQ", "ISR", "IRQ", "MLI"],
        "admin1": [None, None, "Karbala", None],
        "latitude": [33.0, 32.1, 32.6, None],
        "longitude": [44.0, 34.8, 44.0, None],
        "geonames_id": pd.array([1, 2, 3, None], dtype="Int64"),
        "geo_precision": ["country", "settlement", "settlement", "country"],
        "population": pd.array([0, 400, 700, 0], dtype="Int64"),
        "forms": [["عراق"], ["تل‌آویو"], ["کربلا"], []],
        "cue_forms": [[], [], [], ["مالی"]],
        "head_forms": [[], [], ["مالی"], []],
        "is_curated": [True, True, True, True],
        "source": ["x"] * 4,
    }
)


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    write_gazetteer(ROWS, tmp_path / "gazetteer.parquet")
    return load_gazetteer(tmp_path / "gazetteer.parquet")


def test_forms_are_keys_with_every_spelling(small: Gazetteer) -> None:
    assert small.forms["تل آویو"] == small.forms["تلآویو"] == (1,)
    assert small.forms["کربلای"] == (2,)
    assert small.entries[2].admin1 == "Karbala"
    assert small.entries[3].latitude is None
    assert small.entries[3].geonames_id is None


def test_ambiguous_forms_say_what_they_need(small: Gazetteer) -> None:
    assert small.needs["مالی"] == "cue"
    assert small.forms["مالی"] == (3, 2)
    assert "عراق" not in small.needs


def test_countries_people_and_capitals(small: Gazetteer) -> None:
    assert small.country_entries == {"IRQ": 0, "MLI": 3}
    assert small.demonyms["عراقی"] == ("IRQ",)
    assert small.capitals == {"ISR": 1}


def test_a_form_speaks_for_the_country_of_all_its_places(small: Gazetteer) -> None:
    assert small.voices["عراق"] == ("IRQ", 2.0)
    assert small.voices["کربلا"] == ("IRQ", 1.5)
    assert small.voices["مالی"] is None  # needs a cue
    assert small.voices["عراقی"] == ("IRQ", 0.5)
    with pytest.raises(KeyError):
        small.voices["پکن"]


def test_cache_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls = []
    monkeypatch.setattr(pipeline.gazetteer.build, "build_gazetteer", lambda: calls.append(1) or ROWS)
    first, second = load_gazetteer(), load_gazetteer()
    assert first == second
    assert calls == [1]
    assert [path.parent for path in tmp_path.rglob("*.parquet")] == [cache_folder()]


def test_a_cache_nobody_can_write_to_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruydad").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(pipeline.gazetteer.build, "build_gazetteer", lambda: ROWS)
    assert load_gazetteer().forms["عراق"] == (0,)


def _write(folder: str) -> int:
    write_gazetteer(ROWS, Path(folder) / "gazetteer.parquet")
    return len(load_gazetteer(Path(folder) / "gazetteer.parquet").entries)


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_write, [str(tmp_path)] * 6) == [4] * 6
    assert [path.name for path in tmp_path.iterdir()] == ["gazetteer.parquet"]
