"""Where rows place their happening: candidates side by side, for comparing very many pairs.

In: the tables events and locations. Out: `Places`, a ragged array: row r has the candidates `start[r]` to
`start[r + 1]`. Only the finest level a row tells is kept; a country is no place to measure distances from.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.fuzz import token_set_ratio

from pipeline.text.letters import fold_word

LEVELS = {"site": 0, "settlement": 1, "district": 2, "province": 3, "country": 4, "region": 5}
SETTLEMENT, DISTRICT, PROVINCE, COUNTRY, REGION = 1, 2, 3, 4, 5
_MOST = 4  # candidates kept of a row: lists of towns are rarely longer, and pairs grow with the square
_ALIKE = 90  # of 100, rapidfuzz's token_set_ratio
_NONE = -1
_EARTH_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Places:
    """Candidates of all rows: level as in `LEVELS`, degrees (NaN where unknown), codes (-1 where untold)."""

    start: npt.NDArray[np.int64]
    level: npt.NDArray[np.int32]
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    name: npt.NDArray[np.int32]
    admin1: npt.NDArray[np.int32]
    country: npt.NDArray[np.int32]

    @property
    def is_placed(self) -> npt.NDArray[np.bool_]:
        """Per row: whether it has a candidate at province level or finer."""
        fine = self.level <= PROVINCE
        total = np.concatenate([[0], np.cumsum(fine)])
        return total[self.start[1:]] > total[self.start[:-1]]

    def counts(self) -> npt.NDArray[np.int64]:
        """Candidates of each row."""
        return np.diff(self.start)


def kilometres(
    lat1: npt.NDArray[np.float64],
    lon1: npt.NDArray[np.float64],
    lat2: npt.NDArray[np.float64],
    lon2: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Great-circle distances (haversine) between points in degrees; NaN where one is unknown."""
    a, b, c, d = (np.radians(each) for each in (lat1, lon1, lat2, lon2))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def read_places(events: pd.DataFrame, locations: pd.DataFrame) -> tuple[Places, npt.NDArray[np.int32], list[str]]:
    """Candidates of the events (in the order given); per event, a code of the site it names or -1; names by code."""
    at = pd.Index(events["event_id"])
    columns = ["location_text", "location_name", "country", "admin1", "latitude", "longitude", "geo_precision"]
    row = at.get_indexer(locations["event_id"])
    told = locations.loc[row >= 0, ["position", *columns]].assign(row=row[row >= 0])
    untold = np.ones(len(events), dtype=bool)
    untold[told["row"].to_numpy()] = False
    alone = events.loc[untold & _tells(events).to_numpy(), columns]
    both = pd.concat([told, alone.assign(position=0, row=alone.index)], ignore_index=True)
    both["level"] = both["geo_precision"].map(LEVELS).fillna(LEVELS["region"]).astype(np.int32)
    both = both.sort_values(["row", "position"], kind="stable").reset_index(drop=True)
    sites, names = _first_sites(both, len(events))
    return _ragged(_finest(both), len(events)), sites, names


def _tells(events: pd.DataFrame) -> Any:
    return events["location_text"].notna() | events["location_name"].notna() | events["country"].notna()


def _finest(both: pd.DataFrame) -> pd.DataFrame:
    """Candidates at the finest group of levels of their row: points and districts, else provinces, else the rest."""
    group = np.select([both["level"] <= DISTRICT, both["level"] == PROVINCE], [0, 1], 2)
    finest = pd.Series(group).groupby(both["row"].to_numpy()).transform("min")
    kept = both[group == finest.to_numpy()]
    order = kept.groupby("row").cumcount()
    return pd.DataFrame(kept[(order < _MOST).to_numpy()])


def _names(both: pd.DataFrame) -> list[str]:
    names = both["location_name"].astype("object").where(both["location_name"].notna(), both["location_text"]).tolist()
    known = {name: fold_word(str(name)) for name in set(names)}
    return [known[name] for name in names]


def _codes(values: Any) -> npt.NDArray[np.int32]:
    cells = pd.Series(values, dtype="object").reset_index(drop=True)
    return pd.factorize(cells.where(cells.notna(), None), sort=True)[0].astype(np.int32)


def _ragged(kept: pd.DataFrame, count: int) -> Places:
    start = np.concatenate([[0], np.cumsum(np.bincount(kept["row"].to_numpy(dtype=np.int64), minlength=count))])
    country = kept["country"].astype("object")
    province = (country + "|" + kept["admin1"].astype("object")).where(kept["country"].notna() & kept["admin1"].notna())
    return Places(
        start=start.astype(np.int64),
        level=kept["level"].to_numpy(dtype=np.int32),
        latitude=kept["latitude"].to_numpy(dtype=np.float64),
        longitude=kept["longitude"].to_numpy(dtype=np.float64),
        name=_codes(_names(kept)),
        admin1=_codes(province),
        country=_codes(country),
    )


def _first_sites(both: pd.DataFrame, count: int) -> tuple[npt.NDArray[np.int32], list[str]]:
    """Per row the code of the first site it names, -1 where it names none; and the names by code."""
    sites = both[both["level"] == LEVELS["site"]].drop_duplicates("row")
    numbers, names = pd.factorize(np.array(_names(sites), dtype=object), sort=True)
    found = np.full(count, _NONE, dtype=np.int32)
    found[sites["row"].to_numpy(dtype=np.int64)] = numbers
    return found, [str(name) for name in names]


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one site: the words of one are among the other's, or their spelling is near."""
    return token_set_ratio(one, other) >= _ALIKE
