"""Incidents in the shape of ACLED's data, with its codebook's codes.

In: a release. Out: rows under `columns/acled.csv`. ACLED's places and days are obligatory, so incidents without a day
or a place inside a country are left out; its number of dead is, too, so 0 with the tag `fatalities=no report` stands
where none is told. Nothing else is filled in.
"""

from pipeline.exports.countries import country
from pipeline.exports.inputs import Incident, Release, Row, happened
from pipeline.exports.made import Made
from pipeline.exports.precision import ACLED_PLACE, acled_time
from pipeline.exports.sides import STATE, split
from pipeline.exports.telling import day, note, outlets
from pipeline.schema.codes import column

INTERS = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)  # in the order of ACLED's actor types
_AT_CIVILIANS = frozenset({"Explosions/Remote violence", "Riots"})


def export(release: Release, *, names: bool = False) -> Made:
    """The export; `names` adds the sentences as written to the notes."""
    chosen = happened(release)
    left_out = chosen.left_out.copy()
    rows = []
    for incident in chosen.kept:
        reason = _missing(incident.row)
        if reason is None:
            rows.append(_row(incident, names=names))
        else:
            left_out[reason] += 1
    return Made("incidents", len(rows), rows=rows, left_out=left_out)


def _missing(row: Row) -> str | None:
    if row["sub_event_type"] is None:
        return "no_type"
    if acled_time(row) is None:
        return "no_day"
    if row["geo_precision"] not in ACLED_PLACE:
        return "no_place"
    return "no_country" if row["country"] is None else None


def _row(incident: Incident, *, names: bool) -> dict[str, object]:
    row = incident.row
    land = country(row["country"])
    inters = [inter(row, side) for side in ("actor", "target")]
    dead, tags = fatalities(row)
    return {
        "event_id_cnty": f"{row['country']}-{row['incident_id']}",
        "event_date": day(row["date_start"]),
        "year": row["date_start"].year,
        "time_precision": acled_time(row),
        "disorder_type": column("sub_event_type", "disorder_type")[row["sub_event_type"]],
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        "actor1": actor(row, "actor"),
        "inter1": inters[0],
        "actor2": actor(row, "target"),
        "inter2": inters[1],
        "interaction": interaction(row, *inters),
        "civilian_targeting": "Civilian targeting" if _at_civilians(row, inters[1]) else "",
        "iso": land["iso_numeric"],
        "region": land["acled_region"],
        "country": land["acled_name"],
        "admin1": row["admin1"],
        "location": row["location_name"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geo_precision": ACLED_PLACE[row["geo_precision"]],
        "source": "; ".join(outlets(incident)),
        "notes": note(incident, names=names),
        "fatalities": dead,
        "tags": "; ".join([*tags, *(["disputed"] if row["is_disputed"] else [])]),
    }


def actor(row: Row, side: str) -> str:
    """ACLED's name of a side: its own, or the generic one for its role and country; empty where it is untold."""
    if row[f"{side}_name"]:
        return str(row[f"{side}_name"])
    code, role = split(row[f"{side}_code"])
    name = country(code)["acled_name"] or ("International" if code == "INT" else "")
    if role == "CIV":
        crowd = _crowd(row, side)
        return f"{crowd} ({name})" if name else crowd
    if role == "REB":
        where = country(row["country"])["acled_name"]
        return f"Unidentified Armed Group ({where})"
    if role in ("MIL", "POL"):
        forces = "Military Forces" if role == "MIL" else "Police Forces"
        return f"{forces} of {name}" if name else f"Unidentified {forces}"
    if role == "GOV":
        return f"Government of {name}" if name else ""
    if role == "MED":
        return f"Journalists ({name})" if name else "Journalists"
    return ""


def inter(row: Row, side: str) -> str:
    """ACLED's type of a side; empty where country or role does not tell it."""
    code, role = split(row[f"{side}_code"])
    if role in STATE:
        if not code or code in ("UNK", "INT"):
            return ""
        return "State forces" if code == row["country"] else "External/Other forces"
    if role == "REB":
        return "Rebel group" if row[f"{side}_name"] else "Political militia"
    if role == "CIV":
        return _crowd(row, side)
    return {"MED": "Civilians", "IGO": "External/Other forces"}.get(role, "")


def _crowd(row: Row, side: str) -> str:
    """What the unarmed are in an event: those who demonstrate, or civilians."""
    acts = side == "actor" or split(row["actor_code"])[1] in STATE
    return {"Protests": "Protesters", "Riots": "Rioters"}.get(row["event_type"], "Civilians") if acts else "Civilians"


def interaction(row: Row, inter1: str, inter2: str) -> str:
    """The two types in ACLED's order; «only» for one side alone; empty where a side that is told has no type."""
    told = [each for each in (inter1, inter2) if each]
    if any(row[f"{side}_code"] is not None and not each for side, each in (("actor", inter1), ("target", inter2))):
        return ""
    if not told:
        return ""
    return "-".join(sorted(told, key=INTERS.index)) if len(told) == 2 else f"{told[0]} only"


def _at_civilians(row: Row, inter2: str) -> bool:
    if (
        row["event_type"] == "Violence against civilians"
        or row["sub_event_type"] == "Excessive force against protesters"
    ):
        return True
    return row["event_type"] in _AT_CIVILIANS and inter2 == "Civilians"


def fatalities(row: Row) -> tuple[int, list[str]]:
    """The number of dead and the tags that say how it is meant."""
    low, best, high = (row[f"killed_{bound}"] for bound in ("low", "best", "high"))
    if best is not None:
        return int(best), []
    if low is not None:
        return int(low), [f"fatalities=at least {low}"]
    return 0, [f"fatalities=at most {high}" if high is not None else "fatalities=no report"]
