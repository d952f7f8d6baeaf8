"""The curated supplement: places of Persian conflict news with their Persian forms, tied to GeoNames where it has them.

In: `lexicons/places.csv` (`lookup` is empty to look `name_en` up in GeoNames, another Latin name to look up, or
`admin1:CODE` for a first-order division; where latitude and longitude are given by hand, GeoNames' place of that
name within 50 km is taken, else the hand's). Out: `CuratedPlace` records with coordinates, and faults as sentences.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.gazetteer.earth import distances_km
from pipeline.gazetteer.geonames import Division, Settlement, name_key
from pipeline.gazetteer.persian import ARAB_COUNTRIES, persian_forms
from pipeline.lexicons.load import keys_of, read_rows, split_forms
from pipeline.text.letters import fold_word

_NEAR_KM = 50.0
_ADMIN1_KM = 150.0


@dataclass(frozen=True, slots=True)
class CuratedPlace:
    """A row of places.csv, placed; `admin1_code` is None where no GeoNames settlement is near.

    `written` are the forms of the row, `guessed` those derived by rule from them and from GeoNames' names.
    """

    name: str
    country: str | None
    geo_precision: str
    written: tuple[str, ...]
    guessed: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    admin1_code: str | None
    geonames_id: int | None
    population: int
    source: str
    is_division: bool = False  # told by its code, whether subdivisions.csv has it or not


class Places:
    """GeoNames settlements of the countries the supplement names, to look up by name, form and distance."""

    def __init__(self, settlements: Iterable[Settlement], divisions: Iterable[Division]) -> None:
        self.by_country: dict[str, list[Settlement]] = {}
        for place in settlements:
            self.by_country.setdefault(place.country, []).append(place)
        self.latitudes = {c: np.array([p.latitude for p in s]) for c, s in self.by_country.items()}
        self.longitudes = {c: np.array([p.longitude for p in s]) for c, s in self.by_country.items()}
        self._named: dict[str, dict[str, list[Settlement]]] = {}
        self.first = {(d.country, d.admin1_code): d for d in divisions if d.level == 1}
        self.second: dict[tuple[str, str], list[Division]] = {}
        for division in divisions:
            if division.level == 2:
                for key in {name_key(division.name), *map(fold_word, division.forms)}:
                    self.second.setdefault((division.country, key), []).append(division)

    def best_named(self, country: str, name: str, forms: Iterable[str] = ()) -> Settlement | None:
        """A country's settlement of a Latin name: one that shares a Persian form before the larger."""
        if country not in self._named:
            named: dict[str, list[Settlement]] = {}
            self._named[country] = named
            for place in self.by_country.get(country, ()):
                for key in {name_key(other) for other in (place.name, *place.names)} - {""}:
                    named.setdefault(key, []).append(place)
        keys = spelling_keys(forms)
        return max(
            self._named[country].get(name_key(name), ()),
            key=lambda place: (bool(keys & persian_keys(place)), place.population, -place.geonames_id),
            default=None,
        )

    def middle_of(self, country: str, admin1_code: str | None = None) -> tuple[float, float] | None:
        """The mean position of the settlements of a country or of one of its first-order divisions."""
        inside = [p for p in self.by_country.get(country, ()) if admin1_code in (None, p.admin1_code)]
        if not inside:
            return None
        return (
            round(sum(p.latitude for p in inside) / len(inside), 3),
            round(sum(p.longitude for p in inside) / len(inside), 3),
        )

    def near(self, country: str, latitude: float, longitude: float, within: float) -> list[tuple[float, Settlement]]:
        """Settlements of a country within so many kilometres, nearest first."""
        if country not in self.by_country:
            return []
        away = distances_km(latitude, longitude, self.latitudes[country], self.longitudes[country])
        order = np.argsort(away, kind="stable")
        return [(float(away[i]), self.by_country[country][i]) for i in order[: int((away <= within).sum())]]


def spelling_keys(forms: Iterable[str]) -> frozenset[str]:
    """The keys of forms without their spaces."""
    return frozenset(key.replace(" ", "") for form in forms for key in keys_of(form))


def persian_keys(place: Settlement) -> frozenset[str]:
    """The keys, without spaces, of what Persian makes of a settlement's names."""
    return spelling_keys(persian_forms(list(place.names), place.name, place.country))


def curated_places(places: Places) -> Iterator[CuratedPlace]:
    """Every row of places.csv with what GeoNames knows of it, in file order."""
    for row in read_rows("places"):
        yield _placed(row, places)


