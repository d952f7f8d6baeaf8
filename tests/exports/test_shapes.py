"""Columns and codes are those of the codebooks of ACLED, UCDP and POLECAT."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.exports import acled, polecat, ucdp_ged
from pipeline.exports.countries import country
from pipeline.exports.formats import FORMATS, explain, write_export
from pipeline.exports.inputs import Incident
from pipeline.exports.made import columns
from pipeline.exports.precision import acled_time, priogrid, ucdp_date
from pipeline.schema.codes import ACTOR_ONLY, codes

from .conftest import DAY, FULL, incident

BOOKS = yaml.load(Path(__file__).with_name("codebooks.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
TABLED = ("acled", "ucdp-ged", "polecat")


def header(name):
    told = BOOKS[name]["columns"]
    return told.split() if isinstance(told, str) else told


@pytest.mark.parametrize("name", TABLED)
def test_the_header_is_the_codebooks(name, release, tmp_path):
    write_export(release, name, tmp_path / "out.csv")
    raw = (tmp_path / "out.csv").read_bytes()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *rows = csv.reader(file, strict=True)
    assert first == header(name)
    assert rows and all(len(row) == len(first) for row in rows)
    assert raw.startswith(b"\xef\xbb\xbf") and raw.split(b"\r\n")[0].endswith(first[-1].encode())
    assert b",=" not in raw  # the outlet's name begins like a formula


@pytest.mark.parametrize("name", TABLED)
def test_an_exporter_fills_only_columns_that_its_table_explains(name, release):
    filled = {key for row in FORMATS[name].make(release).rows for key in row}
    assert filled <= set(header(name))
    empty = {each.column for each in columns(name) if not each.source}
    assert filled == set(header(name)) - empty


@pytest.mark.parametrize("name", FORMATS)
def test_every_column_tells_where_it_is_from_or_why_it_is_empty(name):
    assert all(source != "–" or lost for _, source, lost in explain(name))


def cells(release, make, column):
    return {row[column] for row in make(release).rows}


def test_acled_codes(release):
    book = BOOKS["acled"]
    for column in ("time_precision", "geo_precision", "civilian_targeting", "region"):
        assert cells(release, acled.export, column) <= set(book[column])
    assert {region for region in (country(c)["acled_region"] for c in codes("country") - ACTOR_ONLY) if region} <= set(
        book["region"]
    )
    assert set(acled.INTERS) == set(book["interaction"])


@pytest.mark.parametrize("first", acled.INTERS)
@pytest.mark.parametrize("second", [*acled.INTERS, ""])
def test_an_interaction_is_ordered_by_acleds_numbers(first, second):
    row = {"actor_code": "IRN-MIL", "target_code": "IRN-CIV" if second else None}
    told = acled.interaction(row, first, second)
    if not second:
        assert told == f"{first} only"
    else:
        number = BOOKS["acled"]["interaction"]
        left, right = (name for name in sorted((first, second), key=number.get))
        assert told == f"{left}-{right}"


@pytest.mark.parametrize(
    ("code", "kind", "name", "inter"),
    [
        ("IRN-MIL", "Battles", "Military Forces of Iran", "State forces"),
        ("IRQ-POL", "Battles", "Police Forces of Iraq", "External/Other forces"),
        ("UNK-MIL", "Battles", "Unidentified Military Forces", ""),
        ("UNK-REB", "Battles", "Unidentified Armed Group (Iran)", "Political militia"),
        ("IRN-CIV", "Protests", "Protesters (Iran)", "Protesters"),
        ("IRN-CIV", "Riots", "Rioters (Iran)", "Rioters"),
        ("UNK-CIV", "Violence against civilians", "Civilians", "Civilians"),
        ("IRN-OBJ", "Battles", "", ""),
        ("INT-IGO", "Battles", "", "External/Other forces"),
        (None, "Battles", "", ""),
    ],
)
def test_a_side_in_acleds_words(code, kind, name, inter):
    row = {"actor_code": code, "actor_name": None, "event_type": kind, "country": "IRN"}
    assert acled.actor(row, "actor") == name
    assert acled.inter(row, "actor") == inter


def test_a_named_group_is_itself():
    row = {"actor_code": "IRQ-REB", "actor_name": "Mountain Militia", "event_type": "Battles", "country": "IRN"}
    assert (acled.actor(row, "actor"), acled.inter(row, "actor")) == ("Mountain Militia", "Rebel group")


@pytest.mark.parametrize(
    ("low", "best", "high", "dead", "tags"),
    [
        (12, 15, 20, 15, []),
        (0, 0, 0, 0, []),
        (4, None, None, 4, ["fatalities=at least 4"]),
        (None, None, 9, 0, ["fatalities=at most 9"]),
        (None, None, None, 0, ["fatalities=no report"]),
    ],
)
def test_no_number_of_dead_is_marked_as_such(low, best, high, dead, tags):
    row = {"killed_low": low, "killed_best": best, "killed_high": high}
    assert acled.fatalities(row) == (dead, tags)


def test_ucdp_codes(release):
    book = BOOKS["ucdp-ged"]
    for column in ("type_of_violence", "where_prec", "date_prec", "event_clarity", "region"):
        assert cells(release, ucdp_ged.export, column) <= set(book[column])
    for row in ucdp_ged.export(release).rows:
        told = [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")]
        assert sum(told) == row["best"] >= 1
        assert row["high"] is None or row["high"] >= row["best"]


@pytest.mark.parametrize(
    ("actor", "target", "kind", "first"),
    [
        ("IRN-MIL", "IRQ-REB", 1, "actor"),
        ("IRQ-REB", "IRN-POL", 1, "target"),
        ("AZE-MIL", "ARM-MIL", 1, "actor"),
        ("IRN-MIL", "IRN-POL", None, "actor"),
        ("UNK-MIL", "ARM-MIL", None, "actor"),
        ("AFG-REB", "PAK-REB", 2, "actor"),
        ("AFG-REB", "AFG-CIV", 3, "actor"),
        ("AFG-GOV", "AFG-MED", 3, "actor"),
        ("AFG-CIV", "AFG-CIV", None, "actor"),
        (None, "AFG-CIV", None, "actor"),
    ],
)
def test_the_type_of_violence_follows_from_the_sides(actor, target, kind, first):
    told, side, _ = ucdp_ged.dyad({"actor_code": actor, "target_code": target})
    assert (told, side) == (kind, first)


def test_ucdp_sides_and_deaths(release):
    row = ucdp_ged.export(release).rows[0]
    assert (row["relid"], row["side_a"], row["side_b"]) == ("n01", "Government of Iran", "Mountain Militia")
    assert (row["gwnoa"], row["gwnob"], row["country_id"]) == ("630", "", "630")
    assert (row["deaths_civilians"], row["deaths_unknown"]) == (15, 0)  # every figure is of IRN-CIV


@pytest.mark.parametrize(
    ("latitude", "longitude", "gid"),
    [(-89.75, -179.75, 1), (-89.75, 179.75, 720), (89.75, 179.75, 259200), (90, 180, 259200), (None, None, None)],
)
def test_the_grid_is_counted_from_the_south_west(latitude, longitude, gid):
    assert priogrid(latitude, longitude) == gid


@pytest.mark.parametrize(
    ("days", "acled_step", "ucdp_step"),
    [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 2, 3), (8, 3, 4), (31, 3, 4), (32, None, 5), (None, None, None)],
)
def test_steps_of_days(days, acled_step, ucdp_step):
    row = {"date_start": None, "date_end": None}
    if days:
        row = {"date_start": DAY, "date_end": DAY + timedelta(days=days - 1)}
    assert (acled_time(row), ucdp_date(row)) == (acled_step, ucdp_step)


@pytest.mark.parametrize(("column", "book"), [("gw", "gleditsch_ward"), ("cow", "correlates_of_war")])
def test_numbers_of_countries(column, book):
    assert {code: country(code)[column] for code in BOOKS[book]} == {c: str(n) for c, n in BOOKS[book].items()}


def test_every_country_has_a_line_and_iso_numbers_are_unique():
    lines = [country(code) for code in sorted(codes("country") - ACTOR_ONLY)]
    numbers = [line["iso_numeric"] for line in lines if line["iso_numeric"]]
    assert all(line["acled_name"] for line in lines)
    assert len(numbers) == len(set(numbers)) == len(lines) - 1  # Kosovo has none


def test_polecat_codes(release):
    rows = polecat.export(release).rows
    assert set(polecat.QUAD_OF) == codes("plover_type")
    assert {row["Primary Actor Sector"] for row in rows} <= set(BOOKS["polecat"]["sectors"])
    row = rows[0]
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("IRN", "630", "MIL")
    assert (row["Quad Code"], row["City"], row["Language"]) == ("Material conflict", "Nurabad", "fa-IR")


def test_what_may_name_a_victim_is_withheld_unless_asked_for(release):
    for name, column, text in (
        ("acled", "notes", "درگیر شد"),
        ("ucdp-ged", "source_headline", "درگیری در نورآباد"),
        ("polecat", "Recipient Name Raw", FULL["target_text"]),
    ):
        withheld, told = (FORMATS[name].make(release, names=names).rows[0][column] for names in (False, True))
        assert text not in withheld and text in told, name


def test_a_note_tells_range_and_rule():
    untold = dict.fromkeys(("injured_low", "injured_best", "injured_high"))
    note = acled.note(Incident(incident("n01", denied_by=["X"], is_disputed=True, **untold), ()), names=False)
    assert "Killed: 15 (12 to 20) (rule: representative). Denied by X. Disputed." in note
