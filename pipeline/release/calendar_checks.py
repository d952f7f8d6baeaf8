"""Do the Solar Hijri columns tell the same days as the Gregorian ones?

In: a table with its declared dtypes. Out: sentences. It stands above `pipeline/schema` because the calendars do.
"""

import datetime
from functools import cache
from typing import Any

import pandas as pd

from pipeline.dates.calendars import jalali_text
from pipeline.schema.faults import Faults, given, plain
from pipeline.schema.tables import TABLES


def calendar_faults(name: str, frame: pd.DataFrame) -> list[str]:
    """Sentences on rows whose calendars disagree."""
    found = Faults(TABLES[name], frame)
    if "date_jalali" in frame.columns:
        right = _texts(frame["date_start"], frame["date_end"], frame["date_precision"])
        _compare(found, "date_jalali", right, "date_start and date_end")
    if "published_jalali" in frame.columns:
        day = frame["published_at"]
        _compare(found, "published_jalali", _texts(day, day, pd.Series("day", index=day.index)), "published_at")
    return found.sentences


def _compare(found: Faults, column: str, right: "pd.Series[Any]", basis: str) -> None:
    told = found.frame[column]
    wrong = given(right) & (told != right).to_numpy(dtype=bool)
    found.add(column, wrong, f"it does not tell the days of {basis}, which are {{right}}", right)


def _texts(first: "pd.Series[Any]", last: "pd.Series[Any]", precision: "pd.Series[Any]") -> "pd.Series[Any]":
    """The Solar Hijri form of each row's days, null where no day is told."""
    return pd.Series(
        [
            _text(start, end, str(fine))
            for start, end, fine in zip(*map(_days, (first, last)), plain(precision), strict=True)
        ],
        index=first.index,
        dtype="object",
    )


def _days(values: "pd.Series[Any]") -> list[datetime.date | None]:
    days: list[datetime.date | None] = values.to_numpy(dtype="datetime64[D]").tolist()
    return days


@cache
def _text(first: datetime.date | None, last: datetime.date | None, precision: str) -> str | None:
    return jalali_text(first, last, precision)
