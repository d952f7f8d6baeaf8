"""Charts with Persian labels: the renderer, a font that has the letters, axes that tell Solar Hijri days.

In: days of a release. Out: altair charts drawn here as pictures, so that nothing is fetched to look at them and the
letters stand in the same order in every browser.
"""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from pipeline.dates.calendars import from_jalali, to_jalali

FONTS = (
    "Vazirmatn",
    "Vazir",
    "Tahoma",
    "Segoe UI",
    "DejaVu Sans",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Geeza Pro",
)
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999"]  # Okabe and Ito
MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_RLM = "\u200f"  # keeps the day before the month where a picture's lines run from left to right
_MOST_TICKS = 12


def set_up() -> str:
    """Make altair draw PNG pictures in a font with Persian letters; returns a sentence that names the font."""
    found = next((font for font in FONTS if _draws(font)), None)
    family = found or "sans-serif"
    words = {"labelFont": family, "titleFont": family, "labelFontSize": 13, "titleFontSize": 13}
    config = {
        "font": family,
        "view": {"continuousWidth": 640, "continuousHeight": 260, "stroke": None},
        "axis": words | {"labelLimit": 260, "grid": False},
        "legend": words | {"labelLimit": 260},
        "header": words,
        "title": {"font": family, "fontSize": 15, "anchor": "start"},
        "text": {"font": family, "fontSize": 13},
        "range": {"category": COLOURS},
    }

    @alt.theme.register("ruydad", enable=True)
    def _theme() -> alt.theme.ThemeConfig:
        return {"config": config}

    alt.renderers.enable("png", ppi=144)
    if found:
        return f"Charts are lettered in {found}."
    return f"No font with Persian letters was found: install one of {', '.join(FONTS[:3])}, or labels may stay empty."


def _picture(text: str, family: str) -> bytes:
    letters = f'<text x="4" y="40" font-size="32" font-family="{family}">{text}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">{letters}</svg>'
    drawn: bytes = vl_convert.svg_to_png(svg)
    return drawn


def _draws(family: str) -> bool:
    """Whether the font is installed and has «پ»: then the letter looks other than in a font that does not exist."""
    picture = _picture("پ", family)
    return picture not in (_picture("", family), _picture("پ", "no such font"))


def persian_digits(value: Any) -> str:
    """The value with the digits ۰ to ۹."""
    return str(value).translate(_DIGITS)


def jalali_label(day: datetime.date, least: str = "day") -> str:
    """«۲۲ شهریور ۱۴۰۱», or as much of it as `least` (day, month, year) asks for."""
    year, month, of_month = to_jalali(day)
    told = {"day": f"{of_month} {MONTHS[month - 1]} {year}", "month": f"{MONTHS[month - 1]} {year}", "year": f"{year}"}
    return rtl(persian_digits(told[least]))


def jalali_axis(days: Iterable[Any], title: str | None = None) -> alt.Axis:
    """A time axis whose ticks are Solar Hijri days, firsts of months or firsts of years, as the span of the days asks.

    Its scale must be UTC, and so must the times: see `utc`.
    """
    known = pd.to_datetime(pd.Series(list(days)), utc=True).dropna()
    if known.empty:
        return alt.Axis(title=title)
    first, last = known.min().date(), known.max().date()
    least, ticks = "day", [first + datetime.timedelta(n) for n in range((last - first).days + 2)]
    if len(ticks) > 2 * _MOST_TICKS:
        (year, month, _), (end, until, _) = to_jalali(first), to_jalali(last)
        months = range(year * 12 + month - 1, end * 12 + until + 1)
        least, ticks = "month", [from_jalali(n // 12, n % 12 + 1, 1) for n in months]
        if len(ticks) > 4 * _MOST_TICKS:
            least, ticks = "year", [from_jalali(n, 1, 1) for n in range(year, end + 2)]
    ticks = ticks[:: -(-len(ticks) // _MOST_TICKS)]
    labels = json.dumps({day.isoformat(): jalali_label(day, least) for day in ticks}, ensure_ascii=False)
    return alt.Axis(
        title=title,
        values=[alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in ticks],
        labelExpr=f"{labels}[utcFormat(datum.value, '%Y-%m-%d')]",
        labelAngle=0,
        labelOverlap="greedy",
        labelFlush=False,
    )


def whole_numbers() -> alt.Axis:
    """An axis of persons: no tick between two of them."""
    return alt.Axis(format="d", tickMinStep=1)


def utc(times: pd.Series) -> pd.Series:
    """Times of a release marked as UTC, so that no browser or clock moves a day: their place on the axis is as written."""
    return times.dt.tz_localize("UTC")


def incident_title(incidents: pd.DataFrame, incident_id: str) -> str:
    """Place and day of an incident as a title: «پل خمری، ۱۲ اردیبهشت ۱۳۹۷»."""
    row = incidents[incidents["incident_id"] == incident_id].iloc[0]
    place = "جای نامعلوم" if pd.isna(row["location_text"]) else row["location_text"]
    day = "روز نامعلوم" if pd.isna(row["date_start"]) else jalali_label(row["date_start"].date())
    return rtl(f"{place}، {day}")


def rtl(text: str) -> str:
    """The text as a right-to-left label, also where it begins or ends with a number or a bracket."""
    return f"{_RLM}{text}{_RLM}"


def persian_names(release: Path, code_list: str) -> dict[str, str]:
    """The Persian name of each code of a list of the release (`codes/source_type.csv`)."""
    codes = pd.read_csv(release / "codes" / f"{code_list}.csv", encoding="utf-8-sig")
    return dict(zip(codes["code"], codes["label_fa"], strict=True))
