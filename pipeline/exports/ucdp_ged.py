"""Fatal incidents in the shape of UCDP's Candidate Events Dataset.

In: a release. Out: rows under `columns/ucdp-ged.csv`. They are candidates coded by a machine, not events of UCDP: its
lists of conflicts, dyads and actors, and its coders' verdicts, are left empty.
"""

import hashlib

from pipeline.exports.countries import country
from pipeline.exports.inputs import Incident, Release, Row, happened
from pipeline.exports.made import Made
from pipeline.exports.precision import UCDP_PLACE, priogrid, ucdp_date
from pipeline.exports.sides import STATE, split
from pipeline.exports.telling import day, outlets, reports, speakers

_UNARMED = frozenset({"CIV", "MED"})


def export(release: Release, *, names: bool = False) -> Made:
    """The export; `names` adds headlines."""
    chosen = happened(release)
    left_out = chosen.left_out.copy()
    casualties = release.children("casualties")
    rows = []
    for incident in chosen.kept:
        reason = _missing(incident.row)
        if reason is None:
            victims = {
                figure["victim_code"]
                for event in incident.events
                for figure in casualties.get(event["event_id"], [])
                if figure["kind"] == "killed"
            }
            rows.append(_row(incident, victims, names=names))
        else:
            left_out[reason] += 1
    return Made("incidents", len(rows), rows=rows, left_out=left_out)


def _missing(row: Row) -> str | None:
    least = _best(row)
    if least is None:
        return "no_death_toll" if row["killed_high"] else "not_fatal"
    if least < 1:
        return "not_fatal"
    if ucdp_date(row) is None:
        return "no_day"
    return "no_country" if row["country"] is None else None


def _row(incident: Incident, victims: set[str | None], *, names: bool) -> dict[str, object]:
    row = incident.row
    return {
        "id": int(hashlib.sha256(row["incident_id"].encode()).hexdigest()[:12], 16),
        "relid": row["incident_id"],
        "year": row["date_start"].year,
        **_violence(row, victims),
        "number_of_sources": row["source_count"],
        **_sources(incident, names=names),
        **_place(row),
        "event_clarity": 1,
        "date_prec": ucdp_date(row),
        "date_start": day(row["date_start"]),
        "date_end": day(row["date_end"]),
        "best": _best(row),
        "high": row["killed_high"],
        "low": row["killed_low"],
    }


def _best(row: Row) -> int | None:
    """The best figure of the killed, else the lowest."""
    best: int | None = row["killed_best"] if row["killed_best"] is not None else row["killed_low"]
    return best


def _violence(row: Row, victims: set[str | None]) -> dict[str, object]:
    """Who fights whom, and on which side the deaths are."""
    kind, first, second = dyad(row)
    side_a, side_b = _side(row, first), "Civilians" if kind == 3 else _side(row, second)
    return {
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "",
        "side_a": side_a,
        "side_b": side_b,
        "gwnoa": _government(row, first),
        "gwnob": "" if kind == 3 else _government(row, second),
        **_deaths(_best(row), kind, row[f"{first}_code"], row[f"{second}_code"], victims),
    }


def _sources(incident: Incident, *, names: bool) -> dict[str, object]:
    """The reports of an incident; their headlines where `names` are wanted."""
    told = reports(incident)
    titles = [report["title"] or "" for report in told] if names else []
    return {
        "source_article": ";".join(_article(report, names=names) for report in told),
        "source_office": ";".join(outlets(incident)),
        "source_date": ";".join(dict.fromkeys(filter(None, (day(report["published_at"]) for report in told)))),
        "source_headline": ";".join(filter(None, titles)),
        "source_original": ";".join(speakers(incident)),
    }


def _place(row: Row) -> dict[str, object]:
    """Where an incident was, as finely as it is told."""
    land = country(row["country"])
    return {
        "where_prec": UCDP_PLACE.get(row["geo_precision"]),
        "where_coordinates": row["location_name"],
        "where_description": row["location_text"],
        "adm_1": row["admin1"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geom_wkt": "" if row["latitude"] is None else f"POINT ({row['longitude']} {row['latitude']})",
        "priogrid_gid": priogrid(row["latitude"], row["longitude"]),
        "country": land["ucdp_name"] or land["acled_name"],
        "country_id": land["gw"],
        "region": land["ucdp_region"],
    }


def dyad(row: Row) -> tuple[int | None, str, str]:
    """The type of violence and which side comes first; None where the sides do not settle it."""
    (home, actor), (land, target) = split(row["actor_code"]), split(row["target_code"])
    if (actor in STATE or actor == "REB") and target in _UNARMED:
        return 3, "actor", "target"
    if actor in STATE and target == "REB":
        return 1, "actor", "target"
    if actor == "REB" and target in STATE:
        return 1, "target", "actor"
    if actor in STATE and target in STATE and home != land and not {home, land} & {"UNK", "INT"}:
        return 1, "actor", "target"
    if actor == target == "REB":
        return 2, "actor", "target"
    return None, "actor", "target"


def _side(row: Row, side: str) -> str:
    code, role = split(row[f"{side}_code"])
    if role in STATE:
        name = country(code)["ucdp_name"] or country(code)["acled_name"]
        return f"Government of {name}" if name else ""
    return str(row[f"{side}_name"] or "") if role == "REB" else ""


def _government(row: Row, side: str) -> str:
    code, role = split(row[f"{side}_code"])
    return country(code)["gw"] if role in STATE else ""


def _deaths(best: int | None, kind: int | None, first: str | None, second: str | None, victims: set[str | None]) -> Row:
    """All deaths stand where every told figure says they belong, else under unknown."""
    where = "deaths_unknown"
    if victims and all(split(code)[1] in _UNARMED for code in victims):
        where = "deaths_civilians"
    elif kind in (1, 2) and len(victims) == 1 and first != second:
        (code,) = victims
        where = "deaths_a" if code == first else "deaths_b" if code == second else where
    found = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    return found | {where: best}


def _article(report: Row, *, names: bool) -> str:
    parts = [report["outlet"] or "", day(report["published_at"])]
    return '"' + ",".join([*parts, report["title"] or ""] if names else parts) + '"'
