"""The codebook tells every column and code, in two languages, and escapes what it shows."""

import re

import pytest
from lxml import html

from pipeline.release.codebook import code_counts, markdown, share
from pipeline.release.codebook_page import page
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.fields import FIELDS
from pipeline.schema.tables import TABLES


@pytest.mark.parametrize("with_data", [False, True])
def test_markdown_lists_every_column_and_every_code(with_data, release_tables):
    told = markdown(release_tables if with_data else None)
    sections = dict(zip(*[iter(re.split(r"^### (.+)$", told, flags=re.MULTILINE)[1:])] * 2, strict=True))
    for name, table in TABLES.items():
        for column in table.columns:
            assert f"| `{column}` |" in sections[name]
    for name in list_names():
        for row in read_codes(name):
            assert f"| `{row['code']}` | {row['label_en']} | {row['label_fa']} |" in sections[name]


@pytest.mark.parametrize("with_data", [False, True])
def test_the_page_lists_the_same_and_marks_persian(with_data, release_tables):
    tree = html.fromstring(page(release_tables if with_data else None))
    for name, table in TABLES.items():
        section = tree.get_element_by_id(f"table-{name}")
        assert section.xpath(".//tbody/tr/th/code/text()") == list(table.columns)
        told = [cell.text for cell in section.xpath('.//td[@lang="fa" and @dir="rtl"]')]
        assert told == [FIELDS[column].description_fa for column in table.columns]
    for name in list_names():
        section = tree.get_element_by_id(f"codes-{name}")
        assert section.xpath(".//tbody/tr/th/code/text()") == [row["code"] for row in read_codes(name)]
    assert not tree.xpath("//script | //link | //img | //@onclick")
    assert all(target.startswith("#") for target in tree.xpath("//a/@href"))


def test_what_articles_say_cannot_become_markup(release_tables):
    release_tables["events"].at[0, "outlet"] = "<script>alert(1)</script> | x"
    release_tables["events"].at[0, "claim_text"] = "a | b"
    assert "<script" not in page(release_tables)
    assert "&lt;script&gt;" in page(release_tables)
    told = markdown(release_tables)
    assert "<script" not in told
    assert "a \\| b" in told


def test_data_columns_tell_empty_shares_examples_and_counts(release_tables):
    line = next(line for line in markdown(release_tables).splitlines() if line.startswith("| `date_start` |"))
    assert line.endswith("| 67 % | 2022-09-12 |")
    assert code_counts("status", release_tables)["happened"] == 2
    assert code_counts("weapon", release_tables)["ied"] == 1
    roles = code_counts("role", release_tables)
    assert (roles["CIV"], roles["POL"], roles["GOV"]) == (4, 2, 1)
    assert code_counts("country", release_tables)["AFG"] == 9


def test_nearly_none_and_nearly_all_are_not_rounded_away():
    assert [share(part) for part in (0, 0.001, 0.5, 0.999, 1, None)] == ["0 %", "< 1 %", "50 %", "> 99 %", "100 %", ""]
