"""Label Studio and brat: what comes back unchanged corrects nothing, a change gives its cells, the rest is refused."""

import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from pipeline.exports import brat, labelstudio
from pipeline.exports.changes import changes_of
from pipeline.exports.formats import write_export
from pipeline.exports.inputs import open_release
from pipeline.exports.spans import COLUMN_OF, NO_TYPE, digest_of
from pipeline.incidents.corrections import COLUMNS, apply_corrections, read_corrections
from pipeline.release.parquet import read_table, write_parquet
from pipeline.run.export import import_annotations
from pipeline.schema.codes import codes
from pipeline.schema.tables import as_table

from .conftest import EVENTS, TEXT


@pytest.fixture(scope="module")
def exported(folder):
    return labelstudio.export(open_release(folder)).texts[labelstudio.TASKS]


@pytest.fixture
def tasks(exported):
    """Tasks in which somebody has accepted every prediction."""
    found = json.loads(exported)
    for number, task in enumerate(found, 1):
        task |= {"id": number, "annotations": [{"result": task.pop("predictions")[0]["result"]}]}
    return found


@pytest.fixture
def back(release):
    """The changes of edited tasks."""
    return lambda tasks: changes_of(labelstudio.read("export.json", json.dumps(tasks)), release)


@pytest.fixture
def folder_of(release, tmp_path):
    write_export(release, "brat", tmp_path / "brat")
    return tmp_path / "brat"


def task_of(tasks, event_id="e01"):
    return next(task for task in tasks if task["data"]["event_id"] == event_id)


def region(tasks, label, event_id="e01"):
    result = task_of(tasks, event_id)["annotations"][0]["result"]
    return next(r for r in result if label in r["value"].get("labels", []) or r["from_name"] == label)


def move(tasks, label, words, event_id="e01"):
    start = TEXT.index(words)
    region(tasks, label, event_id)["value"] |= {"start": start, "end": start + len(words), "text": words}


def cells(found):
    return {(line.column, line.old, line.new) for line in found.lines}


def drop(tasks, label):
    result = task_of(tasks)["annotations"][0]["result"]
    result.remove(region(tasks, label))


def test_every_word_has_a_span_that_reads_as_it(tasks):
    values = [r["value"] for task in tasks for r in task["annotations"][0]["result"] if "start" in r["value"]]
    assert {label for value in values for label in value["labels"]} == set(COLUMN_OF)
    assert all(TEXT[value["start"] : value["end"]] == value["text"] for value in values)


def test_the_labelling_configuration_offers_every_label_and_code():
    view = ElementTree.fromstring(labelstudio.config())
    offered = {name: {each.get("value") for each in view.iter(name)} for name in ("Label", "Choice")}
    assert offered["Label"] == set(COLUMN_OF)
    assert offered["Choice"] == codes("sub_event_type") | codes("status") | {NO_TYPE}
    assert {each.get("name") for each in view.iter() if each.get("toName")} == {"label", "sub_event_type", "status"}


def test_tasks_that_nobody_annotated_change_nothing(release):
    found = changes_of(labelstudio.read("t", labelstudio.export(release).texts[labelstudio.TASKS]), release)
    assert (found.lines, found.refused, found.read) == ([], [], 0)


def test_accepted_predictions_change_nothing(tasks, back):
    found = back(tasks)
    assert (found.lines, found.refused, found.notices) == ([], [], [])
    assert found.read == len(EVENTS)


def test_an_unchanged_brat_folder_changes_nothing(release, folder, folder_of, tmp_path):
    found = import_annotations(folder, [folder_of], "parvin", tmp_path / "c.csv", date="2024-05-31")
    assert (found.lines, found.refused, found.notices, found.read) == ([], [], [], len(EVENTS))
    assert (tmp_path / "c.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("label", "words", "changed"),
    [
        ("Actor", "مرزداران", {("actor_text", "ارتش مرزداران", "مرزداران")}),
        ("Target", "کوه", {("target_text", "شبه‌نظامیان کوه", "کوه")}),
        ("Date", "امروز در", {("date_text", "امروز", "امروز در")}),
        ("Claim", "چنین گفته بود", {("claim_text", "گفت", "چنین گفته بود")}),
    ],
)
def test_a_moved_span_is_one_correction_that_the_stage_accepts(label, words, changed, tasks, back, folder, tmp_path):
    move(tasks, label, words)
    assert cells(back(tasks)) == changed
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    import_annotations(folder, [tmp_path / "export.json"], "parvin", tmp_path / "c.csv", date="2024-05-31")
    events = read_table("events", folder / "events.parquet")
    corrected = apply_corrections(events, read_corrections(tmp_path / "c.csv"))
    ((column, _, new),) = changed
    row = corrected.events.set_index("event_id").loc["e01"]
    assert row[column] == new and row["rules"] == ["curated.parvin"]
    assert len(corrected.log) == 1


