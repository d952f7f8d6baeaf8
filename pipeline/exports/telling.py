"""What an incident's articles and rows tell together: outlets, speakers, the toll in words, a note.

In: an incident. Out: texts in English, and the sentences as written where they are asked for.
"""

from collections.abc import Iterable

import pandas as pd

from pipeline.exports.inputs import Incident, Row


def outlets(incident: Incident) -> list[str]:
    """The outlets of the rows, the earliest report first."""
    return _once(event["outlet"] for event in incident.events)


def speakers(incident: Incident) -> list[str]:
    """English names of those who say it inside the articles."""
    return _once(event["source_name"] for event in incident.events)


def reports(incident: Incident) -> list[Row]:
    """One row for each article."""
    return list({event["article_id"]: event for event in reversed(incident.events)}.values())[::-1]


def day(moment: pd.Timestamp | None) -> str:
    """A day as 2022-09-14; empty for None."""
    return "" if moment is None else moment.date().isoformat()


def toll(row: Row, kind: str) -> str:
    """A figure with its range in words; empty where none is told."""
    low, best, high = (row[f"{kind}_{bound}"] for bound in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return ""
    if best is None:
        return f"{kind}: at least {low}" if low is not None else f"{kind}: at most {high}"
    if low == high == best:
        return f"{kind}: {best}"
    return f"{kind}: {best} ({'?' if low is None else low} to {'open' if high is None else high})"


def note(incident: Incident, *, names: bool) -> str:
    """A note in English of what the columns tell; with `names` the sentences as written after it."""
    row = incident.row
    span = day(row["date_start"])
    if row["date_end"] != row["date_start"]:
        span += f" to {day(row['date_end'])}"
    place = ", ".join(filter(None, (row["location_name"], row["admin1"])))
    figures = [each for each in (toll(row, "killed"), toll(row, "injured")) if each]
    said = speakers(incident)
    parts = [
        f"{row['sub_event_type']}, {span}{f', {place}' if place else ''}",
        f"{'; '.join(figures)} (rule: {row['reconciliation_rule']})" if figures else "no toll told",
        f"according to {', '.join(said)}" if said else "",
        f"denied by {', '.join(row['denied_by'])}" if row["denied_by"] else "",
        "disputed" if row["is_disputed"] else "",
        f"independent sources: {row['source_count']}, articles: {row['article_count']}",
    ]
    told = [part[0].upper() + part[1:] for part in parts if part]
    text = ". ".join([*told, f"ruydad {row['incident_id']}"]) + "."
    if names:
        text += " " + " ".join(f"«{sentence}»" for sentence in _once(e["evidence_text"] for e in incident.events))
    return text


def _once(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
