"""The tables of the release as ordered choices of columns, with their keys.

In: rows (dicts keyed by column, or a DataFrame). Out: DataFrames with the declared columns, order and dtypes, and
the pyarrow schema of each table. What a column means stands in `fields.csv`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.schema.fields import FIELDS, PANDAS_DTYPES, Field

Row = Mapping[str, Any]

ACTORS = "actor_text actor_name actor_code target_text target_name target_code"
PLACE = "location_text location_name country admin1 latitude longitude geonames_id geo_precision"
DAYS = "date_start date_end date_jalali"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, primary key, foreign keys (column → table of that key) and what it holds."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    description_en: str
    description_fa: str
    foreign: dict[str, tuple[str, str]] = field(default_factory=dict)
    also_required: frozenset[str] = frozenset()

    def requires(self, column: str) -> bool:
        """True where a null in this column of this table is a fault."""
        return FIELDS[column].required or column in self.key or column in self.also_required

    @property
    def fields(self) -> tuple[Field, ...]:
        """The declarations of the columns, in order."""
        return tuple(FIELDS[column] for column in self.columns)


def _table(name: str, columns: Sequence[str], key: str, en: str, fa: str, **more: Any) -> Table:
    return Table(name, tuple(" ".join(columns).split()), tuple(key.split()), en, fa, **more)


EVENT = {"event_id": ("events", "event_id")}
ARTICLE = {"article_id": ("articles", "article_id")}
INCIDENT = {"incident_id": ("incidents", "incident_id")}

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "events",
            (
                "event_id incident_id article_id",
                DAYS,
                "jalali_year jalali_month jalali_day date_not_after date_precision date_basis date_text date_flags",
                "time_text disorder_type event_type sub_event_type plover_type plover_mode status is_aggregate",
                "trigger_text trigger_start trigger_end weapons",
                ACTORS,
                PLACE,
                "killed_low killed_high injured_low injured_high casualties_text",
                "source_text source_name source_code source_type source_chain claim claim_text",
                "evidence_text evidence_start evidence_end published_at published_jalali outlet url title",
                "confidence rules",
            ),
            "event_id",
            "One row per happening, per article, per claim source.",
            "برای هر رخداد، در هر خبر و از هر منبع، یک ردیف.",
            foreign=ARTICLE | INCIDENT,
        ),
        _table(
            "casualties",
            ("event_id kind low high is_vague qualifier casualties_text start end victim_code term framing",),
            "event_id kind start end",
            "The figures of the event rows: one row per kind of harm and group of victims.",
            "ارقام ردیف‌های رویداد: برای هر نوع آسیب و هر گروه آسیب‌دیده یک ردیف.",
            foreign=EVENT,
            also_required=frozenset({"casualties_text"}),
        ),
        _table(
            "locations",
            ("event_id position", PLACE, "start end"),
            "event_id position",
            "The places told for the event rows, the most specific first; what only contains another is left out.",
            "مکان‌های گفته‌شده برای ردیف‌های رویداد، دقیق‌ترین نخست؛ آنچه تنها دربرگیرندهٔ دیگری است نمی‌آید.",
            foreign=EVENT,
            also_required=frozenset({"location_text"}),
        ),
        _table(
            "sources",
            ("event_id position source_text source_name source_code source_type cue_text start end",),
            "event_id position",
            "The chain of attribution of the event rows, outermost link first.",
            "زنجیرهٔ نقل ردیف‌های رویداد، از بیرونی‌ترین حلقه.",
            foreign=EVENT,
            also_required=frozenset({"source_text"}),
        ),
        _table(
            "articles",
            (
                "article_id title text outlet url published_at published_jalali published_basis variety input_file",
                "sha256 near_duplicate_of sentence_count event_count",
            ),
            "article_id",
            "The articles that were read, with their text exactly as given.",
            "خبرهای خوانده‌شده با متن دست‌نخورده.",
            foreign={"near_duplicate_of": ("articles", "article_id")},
        ),
        _table(
            "incidents",
            (
                "incident_id",
                DAYS,
                "date_precision event_type sub_event_type",
                ACTORS,
                PLACE,
                "killed_low killed_best killed_high killed_low_by killed_high_by",
                "injured_low injured_best injured_high injured_low_by injured_high_by reconciliation_rule",
                "is_disputed denied_by event_count article_count source_count source_types",
                "first_published last_published",
            ),
            "incident_id",
            "One row per real-world happening, with ranges derived from its event rows by a named rule.",
            "برای هر رخداد واقعی یک ردیف، با بازه‌هایی که با قاعده‌ای نام‌برده از ردیف‌های رویداد به دست آمده است.",
        ),
        _table(
            "revisions",
            ("incident_id published_at source_name kind low high change event_id",),
            "incident_id event_id kind",
            "How the toll of an incident changed from report to report.",
            "تلفات یک رخداد از گزارشی به گزارش دیگر چگونه تغییر کرده است.",
            foreign=INCIDENT | EVENT,
        ),
        _table(
            "links",
            ("event_id other_event_id decision bits reasons",),
            "event_id other_event_id",
            "Why rows were put together, or narrowly kept apart: the strongest pairs of each row, with their scores.",
            "چرا ردیف‌ها با هم پیوند خورده یا به‌زحمت جدا مانده‌اند: قوی‌ترین جفت‌های هر ردیف با امتیازشان.",
            foreign=EVENT | {"other_event_id": ("events", "event_id")},
        ),
        _table(
            "redirects",
            ("former_incident_id incident_id",),
            "former_incident_id",
            "Where incidents of earlier releases are now that were merged into others.",
            "رخدادهای انتشارهای پیشین که با رخدادی دیگر یکی شده‌اند اکنون کجا هستند.",
            foreign=INCIDENT,
            also_required=frozenset({"incident_id"}),
        ),
        _table(
            "corrections",
            (
                "event_id other_event_id corrected_table corrected_row corrected_column old_value new_value",
                "reviewer corrected_on correction_reason",
            ),
            "",
            "Cells that reviewers corrected, rows they rejected, and which rows they judged to be one happening, or not.",
            "خانه‌هایی که بازبینان اصلاح کرده‌اند، ردیف‌هایی که رد کرده‌اند، و ردیف‌هایی که یک رخداد دانسته یا ندانسته‌اند.",
        ),
        _table(
            "rejected",
            ("input_file record reason detail",),
            "",
            "Every input that became no article, and why.",
            "هر ورودی که به خبر تبدیل نشد، و دلیل آن.",
        ),
    )
}


@cache
def schema(name: str) -> pa.Schema:
    """The pyarrow schema of a table: types, bilingual field metadata, and dtypes for `pandas.read_parquet`."""
    table = TABLES[name]
    told = {
        "table": name,
        "description_en": table.description_en,
        "description_fa": table.description_fa,
        "primary_key": " ".join(table.key),
        "pandas": json.dumps(_pandas_metadata(table), sort_keys=True),
    }
    return pa.schema([each.arrow(table.requires(each.name)) for each in table.fields], metadata=told)


def _pandas_metadata(table: Table) -> dict[str, Any]:
    """What pyarrow reads to restore dtypes, written here because its own carries the versions of the day."""
    columns = [
        {
            "name": each.name,
            "field_name": each.name,
            "pandas_type": each.type,
            "numpy_type": PANDAS_DTYPES[each.type],
            "metadata": None,
        }
        for each in table.fields
    ]
    return {"index_columns": [], "column_indexes": [], "columns": columns, "creator": {"library": "ruydad"}}


def empty(name: str) -> pd.DataFrame:
    """The table without rows."""
    return as_table(name, [])


def as_table(name: str, rows: pd.DataFrame | Iterable[Row]) -> pd.DataFrame:
    """The rows as the named table: its columns in order, its dtypes, null where a row has none.

    Raises `ValueError` for a column the table does not have or a value that its type cannot hold.
    """
    table = TABLES[name]
    if isinstance(rows, pd.DataFrame) and _is_typed(table, rows):
        return rows.copy(deep=False)
    kept = rows if isinstance(rows, pd.DataFrame) else list(rows)
    given, count = _columns(kept), len(kept)
    unknown = [column for column in given if column not in table.columns]
    if unknown:
        raise ValueError(f"table {name} has no column {', '.join(unknown)}")
    columns: dict[str, Any] = {}
    for each in table.fields:
        values = given[each.name] if each.name in given else pd.Series([None] * count, dtype="object")
        try:
            columns[each.name] = _typed(each, values)
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"table {name}, column {each.name}: a value is no {each.type} ({error})") from error
    return pd.DataFrame(columns, index=pd.RangeIndex(count))


def _is_typed(table: Table, frame: pd.DataFrame) -> bool:
    """Whether the frame is the table already: most are, and making one anew costs as much as reading it."""
    if tuple(frame.columns) != table.columns or not frame.index.equals(pd.RangeIndex(len(frame))):
        return False
    if any(dtype != PANDAS_DTYPES[each.type] for each, dtype in zip(table.fields, frame.dtypes, strict=True)):
        return False
    lists = (frame[each.name] for each in table.fields if each.type == "list")
    moments = ((each, frame[each.name]) for each in table.fields if each.type in ("date", "datetime"))
    return all(map(_are_lists, lists)) and all(_are_whole(each, values) for each, values in moments)


def _are_whole(told: Field, values: "pd.Series[Any]") -> bool:
    """Whether moments are whole days, or whole seconds, as the type of their field says."""
    moments = values.to_numpy()
    ticks = moments[~np.isnat(moments)].astype(np.int64)
    return not (ticks % (86_400_000_000 if told.type == "date" else 1_000_000)).any()


def _columns(rows: pd.DataFrame | Sequence[Row]) -> dict[str, "pd.Series[Any]"]:
    """The given cells by column, untouched: pandas' own reading of rows would guess types."""
    if isinstance(rows, pd.DataFrame):
        return {str(column): rows[column] for column in rows.columns}
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: pd.Series([row.get(name) for row in rows], dtype="object") for name in names}


