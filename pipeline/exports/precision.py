"""Days and places in the steps that ACLED and UCDP count in.

In: an incident's row. Out: a step, or None where it is coarser than the steps go.
"""

import math

from pipeline.exports.inputs import Row

ACLED_PLACE = {"site": 1, "settlement": 1, "district": 2, "province": 3, "region": 3}
UCDP_PLACE = {"site": 1, "settlement": 1, "district": 3, "province": 4, "region": 5, "country": 6}


def days_of(row: Row) -> int | None:
    """How many days the told span has; None where no day is told."""
    if row["date_start"] is None or row["date_end"] is None:
        return None
    return int((row["date_end"] - row["date_start"]).days) + 1


def acled_time(row: Row) -> int | None:
    """1 a day, 2 within a week, 3 within a month; None beyond."""
    days = days_of(row)
    if days is None or days > 31:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def ucdp_date(row: Row) -> int | None:
    """1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    days = days_of(row)
    if days is None:
        return None
    return next(step for step, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, math.inf)) if days <= most)


def priogrid(latitude: float | None, longitude: float | None) -> int | None:
    """The number of the PRIO-GRID cell: half degrees, counted from the south-west, 720 a row."""
    if latitude is None or longitude is None:
        return None
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1
