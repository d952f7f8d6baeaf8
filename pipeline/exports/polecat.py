"""Event rows in the shape of POLECAT, coded in PLOVER: one source's word, one row.

In: a release. Out: rows under `columns/polecat.csv`.
"""

from collections import Counter

from pipeline.exports.countries import country
from pipeline.exports.inputs import Release, Row, reason_of
from pipeline.exports.made import Made
from pipeline.exports.sides import split, words
from pipeline.exports.telling import day

QUADS = {
    "Verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "Material cooperation": "COOPERATE AID RETREAT",
    "Verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "Material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds.split()}
SECTORS = {"MIL": "MIL", "POL": "COP", "GOV": "GOV", "REB": "REB", "CIV": "CVL", "MED": "JRN", "IGO": "IGO"}


def export(release: Release, *, names: bool = False) -> Made:
    """The export; `names` adds the words for those who are or may be private."""
    left_out: Counter[str] = Counter()
    places = _places(release)
    rows = []
    for event in sorted(release.events, key=lambda each: str(each["event_id"])):
        reason = reason_of(event) or ("no_type" if event["plover_type"] is None else None)
        if reason is None:
            rows.append(_row(event, release, places.get(event["article_id"], []), names=names))
        else:
            left_out[reason] += 1
    return Made("event rows", len(rows), rows=rows, left_out=left_out)


def _places(release: Release) -> dict[str, list[str]]:
    """English names of the places of each article's rows."""
    found: dict[str, list[str]] = {}
    told = release.children("locations")
    for event in sorted(release.events, key=lambda each: str(each["event_id"])):
        mine = found.setdefault(event["article_id"], [])
        mine += [p["location_name"] for p in told.get(event["event_id"], []) if p["location_name"] not in (None, *mine)]
    return found


def _row(event: Row, release: Release, places: list[str], *, names: bool) -> dict[str, object]:
    level = event["geo_precision"]
    return {
        "Event ID": event["event_id"],
        "Event Date": day(event["date_start"]),
        "Event Type": event["plover_type"],
        "Event Mode": event["plover_mode"],
        "Quad Code": QUAD_OF[event["plover_type"]],
        **_side(event, "actor", "Actor", names=names),
        **_side(event, "target", "Recipient", names=names),
        "Placename": event["location_name"],
        "City": event["location_name"] if level == "settlement" else "",
        "District": event["location_name"] if level == "district" else "",
        "Province": event["admin1"],
        "Country": event["country"],
        "Latitude": event["latitude"],
        "Longitude": event["longitude"],
        "GeoNames ID": event["geonames_id"],
        "Raw Placename": event["location_text"],
        "Source": event["outlet"],
        "Publication Date": day(event["published_at"]),
        "Story Locations": "; ".join(dict.fromkeys(places)),
        "Language": release.articles[event["article_id"]]["variety"],
        "Version": f"ruydad {release.version}".strip(),
    }


def _side(event: Row, side: str, title: str, *, names: bool) -> dict[str, object]:
    land, role = split(event[f"{side}_code"])
    sector = SECTORS.get(role, "")
    return {
        f"{title} Name": event[f"{side}_name"],
        f"{title} Country": "" if land in ("INT", "UNK") else land,
        f"{title} COW": country(land)["cow"],
        f"Primary {title} Sector": sector,
        f"{title} Sectors": sector,
        f"{title} Name Raw": words(event, side, names=names),
    }
