"""`ruydad mentions`: JSON Lines with offsets of the given text and value fields named as in the tables."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.run.cli import LAYERS, app

TEXT = (
    "سخنگوی وزارت دفاع ارمنستان گفت در گلوله‌باران شهر گوریس در ۲۱ شهریور ۱۴۰۱ دست‌کم ۴۹ سرباز کشته شدند.\n"
    "به گفته او ارتش آذربایجان از ساعت ۵ بامداد به مواضع ارمنستان حمله کرد."
)
WITHOUT = "هیئت مدیره باشگاه از هواداران قدردانی کرد و برای همه آرزوی سلامتی داشت."
FIELDS = {
    "dates": "kind value date_start date_end date_precision date_basis calendar date_flags",
    "numbers": "low high qualifier",
    "places": "location_name country latitude longitude geonames_id geo_precision",
    "actors": "name code type",
    "speech": "name code type",
    "triggers": "sub_event_type plover_type",
    "casualties": "kind low high qualifier",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("articles")
    lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in (("a", TEXT), ("b", WITHOUT))]
    (found / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (found / "two.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (found / "one.txt").write_text(TEXT, encoding="utf-8")
    (found / "english.txt").write_text("The army shelled the town yesterday, officials said.", encoding="utf-8")
    return found


def mentions(*arguments):
    result = CliRunner().invoke(app, ["mentions", *map(str, arguments)])
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_gives_a_line_for_each_article_and_points_into_its_text(folder, layer):
    told, _ = mentions(folder / "two.jsonl", "--layer", layer)
    assert [line["id"] for line in told] == ["a", "b"]
    assert told[0]["mentions"]
    for mention in told[0]["mentions"]:
        assert TEXT[mention["start"] : mention["end"]] == mention["text"] != ""
        assert mention["rule"].count(".") >= 1
        assert set(FIELDS[layer].split()) <= set(mention)
    assert [mention["start"] for mention in told[0]["mentions"]] == sorted(m["start"] for m in told[0]["mentions"])


@pytest.mark.parametrize(
    ("layer", "text", "values"),
    [
        (
            "dates",
            "۲۱ شهریور ۱۴۰۱",
            {"kind": "DATE", "value": "2022-09-12", "date_start": "2022-09-12", "date_end": "2022-09-12", "date_precision": "day",
             "date_basis": "explicit", "calendar": "jalali", "date_flags": []},
        ),
        ("numbers", "دست‌کم ۴۹", {"low": 49, "high": None, "qualifier": "at_least"}),
        ("casualties", "دست‌کم ۴۹ سرباز", {"kind": "killed", "low": 49, "high": None, "qualifier": "at_least"}),
        ("actors", "ارتش آذربایجان", {"code": "AZE-MIL", "type": "military"}),
        ("places", "شهر گوریس", {"location_name": "Goris", "country": "ARM", "geo_precision": "settlement"}),
    ],
)  # fmt: skip
def test_values_of_a_mention(folder, layer, text, values):
    told, _ = mentions(folder / "one.txt", "--layer", layer)
    found = next(mention for mention in told[0]["mentions"] if text in mention["text"])
    assert found | values == found


def test_plain_text_and_gzip_give_what_json_lines_give(folder):
    plain, _ = mentions(folder / "one.txt", "--layer", "numbers")
    packed, _ = mentions(folder / "two.jsonl.gz", "--layer", "numbers")
    lines, _ = mentions(folder / "two.jsonl", "--layer", "numbers", "--json")
    assert packed == lines
    assert plain[0]["mentions"] == lines[0]["mentions"]
    assert lines[1] == {"id": "b", "mentions": []}


def test_what_is_no_article_is_told_on_standard_error(folder):
    told, errors = mentions(folder / "english.txt", folder / "one.txt", "--layer", "dates")
    assert len(told) == 1
    assert errors.startswith("english.txt: not_persian: ")
    assert mentions(folder / "english.txt", "--layer", "dates", "--quiet") == ([], "")


def test_output_is_utf8_in_any_locale(folder):
    command = [Path(sys.executable).with_name("ruydad"), "mentions", folder / "one.txt", "--layer", "numbers"]
    locale = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Asia/Kabul",
    }
    done = subprocess.run(command, env=locale, capture_output=True, check=True)
    assert "۴۹" in done.stdout.decode("utf-8")
