"""The workbook: the same values as Parquet, inert, and the same bytes at any hour and place."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml

from pipeline.release.codebook import notes
from pipeline.release.csvs import read_csv
from pipeline.release.sheet_cells import FIRST_DAY
from pipeline.release.sheet_readme import CITATION, NOT_HERE
from pipeline.release.sheets import SHEETS, write_workbook
from pipeline.run.publish import citation
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.tables import TABLES, as_table, empty

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "release"
BUILD = """
import sys
from pathlib import Path
from pipeline.release.csvs import read_csv
from pipeline.release.sheets import write_workbook
from pipeline.schema.tables import TABLES
write_workbook({name: read_csv(name, Path(sys.argv[1]) / f"{name}.csv") for name in TABLES}, Path(sys.argv[2]), "0.1.0")
"""


@pytest.fixture(scope="module")
def sample():
    return {name: read_csv(name, SAMPLE / f"{name}.csv") for name in TABLES}


@pytest.fixture(scope="module")
def workbook(sample, tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / "ruydad.xlsx"
    write_workbook(sample, path, "0.1.0")
    return path


@pytest.fixture(scope="module")
def book(workbook):
    return openpyxl.load_workbook(workbook)


def written(tables, folder, **more):
    write_workbook(tables, folder / "ruydad.xlsx", "0.1.0", **more)
    return openpyxl.load_workbook(folder / "ruydad.xlsx")


def readme_of(book):
    return [(fa, en) for fa, en, *_ in book["readme"].iter_rows(values_only=True)]


@pytest.mark.parametrize("name", SHEETS)
def test_the_sample_reads_back_as_it_is(name, sample, book, read_sheet):
    pd.testing.assert_frame_equal(read_sheet(book, name), sample[name])


def test_hostile_cells_read_back_and_stay_text(hostile_tables, tmp_path, read_sheet):
    book = written(hostile_tables, tmp_path)
    for name in SHEETS:
        pd.testing.assert_frame_equal(read_sheet(book, name), hostile_tables[name])
    assert not [
        cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink
    ]
    texts = [cell for row in book["sources"].iter_rows(min_row=2) for cell in row if cell.data_type == "s"]
    quoted = {cell.value: cell.quotePrefix for cell in texts}  # such a cell stays text when somebody edits it
    assert all(quoted[text] for text in ("=1+1", "+cmd|' /C calc'!A0", "-5", "@x", "＝1+1"))
    assert not any(quoted[text] for text in ("0012", "۱۲ نفر", "https://a.example/1"))


def test_sheets_are_right_to_left_with_header_and_filters(book, sample):
    assert book.sheetnames == ["readme", *SHEETS, "codebook"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    for name in SHEETS:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        last = sheet.cell(1, len(TABLES[name].columns)).column_letter
        assert sheet.auto_filter.ref == f"A1:{last}{len(sample[name]) + 1}"
        assert all(8 <= each.width <= 51 for each in sheet.column_dimensions.values())


def test_persian_runs_right_to_left_and_codes_left_to_right(book):
    order = {cell.value: book["events"].cell(2, cell.column).alignment.readingOrder for cell in book["events"][1]}
    assert {order[name] for name in ("evidence_text", "title", "outlet", "casualties_text")} == {2}
    assert {order[name] for name in ("event_id", "published_jalali", "url", "rules", "location_name")} == {1}


def test_dates_and_counts_are_shown_as_such(book):
    shown = {cell.value: book["events"].cell(2, cell.column).number_format for cell in book["events"][1]}
    assert (shown["published_at"], shown["date_not_after"]) == ("yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd")
    assert (shown["killed_low"], shown["geonames_id"]) == ("#,##0", "0")
    jalali = TABLES["events"].columns.index("published_jalali") + 1
    assert book["events"].cell(2, jalali).value.endswith(" SH")


def test_the_notes_of_headers_are_the_codebooks(book):
    for name in SHEETS:
        for each, cell in zip(TABLES[name].fields, book[name][1], strict=True):
            assert cell.comment.text.splitlines()[:2] == [each.description_fa, each.description_en]
            assert all(code_list in cell.comment.text for code_list in each.code_lists)


def test_the_codebook_has_every_table_column_and_code(book):
    lines = [row[:3] for row in book["codebook"].iter_rows(min_row=2, values_only=True)]
    columns = [("column", table.name, column) for table in TABLES.values() for column in table.columns]
    codes = [("code", name, row["code"]) for name in list_names() for row in read_codes(name)]
    assert [line for line in lines if line[0] == "column"] == columns
    assert [line for line in lines if line[0] == "code"] == codes
    assert {line[2] for line in lines if line[0] == "table"} == set(TABLES)


def test_the_readme_says_what_it_is_in_both_languages(book, sample):
    lines = readme_of(book)
    persian, english = ("\n".join(line[side] for line in lines) for side in (0, 1))
    wanted = ["0.1.0", "representative", f"incidents: {len(sample['incidents']):,} rows", "neither zero", "CC BY 4.0"]
    wanted += ["Who is withheld", "How to cite", "Everything fitted.", f"made of {len(sample['articles'])} articles"]
    assert [words for words in wanted if words not in english] == []
    assert [words for words in ("۰", "نماینده", "نه صفر", "پروانه", "ارجاع", "جا شد") if words not in persian] == []
    assert "{" not in persian + english


def test_the_citation_is_that_of_the_repository():
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert CITATION.format(told["version"]) == citation(ROOT)


def test_the_notes_that_the_readme_leaves_out_exist():
    assert {note["title_en"] for note in notes()} >= NOT_HERE


def test_what_does_not_fit_is_counted_and_told(tmp_path, read_sheet):
    long, doves = "ب" * 40_000, "x" * 32_766 + "🕊"  # a dove counts as two, and is not halved
    rows = [{"event_id": text, "position": number} for text, number in ((long, 0), (doves, 10**17), ("e", -(10**15)))]
    early = [{"incident_id": f"i{day}", "date_start": day} for day in ("1899-12-31", "1900-02-28", "1900-03-01")]
    tables = {name: empty(name) for name in TABLES}
    tables |= {"sources": as_table("sources", rows), "incidents": as_table("incidents", early)}
    book = written(tables, tmp_path)
    found, days = read_sheet(book, "sources"), read_sheet(book, "incidents")["date_start"]
    assert found["event_id"].tolist() == [long[:32_767], "x" * 32_766, "e"]
    assert found["position"].tolist() == [0, 10**17, -(10**15)]
    assert days.tolist() == [pd.Timestamp(row["date_start"]) for row in early]
    said = readme_of(book)
    english = "\n".join(en for _, en in said)
    assert "the whole text is in Parquet and CSV): 2 (sources.event_id: 2)" in english
    assert "stand as text): 2 (incidents.date_start: 2)" in english
    assert "stand as text): 2 (sources.position: 2)" in english
    assert any("۲ (sources.event_id: ۲)" in fa for fa, _ in said)
    assert pd.Timestamp(early[2]["date_start"]) == FIRST_DAY


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(release_tables, tmp_path, read_sheet):
    book = written(release_tables, tmp_path, rows_in_sheet=2)
    assert [name for name in book.sheetnames if name.startswith("events")] == ["events", "events-2"]
    for name in SHEETS:
        pd.testing.assert_frame_equal(read_sheet(book, name), release_tables[name])
    assert book["events-2"].freeze_panes == "B2"
    assert book["events-2"]["A1"].comment.text == book["events"]["A1"].comment.text
    assert any(en.startswith("events-2: 1 rows. events goes on here") for _, en in readme_of(book))


def test_an_empty_release_has_a_workbook(tmp_path):
    book = written({name: empty(name) for name in TABLES}, tmp_path)
    assert [book[name].max_row for name in SHEETS] == [1, 1, 1]
    assert any("no incident" in en for _, en in readme_of(book))


@pytest.mark.slow
def test_the_bytes_know_no_clock_time_zone_or_hash_seed(workbook, tmp_path):
    env = {**os.environ, "TZ": "Pacific/Chatham", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    again = tmp_path / "again.xlsx"
    subprocess.run([sys.executable, "-c", BUILD, str(SAMPLE), str(again)], env=env, check=True)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(workbook.read_bytes()).digest()


def test_it_says_it_was_made_when_the_last_article_was_published(book, sample):
    last = sample["articles"]["published_at"].max().to_pydatetime()
    assert (book.properties.created, book.properties.modified) == (last, last)
