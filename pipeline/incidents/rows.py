"""Event rows as arrays, for comparing very many of them.

In: the tables events, casualties, locations and articles, in any row order. Out: `Rows`, sorted by
event_id, in which every cell is a number: codes count from 0, `NONE` is an untold cell, days count from 1970-01-01.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from pipeline.incidents.places import Places, read_places
from pipeline.incidents.voices import voice_of
from pipeline.incidents.words import evidence_words, is_another_happening, is_follow_up, read_clock

NONE = -1
NO_DAY = int(np.iinfo(np.int32).min)
NO_MINUTE = int(np.iinfo(np.int64).min)
KINDS = ("killed", "injured", "killed_or_injured", "captured", "missing", "displaced")
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_WEIGHED = ("trigger", "location", "actor", "target", "source")
_LONGEST_SPAN = 7  # days: a told span no longer than a week still places a happening in time


@dataclass(frozen=True, slots=True)
class Rows:
    """Event rows, one element each, sorted by event_id; columns of `schema/fields.csv` keep their names.

    `toll` and `victim` have the shape rows × KINDS.
    """

    event_id: npt.NDArray[np.object_]
    article_id: npt.NDArray[np.object_]
    article: Ints
    voice: Ints
    source: Ints
    minute: Longs
    published: Ints
    first_day: Ints
    last_day: Ints
    has_day: Bools
    month_day: Ints
    clock_first: Ints
    clock_last: Ints
    sub_type: Ints
    sub_types: tuple[str, ...]
    family: Ints
    plover: Ints
    actor: Ints
    actor_name: Ints
    target: Ints
    target_name: Ints
    status: Ints
    is_aggregate: Bools
    is_another: Bools
    is_follow_up: Bools
    toll: Ints
    victim: Ints
    site: Ints
    site_names: tuple[str, ...]
    is_place_told: Bools
    places: Places
    words: sparse.csr_matrix
    statuses: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.event_id)

    @property
    def is_anchored(self) -> Bools:
        """Whether a row tells both a day (or a span of a week at most) and a place at province level or finer."""
        return self.has_day & self.places.is_placed


def texts(column: "pd.Series[Any]") -> list[str | None]:
    """A text column as Python values, null as None; equal texts are one object, which spares memory and time."""
    if isinstance(column.dtype, pd.StringDtype):
        numbers, words = pd.factorize(column.array)
        return list(np.append(words.to_numpy(dtype=object), [None])[numbers])
    return list(column.astype("object").where(column.notna(), None))


def codes(values: "pd.Series[Any]") -> tuple[Ints, tuple[str, ...]]:
    """Codes of a text column in the order of the words themselves, and the words."""
    cells = pd.Series(values, dtype="object")
    numbers, words = pd.factorize(cells.where(cells.notna(), None), sort=True)
    return numbers.astype(np.int32), tuple(str(word) for word in words)


def days(column: "pd.Series[Any]") -> Ints:
    """Days since 1970-01-01; NO_DAY where untold."""
    moments = pd.to_datetime(column)
    whole = moments.to_numpy(dtype="datetime64[D]").astype(np.int64)
    return np.where(moments.isna().to_numpy(), NO_DAY, whole).astype(np.int32)


def minutes(column: "pd.Series[Any]") -> Longs:
    """Minutes since 1970-01-01 00:00; NO_MINUTE where untold."""
    moments = pd.to_datetime(column)
    whole = moments.to_numpy(dtype="datetime64[m]").astype(np.int64)
    return np.where(moments.isna().to_numpy(), NO_MINUTE, whole)


def voices(events: pd.DataFrame, original: dict[str, str]) -> "pd.Series[Any]":
    """The voice of each event row; `original` maps copies of articles to what they copy."""
    columns = ("source_name", "source_code", "source_type", "source_text", "outlet", "article_id")
    cells = [texts(events[column]) for column in columns]
    chains = events["source_chain"].tolist()
    return pd.Series(
        [
            voice_of(name, code, kind, text, chain, outlet, original.get(str(article), str(article)))
            for name, code, kind, text, outlet, article, chain in zip(*cells, chains, strict=True)
        ],
        index=events.index,
        dtype="object",
    )


def sorted_events(events: pd.DataFrame) -> pd.DataFrame:
    """Event rows in the order of event_id; raises ValueError where one stands twice."""
    if events["event_id"].duplicated().any():
        twice = sorted(set(events.loc[events["event_id"].duplicated(), "event_id"]))[0]
        raise ValueError(f"table events: event_id {twice} stands more than once")
    if events["event_id"].is_monotonic_increasing:
        return events.reset_index(drop=True)
    return events.sort_values("event_id", kind="stable").reset_index(drop=True)


def read_rows(events: pd.DataFrame, casualties: pd.DataFrame, locations: pd.DataFrame, voice: "pd.Series[Any]") -> Rows:
    """The tables as `Rows`; `events` as `sorted_events` gives them, `voice` aligned with them."""
    toll, victim = _tolls(events, casualties)
    places, site, site_names = read_places(events, locations)
    return Rows(
        event_id=events["event_id"].to_numpy(dtype=object),
        article_id=events["article_id"].to_numpy(dtype=object),
        article=codes(events["article_id"])[0],
        voice=codes(voice)[0],
        source=codes(_sources(events))[0],
        minute=minutes(events["published_at"]),
        published=days(events["published_at"]),
        **_when(events),
        **_kind(events),
        **_sides(events),
        **_evidence(events),
        is_aggregate=events["is_aggregate"].fillna(False).to_numpy(dtype=bool),
        toll=toll,
        victim=victim,
        site=site,
        site_names=tuple(site_names),
        places=places,
    )


def _when(events: pd.DataFrame) -> dict[str, Any]:
    """The days and hours of the happenings."""
    first, last = days(events["date_start"]), days(events["date_end"])
    last = np.where(last == NO_DAY, first, last)
    clock = np.array([read_clock(text) for text in texts(events["time_text"])], dtype=np.int32).reshape(len(events), 2)
    return {
        "first_day": first,
        "last_day": last.astype(np.int32),
        "has_day": (first != NO_DAY) & (last.astype(np.int64) - first < _LONGEST_SPAN),
        "month_day": _day_of_year(events),
        "clock_first": clock[:, 0],
        "clock_last": clock[:, 1],
    }


def _kind(events: pd.DataFrame) -> dict[str, Any]:
    """What happened, by each list of codes, and whether it did."""
    sub_type, sub_types = codes(events["sub_event_type"])
    status, statuses = codes(events["status"])
    family, plover = codes(events["event_type"])[0], codes(events["plover_type"])[0]
    told = {"sub_type": sub_type, "sub_types": sub_types, "family": family, "plover": plover}
    return told | {"status": status, "statuses": statuses}


def _sides(events: pd.DataFrame) -> dict[str, Any]:
    """Who acts and who suffers, in the same codes, so that one can be compared with the other."""
    count = len(events)
    parties = codes(_known(pd.concat([events["actor_code"], events["target_code"]])))[0]
    names = codes(_folded_names(events))[0]
    return {
        "actor": parties[:count],
        "target": parties[count:],
        "actor_name": names[:count],
        "target_name": names[count:],
    }


def _evidence(events: pd.DataFrame) -> dict[str, Any]:
    """The words of the rows' sentences, and what they say of the happening itself."""
    evidence, triggers = texts(events["evidence_text"]), texts(events["trigger_text"])
    weighed = zip(*(texts(events[f"{part}_text"]) for part in _WEIGHED), strict=True)
    told = [" ".join(filter(None, each)) for each in weighed]
    folded, words = evidence_words([text or "" for text in evidence], told)
    another = [is_another_happening(key, trigger or "") for key, trigger in zip(folded, triggers, strict=True)]
    return {
        "words": words,
        "is_another": np.array(another, dtype=bool),
        "is_follow_up": np.array([is_follow_up(key) for key in folded], dtype=bool),
        "is_place_told": _tells_place(texts(events["location_text"]), evidence),
    }


