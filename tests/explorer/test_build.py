"""The folder of the explorer: what is in it, that it is the release's own words, and the same bytes every time."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.explorer.build import build_explorer, data_of
from pipeline.explorer.labels import LISTS, code_labels, pairs
from pipeline.explorer.reading import read_release
from pipeline.explorer.scripts import column, script
from pipeline.explorer.search import folds
from pipeline.incidents.constraints import REASONS
from pipeline.release.csvs import read_csv
from pipeline.release.write import Making, write_release
from pipeline.run.errors import RuydadError, UsageError
from pipeline.schema.codes import read_codes
from pipeline.schema.fields import FIELDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pipeline" / "explorer" / "page"

PREFIX = re.compile(r"""\A\(self\.RUYDAD = self\.RUYDAD \|\| \{\}\)\["([^"]+)"\] = JSON\.parse\('(.*)'\);\n\Z""", re.S)


def value_of(script):
    """Name and value that a script puts, read without running it."""
    name, quoted = PREFIX.match(script).groups()
    assert "<" not in quoted
    return name, json.loads(re.sub(r"\\(.)", r"\1", quoted))


def values_of(release):
    """Name → value of every script of a release."""
    return {name: value_of(script(name, value).decode())[1] for name, value in data_of(release)}


def read_script(path):
    return value_of(path.read_bytes().decode("utf-8"))


@pytest.fixture
def data(page):
    """Name → value of every script under data/."""
    folder = page / "explorer" / "data"
    found = {path.relative_to(folder).with_suffix("").as_posix(): read_script(path) for path in folder.rglob("*.js")}
    assert all(name == told for name, (told, _) in found.items())
    return {name: value for name, (_, value) in found.items()}


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_have_the_same_bytes(page):
    before = digests(page / "explorer")
    build_explorer(page)
    assert digests(page / "explorer") == before
    assert len(before) > 20


def test_no_text_can_end_a_script():
    hostile = "</script><!-- \u2028 ]]> `${1}` \\ \" '"
    told = script("x", [hostile]).decode()
    assert "<" not in told and "\u2028" not in told
    assert value_of(told) == ("x", [hostile])


def test_a_column_of_words_keeps_what_is_missing():
    assert column(["b", None, "a", "b"]) == {"words": ["a", "b"], "rows": [1, -1, 0, 1]}


def test_articles_have_their_text_to_the_last_character(page, data):
    articles = read_csv("articles", page / "articles.csv")
    told = {row["article_id"]: row for name, rows in data.items() if name.startswith("articles/") for row in rows}
    assert list(told) == data["articles"]["ids"] == articles["article_id"].tolist()
    for _, row in articles.iterrows():
        assert "".join(words for words, _ in told[row["article_id"]]["segments"]) == row["text"]


def test_every_row_of_events_is_a_claim_of_its_incident(page, data):
    events = read_csv("events", page / "events.csv")
    claims = {
        each["event_id"]: each
        for name, rows in data.items()
        if name.startswith("claims/")
        for row in rows
        for each in row["claims"]
    }
    linked = events[events["incident_id"].notna()]
    assert set(claims) == set(linked["event_id"])
    for _, row in linked.iterrows():
        assert "".join(words for words, _ in claims[row["event_id"]]["sentence"]) == row["evidence_text"]


def test_lines_of_the_csv_files_are_handed_out_as_they_are(page, data):
    headers = data["release"]["headers"]
    lines = [line for name in sorted(data) if name.startswith("rows/incidents/") for line in data[name]]
    assert (headers["incidents"] + "".join(lines)).encode("utf-8-sig") == (page / "incidents.csv").read_bytes()
    told = sorted(pair for name in data if name.startswith("rows/events/") for mine in data[name] for pair in mine)
    whole = (page / "events.csv").read_bytes().decode("utf-8-sig")
    assert (
        all(line in whole for _, line in told)
        and len(told) == read_csv("events", page / "events.csv")["incident_id"].notna().sum()
    )


def test_independent_sources_are_those_that_the_table_counts(sample):
    release = read_release(sample)
    counted = dict(
        zip(release.tables["incidents"]["incident_id"], release.tables["incidents"]["source_count"], strict=True)
    )
    found = values_of(release)
    records = [row for name, rows in found.items() if name.startswith("claims/") for row in rows]
    wrong = {
        incident: (max(claim.get("voice", 0) for claim in record["claims"]), counted[incident])
        for incident, record in zip(found["incidents"]["incident_id"], records, strict=True)
        if max(claim.get("voice", 0) for claim in record["claims"]) != counted[incident]
    }
    assert wrong == {}


def test_a_copy_is_folded_under_the_row_it_repeats(release_folder):
    release = read_release(release_folder)
    articles, events = release.tables["articles"].copy(), release.tables["events"].copy()
    first = events.iloc[0]
    again = articles[articles["article_id"] == first["article_id"]].assign(
        article_id="again", near_duplicate_of=first["article_id"]
    )
    copy = events.iloc[[0]].assign(event_id="ecopy", article_id="again")
    tables = {
        **release.tables,
        "articles": pd.concat([articles, again], ignore_index=True),
        "events": pd.concat([events, copy], ignore_index=True),
    }
    from pipeline.explorer.claims import claims_by_incident, voices_of
    from pipeline.explorer.groups import Groups
    from pipeline.explorer.sentences import Sentences

    rows = Groups(tables["events"], "incident_id").of([first["incident_id"]])
    voices = voices_of(replace(release, tables=tables))
    (claims,) = claims_by_incident(rows, {}, Sentences(len(tables["events"])), voices).values()
    told = {claim["event_id"]: claim for claim in claims}
    assert told["ecopy"]["copy_of"] == first["event_id"] and told["ecopy"]["is_copy"]
    assert "copy_of" not in told[first["event_id"]]


