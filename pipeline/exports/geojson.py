"""Incidents as an RFC 7946 FeatureCollection: a point only where the place is known finely enough to be one.

In: a release. Out: one GeoJSON text; properties as in `columns/geojson.csv`.
"""

import json

import pandas as pd

from pipeline.exports.inputs import Incident, Release, happened
from pipeline.exports.made import Made, columns
from pipeline.exports.sides import words
from pipeline.schema.codes import column

POINTED = frozenset({"site", "settlement", "district"})
FILE = "incidents.geojson"


def export(release: Release, *, names: bool = False) -> Made:
    """The export; `names` adds the words for those who are or may be private."""
    chosen = happened(release)
    lines = [json.dumps(_feature(each, names=names), ensure_ascii=False, allow_nan=False) for each in chosen.kept]
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"
    return Made("incidents", len(lines), texts={FILE: text}, left_out=chosen.left_out)


def _feature(incident: Incident, *, names: bool) -> dict[str, object]:
    row = dict(incident.row)
    row["disorder_type"] = column("sub_event_type", "disorder_type").get(row["sub_event_type"])
    for side in ("actor", "target"):
        row[f"{side}_text"] = words(incident.row, side, names=names) or None
    known = row["geo_precision"] in POINTED and row["latitude"] is not None
    return {
        "type": "Feature",
        "id": row["incident_id"],
        "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if known else None,
        "properties": {each.column: _plain(each.column, row[each.column]) for each in columns("geojson")[2:]},
    }


def _plain(name: str, value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if name.startswith("date_") else value.isoformat()
    return value
