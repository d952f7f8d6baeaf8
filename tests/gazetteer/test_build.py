"""The gazetteer that is built: places, coordinates, forms and what the lexicons must be."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.gazetteer.build import COLUMNS, build_gazetteer
from pipeline.gazetteer.curated import Places, curated_places, faults_in_places
from pipeline.gazetteer.earth import distances_km
from pipeline.gazetteer.geonames import divisions, name_key, plain_name, settlements
from pipeline.gazetteer.load import cache_folder, digest_of_sources, load_gazetteer, write_gazetteer
from pipeline.lexicons.load import read_rows, split_forms
from pipeline.stages.gazetteer import faults_in

PRECISIONS = {"site", "settlement", "district", "province", "country", "region"}
LEAST_PLACES = {"IRN": 200, "AFG": 300, "IRQ": 120, "SYR": 120, "YEM": 70, "LBN": 80, "PSE": 80, "UKR": 90, "PAK": 80}


@cache
def anew() -> pd.DataFrame:
    return build_gazetteer()


@cache
def built() -> pd.DataFrame:
    """The table as extraction has it: built where its code, its lexicons or packages changed since it was kept."""
    load_gazetteer()
    kept = cache_folder() / f"gazetteer-{digest_of_sources()}.parquet"
    return pd.read_parquet(kept) if kept.exists() else anew()


@cache
def places() -> Places:
    return Places(settlements(), divisions())


@pytest.mark.slow
def test_table_has_its_columns_and_no_faults() -> None:
    table = anew()
    assert tuple(table.columns) == COLUMNS
    assert faults_in(table) == []
    assert set(table["geo_precision"]) == PRECISIONS
    assert table["latitude"].isna().equals(table["longitude"].isna())


@pytest.mark.slow
def test_faults_are_told() -> None:
    table = anew().head(2).copy()
    table.loc[:, "place_id"] = "one"
    table.loc[0, "latitude"] = 99.0
    told = " ".join(faults_in(table))
    assert "more than one row" in told
    assert "no point of the Earth" in told
    assert "countries" in told


@pytest.mark.slow
def test_same_table_writes_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_gazetteer(anew(), tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.parquet", "two.parquet"]


def test_no_curated_place_is_without_forms_or_out_of_place() -> None:
    assert faults_in_places(places()) == []


@pytest.mark.slow
def test_curated_coordinates_lie_in_their_country() -> None:
    """A point given by hand is within 300 km of a settlement of its country (a sign or a digit would show)."""
    off = []
    for place in curated_places(places()):
        if place.country in places().latitudes and place.latitude is not None and place.geo_precision != "region":
            away = distances_km(
                place.latitude, place.longitude or 0.0,
                places().latitudes[place.country], places().longitudes[place.country],
            )  # fmt: skip
            if float(np.min(away)) > 300 and place.name != "Guantanamo Bay":
                off.append((place.name, place.country))
    assert off == []


@pytest.mark.slow
def test_looked_up_and_hand_given_coordinates_agree() -> None:
    """A settlement with a point by hand that is tied to GeoNames is tied to one within 50 km."""
    by_id = {place.geonames_id: place for place in settlements()}
    tied = 0
    for row, place in zip(read_rows("places"), curated_places(places()), strict=True):
        if row["latitude"] and place.geonames_id in by_id and row["geo_precision"] == "settlement":
            found = by_id[place.geonames_id]
            away = distances_km(
                float(row["latitude"]), float(row["longitude"]), np.array([found.latitude]), np.array([found.longitude])
            )
            assert away[0] <= 50, row["name_en"]
            tied += 1
    assert tied > 500


def test_supplement_covers_the_wars() -> None:
    counted = pd.Series([row["country"] for row in read_rows("places")]).value_counts()
    assert len(read_rows("places")) >= 900
    for country, least in LEAST_PLACES.items():
        assert counted[country] >= least, country


@pytest.mark.parametrize(("country", "provinces"), [("IRN", 31), ("AFG", 34), ("IRQ", 19), ("SYR", 14), ("UKR", 25)])
def test_all_provinces_are_there(country: str, provinces: int) -> None:
    table = built()
    found = table[(table["country"] == country) & (table["geo_precision"] == "province") & table["is_curated"]]
    assert len(found) >= provinces
    assert found["latitude"].notna().all()


def test_countries_have_names_demonyms_and_codes() -> None:
    rows = read_rows("countries")
    assert len(rows) >= 249
    assert len({row["iso3"] for row in rows}) == len(rows)
    assert sum(bool(split_forms(row["demonyms"])) for row in rows) >= 120
    assert all(row["name_en"] and row["forms"] and row["source"] for row in rows)


def test_an_ordinary_word_is_no_free_form() -> None:
    free = {form for forms in built()["forms"] for form in forms}
    assert free & {"آن", "باد", "هر", "شهر", "مرد", "نور", "علی", "حسن", "سال", "دوشنبه", "سنگین", "مالی"} == set()
    assert {"بغداد", "تهران", "فلوجه", "تل‌آویو"} <= free


def test_hamlets_far_away_are_left_out() -> None:
    table = built()
    small = table[(table["country"] == "USA") & ~table["is_curated"] & (table["geo_precision"] == "settlement")]
    assert small["population"].min() >= 100_000


def test_latin_names_are_plain() -> None:
    assert plain_name("Tall ‘Afar") == "Tall Afar"
    assert plain_name("Şırnak") == "Sirnak"
    assert name_key("Al-Bukamāl") == name_key("al bukamal")


def test_a_division_told_by_its_code_names_those_in_it() -> None:
    table = built()
    near = table[(table["country"] == "IRQ") & table["name_en"].isin(["Koy Sanjaq", "Erbil", "Erbil Airport"])]
    assert set(near["admin1"]) == {"Erbil Governorate"}
    far = table[(table["country"] == "IRQ") & (table["name_en"] == "Mosul")]
    assert set(far["admin1"]) == {"Nineveh"}