def _tells_place(places: list[str | None], evidence: list[str | None]) -> Bools:
    """Whether a row's own sentence names its place, and does not carry it over from another."""
    return np.array(
        [place is None or place in (text or "") for place, text in zip(places, evidence, strict=True)], bool
    )


def _known(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Actor codes with «UNK-UNK» as untold."""
    return column.astype("object").where(column.notna() & (column != "UNK-UNK"), None)


@cache
def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _folded_names(events: pd.DataFrame) -> "pd.Series[Any]":
    both = [*texts(events["actor_name"]), *texts(events["target_name"])]
    return pd.Series([None if name is None else _folded(name) for name in both], dtype="object")


def _sources(events: pd.DataFrame) -> "pd.Series[Any]":
    """Who is named as source, as far as two rows of one article can be compared by it; «» for the article itself."""
    name = events["source_name"].astype("object")
    return name.where(name.notna(), events["source_text"]).where(events["source_text"].notna() | name.notna(), "")


def _day_of_year(events: pd.DataFrame) -> Ints:
    """Month × 32 + day of the Solar Hijri calendar where both are told, whether or not a year is."""
    month = pd.to_numeric(events["jalali_month"]).astype("float64")
    day = pd.to_numeric(events["jalali_day"]).astype("float64")
    return (month * 32 + day).fillna(NONE).to_numpy().astype(np.int32)


def _tolls(events: pd.DataFrame, casualties: pd.DataFrame) -> tuple[Ints, Ints]:
    """The figure of each row and kind, the lower bound where there is one, and its victims where of one code."""
    low = np.full((len(events), len(KINDS)), NONE, dtype=np.int32)
    high, victim = low.copy(), low.copy()
    if len(casualties):
        sums, who = _summed(events, casualties)
        cell = tuple(sums.index.get_level_values(n).to_numpy() for n in (0, 1))
        low[cell] = sums["low"].fillna(NONE).to_numpy().astype(np.int32)
        high[cell] = sums["high"].fillna(NONE).to_numpy().astype(np.int32)
        victim[cell] = who
    for column, kind_name in enumerate(("killed", "injured")):
        for bound, name in ((low, "low"), (high, "high")):
            told_here = pd.to_numeric(events[f"{kind_name}_{name}"]).astype("float64")
            bound[:, column] = told_here.fillna(NONE).to_numpy().astype(np.int32)
    return np.where(low == NONE, high, low), victim


def _summed(events: pd.DataFrame, casualties: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """By row and kind, the largest figures of each victims' code summed over the codes, and the code where it is one."""
    row = pd.Index(events["event_id"]).get_indexer(casualties["event_id"])
    told, row = casualties[row >= 0], row[row >= 0]
    kind = told["kind"].map({kind: n for n, kind in enumerate(KINDS)}).to_numpy(dtype=np.int64)
    frame = pd.DataFrame({"row": row, "kind": kind, "who": codes(told["victim_code"])[0]})
    for bound in ("low", "high"):
        frame[bound] = pd.to_numeric(told[bound]).astype("float64").to_numpy()
    each = frame.groupby(["row", "kind", "who"], sort=True)[["low", "high"]].max().reset_index()
    both = each.groupby(["row", "kind"], sort=True)
    return both[["low", "high"]].sum(min_count=1), _only(both["who"])


def _only(groups: Any) -> Ints:
    """The one code of each group, NONE where a group has several."""
    least, most = groups.min().to_numpy(), groups.max().to_numpy()
    return np.where(least == most, least, NONE).astype(np.int32)
