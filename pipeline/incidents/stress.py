"""Made-up happenings told by many rows, as large as asked for: for laws, for measuring quality and for speed.

In: a size and a seed. Out: tables as `build_incidents` reads them, and event_id → happening. Happenings are reported
by several articles with untold cells, rounded or rising tolls, another spelling of the time, copies, and rows without
day or place; towns see several happenings a week, some two in a day. Everything follows from the seed alone.
"""

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.incidents.cases import Tables, case_of, together

_START = datetime.datetime(2015, 1, 1, 8)
_TYPES = (
    "Armed clash",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Attack",
    "Abduction/forced disappearance",
)
_ACTORS = (
    "AFG-REB Taliban",
    "INT-REB Islamic State",
    "AFG-MIL",
    "SYR-MIL",
    "IRQ-MIL",
    "UNK-UNK",
    "TUR-MIL",
    "YEM-REB Houthis",
)
_TARGETS = ("AFG-POL", "AFG-CIV", "IRQ-CIV", "SYR-CIV", "SYR-REB", "IRQ-POL", "YEM-CIV", "SAU-MIL")
_OUTLETS = tuple(f"outlet {n}" for n in range(24))
_SPEAKERS = ("police IRQ-POL", "medical IRQ-CIV", "government AFG-GOV", "witness IRQ-CIV", "ngo SYR-CIV", "media - ")
_CONSONANTS, _VOWELS = "بتدرسشفگلمنهکزخ", "اوی"
_OPENINGS = ["منابع خبری از {} خبر دادند", "در پی {} منطقه بسته شد", "{} عصر روی داد", "مقام\u200cها {} را تأیید کردند"]
Row = dict[str, Any]


def places_of(number: int, seed: int) -> dict[str, list[Any]]:
    """Made-up towns, some near one another: name → country, province, latitude, longitude, level, name."""
    draw = random.Random(f"places {seed}")
    towns: dict[str, list[Any]] = {}
    while len(towns) < number:
        country = draw.choice(("IRQ", "AFG", "SYR", "YEM", "PAK"))
        province = draw.randrange(18)
        latitude, longitude = 30 + province * 0.7 + draw.random(), 40 + province * 0.9 + draw.random()
        name = f"{_word(draw, 3)} {len(towns)}"
        point = [round(latitude, 4), round(longitude, 4)]
        towns[name] = [country, f"{country} {province}", *point, "settlement", name]
    return towns


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(_CONSONANTS) + draw.choice(_VOWELS) for _ in range(syllables))


def happenings(rows: int, seed: int, towns: Mapping[str, Any], days: int) -> Iterator[Row]:
    """Rows in the notation of cases, `rows` of them, happening after happening."""
    draw = random.Random(f"happenings {seed}")
    names = list(towns)
    made = number = 0
    while made < rows:
        number += 1
        size = min(rows - made, draw.choice((1, 1, 1, 2, 2, 3, 4, 6, 10)))
        yield from _reports(
            draw, number, size, draw.choice(names), _START + datetime.timedelta(days=draw.randrange(days))
        )
        made += size


def _reports(draw: random.Random, number: int, size: int, town: str, day: datetime.datetime) -> Iterator[Row]:
    """The reports of one happening: each tells some of it anew, or is a copy of the one before."""
    kind = draw.choice(_TYPES)
    whole = {"type": kind, "place": town, "day": day.date().isoformat()}
    whole |= {"actor": draw.choice(_ACTORS), "target": draw.choice(_TARGETS)}
    killed = draw.choice((0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 18, 33))
    detail = [_word(draw, 3) for _ in range(9)]
    before: Row | None = None
    for report in range(size):
        at = day + datetime.timedelta(hours=draw.choice((2, 4, 6, 9, 20, 30, 52)), minutes=draw.randrange(60))
        if before is not None and draw.random() < 0.15:
            later = before["at"] + datetime.timedelta(minutes=20)
            before = before | {"at": later, "outlet": draw.choice(_OUTLETS), "in": f"{number}.{report}"}
        else:
            told = max(0, killed + draw.choice((0, 0, 0, 0, 1, 2, -1))) if report else killed
            before = _report(draw, whole, told, detail) | {"is": str(number), "in": f"{number}.{report}", "at": at}
        yield before


def _report(draw: random.Random, whole: Mapping[str, str], killed: int, detail: Sequence[str]) -> Row:
    """One report, which leaves out some of what is known of the happening."""
    words = draw.choice(_OPENINGS).format(f"حمله {' '.join(draw.sample(detail, 6))}")
    row: Row = {"outlet": draw.choice(_OUTLETS), "type": whole["type"]}
    for key, share in (("day", 0.75), ("place", 0.9), ("actor", 0.6), ("target", 0.7)):
        if draw.random() < share:
            row[key] = whole[key]
    if draw.random() < 0.7 and killed:
        row["killed"] = f"{killed}+" if draw.random() < 0.15 else str(killed)
        words += f" و {killed} نفر کشته شدند"
    if draw.random() < 0.4:
        row["by"] = draw.choice(_SPEAKERS)
    return row | {"words": words}


def stress(rows: int, seed: int = 0, towns: int = 120, days: int | None = None) -> tuple[Tables, dict[str, str]]:
    """About one happening per town and fortnight unless `days` says otherwise; see the module."""
    places = places_of(towns, seed)
    span = days or max(30, rows * 5 // towns)
    told = {"case": f"s{seed}", "rows": list(happenings(rows, seed, places, span))}
    return together([case_of(told, places)])