def faults_in_places(places: Places) -> list[str]:
    """Sentences on rows of places.csv that cannot be placed or that GeoNames puts elsewhere."""
    faults = []
    for number, row in enumerate(read_rows("places"), start=2):
        where = f"places.csv row {number} ({row['name_en']}, {row['country']})"
        if not split_forms(row["forms"]):
            faults.append(f"{where} has no Persian form.")
        if row["latitude"]:
            found = (
                places.best_named(row["country"], row["lookup"], split_forms(row["forms"])) if row["lookup"] else None
            )
            if found:
                away = distances_km(
                    float(row["latitude"]), float(row["longitude"]),
                    np.array([found.latitude]), np.array([found.longitude]),
                )[0]  # fmt: skip
                if away > _NEAR_KM:
                    faults.append(f"{where} is {away:.0f} km from GeoNames' {found.name}.")
        elif _placed(row, places).latitude is None and row["geo_precision"] != "region":
            faults.append(f"{where} has no coordinates and GeoNames has no such name there.")
    return faults


def _placed(row: dict[str, str], places: Places) -> CuratedPlace:
    country = row["country"] or None
    written = tuple(split_forms(row["forms"]))
    bare = [f[2:] for f in written if re.match(r"ال\S{3}", f)] if country in ARAB_COUNTRIES else []
    guessed = bare if row["geo_precision"] in ("settlement", "district") else []
    lookup = row["lookup"]
    if country and lookup.startswith("admin1:"):
        return _placed_division(row, country, lookup.removeprefix("admin1:"), places)
    latitude = float(row["latitude"]) if row["latitude"] else None
    longitude = float(row["longitude"]) if row["longitude"] else None
    found: Settlement | None = None
    if country and latitude is None:
        found = places.best_named(country, lookup or row["name_en"], written)
    elif country and latitude is not None and longitude is not None and row["geo_precision"] == "settlement":
        found = _same_place(places, country, latitude, longitude, row["name_en"], written)
    if found:
        guessed += persian_forms(list(found.names), found.name, found.country)
        return CuratedPlace(
            row["name_en"], country, row["geo_precision"], written, _new(written, guessed), found.latitude,
            found.longitude, found.admin1_code, found.geonames_id, found.population, row["source"],
        )  # fmt: skip
    admin1, geonames_id = None, None
    if country and latitude is not None and longitude is not None and row["geo_precision"] != "region":
        nearest = places.near(country, latitude, longitude, _ADMIN1_KM)
        admin1 = nearest[0][1].admin1_code if nearest else None
    if country and row["geo_precision"] == "district":
        division = _same_division(places, country, admin1, row["name_en"], written)
        geonames_id = division.geonames_id if division else None
        admin1 = division.admin1_code if division else admin1
    return CuratedPlace(
        row["name_en"], country, row["geo_precision"], written, _new(written, guessed), latitude, longitude, admin1,
        geonames_id, 0, row["source"],
    )  # fmt: skip


def _new(written: tuple[str, ...], guessed: Iterable[str]) -> tuple[str, ...]:
    """Those of the guessed forms that spell something new."""
    keys = {key for form in written for key in keys_of(form)}
    return tuple(dict.fromkeys(form for form in guessed if not keys.issuperset(keys_of(form))))


def _placed_division(row: dict[str, str], country: str, code: str, places: Places) -> CuratedPlace:
    division = places.first.get((country, code))
    middle = places.middle_of(country, code)
    written = tuple(split_forms(row["forms"]))
    return CuratedPlace(
        row["name_en"], country, row["geo_precision"], written, _new(written, division.forms if division else ()),
        middle[0] if middle else None, middle[1] if middle else None, code,
        division.geonames_id if division else None, 0, row["source"], True,
    )  # fmt: skip


def _same_place(
    places: Places, country: str, latitude: float, longitude: float, name: str, forms: tuple[str, ...]
) -> Settlement | None:
    """The settlement near a point that shares its Latin name or one of its Persian forms, nearest first."""
    keys = spelling_keys(forms)
    for _, place in places.near(country, latitude, longitude, _NEAR_KM):
        if name_key(name) in {name_key(other) for other in (place.name, *place.names)}:
            return place
        if keys & persian_keys(place):
            return place
    return None


def _same_division(
    places: Places, country: str, admin1: str | None, name: str, forms: tuple[str, ...]
) -> Division | None:
    """The second-order division near a point that shares a Persian form or the Latin name («Qarabagh, Ghazni»)."""
    found = {
        division.geonames_id: division
        for key in (name_key(name.split(",")[0]), *(key for form in forms for key in keys_of(form)))
        for division in places.second.get((country, key), ())
        if admin1 in (None, division.admin1_code)
    }
    return min(found.values(), key=lambda division: division.geonames_id) if found else None
