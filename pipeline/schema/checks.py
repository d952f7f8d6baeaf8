"""Is a table what it says it is? Every fault is a sentence that names table, column and row.

In: a table, and the other tables where a check crosses them. Out: sentences; none when all is well. What a single row
must satisfy is in `row_checks.py`, what crosses tables in `cross_checks.py`; here are columns, nulls, codes and keys.
"""

from collections.abc import Mapping, Set
from itertools import chain
from typing import Any

import pandas as pd

from pipeline.schema.codes import ACTOR_ONLY, codes
from pipeline.schema.cross_checks import Texts, check_across, check_slices
from pipeline.schema.faults import Faults, distinct, given
from pipeline.schema.fields import Field
from pipeline.schema.row_checks import check_rows
from pipeline.schema.tables import TABLES, Table, as_table, empty

_REQUIRED = "a value is required here"
_NOT_IN_LIST = "{{{0}}} is not in the code list {1}"


def faults(
    name: str,
    frame: pd.DataFrame,
    all_tables: Mapping[str, pd.DataFrame] | None = None,
    texts: Texts | None = None,
) -> list[str]:
    """Sentences on what is wrong with a table; with `all_tables`, foreign keys and offsets are followed too.

    `texts` gives texts of table articles, where they are not in the table itself.
    """
    found = _found(name, frame, all_tables)
    if all_tables is not None:
        check_slices([found], all_tables, texts)
    return found.sentences


def faults_in(tables: Mapping[str, pd.DataFrame], texts: Texts | None = None) -> list[str]:
    """Sentences on every table, in the order of `TABLES`; an unknown table is one too."""
    strange = [f"Table {name}: there is no such table." for name in tables if name not in TABLES]
    found = [_found(name, tables[name], tables) for name in TABLES if name in tables]
    check_slices(found, tables, texts)
    return strange + list(chain.from_iterable(each.sentences for each in found))


def _found(name: str, frame: pd.DataFrame, all_tables: Mapping[str, pd.DataFrame] | None) -> Faults:
    """All but what needs the texts; a table without its columns and types has no more faults than that."""
    table = TABLES[name]
    missing = [column for column in table.columns if column not in frame.columns]
    if missing:
        return _without_rows(table, [f"Table {name}, column {column}: the column is missing." for column in missing])
    try:
        typed = as_table(name, frame)
    except ValueError as error:
        return _without_rows(table, [f"Table {name}: {error}."])
    found = Faults(table, typed)
    for each in table.fields:
        _check_column(found, each)
    _check_key(found)
    check_rows(found)
    if all_tables is not None:
        check_across(found, all_tables)
    return found


def _without_rows(table: Table, sentences: list[str]) -> Faults:
    found = Faults(table, empty(table.name))
    found.sentences += sentences
    return found


def _check_column(found: Faults, each: Field) -> None:
    """Nulls, empty text and codes of one column: looked for among its few distinct values, then where they stand."""
    values = found.frame[each.name]
    if each.type == "list":
        items = set(chain.from_iterable(values))
        empty = {item for item in items if not item.strip()}
        found.add(each.name, _having(values, empty), "an item of the list is empty")
        unknown = _unknown(each, items)
        found.add(each.name, _having(values, unknown), _NOT_IN_LIST.format(each.name, each.codes))
        return
    if each.type != "string":
        if found.table.requires(each.name):
            found.add(each.name, ~given(values), _REQUIRED)
        return
    words = distinct(values)
    if None in words and found.table.requires(each.name):
        found.add(each.name, ~given(values), _REQUIRED)
    if "" in words:
        found.add(each.name, values == "", "the text is empty; what is missing is null")
    if unknown := _unknown(each, {word for word in words if word is not None}):
        found.add(each.name, values.isin(unknown), _NOT_IN_LIST.format(each.name, each.codes))


def _having(values: "pd.Series[Any]", items: Set[str]) -> list[bool]:
    """Which lists have one of the items."""
    return [not items.isdisjoint(cell) for cell in values] if items else []


def _unknown(each: Field, words: Set[str]) -> Set[str]:
    if each.codes is None:
        return frozenset()
    return words - (codes(each.codes) - (ACTOR_ONLY if each.codes == "country" else frozenset()))


def _check_key(found: Faults) -> None:
    key = list(found.table.key)
    if key and found.frame.duplicated(key).any():
        found.add(key[-1], found.frame.duplicated(key), f"the primary key ({', '.join(key)}) stands in a row above")
