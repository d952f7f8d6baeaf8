"""The release stage reads what the stages before leave."""

import json

import pytest

from pipeline.release.files import write_json
from pipeline.release.parquet import write_parquet
from pipeline.release.validate import validate_release
from pipeline.release.write import Making
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import TABLES
from pipeline.stages.release import PLACES, build


@pytest.fixture
def interim(release_tables, tmp_path):
    folder = tmp_path / "interim"
    for name, place in PLACES.items():
        write_parquet(name, release_tables[name], folder / place / f"{name}.parquet")
    write_json(folder / "articles.json", {"in": 4, "kept": 2, "rejected": 2, "files": 2, "reasons": {}})
    return folder


def test_every_table_has_a_place():
    assert set(PLACES) == set(TABLES)


def test_the_stage_writes_a_valid_release(interim, tmp_path):
    build(interim, tmp_path / "out", Making(version="1.0.0"))
    assert validate_release(tmp_path / "out") == []
    told = json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert told["stages"]["articles"] == {"in": 4, "kept": 2, "rejected": 2}


def test_a_record_that_disappeared_stops_the_release(interim, tmp_path):
    write_json(interim / "articles.json", {"in": 9, "kept": 2, "rejected": 2})
    with pytest.raises(RuydadError, match="9 rows went in but 2 were kept and 2 rejected"):
        build(interim, tmp_path / "out", Making(version="1.0.0"))
    assert not (tmp_path / "out").exists()


def test_a_missing_table_is_told(interim, tmp_path):
    (interim / "linked" / "incidents.parquet").unlink()
    with pytest.raises(RuydadError, match=r"incidents\.parquet cannot be read"):
        build(interim, tmp_path / "out", Making(version="1.0.0"))
