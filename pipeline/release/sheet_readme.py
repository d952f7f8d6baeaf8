"""The sheet readme: what this workbook is, in Persian and English.

In: the tables of a release, and what was told of the workbook while it was written. Out: lines of Persian beside
English, each a heading or a paragraph. The words are in `sheet_readme.yaml` and, shared with the codebook, `notes.yaml`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.release.codebook import notes
from pipeline.release.datapackage import TITLE, TITLE_FA
from pipeline.schema.codes import read_codes
from pipeline.schema.tables import TABLES

Line = tuple[str, str, bool]  # Persian, English, is it a heading
CITATION = "The ruydad maintainers: ruydad: conflict-event timeline datasets from Persian-language news. Version {}."
NOT_HERE = frozenset({"The CSV files", "Offsets", "Missing is missing"})  # notes that this sheet tells otherwise
_PERSIAN_DIGITS = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")


@dataclass(frozen=True, slots=True)
class Told:
    """The version, the rows of each sheet, and how many cells of which column lost what."""

    version: str
    sheets: Mapping[str, int]
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)


@cache
def words() -> dict[str, dict[str, str]]:
    """What `sheet_readme.yaml` says."""
    told: dict[str, dict[str, str]] = yaml.safe_load(
        Path(__file__).with_name("sheet_readme.yaml").read_text(encoding="utf-8")
    )
    return told


def readme_lines(tables: Mapping[str, pd.DataFrame], told: Told) -> list[Line]:
    """The sheet, line by line."""
    lines: list[Line] = [(TITLE_FA, TITLE, True), _what(tables)]
    lines += [_heading("version"), _line("version", version=told.version)]
    lines += [_heading("rule"), *_rules(tables)]
    lines += [_heading("sheets"), *_sheets(told.sheets), _line("codebook"), _line("elsewhere")]
    lines += [_heading("empty"), _line("empty")]
    lines += [_heading("unfit"), *_unfit(told.lost)]
    for note in notes():
        if note["title_en"] not in NOT_HERE:
            lines += [(note["title_fa"], note["title_en"], True), (note["fa"], note["en"], False)]
    lines += [_heading("cite"), _line("cite", citation=CITATION.format(told.version))]
    return [*lines, _heading("withheld"), _line("withheld")]


def _heading(name: str) -> Line:
    return words()[name]["title_fa"], words()[name]["title_en"], True


def _line(name: str, **values: Any) -> Line:
    """A paragraph with its blanks filled in; figures in the digits of each language, a pair in each language."""
    both = {
        key: value if isinstance(value, tuple) else (_persian(value), _english(value)) for key, value in values.items()
    }
    fa, en = ({key: pair[side] for key, pair in both.items()} for side in (0, 1))
    return words()[name]["fa"].format(**fa), words()[name]["en"].format(**en), False


def _english(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def _persian(value: str | int) -> str:
    return _english(value).translate(_PERSIAN_DIGITS) if isinstance(value, int) else value


def _what(tables: Mapping[str, pd.DataFrame]) -> Line:
    articles = tables["articles"]
    dated = articles.dropna(subset=["published_at", "published_jalali"]).sort_values("published_at")
    span = _line("span", first=_day(dated.iloc[0]), last=_day(dated.iloc[-1])) if len(dated) else _line("undated")
    return _line("what", articles=len(articles), span=span[:2])


def _day(article: "pd.Series[Any]") -> tuple[str, str]:
    """A day in the calendar of each language; with slashes, because hyphens turn a date round after Persian letters."""
    jalali = article["published_jalali"].removesuffix(" SH").replace("-", "/")
    return jalali.translate(_PERSIAN_DIGITS), str(article["published_at"].date())


def _rules(tables: Mapping[str, pd.DataFrame]) -> Iterator[Line]:
    used = set(tables["incidents"]["reconciliation_rule"].dropna())
    if not used:
        yield _line("no_rule")
    for row in read_codes("reconciliation_rule"):
        if row["code"] in used:
            label, meaning = (row["label_fa"], row["label_en"]), (row["meaning_fa"], row["meaning"])
            yield _line("rule", code=row["code"], label=label, meaning=meaning)


def _sheets(sheets: Mapping[str, int]) -> Iterator[Line]:
    for sheet, rows in sheets.items():
        name = sheet.partition("-")[0]
        if sheet != name:
            yield _line("goes_on", sheet=sheet, rows=rows, table=name)
        else:
            meaning = TABLES[name].description_fa, TABLES[name].description_en
            yield _line("sheets", sheet=sheet, rows=rows, meaning=meaning)


def _unfit(lost: Counter[tuple[str, str]]) -> Iterator[Line]:
    """How many cells of which column were cut or became text."""
    if not lost:
        yield _line("all_fits")
    for what in sorted({what for what, _ in lost}):
        where = {column: count for (each, column), count in sorted(lost.items()) if each == what}
        told = tuple(
            "; ".join(f"{column}: {form(count)}" for column, count in where.items()) for form in (_persian, _english)
        )
        yield _line(what, count=sum(where.values()), where=told)