def test_every_coded_column_has_labels_in_both_languages():
    labels = code_labels({row["code"] for row in read_codes("country")})
    for name, rows in labels.items():
        assert set(rows) == {row["code"] for row in read_codes(name)}, name
        assert all(all(told) and len(told) == 4 for told in rows.values()), name
    used = {part for each in FIELDS.values() for part in each.code_lists}
    not_shown = {"disorder_type", "plover_type", "plover_mode", "reject_reason"}
    assert used - not_shown <= {*LISTS, "country"}


def test_every_reason_to_link_is_in_words():
    weights = (ROOT / "pipeline" / "incidents" / "weights.csv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = {line.split(",")[0] for line in weights} | {f"never: {each}" for each in REASONS if each}
    assert wanted - set(pairs("reasons.csv")) == set()


def test_the_scripts_say_what_is_in_the_list_of_strings_and_the_list_has_no_more():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    strings = pairs("strings.csv")
    told = set(re.findall(r"(?:text|say|nothing)\('([a-z_]+)'", code))
    assert told - set(strings) == set()
    made = {*re.findall(r"`([a-z_]+_)\$\{", code), "lang_", "calendar_"}
    quoted = set(re.findall(r"'([a-z_]+)'", code))
    unused = {key for key in strings if key not in told | quoted and not any(key.startswith(prefix) for prefix in made)}
    assert unused == set()


def test_holes_of_a_sentence_are_the_same_in_both_languages():
    holes = re.compile(r"\{\w+\}")
    assert [
        key for key, (fa, en) in pairs("strings.csv").items() if sorted(holes.findall(fa)) != sorted(holes.findall(en))
    ] == []


def test_persian_letters_and_digits_are_those_of_persian():
    wrong = re.compile("[يكةىأإ٠-٩]| ها\\b")
    told = {**pairs("strings.csv"), **pairs("reasons.csv")}
    assert {key: fa for key, (fa, _) in told.items() if wrong.search(fa)} == {}


def test_no_word_of_judgement_is_ours():
    told = [word for name in ("strings.csv", "reasons.csv") for pair in pairs(name).values() for word in pair]
    assert not re.search("شهید|شهدا|هلاک|تروریست|martyr|terrorist", " ".join(told))


def test_search_finds_places_but_no_private_victim(page, data):
    texts = dict(zip(data["incidents"]["incident_id"], data["search"], strict=True))
    assert "مهراباد" in texts["i1"].replace("آ", "ا")
    events = read_csv("events", page / "events.csv")
    hidden = events[(events["incident_id"] == "i1") & events["target_name"].isna() & events["target_text"].notna()]
    assert len(hidden) and all(len(words) < 4 or words not in texts["i1"] for words in hidden["target_text"])


def test_folding_is_that_of_the_tables():
    told = folds()
    assert told["ي"] == "ی" and told["۵"] == "5" and told["\u200c"] == " " and told["\u064e"] == "" and told["A"] == "a"


def test_a_folder_of_other_files_is_left_alone(release_folder, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other files"):
        build_explorer(release_folder, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_a_folder_that_is_no_release_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"holds no events\.parquet"):
        build_explorer(tmp_path)


def test_the_page_names_every_script_of_its_folder_and_allows_nothing_from_outside():
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="([^"#:]+\.(?:js|css))"', index)
    assert {name for name in named if "/" not in name} == {
        path.name for path in PAGE.iterdir() if path.suffix in (".js", ".css")
    }
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', index).group(1)
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy and "*" not in policy
    code = "".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|fetch\(|XMLHttpRequest|new Worker", code
    )


def test_web_addresses_only():
    from pipeline.explorer.articles import web_address

    assert web_address("https://news.example/1") == "https://news.example/1"
    assert web_address("javascript:alert(1)") is None and web_address(None) is None


@pytest.mark.slow
@pytest.mark.parametrize("how", [{"without_text": True}, {"withhold_names": True}], ids=["texts", "names"])
def test_what_a_release_withholds_stays_out_of_claims_and_search(release_tables, tmp_path, how):
    tables = release_tables
    event = tables["events"].index[0]
    words = tables["events"].loc[event, "evidence_text"]
    write_release(tables, tmp_path, Making("0.1.0", **how))
    build_explorer(tmp_path)
    found = values_of(read_release(tmp_path))
    evidence = read_csv("events", tmp_path / "events.csv")["evidence_text"]
    told = ["".join(word for word, _ in claim.get("sentence", ())) for claim in found["claims/0"][0]["claims"]]
    assert set(told) <= {"" if pd.isna(each) else each for each in evidence}
    if "without_text" in how:
        assert set(told) == {""} and found["review"]["rows"] == []
        assert all(row["segments"] == [] and "title" not in row for row in found["articles/0"])
        assert words[:20] not in json.dumps(found, ensure_ascii=False, default=str)


def test_forms_of_a_release_that_differ_are_told_and_the_old_page_stays(page):
    with (page / "events.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("one more\r\n")
    with pytest.raises(RuydadError, match=r"events\.csv has 4 rows and events\.parquet 3"):
        build_explorer(page)
    assert (page / "explorer" / "index.html").is_file()