def test_words_moved_to_where_they_stand_again_are_the_same_words(tasks, back):
    at = TEXT.rindex("ارتش مرزداران")
    region(tasks, "Actor")["value"] |= {"start": at, "end": at + len("ارتش مرزداران")}
    assert back(tasks).lines == []


def test_replaced_words_leave_their_codes_and_say_so(tasks, back):
    move(tasks, "Target", "کوه")
    assert "review target_name, target_code of e01" in back(tasks).notices[0]


def test_a_type_of_the_same_event_type_is_one_cell(tasks, back, release, folder, tmp_path):
    region(tasks, "sub_event_type")["value"]["choices"] = ["Government regains territory"]
    assert cells(back(tasks)) == {("sub_event_type", "Armed clash", "Government regains territory")}


def test_a_type_takes_the_levels_above_it_along(tasks, back):
    region(tasks, "sub_event_type")["value"]["choices"] = ["Peaceful protest"]
    assert cells(back(tasks)) == {
        ("sub_event_type", "Armed clash", "Peaceful protest"),
        ("event_type", "Battles", "Protests"),
        ("disorder_type", "Political violence", "Demonstrations"),
    }
    region(tasks, "sub_event_type")["value"]["choices"] = [NO_TYPE]
    assert {line.new for line in back(tasks).lines} == {""}


def test_a_status_is_one_cell(tasks, back):
    region(tasks, "status")["value"]["choices"] = ["denied"]
    assert cells(back(tasks)) == {("status", "happened", "denied")}


def test_a_trigger_goes_with_its_offsets(tasks, back):
    move(tasks, "Trigger", "کشته شدند")
    at = TEXT.index("کشته شدند")
    assert {(line.column, line.new) for line in back(tasks).lines} == {
        ("trigger_text", "کشته شدند"),
        ("trigger_start", str(at)),
        ("trigger_end", str(at + len("کشته شدند"))),
    }


def test_a_place_of_the_row_takes_its_coordinates_along(tasks, back):
    move(tasks, "Place", "بازار")
    told = {line.column: line.new for line in back(tasks).lines}
    assert told == {
        "location_text": "بازار",
        "location_name": "Bazaar",
        "latitude": "34.1",
        "longitude": "48.0",
        "geo_precision": "site",
    }
    assert back(tasks).notices == []


def test_a_source_taken_away_takes_its_names_and_its_link(tasks, back):
    drop(tasks, "Source")
    told = {line.column: (line.old, line.new) for line in back(tasks).lines}
    assert told == {
        "source_text": ("سخنگوی ارتش", ""),
        "source_name": ("Army spokesman", ""),
        "source_code": ("IRN-MIL", ""),
        "source_type": ("military", ""),
        "source_chain": ("رادیو; سخنگوی ارتش", "رادیو"),
    }


def test_one_of_several_figures_taken_away(tasks, back):
    drop(tasks, "Casualties")
    found = back(tasks)
    assert cells(found) == {("casualties_text", "۱۲ نفر; ۳ کودک", "۳ کودک")}
    assert "review killed_low, killed_high" in found.notices[0]


def test_every_changed_row_still_passes_the_schemas_checks_of_levels_and_needs(tasks, back, folder, tmp_path):
    from pipeline.schema.checks import faults

    region(tasks, "sub_event_type")["value"]["choices"] = ["Attack"]
    move(tasks, "Trigger", "کشته شدند")
    drop(tasks, "Source")
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    import_annotations(folder, [tmp_path / "export.json"], "parvin", tmp_path / "c.csv")
    before = read_table("events", folder / "events.parquet")
    after = apply_corrections(before, read_corrections(tmp_path / "c.csv")).events
    assert faults("events", after) == faults("events", before)


