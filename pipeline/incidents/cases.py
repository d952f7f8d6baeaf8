"""Hand-made cases for linking: a few rows in a compact notation, with the happening each row tells of.

In: a YAML file with `places` (name → country, province, latitude, longitude, level, Persian name) and `cases`, each
a list of rows. Out: `Case`s, whose tables have the columns of a release. A row is a mapping; all keys but `is` and `words`
are optional:

is: the happening · in: article key (default: an article of its own) · at: publication · outlet, text, title
day: `2022-09-12` or `2022-09-12..2022-09-14` · clock: words · place: name or list of names · type: sub-event type
actor, target, by: code and name (`IRQ-POL Baghdad police`; `by` begins with the source type) · via: outer links
killed, injured, captured, missing, displaced: `12`, `12+` (at least), `<12` (up to), `~12` (about), `12-15`, or a vague
word; after it, if told, the victims' code; several joined by `;` · status, claim, aggregate
words: the evidence, in which a casualty's words stand · trigger: words of the act
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.incidents.rows import KINDS
from pipeline.schema.codes import read_codes
from pipeline.schema.tables import as_table

_FIGURE = re.compile(r"(?P<most><)?(?P<about>~)?(?P<low>\d+)(?:-(?P<high>\d+)|(?P<least>\+))?$")


@dataclass(frozen=True, slots=True)
class Tables:
    """The five tables that `build_incidents` reads."""

    articles: pd.DataFrame
    events: pd.DataFrame
    casualties: pd.DataFrame
    locations: pd.DataFrame
    sources: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Case:
    """A case's name, what it is there for, the rows of its tables by their names, and event_id → happening."""

    name: str
    why: str
    rows: Mapping[str, list[dict[str, Any]]]
    truth: dict[str, str]

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return together([self])[0]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, in its order; raises ValueError for a row that says what the notation does not know."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [case_of(each, content["places"]) for each in content["cases"]]


def case_of(told: Mapping[str, Any], places: Mapping[str, Any]) -> Case:
    """One case; raises ValueError for a key that the notation does not know."""
    name = str(told["case"])
    parts: dict[str, list[dict[str, Any]]] = {each.name: [] for each in fields(Tables)}
    truth: dict[str, str] = {}
    known: set[str] = set()
    for number, row in enumerate(told["rows"]):
        unknown = set(row) - _KEYS
        if unknown:
            raise ValueError(f"case {name}: no such key as {', '.join(sorted(unknown))}")
        event_id = f"{name}/{number}"
        article_id = f"{name}/{row.get('in', number)}"
        truth[event_id] = f"{name}/{row['is']}"
        if article_id not in known:
            known.add(article_id)
            parts["articles"].append(_article(article_id, row))
        places_told = _places(event_id, row, places)
        figures = _figures(event_id, row)
        links = _sources(event_id, row)
        parts["events"].append(_event(event_id, article_id, row, places_told, figures, links))
        parts["casualties"] += figures
        parts["locations"] += places_told
        parts["sources"] += links
    return Case(name, str(told.get("why", "")), parts, truth)


def together(cases: list[Case]) -> tuple[Tables, dict[str, str]]:
    """All cases as one corpus."""
    names = [each.name for each in fields(Tables)]
    tables = Tables(**{name: as_table(name, [row for case in cases for row in case.rows[name]]) for name in names})
    return tables, {event: happening for case in cases for event, happening in case.truth.items()}


_KEYS = {"is", "in", "at", "outlet", "text", "title", "day", "clock", "place", "type", "actor", "target", "by", "via"}
_KEYS |= {"status", "claim", "aggregate", "words", "trigger", *KINDS}


def _moment(row: Mapping[str, Any]) -> datetime.datetime | None:
    at = row.get("at")
    if at is None or isinstance(at, datetime.datetime):
        return at
    return datetime.datetime.fromisoformat(str(at))


def _article(article_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "title": row.get("title"),
        "text": row.get("text") or row["words"],
        "outlet": row.get("outlet"),
        "published_at": _moment(row),
        "published_basis": "given" if row.get("at") else "none",
        "variety": "fa-IR",
        "input_file": "cases",
        "sha256": article_id,
    }


@cache
def _families() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["event_type"], row["disorder_type"]) for row in read_codes("sub_event_type")}


