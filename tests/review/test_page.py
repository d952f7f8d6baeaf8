"""The page's review: its own tests in Node, beside what the terminal writes for the same decisions."""

import datetime
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.dates.calendars import to_jalali
from pipeline.review.columns import coded
from pipeline.review.rows import page_data

SCRIPT = Path(__file__).parents[2] / "pipeline" / "explorer" / "page" / "review.js"
OPEN = [
    ["change", "events", "date_start", "۱۴۰۱/۰۶/۲۰", "the «dateline»\\"],
    ["change", "events", "sub_event_type", "attack", ""],
    ["change", "events", "latitude", "34.5", None],
    ["change", "events", "longitude", "62", None],
    ["change", "events", "weapons", "bomb، 1", None],
    ["change", "events", "is_aggregate", "yes", None],
    ["change", "casualties", "low", "۶", "شش نفر"],
    ["accept", None],
    ["undo"],
    ["change", "sources", "source_type", "government", None],
    ["accept", None],
    ["reject", ""],
    ["unsure", "who?\u2028"],
]


@pytest.fixture
def told(walk_of, change, release, tmp_path):
    """The folder that the tests in Node read."""
    folder = tmp_path / "told"
    folder.mkdir()
    release.tables["sources"].loc[0, "source_text"] = "سخنگو"  # not the event row's own source any more
    steps = {"open": OPEN, "blind": [*(["code", each.name, _typed(each.name)] for each in coded()), ["no_event"]]}
    for name, blind in (("open", False), ("blind", True)):
        walk = walk_of(blind=blind)
        _take(walk, steps[name], change)
        shutil.move(walk.file.path, folder / f"{name}.jsonl")
    days = [datetime.date(1930, 3, 21) + datetime.timedelta(days=n * 173) for n in range(230)]
    pairs = {"{:04d}-{:02d}-{:02d}".format(*to_jalali(day)): day.isoformat() for day in days} | {
        "۲۰۲۲/۹/۱۲": "2022-09-12"
    }
    for name, value in (("data", page_data(release, ["e1", "e2", "e3"])), ("steps", steps), ("days", pairs)):
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return folder


def _typed(column: str) -> str | None:
    told = {"sub_event_type": "attack", "status": "1", "date_start": "1401-06-21", "claim": "alleged", "country": None}
    return told.get(column, "3" if column.startswith("killed") else "")


def _take(walk, steps, change) -> None:
    columns = {each.name: each for each in coded()}
    seconds = iter(range(1000))
    walk.clock = lambda: f"2024-05-31T12:00:{next(seconds):02d}Z"
    for what, *told in steps:
        if what == "change":
            change(walk, told[1], told[2], told[3], told[0])
        elif what == "code":
            if told[1] is None:
                walk.unsure_of(columns[told[0]])
            else:
                walk.code(columns[told[0]], told[1])
        elif what == "no_event":
            walk.no_event()
        elif what == "undo":
            walk.undo()
        else:
            walk.decide(what, told[0] or ("as the sentence says" if what == "reject" else None))


def test_the_page_writes_what_the_terminal_writes(told) -> None:
    node = shutil.which("node")
    assert node, "Node is needed: it runs the tests of the page's scripts"
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(Path(__file__).with_name("review.test.js"))],
        env={**os.environ, "RUYDAD_REVIEW": str(told)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr


def test_the_page_asks_nobody_and_writes_no_markup() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert not any(word in text for word in ("innerHTML", "fetch(", "XMLHttpRequest", "import ", "eval(", "style="))
