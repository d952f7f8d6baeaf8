"""The codebook tells every column and code whole, in two languages, or the release is refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from pipeline.release import codebook, origins
from pipeline.release.codebook import code_counts, columns, faults_of_codebook, markdown, share
from pipeline.release.codebook_page import HEADS_FA, SCORES_FA, TYPES_FA, UNITS_FA, page
from pipeline.release.scoring import FIELDS as SCORED
from pipeline.release.write import Making, write_release
from pipeline.run.errors import RuydadError
from pipeline.schema import codes, tables
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.fields import FIELDS
from pipeline.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
SCORES = {
    "extraction": {"date": {"precision": 0.7, "recall": 0.8, "f1": 0.75, "gold": 4, "predicted": 5}},
    "linking": {"rows": 9, "b_cubed_precision": 1.0, "b_cubed_recall": 0.5, "b_cubed_f1": 0.67},
}


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
def test_the_page_lists_the_same_in_both_languages(with_data, release_tables):
    tree = html.fromstring(page(release_tables if with_data else None))
    for name, table in TABLES.items():
        section = tree.get_element_by_id(name)
        assert section.xpath("./article/@id") == [f"{name}.{column}" for column in table.columns]
        for column in table.columns:
            card = tree.get_element_by_id(f"{name}.{column}")
            assert card.xpath('./p[@class="t" and @lang="en" and @dir="ltr"]/text()') == [FIELDS[column].description_en]
            assert card.xpath('./p[@class="t" and @lang="fa" and @dir="rtl"]/text()') == [FIELDS[column].description_fa]
    for name in list_names():
        section = tree.get_element_by_id(f"codes.{name}")
        assert section.xpath(".//tbody/tr/th/code/text()") == [row["code"] for row in read_codes(name)]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)


def test_the_page_asks_for_nothing_and_runs_nothing(release_tables):
    tree = html.fromstring(page(release_tables, SCORES))
    assert not tree.xpath("//script | //link | //img | //iframe | //@src | //@style | //@*[starts-with(name(), 'on')]")
    policy = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert "url(" not in tree.xpath("//style/text()")[0] and "@import" not in tree.xpath("//style/text()")[0]


def test_what_articles_say_cannot_become_markup(release_tables):
    release_tables["events"].at[0, "outlet"] = "<script>alert(1)</script> | x"
    release_tables["events"].at[0, "claim_text"] = "a | b"
    assert "<script" not in page(release_tables)
    assert "&lt;script&gt;" in page(release_tables)
    told = markdown(release_tables)
    assert "<script" not in told
    assert "a \\| b" in told


def of(name, release_tables, scores=None):
    return {each.field.name: each for each in columns(TABLES[name], release_tables, scores)}


def test_a_column_tells_empty_share_codes_score_and_the_module_that_fills_it(release_tables):
    told = of("events", release_tables, SCORES)
    assert share(told["date_start"].empty) == "67 %"
    assert [(one.code, one.label_fa, one.rows) for one in told["status"].used] == [
        ("happened", "رخ داده", 2),
        ("planned", "برنامه‌ریزی شده", 1),
    ]
    assert ("AFG-POL", "Afghanistan, Police, security, intelligence") in [
        (one.code, one.label_en) for one in told["source_code"].used
    ]
    assert (told["date_start"].score.f1, told["date_start"].score.gold) == (0.75, 4)
    assert told["incident_id"].score.f1 == 0.67
    assert told["outlet"].score is None
    assert told["date_start"].module == "pipeline/events/times/days_of.py"
    line = next(line for line in markdown(release_tables, SCORES).splitlines() if line.startswith("| `date_start` |"))
    assert "`pipeline/events/times/days_of.py` | 0.75 (date) | 67 % |" in line


def test_an_example_is_real_and_its_words_are_marked_in_its_sentence(release_tables):
    for name, frame in release_tables.items():
        for column, told in of(name, release_tables).items():
            if frame.empty or told.empty == 1:
                assert told.shown is None
                continue
            if column.endswith("_text") and told.shown.mark:
                start, end = told.shown.mark
                assert told.shown.sentence[start:end].startswith(told.shown.value.rstrip("…").split("; ")[0])
    shown = of("casualties", release_tables)["start"].shown
    assert shown.sentence[slice(*shown.mark)] in ("۵ نفر", "دست‌کم ۱۲ نفر", "۷ تن", "شمار")
    assert of("incidents", release_tables)["killed_best"].shown.sentence in set(
        release_tables["events"]["evidence_text"]
    )
    assert of("rejected", release_tables)["reason"].shown.sentence is None
    marked = html.fromstring(page(release_tables)).get_element_by_id("events.trigger_text")
    assert marked.xpath(".//blockquote[@lang='fa' and @dir='rtl']/mark/text()") == ["انفجار"]


def test_code_counts(release_tables):
    assert code_counts("status", release_tables)["happened"] == 2
    assert code_counts("weapon", release_tables)["ied"] == 1
    roles = code_counts("role", release_tables)
    assert (roles["CIV"], roles["POL"], roles["GOV"]) == (4, 2, 1)
    assert code_counts("country", release_tables)["AFG"] == 9


def test_nearly_none_and_nearly_all_are_not_rounded_away():
    assert [share(part) for part in (0, 0.001, 0.5, 0.999, 1, None)] == ["0 %", "< 1 %", "50 %", "> 99 %", "100 %", ""]


def test_nothing_is_missing_today():
    assert faults_of_codebook() == []
    assert {each.type for each in FIELDS.values()} <= set(TYPES_FA)
    assert {each.unit for each in FIELDS.values() if each.unit} <= set(UNITS_FA)
    assert set(SCORED) - {"whole row"} <= set(SCORES_FA)
    heads = {column.removesuffix("_en").removesuffix("_fa") for name in list_names() for column in read_codes(name)[0]}
    assert heads <= set(HEADS_FA)


def test_every_module_exists_and_every_score_is_one():
    told = json.loads((ROOT / "data" / "release" / "scores.json").read_text(encoding="utf-8"))
    for (table, column), origin in origins.origins().items():
        assert (ROOT / origin.module).is_file(), f"{table}.{column}: {origin.module}"
        if origin.scored_as:
            assert origins.score_of(origin, told) is not None, f"{table}.{column}: {origin.scored_as}"


def without_a_meaning(monkeypatch):
    fields = {**FIELDS, "status": replace(FIELDS["status"], description_fa=" ")}
    monkeypatch.setattr(tables, "FIELDS", fields)


def without_a_module(monkeypatch):
    known = {key: value for key, value in origins.origins().items() if key != ("events", "status")}
    monkeypatch.setattr(codebook, "origins", lambda: known)


def without_a_label(monkeypatch):
    rows = tuple({**row, "label_fa": ""} if row["code"] == "denied" else row for row in codes.read_codes("status"))
    monkeypatch.setattr(codebook, "read_codes", lambda name: rows if name == "status" else codes.read_codes(name))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without_a_meaning, "Codebook, events.status: say what it means in English and Persian (schema/fields.csv)."),
        (without_a_module, "Codebook, events.status: say which module fills it (release/origins.csv)."),
        (without_a_label, "Codebook, code denied of status: label and meaning are wanted in both languages."),
    ],
)
def test_a_column_or_code_that_is_not_told_whole_fails_the_build(spoil, told, release_tables, tmp_path, monkeypatch):
    spoil(monkeypatch)
    with pytest.raises(RuydadError, match=re.escape(told)):
        write_release(release_tables, tmp_path / "out", Making("0.1.0"))
    assert not (tmp_path / "out").exists()
