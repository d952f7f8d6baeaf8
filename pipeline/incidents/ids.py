"""Incident ids that outlive rebuilds, merges and splits.

In: clusters of event rows and the registry of earlier releases. Out: one id per cluster and the registry carried on.
An incident is known by its founder row (article and trigger words): the cluster that holds the founder keeps the id.
Where one cluster holds several founders the oldest id survives and the others redirect to it, for ever; when they
part again, the redirected id comes back to its founder. The registry is a log: lines are only ever added.

A new id is a digest of its founder row (earliest published, then smallest event_id), so that without a registry ids
depend on the rows alone, and batches in the order of publication found the same ids as one run over everything.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.incidents.rows import NO_MINUTE, minutes, texts

COLUMNS = ("incident_id", "change", "other_id", "article_id", "trigger_text", "trigger_start")
FOUNDED, MERGED, REVIVED = "founded", "merged", "revived"
_PREFIX = "inc-"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Founder:
    incident_id: str
    article_id: str
    trigger_text: str
    trigger_start: int


def empty_registry() -> pd.DataFrame:
    """A registry before the first release."""
    return _typed(pd.DataFrame([], columns=list(COLUMNS)))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    text = {column: "str" for column in COLUMNS if column != "trigger_start"}
    return frame.astype(text | {"trigger_start": "Int64"}).reset_index(drop=True)


def read_registry(path: Path) -> pd.DataFrame:
    """The committed registry; raises ValueError where a line is none or a redirect leads nowhere."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    if tuple(frame.columns) != COLUMNS:
        raise ValueError(f"{path.name}: expected the columns {', '.join(COLUMNS)}")
    known: set[str] = set()
    for line, (incident, change, other) in enumerate(
        zip(frame["incident_id"], frame["change"], frame["other_id"], strict=True), 2
    ):
        if change not in (FOUNDED, MERGED, REVIVED) or (change != FOUNDED and incident not in known):
            raise ValueError(f"{path.name}, line {line}: {change!r} of {incident} follows no founding of it")
        if change == MERGED and other not in known:
            raise ValueError(f"{path.name}, line {line}: {incident} redirects to {other}, which is not known")
        known.add(incident)
    frame["trigger_start"] = pd.to_numeric(frame["trigger_start"].replace("", None)).astype("Int64")
    return _typed(frame)


def write_registry(registry: pd.DataFrame, path: Path) -> None:
    """Write the registry as CSV (UTF-8, one line each)."""
    registry.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def redirects(registry: pd.DataFrame) -> dict[str, str]:
    """Merged id → the id that stands for it now."""
    step: dict[str, str] = {}
    for incident, change, other in zip(registry["incident_id"], registry["change"], registry["other_id"], strict=True):
        if change == MERGED:
            step[incident] = other
        else:
            step.pop(incident, None)
    final: dict[str, str] = {}
    for incident in step:
        at, seen = incident, set()
        while at in step and at not in seen:
            seen.add(at)
            at = step[at]
        final[incident] = at
    return final


def assign_ids(
    events: pd.DataFrame, label: npt.NDArray[np.int64], registry: pd.DataFrame
) -> tuple[list[str], pd.DataFrame]:
    """The incident_id of each row (events sorted by event_id, aligned with `label`) and the registry carried on."""
    founders = _founders(registry)
    age = {incident: n for n, incident in enumerate(founders)}
    away = redirects(registry)
    claimed: dict[int, list[str]] = {}
    for incident, row in _founder_rows(founders.values(), events).items():
        claimed.setdefault(int(label[row]), []).append(incident)
    id_of: dict[int, str] = {}
    new: list[tuple[object, ...]] = []
    taken = set(age)
    content = _contents(events)
    for cluster, row in _earliest(events, label).items():
        ids = sorted(claimed.get(cluster, ()), key=lambda i: (i in away, age[i]))
        if not ids:
            founder = _found(content[row], taken)
            taken.add(founder.incident_id)
            id_of[cluster] = founder.incident_id
            new.append(_line(founder, FOUNDED, ""))
            continue
        kept = id_of[cluster] = ids[0]
        if kept in away:
            new.append(_line(founders[kept], REVIVED, ""))
        new += [_line(founders[other], MERGED, kept) for other in ids[1:] if away.get(other) != kept]
    added = _typed(pd.DataFrame(new, columns=list(COLUMNS)))
    return [id_of[int(cluster)] for cluster in label], _typed(pd.concat([registry, added], ignore_index=True))


def _founders(registry: pd.DataFrame) -> dict[str, _Founder]:
    """Founder rows by incident_id, oldest first."""
    founded = registry[registry["change"] == FOUNDED]
    cells = (texts(founded[name]) for name in ("incident_id", "article_id", "trigger_text"))
    return {
        str(incident): _Founder(str(incident), str(article), trigger or "", start)
        for incident, article, trigger, start in zip(*cells, _starts(founded["trigger_start"]), strict=True)
    }


def _line(founder: _Founder, change: str, other: str) -> tuple[object, ...]:
    return founder.incident_id, change, other, founder.article_id, founder.trigger_text, founder.trigger_start


def _earliest(events: pd.DataFrame, label: npt.NDArray[np.int64]) -> dict[int, int]:
    """The founder row of each cluster, in the order of founding: earliest published (untimed last), then event_id."""
    at = minutes(events["published_at"])
    order = np.lexsort((np.arange(len(at)), at, at == NO_MINUTE))
    first: dict[int, int] = {}
    for row in order.tolist():
        first.setdefault(int(label[row]), row)
    return first


def _contents(events: pd.DataFrame) -> list[tuple[str, str, str, int]]:
    """What identifies each row: event_id, article_id, trigger words and their offset."""
    words = (texts(events[name]) for name in ("event_id", "article_id", "trigger_text"))
    starts = _starts(events["trigger_start"])
    return [(str(e), str(a), t or "", start) for e, a, t, start in zip(*words, starts, strict=True)]


def _found(row: tuple[str, str, str, int], taken: set[str]) -> _Founder:
    event, article, trigger_text, trigger_start = row
    turn = 0
    while True:
        content = "\x1f".join((article, trigger_text, str(trigger_start), event, str(turn)))
        incident = _PREFIX + hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]
        if incident not in taken:
            return _Founder(incident, article, trigger_text, trigger_start)
        turn += 1


def _starts(column: "pd.Series[Any]") -> list[int]:
    """Offsets as integers, -1 where untold."""
    return [int(start) for start in column.astype("float64").fillna(-1).to_numpy()]


def _founder_rows(founders: Iterable[_Founder], events: pd.DataFrame) -> Mapping[str, int]:
    """Registry id → the row that is its founder today: same article and trigger words, nearest place in the text."""
    by_article: dict[str, list[tuple[int, str, int]]] = {}
    for row, (_, article, trigger, start) in enumerate(_contents(events)):
        by_article.setdefault(article, []).append((row, trigger, start))
    found: dict[str, int] = {}
    for founder in founders:
        rows = by_article.get(founder.article_id, [])
        same = [each for each in rows if each[1] == founder.trigger_text] or (rows if len(rows) == 1 else [])
        if same:
            found[founder.incident_id] = min(same, key=lambda each: (abs(each[2] - founder.trigger_start), each[0]))[0]
    return found