def _typed(told: Field, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column with the dtype of its field and a fresh index."""
    if not values.index.equals(pd.RangeIndex(len(values))):
        values = values.reset_index(drop=True)
    if told.type == "list":
        return _lists(values)
    if values.dtype == PANDAS_DTYPES[told.type] and told.type not in ("date", "datetime"):
        return values
    if told.type == "string":
        if pd.api.types.infer_dtype(values, skipna=True) not in ("string", "empty"):
            raise TypeError(
                f"{next(value for value in values if not isinstance(value, str) and not _missing(value))!r}"
            )
        return values.where(values.notna(), np.nan).astype("str")
    if told.type in ("date", "datetime"):
        moments = values.astype("datetime64[us]")
        return moments.dt.floor("D" if told.type == "date" else "s")
    if told.type == "number":
        return pd.to_numeric(values.where(values.notna(), np.nan)).astype("float64")
    return values.where(values.notna(), None).astype(PANDAS_DTYPES[told.type])


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value))


def _are_lists(values: "pd.Series[Any]") -> bool:
    cells: list[Any] = values.tolist() if values.dtype == object else [None]
    return set(map(type, cells)) <= {list} and set(map(type, chain.from_iterable(cells))) <= {str}


def _lists(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """List cells as Python lists of text; null becomes the empty list. Cells that are one list stay one."""
    if _are_lists(values):
        return values
    cells = values.tolist()  # keeps every list alive, so that its id is its own
    if set(map(type, cells)) == {np.ndarray}:  # as a Parquet file is read
        cells = [cell.tolist() for cell in cells]
    made: list[list[str]] = []
    known: dict[int, list[str]] = {}
    for value in cells:
        if isinstance(value, list | tuple | np.ndarray):
            if id(value) not in known:
                known[id(value)] = list(value)
            made.append(known[id(value)])
        elif _missing(value):
            made.append([])
        else:
            raise TypeError(f"{value!r} is no list of text")
    wrong = next((item for item in chain.from_iterable(made) if type(item) is not str), None)
    if wrong is not None:
        raise TypeError(f"{wrong!r} in a list of text")
    return pd.Series(made, dtype="object")
