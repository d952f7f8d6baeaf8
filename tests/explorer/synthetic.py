"""A made-up release of any size, for measuring: the page must stand 50,000 incidents.

In: a number of incidents and a folder. Out: the folder with Parquet, CSV and datapackage.json, as a release has them.
Nothing in it is news: sentences are one template, places are points of a grid, days and figures are drawn by a seed.
"""

import numpy as np
import pandas as pd

from pipeline.dates.calendars import to_jalali
from pipeline.release.csvs import write_csv
from pipeline.release.datapackage import write_datapackage
from pipeline.release.parquet import write_parquet
from pipeline.schema.codes import read_codes
from pipeline.schema.tables import TABLES, as_table

PER_ARTICLE = 10
COUNTRIES = ("AFG", "IRN", "IRQ", "SYR", "YEM", "ARM", "AZE", "PAK", "LBN", "UKR")
PRECISION = ("settlement", "settlement", "site", "district", "province", "country")
SOURCES = (("پلیس", "AFG-POL", "police"), ("وزارت دفاع", "IRQ-MIL", "military"), ("شاهدان", "SYR-CIV", "witness"))


def write_synthetic(folder, count, seed=6):
    """Write the release."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = synthetic_tables(count, seed)
    for name in TABLES:
        frame = as_table(name, tables.get(name, []))
        write_parquet(name, frame, folder / f"{name}.parquet")
        write_csv(name, frame, folder / f"{name}.csv")
    write_datapackage(folder, list(TABLES), "9.9.9")
    return folder


def synthetic_tables(count, seed):
    draw = np.random.default_rng(seed)
    kinds = read_codes("sub_event_type")
    kind = draw.integers(len(kinds), size=count)
    day = pd.Timestamp("2001-03-21") + pd.to_timedelta(draw.integers(0, 9000, size=count), unit="D")
    undated = draw.random(count) < 0.1
    length = np.where(draw.random(count) < 0.1, 29, 0)
    killed = draw.geometric(0.1, size=count) - 1
    untold = draw.random(count) < 0.4
    country = draw.integers(len(COUNTRIES), size=count)
    precision = draw.integers(len(PRECISION), size=count)
    source = draw.integers(len(SOURCES), size=count)
    points = np.round(draw.uniform((25, 35), (42, 70), size=(count, 2)), 4)
    incidents, events, casualties, sources, texts = [], [], [], [], {}
    for n in range(count):
        article, place = f"a{n // PER_ARTICLE:06}", f"روستای {n % 700}"
        who, code, type_ = SOURCES[source[n]]
        start = None if undated[n] else day[n]
        end = None if undated[n] else day[n] + pd.Timedelta(days=int(length[n]))
        figure = None if untold[n] else int(killed[n])
        sentence = f"{who} گفت در حمله به {place}، {killed[n]} نفر کشته شدند."
        before = texts.setdefault(article, "")
        at = len(before) + (1 if before else 0)
        texts[article] = f"{before} {sentence}".strip()
        jalali = None if undated[n] else "{:04}-{:02}-{:02} SH".format(*to_jalali(day[n].date()))
        shared = {
            "incident_id": f"inc-{n:06}",
            "date_start": start,
            "date_end": end,
            "date_jalali": jalali,
            "date_precision": "unknown" if undated[n] else "month" if length[n] else "day",
            "event_type": kinds[kind[n]]["event_type"],
            "sub_event_type": kinds[kind[n]]["code"],
            "target_text": "نفر",
            "target_code": f"{COUNTRIES[country[n]]}-CIV",
            "location_text": place,
            "location_name": f"Village {n % 700}",
            "country": COUNTRIES[country[n]],
            "latitude": points[n, 0],
            "longitude": points[n, 1],
            "geo_precision": PRECISION[precision[n]],
            "killed_low": figure,
            "killed_high": figure,
        }
        incidents.append(
            {
                **shared,
                "killed_best": figure,
                "reconciliation_rule": "representative",
                "is_disputed": n % 50 == 0,
                "event_count": 1,
                "article_count": 1,
                "source_count": 1,
                "source_types": [type_],
                "first_published": day[n],
                "last_published": day[n],
            }
        )
        events.append(
            {
                **shared,
                "event_id": f"e{n:06}",
                "article_id": article,
                "date_not_after": day[n] if undated[n] else None,
                "date_basis": "none" if undated[n] else "relative",
                "status": "happened",
                "is_aggregate": False,
                "trigger_text": "حمله",
                "trigger_start": at + sentence.index("حمله"),
                "trigger_end": at + sentence.index("حمله") + 4,
                "source_text": who,
                "source_code": code,
                "source_type": type_,
                "source_chain": [who],
                "claim": "reported",
                "claim_text": "گفت",
                "evidence_text": sentence,
                "evidence_start": at,
                "evidence_end": at + len(sentence),
                "published_at": day[n],
                "confidence": 0.9,
                "outlet": "نمونه",
            }
        )
        sources.append(
            {"event_id": f"e{n:06}", "position": 0, "source_text": who, "source_code": code, "source_type": type_}
            | {"start": at, "end": at + len(who)}
        )
        if figure is not None:
            words = f"{killed[n]} نفر"
            where = at + sentence.index(words)
            casualties.append(
                {"event_id": f"e{n:06}", "kind": "killed", "low": figure, "high": figure, "is_vague": False}
                | {"qualifier": "exact", "casualties_text": words, "start": where, "end": where + len(words)}
                | {"framing": "neutral"}
            )
    articles = [
        {"article_id": name, "text": text, "outlet": "نمونه", "published_basis": "none", "variety": "fa-IR"}
        | {"input_file": "made", "sha256": "0" * 64, "sentence_count": PER_ARTICLE, "event_count": PER_ARTICLE}
        for name, text in texts.items()
    ]
    return {
        "incidents": incidents,
        "events": events,
        "casualties": casualties,
        "sources": sources,
        "articles": articles,
    }