def _event(
    event_id: str,
    article_id: str,
    row: Mapping[str, Any],
    places: list[dict[str, Any]],
    figures: list[dict[str, Any]],
    links: list[dict[str, Any]],
) -> dict[str, Any]:
    event_type, disorder_type = _families()[row["type"]] if "type" in row else (None, None)
    place = {key: value for key, value in places[0].items() if key not in _PLACE_ONLY} if places else {}
    return {
        **place,
        **_source(links),
        **_party("actor", row.get("actor")),
        **_party("target", row.get("target")),
        **{f"{kind}_{bound}": _sum(figures, kind, bound) for kind in KINDS[:2] for bound in ("low", "high")},
        "event_id": event_id,
        "article_id": article_id,
        **_when(row),
        "event_type": event_type,
        "disorder_type": disorder_type,
        "sub_event_type": row.get("type"),
        "status": row.get("status", "happened"),
        "is_aggregate": row.get("aggregate", False),
        "claim": row.get("claim", "reported"),
        **_evidence(row),
        "published_at": _moment(row),
        "outlet": row.get("outlet"),
        "title": row.get("title"),
        "confidence": 1.0,
        "rules": [],
    }


def _when(row: Mapping[str, Any]) -> dict[str, Any]:
    """The day of a happening; one untold is bounded by the publication."""
    first, last = _days(row.get("day"))
    moment = _moment(row)
    return {
        "date_start": first,
        "date_end": last,
        "date_precision": "unknown" if first is None else "day" if first == last else "range",
        "date_basis": "none" if first is None else "explicit",
        "date_not_after": moment.date() if moment and first is None else None,
        "date_flags": [],
        "time_text": row.get("clock"),
    }


def _source(links: list[dict[str, Any]]) -> dict[str, Any]:
    """The innermost source and the chain that leads to it."""
    inner = links[-1] if links else {}
    told = {key: inner.get(key) for key in ("source_text", "source_name", "source_code", "source_type")}
    return told | {"source_chain": [link["source_text"] for link in links]}


def _evidence(row: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a row and those of its act."""
    words, trigger = row["words"], row.get("trigger", "حمله")
    start = max(0, words.find(trigger))
    return {
        "evidence_text": words,
        "evidence_start": 0,
        "evidence_end": len(words),
        "trigger_text": trigger,
        "trigger_start": start,
        "trigger_end": start + len(trigger),
    }


_PLACE_ONLY = ("event_id", "position", "start", "end")


def _days(told: Any) -> tuple[datetime.date | None, datetime.date | None]:
    if told is None:
        return None, None
    first, _, last = str(told).partition("..")
    return datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)


def _party(which: str, told: str | None) -> dict[str, str | None]:
    code, _, name = (told or "").partition(" ")
    return {f"{which}_code": code or None, f"{which}_name": name or None, f"{which}_text": name or None}


def _places(event_id: str, row: Mapping[str, Any], places: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = row.get("place", [])
    rows = []
    for position, name in enumerate([told] if isinstance(told, str) else told):
        country, province, latitude, longitude, level, written = places[name]
        rows.append(
            {
                "event_id": event_id,
                "position": position,
                "location_text": written,
                "location_name": name,
                "country": country,
                "admin1": province,
                "latitude": latitude,
                "longitude": longitude,
                "geo_precision": level,
                "start": position,
                "end": position + 1,
            }
        )
    return rows


def _figures(event_id: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for kind in KINDS:
        for told in str(row[kind]).split(";") if kind in row else ():
            figure, _, victims = (
                told.strip().rpartition(" ") if re.search(r" [A-Z]{3}-[A-Z]{3}$", told) else (told.strip(), "", "")
            )
            rows.append({"event_id": event_id, "kind": kind, **_figure(figure), "victim_code": victims or None})
    for number, each in enumerate(rows):
        at = row["words"].find(each["casualties_text"])
        start = at if at >= 0 else 10_000 + number * 10  # outside the evidence: told elsewhere in the article
        each |= {"start": start, "end": start + len(each["casualties_text"]), "framing": "neutral"}
    return rows


_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _figure(figure: str) -> dict[str, Any]:
    found = _FIGURE.match(figure)
    if not found:
        return {"low": None, "high": None, "is_vague": True, "qualifier": "vague", "casualties_text": figure}
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else None if found["least"] else low
    qualifier = (
        "up_to"
        if found["most"]
        else "at_least"
        if found["least"]
        else "about"
        if found["about"]
        else "range"
        if found["high"]
        else "exact"
    )
    return {
        "low": None if found["most"] else low,
        "high": high,
        "is_vague": False,
        "qualifier": "zero" if (low, high) == (0, 0) else qualifier,
        "casualties_text": found["low"].translate(_DIGITS),
    }


def _sum(figures: list[dict[str, Any]], kind: str, bound: str) -> int | None:
    told = [each[bound] for each in figures if each["kind"] == kind]
    return sum(told) if told and None not in told else None


def _sources(event_id: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = [*row.get("via", []), *([row["by"]] if "by" in row else [])]
    rows = []
    for position, link in enumerate(told):
        kind, code, name = [*link.split(" ", 2), ""][:3]
        rows.append(
            {
                "event_id": event_id,
                "position": position,
                "source_text": name or kind,
                "source_name": name or None,
                "source_code": None if code in ("", "-") else code,
                "source_type": kind,
                "start": position,
                "end": position + 1,
            }
        )
    return rows
