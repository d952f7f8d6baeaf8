"""What other data sets call a country: numbers, names and regions.

In: an ISO 3166-1 alpha-3 code. Out: its line of `countries.csv`: ISO number, ACLED's name and region, the numbers of
Correlates of War and of Gleditsch and Ward, UCDP's name and region; empty where there is none.
"""

import csv
from functools import cache
from pathlib import Path

_EMPTY = ("iso_numeric", "acled_name", "acled_region", "cow", "gw", "ucdp_name", "ucdp_region")


@cache
def _lines() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as lines:
        return {line["iso3"]: line for line in csv.DictReader(lines, strict=True)}


def country(code: str | None) -> dict[str, str]:
    """The line of a country; empty values for None, INT and UNK."""
    return _lines().get(code or "", dict.fromkeys(_EMPTY, ""))
