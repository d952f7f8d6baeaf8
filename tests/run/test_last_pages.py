"""Articles and incidents made for a page before are not made again, and the page is the one that is made anew."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.explorer import build
from pipeline.explorer.articles import marked_articles
from pipeline.explorer.build import data_of
from pipeline.explorer.reading import read_release
from pipeline.explorer.scripts import script
from pipeline.explorer.told import Incidents
from pipeline.release.csvs import write_csv
from pipeline.release.parquet import read_table, write_parquet
from pipeline.run import kept, last_pages
from pipeline.run.fingerprint import PIPELINE, page_fingerprint
from pipeline.run.last_pages import LastPages
from pipeline.run.release_of import build_release


@pytest.fixture
def make(release_folder, tmp_path, monkeypatch):
    """The scripts of the release with what is known, or without; and which articles were marked.

    How many incidents were told is left in `told`.
    """
    seen, told = [], []

    def counted(rows, *more):
        rows = list(rows)
        seen.extend(row["article_id"] for row in rows)
        return marked_articles(rows, *more)

    tell = Incidents.tell
    monkeypatch.setattr(build, "marked_articles", counted)
    monkeypatch.setattr(Incidents, "tell", lambda self, places: told.extend(places) or tell(self, places))

    def made(*, is_known=True):
        seen.clear()
        told.clear()
        known = LastPages(tmp_path / "cache") if is_known else None
        scripts = {name: script(name, value) for name, value in data_of(read_release(release_folder), known)}
        if known:
            known.keep(pytest.fail)
        return scripts, sorted(seen)

    made.told = told
    return made


def rewrite(folder, table, frame):
    """Put the table into the release in both its forms."""
    write_parquet(table, frame, folder / f"{table}.parquet")
    write_csv(table, frame, folder / f"{table}.csv")


def ids(folder):
    return sorted(read_table("articles", folder / "articles.parquet")["article_id"])


def test_what_is_known_is_not_marked_again(make, release_folder):
    whole = make(is_known=False)
    assert whole[1] == ids(release_folder)
    assert make() == whole
    assert make() == (whole[0], []) == make() and not make.told


CHANGES = {
    "articles": {"title": "تیتر دیگر", "url": "https://news.example/other", "outlet": None},
    "events": {"status": "planned", "actor_text": "پلیس", "trigger_start": 1, "incident_id": "i1"},
    "casualties": {"casualties_text": "سه", "start": 3},
    "locations": {"location_text": "حلب", "start": 3},
    "sources": {"source_text": "او", "start": 3},
}


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, told in CHANGES.items() for column in told])
def test_what_changed_is_marked_anew(make, release_folder, table, column):
    make()
    path = release_folder / f"{table}.parquet"
    frame = read_table(table, path)
    other = CHANGES[table][column]
    row = next(n for n, value in enumerate(frame[column].tolist()) if value != other)
    frame.loc[row, column] = other
    rewrite(release_folder, table, frame)
    article = frame.loc[row, "article_id"] if "article_id" in frame else _article_of(release_folder, frame, row)
    found, marked = make()
    assert marked == [article]
    assert found == make(is_known=False)[0]


TOLD = {
    "incidents": {"admin1": "حلب"},
    "events": {
        "status": "planned",
        "actor_name": "پلیس",
        "evidence_text": "او گفت",
        "killed_low": 1,
        "source_chain": ["او"],
    },
    "casualties": {"low": 1},
    "revisions": {"change": "raised"},
    "links": {"bits": 7.5},
    "locations": {"location_text": "در"},
}


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, told in TOLD.items() for column in told])
def test_an_incident_of_which_something_changed_is_told_anew(make, release_folder, table, column):
    make()
    frame = read_table(table, release_folder / f"{table}.parquet")
    frame.at[0, column] = TOLD[table][column]
    rewrite(release_folder, table, frame)
    found, _ = make()
    assert make.told and found == make(is_known=False)[0]


def _article_of(folder, frame, row):
    events = read_table("events", folder / "events.parquet")
    return events.set_index("event_id").loc[frame.loc[row, "event_id"], "article_id"]


def test_an_article_that_is_copied_no_more_is_marked_anew_with_its_copy(make, release_folder):
    make()
    frame = read_table("articles", release_folder / "articles.parquet")
    copy = frame.index[frame["near_duplicate_of"].notna()][0]
    both = sorted([frame.loc[copy, "article_id"], frame.loc[copy, "near_duplicate_of"]])
    frame.loc[copy, "near_duplicate_of"] = None
    rewrite(release_folder, "articles", frame)
    found, marked = make()
    assert marked == both and found == make(is_known=False)[0]


def test_a_damaged_file_tells_nothing(make, tmp_path):
    whole = make()
    file = tmp_path / "cache" / last_pages.FOLDER / "pages"
    file.write_bytes(file.read_bytes()[:-20] + b"x" * 20)
    assert make() == whole
    assert make() == (whole[0], [])


def test_another_text_is_marked_anew(make, release_folder):
    make()
    frame = read_table("articles", release_folder / "articles.parquet")
    frame.loc[0, "text"] += " پایان"
    frame.loc[0, "sha256"] = hashlib.sha256(frame.loc[0, "text"].encode()).hexdigest()
    rewrite(release_folder, "articles", frame)
    found, marked = make()
    assert marked == [frame.loc[0, "article_id"]] and found == make(is_known=False)[0]


def test_texts_that_are_withheld_are_on_no_page_though_known(tmp_path):
    """Of an article without title and rows nothing but the text tells the two releases apart."""
    article = tmp_path / "article.txt"
    article.write_text("هوا امروز در بیشتر شهرها آفتابی بود و باد آرامی می‌وزید.", encoding="utf-8")
    pages = []
    for without_text in (False, True):
        out = tmp_path / str(without_text)
        build_release([article], out, cache=tmp_path / "cache", without_text=without_text)
        pages.append((out / "explorer" / "data" / "articles" / "0.js").read_text(encoding="utf-8"))
    assert "آفتابی" in pages[0] and "آفتابی" not in pages[1]


def test_pages_too_large_to_be_kept_are_not(make, monkeypatch):
    monkeypatch.setattr(kept, "LIMIT", 100)
    assert make() == make()


def test_code_that_marks_articles_is_in_the_fingerprint():
    """Beside the files of the lexicons and errors, and the fingerprint itself, which say nothing of a page."""
    listed = "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('pipeline.')))"
    command = f"import sys, pipeline.explorer.told, pipeline.explorer.articles; {listed}"
    loaded = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout.split()
    names = {Path(file).relative_to(PIPELINE).as_posix() for file in loaded if not file.endswith("__init__.py")}
    assert names
    assert names - page_fingerprint().keys() <= {"lexicons/load.py", "run/errors.py", "run/fingerprint.py"}


def test_other_code_marks_all_anew(make, monkeypatch):
    whole = make()
    monkeypatch.setattr(last_pages, "page_fingerprint", lambda: {"explorer/marks.py": "other"})
    assert make() == whole
