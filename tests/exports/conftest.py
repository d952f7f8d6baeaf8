"""A small release for exports: one incident told in full, and one for each reason to be left out."""

import datetime as dt

import pytest

from pipeline.exports.inputs import open_release
from pipeline.release.parquet import write_parquet
from pipeline.schema.tables import TABLES, as_table

TEXT = (
    "😀 ارتش مرزداران امروز در شهر نورآباد\r\nکهن با شبه‌نظامیان کوه درگیر شد و ۱۲ نفر و ۳ کودک کشته شدند؛ "
    "سخنگوی ارتش در بازار گفت. ارتش مرزداران پیش‌تر چنین گفته بود.\nپایان."
)
DAY = dt.datetime(2023, 5, 4)


def words(text):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text)}


def event(event_id, incident_id, **cells):
    evidence = TEXT[: TEXT.index("؛")]
    return {
        "event_id": event_id,
        "incident_id": incident_id,
        "article_id": "خبر ۱",
        "date_start": DAY,
        "date_end": DAY,
        "date_precision": "day",
        "date_basis": "relative",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "plover_type": "ASSAULT",
        "status": "happened",
        "is_aggregate": False,
        "trigger_text": "درگیر شد",
        "trigger_start": TEXT.index("درگیر شد"),
        "trigger_end": TEXT.index("درگیر شد") + len("درگیر شد"),
        "claim": "reported",
        "evidence_text": evidence,
        "evidence_start": 0,
        "evidence_end": len(evidence),
        "published_at": dt.datetime(2023, 5, 4, 18, 30),
        "outlet": "=خبرنامهٔ آزمون",
        "url": "https://news.example/1",
        "title": "درگیری در نورآباد",
        "confidence": 0.75,
    } | cells


def incident(incident_id, **cells):
    return {
        "incident_id": incident_id,
        "date_start": DAY,
        "date_end": DAY,
        "date_precision": "day",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "location_text": "نورآباد",
        "location_name": "Nurabad",
        "country": "IRN",
        "admin1": "Lorestan",
        "latitude": 34.07,
        "longitude": 47.97,
        "geo_precision": "settlement",
        "killed_low": 12,
        "killed_best": 15,
        "killed_high": 20,
        "reconciliation_rule": "representative",
        "is_disputed": False,
        "event_count": 1,
        "article_count": 1,
        "source_count": 1,
    } | cells


FULL = {
    "actor_text": "ارتش مرزداران",
    "actor_code": "IRN-MIL",
    "target_text": "شبه‌نظامیان کوه",
    "target_name": "Mountain Militia",
    "target_code": "IRQ-REB",
    "date_text": "امروز",
    "location_text": "نورآباد\r\nکهن",
    "location_name": "Nurabad",
    "country": "IRN",
    "latitude": 34.07,
    "longitude": 47.97,
    "geo_precision": "settlement",
    "casualties_text": "۱۲ نفر; ۳ کودک",
    "killed_low": 15,
    "killed_high": 15,
    "source_text": "سخنگوی ارتش",
    "source_name": "Army spokesman",
    "source_code": "IRN-MIL",
    "source_type": "military",
    "source_chain": ["رادیو", "سخنگوی ارتش"],
    "claim_text": "گفت",
}
UNTOLD = {"killed_low": None, "killed_best": None, "killed_high": None}
INCIDENTS = [
    incident("n01", **{k: FULL[k] for k in ("actor_text", "actor_code", "target_text", "target_name", "target_code")}),
    incident("n02"),
    incident("n03"),
    incident("n04"),
    incident("n05"),
    incident("n06"),
    incident("n07", date_start=None, date_end=None, date_precision="unknown"),
    incident("n08", geo_precision="country", latitude=32.0, longitude=53.0),
    incident("n09", country=None, geo_precision="region"),
    incident("n10", **UNTOLD, geo_precision="district"),
    incident("n11", **UNTOLD | {"killed_low": 4}),
    incident("n12", **UNTOLD | {"killed_high": 9}),
    incident("n13", date_end=DAY + dt.timedelta(days=40), date_precision="range"),
]
EVENTS = [
    event("e01", "n01", **FULL),
    event("e02", "n02", status="denied"),
    event("e03", "n03", status="planned"),
    event("e04", "n04", status="background"),
    event("e05", "n05", status="hypothetical"),
    event("e06", "n06", is_aggregate=True),
    *(event(f"e{n:02}", f"n{n:02}") for n in range(7, 14)),
    event("e14", "n01", status="denied", **dict.fromkeys(("trigger_text", "trigger_start", "trigger_end"))),
    event("e15", "n01", **dict.fromkeys(("plover_type", "disorder_type", "event_type", "sub_event_type"))),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The release as a folder."""
    path = tmp_path_factory.mktemp("exports") / "release"
    killed = {"event_id": "e01", "kind": "killed", "is_vague": False, "qualifier": "exact", "victim_code": "IRN-CIV"}
    rows = {
        "events": EVENTS,
        "incidents": INCIDENTS,
        "articles": [
            {
                "article_id": "خبر ۱",
                "title": "درگیری در نورآباد",
                "text": TEXT,
                "outlet": "=خبرنامهٔ آزمون",
                "published_basis": "given",
                "variety": "fa-IR",
                "input_file": "made.txt",
                "sha256": "0" * 64,
                "sentence_count": 3,
                "event_count": len(EVENTS),
            }
        ],
        "casualties": [
            killed | {"low": 12, "high": 12, "casualties_text": "۱۲ نفر", "framing": "neutral"} | words("۱۲ نفر"),
            killed | {"low": 3, "high": 3, "casualties_text": "۳ کودک", "framing": "neutral"} | words("۳ کودک"),
        ],
        "locations": [
            {"event_id": "e01", "position": 0, "location_text": "نورآباد\r\nکهن"} | words("نورآباد\r\nکهن"),
            {"event_id": "e01", "position": 1, "location_text": "بازار", "location_name": "Bazaar", "country": "IRN"}
            | {"latitude": 34.1, "longitude": 48.0, "geo_precision": "site"}
            | words("بازار"),
        ],
        "sources": [{"event_id": "e01", "position": 1, "source_text": "سخنگوی ارتش"} | words("سخنگوی ارتش")],
    }
    for name in TABLES:
        write_parquet(name, as_table(name, rows.get(name, [])), path / f"{name}.parquet")
    return path


@pytest.fixture
def release(folder):
    return open_release(folder)
