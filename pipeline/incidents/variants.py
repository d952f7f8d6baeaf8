"""Happenings retold: a stress set made of rows of a real release and the happenings they are known to tell of.

In: the tables of a release, event_id → happening, a seed. Out: tables with four retellings of every row beside it, and
event_id → happening. Reworded, twice: a later article of another outlet with half of the words, some cells untold and
a toll raised: the same happening. Re-dated, where a day is told: the words and figures three to forty days later: another
one. Re-located, where a town or site is told: the words, day and figures in another, 100 km away or more: another. What
is one happening in the release stays one in every retelling.
"""

import datetime
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pipeline.dates.calendars import jalali_text, to_jalali
from pipeline.incidents.cases import Tables
from pipeline.incidents.places import kilometres
from pipeline.schema.tables import as_table

_PLACE = "location_text location_name country admin1 latitude longitude geonames_id geo_precision".split()
_UNTOLD = ("actor", "target")
_FAR = 100  # km
_POINTS = ("site", "settlement")
Row = dict[str, Any]


def retold(tables: Tables, truth: Mapping[str, str], seed: int = 0) -> tuple[Tables, dict[str, str]]:
    """Rows that `truth` knows, and their retellings; tables are read in the order of event_id."""
    draw = random.Random(f"retold {seed}")
    events = {row["event_id"]: row for row in _rows(tables.events, "event_id") if row["event_id"] in truth}
    children = {name: _children(getattr(tables, name), set(events)) for name in ("casualties", "locations", "sources")}
    articles = {row["article_id"]: row for row in _rows(tables.articles, "article_id")}
    made: dict[str, list[Row]] = {name: [] for name in ("articles", "events", "casualties", "locations", "sources")}
    happening: dict[str, str] = {}
    places = sorted({tuple(row[name] for name in _PLACE) for row in events.values() if _is_point(row)}, key=str)
    told: dict[str, list[Row]] = {}
    for event, row in events.items():
        told.setdefault(truth[event], []).append(row)
    for name, rows in told.items():
        for way in ("told", "reworded", "again", "redated", "relocated"):
            later = draw.randrange(3, 41) if way == "redated" else 0
            place = _elsewhere(rows, places, draw) if way == "relocated" else None
            if (way == "relocated" and place is None) or (way == "redated" and not all(map(_has_day, rows))):
                continue
            for row in rows:
                new = _retell(row, way, later, place, draw)
                happening[new["event_id"]] = name if way in ("told", "reworded", "again") else f"{name} {way}"
                made["events"].append(new)
                made["articles"].append(_article(articles[row["article_id"]], new))
                for table, lines in children.items():
                    if way == "relocated" and table == "locations":
                        continue
                    kept = lines.get(row["event_id"], []) if way != "reworded" or table != "sources" else []
                    made[table] += [_child(line, row, new) for line in kept]
    unique = {row["article_id"]: row for row in made["articles"]}
    made["articles"] = list(unique.values())
    return Tables(**{name: as_table(name, rows) for name, rows in made.items()}), happening


def _rows(frame: pd.DataFrame, key: str) -> list[Row]:
    """Rows as plain values, null as None."""
    ordered = frame.sort_values(key, kind="stable").astype("object")
    return [
        {str(n): None if not isinstance(v, list) and pd.isna(v) else v for n, v in row.items()}
        for row in ordered.to_dict("records")
    ]


def _children(frame: pd.DataFrame, known: set[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(frame[frame["event_id"].isin(known)], "event_id"):
        found.setdefault(row["event_id"], []).append(row)
    return found


def _has_day(row: Row) -> bool:
    """Whether the text fixes a day, or two: others cannot be put on another day."""
    first, last = row["date_start"], row["date_end"]
    return first is not None and last is not None and (last - first).days < 2


def _is_point(row: Row) -> bool:
    return row["latitude"] is not None and row["geo_precision"] in _POINTS


def _elsewhere(rows: list[Row], places: list[tuple[Any, ...]], draw: random.Random) -> tuple[Any, ...] | None:
    """A place that is far from all that the rows name; None where a row names no point to be far from."""
    points = [(row["latitude"], row["longitude"]) for row in rows]
    if not all(map(_is_point, rows)):
        return None
    at_latitude, at_longitude = _PLACE.index("latitude"), _PLACE.index("longitude")
    far = [
        place
        for place in places
        if all(_distance(point, (place[at_latitude], place[at_longitude])) >= _FAR for point in points)
    ]
    return draw.choice(far) if far else None


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b, c, d = (np.array([value], dtype=np.float64) for value in (*one, *other))
    return float(kilometres(a, b, c, d)[0])


def _retell(row: Row, way: str, later: int, place: tuple[Any, ...] | None, draw: random.Random) -> Row:
    new = dict(row) | {"event_id": f"{row['event_id']}/{way}", "article_id": f"{row['article_id']}/{way}"}
    if way == "told":
        return new
    wait = datetime.timedelta(days=later, hours=draw.randrange(1, 30))
    if new["published_at"] is not None:
        new["published_at"] = new["published_at"] + wait
    if way in ("reworded", "again"):
        new |= {"outlet": f"outlet {draw.randrange(30)}", "evidence_text": _reworded(row, draw)}
        for party in _UNTOLD:
            if draw.random() < 0.3:
                new |= {f"{party}_{part}": None for part in ("text", "name", "code")}
        if new["killed_low"] and draw.random() < 0.4:
            more = new["killed_low"] + draw.randrange(1, 4)
            new |= {"killed_low": more, "killed_high": None if new["killed_high"] is None else more}
    if way == "redated":
        new |= _moved(new, later)
    if place is not None:
        new |= dict(zip(_PLACE, place, strict=True))
    return new


def _reworded(row: Row, draw: random.Random) -> str:
    """Half of the words, in their order, so that the trigger stays among them."""
    words = row["evidence_text"].split()
    kept = set(draw.sample(range(len(words)), (len(words) + 1) // 2))
    trigger = set((row["trigger_text"] or "").split())
    return " ".join(word for n, word in enumerate(words) if n in kept or word in trigger)


def _moved(row: Row, later: int) -> Row:
    """The told days so many days later, in both calendars."""
    first, last = (row[name] + datetime.timedelta(days=later) for name in ("date_start", "date_end"))
    year, month, day = to_jalali(first.date())
    return {
        "date_start": first,
        "date_end": last,
        "date_jalali": jalali_text(first.date(), last.date()),
        "jalali_year": year,
        "jalali_month": month,
        "jalali_day": day,
    }


def _article(article: Row, new: Row) -> Row:
    """The article that a retelling stands in; its text is the row's own, so that it is no copy of the first."""
    text = article["text"] if new["event_id"].endswith("/told") else f"{new['event_id']} {new['evidence_text']}"
    same = {"article_id": new["article_id"], "outlet": new["outlet"], "published_at": new["published_at"]}
    return article | same | {"text": text, "near_duplicate_of": None}


def _child(line: Row, row: Row, new: Row) -> Row:
    told = line | {"event_id": new["event_id"]}
    if line.get("kind") == "killed" and new["killed_low"] != row["killed_low"]:
        told |= {"low": new["killed_low"], "high": new["killed_high"]}
    return told