def test_refused_with_a_reason(tasks, back):
    def told(change):
        copy = json.loads(json.dumps(tasks))
        change(copy)
        found = back(copy)
        assert len(found.refused) == 1 and found.lines == []
        return found.refused[0]

    def second_actor(copy):
        task_of(copy)["annotations"][0]["result"].append(
            {"type": "labels", "value": {"start": 0, "end": 1, "text": "😀", "labels": ["Actor"]}}
        )

    def disagree(copy):
        other = json.loads(json.dumps(task_of(copy)["annotations"][0]))
        other["result"].pop(0)
        task_of(copy)["annotations"].append(other)

    assert "digest differs" in told(lambda copy: task_of(copy)["data"].update(text=TEXT + " "))
    assert "does not read «چیز»" in told(lambda copy: region(copy, "Actor")["value"].update(text="چیز"))
    assert "no row e99" in told(lambda copy: task_of(copy)["data"].update(event_id="e99"))
    assert "no task of ruydad" in told(lambda copy: task_of(copy)["data"].pop("event_id"))
    assert "there is no label Weapon" in told(lambda copy: region(copy, "Actor")["value"].update(labels=["Weapon"]))
    assert "2 spans Actor; a row has one" in told(second_actor)
    assert "2 annotations disagree" in told(disagree)
    assert "no sub-event type «War»" in told(
        lambda copy: region(copy, "sub_event_type")["value"].update(choices=["War"])
    )


def test_a_text_that_changed_since_is_refused(tasks, folder, tmp_path):
    other = tmp_path / "other"
    for table in folder.iterdir():
        (other).mkdir(exist_ok=True)
        (other / table.name).write_bytes(table.read_bytes())
    articles = read_table("articles", other / "articles.parquet")
    write_parquet("articles", articles.assign(text=articles["text"] + "."), other / "articles.parquet")
    found = changes_of(labelstudio.read("export.json", json.dumps(tasks)), open_release(other))
    assert len(found.refused) == len(EVENTS) and "has changed since the export" in found.refused[0]


