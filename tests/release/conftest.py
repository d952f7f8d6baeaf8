"""What tests of the release's files share: a hostile release, a reader of sheets, LibreOffice."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape

from pipeline.release.csvs import split_list
from pipeline.schema.fields import Field
from pipeline.schema.tables import TABLES, as_table, empty

HOSTILE = [
    "=1+1", "+cmd|' /C calc'!A0", "-5", "@x", "＝1+1", "\t=1", '=HYPERLINK("https://a.example";"x")', "{=1+1}",
    "https://a.example/1", "mailto:a@b.example", "'quoted", "''", "#N/A", "<r>a & b</r>", "<r><t>x</t></r>", "</t>",
    "0012", "+98 21", "12345678901234567890", "1e5", "1,234", "1401-06-21", "1401/06/21", "2022-09-14", "21:02",
    "NA", "null", "NULL", "None", "NaN", "TRUE", "_x0041_", "_x000D_", " پیش", "پس ", "سطر\nدیگر",
    "«درگیری» در ده‌ها روستا", "۱۲ نفر", "🕊️", 'a; b, "c" \\', '"', "\ufeffx", "\u200f=1+1", "x" * 300,
]  # fmt: skip
CONTROLS = ["a\r\nb", "\r", "a\x01b", "a\0b", "\ufffe"]  # what LibreOffice does not keep, and others do
DAYS = ["2022-09-14", "1900-03-01", "1900-02-10", "1857-05-10", None]
NUMBERS = {"integer": [0, -5, 12, 10**17 + 1, None], "number": [-62.5, 34.123456, 0.9066, 0.1 + 0.2, None]}


@pytest.fixture(scope="session")
def hostile_tables() -> dict[str, pd.DataFrame]:
    """Every table with cells that are hard on a reader: formulas, links, markup, digits that are no numbers."""
    return {name: _hostile(name, [*HOSTILE, *CONTROLS]) for name in TABLES}


@pytest.fixture(scope="session")
def printable_tables() -> dict[str, pd.DataFrame]:
    """The same without control characters, in the tables that the workbook holds."""
    return {
        name: _hostile(name, HOSTILE) if name in ("incidents", "events", "sources") else empty(name) for name in TABLES
    }


def _hostile(name: str, texts: list[str]) -> pd.DataFrame:
    """As many rows as there are texts; each column has each text once, with a null now and then."""

    def value(each: Field, row: int, column: int) -> Any:
        turn = row + column
        if each.type == "string":
            return None if row % 11 == 10 and not TABLES[name].requires(each.name) else texts[turn % len(texts)]
        if each.type == "list":
            return [texts[(turn + more) % len(texts)] for more in range(row % 3)]
        if each.type in ("date", "datetime"):
            day = DAYS[turn % len(DAYS)]
            return pd.Timestamp(f"{day} 21:02:07") if day and each.type == "datetime" else day and pd.Timestamp(day)
        return turn % 2 == 0 if each.type == "boolean" else NUMBERS[each.type][turn % 5]

    fields = list(enumerate(TABLES[name].fields))
    return as_table(name, [{each.name: value(each, row, at) for at, each in fields} for row in range(len(texts))])


@pytest.fixture(scope="session")
def read_sheet() -> Callable[..., pd.DataFrame]:
    """Reads a table from a workbook, `events-2` and so on after `events`; strict in what kind a cell must be.

    `plain` undoes Excel's escapes (`_x000D_`), which LibreOffice does not write.
    """
    return _read_sheet


def _read_sheet(book: Workbook, name: str, plain: Callable[[str], str] = unescape) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for sheet in (book[each] for each in book.sheetnames if each.partition("-")[0] == name):
        header, *lines = sheet.iter_rows()
        assert tuple(cell.value for cell in header) == TABLES[name].columns
        rows += [
            {each.name: _value(each, cell, plain) for each, cell in zip(TABLES[name].fields, line, strict=True)}
            for line in lines
        ]
    return as_table(name, rows)


def _value(each: Field, cell: Cell, plain: Callable[[str], str]) -> Any:
    if each.type == "boolean" and cell.value in ("=TRUE()", "=FALSE()"):
        return cell.value == "=TRUE()"  # LibreOffice's way to keep true and false
    assert cell.data_type != "f" and cell.hyperlink is None, cell.value
    if cell.value is None:
        return None
    if each.type in ("string", "list"):
        assert cell.data_type == "s", f"{each.name}: {cell.value!r} is not text"
        text = plain(cell.value)
        return split_list(text) if each.type == "list" else text
    if each.type in ("date", "datetime") and cell.data_type == "s":
        assert cell.value < "1900-03-01", f"{cell.value} is not a date"
        return pd.Timestamp(cell.value)
    if each.type == "integer" and cell.data_type == "s":
        assert len(cell.value.lstrip("-")) > 15, f"{cell.value} is not a number"
        return int(cell.value)
    kinds = {"date": "d", "datetime": "d", "integer": "n", "number": "n", "boolean": "b"}
    assert cell.data_type == kinds[each.type], f"{each.name}: {cell.value!r}"
    return pd.Timestamp(cell.value).round("s") if kinds[each.type] == "d" else cell.value


@pytest.fixture
def soffice(tmp_path: Path) -> Callable[..., Path]:
    """Opens a file in LibreOffice without a window and saves it in another format; gives the new file.

    Where LibreOffice is missing the test fails in CI, which installs it, and is skipped elsewhere.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is not installed; .ci/run installs it where apt-get and root are at hand.")
        pytest.skip("LibreOffice (soffice) is not installed")

    def convert(path: Path, form: str, reading: str = "") -> Path:
        out = tmp_path / "converted"
        command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        done = subprocess.run(
            [*command, *([f"--infilter={reading}"] if reading else []), "--convert-to", form, "--outdir", str(out), str(path)],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        made = out / f"{path.stem}.{form.partition(':')[0]}"
        assert made.is_file(), done.stdout + done.stderr
        return made

    return convert
