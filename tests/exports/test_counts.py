"""Nothing is left out in silence: what went out and what did not add up to all."""

import pytest

from pipeline.exports.formats import FORMATS, counts, write_export
from pipeline.exports.inputs import REASONS

from .conftest import EVENTS, INCIDENTS

STATUSES = {"denied": 1, "planned": 1, "background": 1, "hypothetical": 1, "aggregate": 1}
LEFT_OUT = {
    "acled": STATUSES | {"no_day": 2, "no_place": 1, "no_country": 1},
    "ucdp-ged": STATUSES | {"no_day": 1, "no_country": 1, "not_fatal": 1, "no_death_toll": 1},
    "polecat": STATUSES | {"denied": 2, "no_type": 1},
    "geojson": STATUSES,
    "labelstudio": {},
    "brat": {},
}


@pytest.mark.parametrize("name", FORMATS)
def test_exported_and_left_out_are_all(name, release):
    made = FORMATS[name].make(release)
    assert dict(made.left_out) == LEFT_OUT[name]
    whole = {"incidents": len(INCIDENTS), "event rows": len(EVENTS)}[made.unit]
    assert made.exported + sum(made.left_out.values()) == whole
    assert made.rows is None or len(made.rows) == made.exported
    assert len(counts(made)) == 1 + len(made.left_out)


@pytest.mark.parametrize("name", FORMATS)
def test_the_readme_beside_tells_the_counts_and_every_loss(name, release, tmp_path):
    made, path = write_export(release, name, tmp_path / "out")
    beside = path / "README.md" if path.is_dir() else tmp_path / "out.README.md"
    text = beside.read_text(encoding="utf-8")
    assert all(REASONS[reason] in text for reason in made.left_out)
    assert ("withheld" in text.split("| column")[0]) == (name not in ("labelstudio", "brat"))
    assert f"{made.exported} of " in text and "| column | from | what is lost |" in text


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_are_the_same_bytes(name, release, tmp_path):
    for out in ("one", "two"):
        write_export(release, name, tmp_path / out / ("out" if FORMATS[name].file else "."))
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / out).rglob("*") if p.is_file()} for out in ("one", "two"))
    assert one == two and one