def test_a_cell_that_was_corrected_before_is_refused(tasks, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for table in folder.iterdir():
        (other / table.name).write_bytes(table.read_bytes())
    line = {"event_id": "e01", "corrected_column": "status", "reviewer": "nima", "correction_reason": "seen"}
    frame = as_table("corrections", [line | {"corrected_on": pd.Timestamp("2024-05-01")}])
    write_parquet("corrections", frame, other / "corrections.parquet")
    region(tasks, "status")["value"]["choices"] = ["denied"]
    found = changes_of(labelstudio.read("export.json", json.dumps(tasks)), open_release(other))
    assert found.refused == [
        "export.json, task 1: status of e01 was corrected by nima on 2024-05-01; change that line by hand."
    ]


@pytest.mark.parametrize("reading", ["utf-16", "joined", "both"])
def test_offsets_of_older_label_studios_are_understood(reading, tasks, back):
    def offset(point):
        before = TEXT[:point].replace("\r\n", "\n") if reading != "utf-16" else TEXT[:point]
        return len(before.encode("utf-16-le")) // 2 if reading != "joined" else len(before)

    for task in tasks:
        for each in task["annotations"][0]["result"]:
            if "start" in each["value"]:
                value = each["value"]
                value |= {name: offset(value[name]) for name in ("start", "end")}
                value["text"] = value["text"].replace("\r\n", " ")
    found = back(tasks)
    assert (found.lines, found.refused) == ([], [])


def test_brats_files(folder_of):
    name = brat.file_name("خبر ۱")
    assert {path.name for path in folder_of.iterdir()} == {f"{name}.txt", f"{name}.ann", "annotation.conf", "README.md"}
    assert (folder_of / f"{name}.txt").read_bytes().decode("utf-8") == TEXT
    lines = (folder_of / f"{name}.ann").read_text(encoding="utf-8").splitlines()
    bound = [line.split("\t") for line in lines if line.startswith("T")]
    assert any(";" in where and words == "نورآباد کهن" for _, where, words in bound)  # discontinuous at the line break
    for _, where, words in bound:
        pieces = [tuple(map(int, piece.split())) for piece in where.partition(" ")[2].split(";")]
        assert " ".join(TEXT[start:end] for start, end in pieces) == words
        assert not any("\n" in TEXT[start:end] or "\r" in TEXT[start:end] for start, end in pieces)
    assert sum(line.startswith("E") for line in lines) == len(EVENTS)
    assert any("without_trigger" in line for line in lines)


def test_annotation_conf_knows_every_type_and_argument():
    sections = brat.conf().split("[")
    events = next(part for part in sections if part.startswith("events]")).splitlines()[1:]
    names = [line.split("\t")[0] for line in events if line]
    assert names == list(brat.type_names().values()) and len(set(names)) == len(names)
    assert all(name.replace("_", "").isalnum() for name in names)
    assert "Casualties*:Casualties" in events[0] and "Actor?:Actor" in events[0]
    assert [part.split("]")[0] for part in sections[1:]] == ["entities", "relations", "events", "attributes"]


def edited(folder_of, change):
    (path,) = folder_of.glob("*.ann")
    path.write_bytes(change(path.read_bytes().decode("utf-8")).encode("utf-8"))
    return path


def test_a_brat_status_and_type_that_changed(folder_of, folder, tmp_path):
    def change(ann):
        ann = ann.replace("A1\tStatus E1 happened", "A1\tStatus E1 denied")
        return ann.replace("E2\tArmed_clash:", "E2\tGovernment_regains_territory:")

    edited(folder_of, change)
    found = import_annotations(folder, [folder_of], "parvin", tmp_path / "c.csv", date="2024-05-31")
    assert found.refused == []
    assert cells(found) == {
        ("status", "happened", "denied"),
        ("sub_event_type", "Armed clash", "Government regains territory"),
    }
    assert len(read_corrections(tmp_path / "c.csv")) == 2


def test_a_brat_span_that_moved(folder_of, folder, tmp_path):
    at = TEXT.index("ارتش مرزداران")
    before = f"Actor {at} {at + len('ارتش مرزداران')}\tارتش مرزداران"
    edited(folder_of, lambda ann: ann.replace(before, f"Actor {at} {at + 4}\tارتش"))
    found = import_annotations(folder, [folder_of], "parvin", tmp_path / "c.csv")
    assert cells(found) == {("actor_text", "ارتش مرزداران", "ارتش")}


def test_brat_refused_with_a_reason(folder_of, folder, release):
    (path,) = folder_of.glob("*.ann")
    text, ann = path.with_suffix(".txt").read_bytes().decode("utf-8"), path.read_bytes().decode("utf-8")

    def told(text, ann):
        found = changes_of(brat.read("doc", text, ann), release)
        assert found.lines == []
        return " ".join(found.refused)

    assert "did line ends change?" in told(text.replace("\r\n", "\n"), ann)
    assert "the text does not read" in told(text, ann.replace("\tدرگیر شد", "\tدرگیر"))
    assert "a row cannot be added" in told(text, ann + "E99\tArmed_clash:T1\n")
    assert "no event type War" in told(text, ann.replace("E1\tArmed_clash:", "E1\tWar:"))
    assert "T99 is no text-bound annotation" in told(text, ann.replace("Actor:T", "Actor:T99 Actor2:T"))


def test_a_row_taken_out_of_a_brat_file_is_told(folder_of, folder, tmp_path):
    edited(folder_of, lambda ann: "\n".join(line for line in ann.split("\n") if not line.startswith("E2\t")))
    found = import_annotations(folder, [folder_of], "parvin", tmp_path / "c.csv")
    assert found.lines == [] and len(found.refused) == 1
    assert "a correction cannot take a row away" in found.refused[0]


def test_an_existing_corrections_file_is_continued_and_its_cells_kept(tasks, folder, tmp_path):
    out, export = tmp_path / "corrections.csv", tmp_path / "export.json"
    out.write_text(",".join(COLUMNS) + "\nnima,2024-05-01,events,e01,status,happened,planned,seen\n", encoding="utf-8")
    region(tasks, "status")["value"]["choices"] = ["denied"]
    move(tasks, "Actor", "مرزداران")
    export.write_text(json.dumps(tasks), encoding="utf-8")
    found = import_annotations(folder, [export], "parvin", out, date="2024-05-31", reason="coded twice")
    assert [(line.row, line.column, line.new) for line in read_corrections(out)] == [
        ("e01", "status", "planned"),
        ("e01", "actor_text", "مرزداران"),
    ]
    assert "is in line 2 of" in found.refused[0]


def test_a_digest_is_the_start_of_sha256():
    assert digest_of("") == "e3b0c44298fc1c14"
