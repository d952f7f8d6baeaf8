"""Articles that were marked before are not marked again, and the page is the one that is made anew."""

import pytest

from pipeline.explorer import build
from pipeline.explorer.articles import marked_articles
from pipeline.explorer.build import data_of
from pipeline.explorer.reading import read_release
from pipeline.explorer.scripts import script
from pipeline.release.parquet import read_table, write_parquet
from pipeline.run import kept, last_pages
from pipeline.run.last_pages import LastPages


@pytest.fixture
def make(release_folder, tmp_path, monkeypatch):
    """The scripts of the release with what is known, or without; and which articles were marked."""
    seen = []

    def counted(rows, *more):
        rows = list(rows)
        seen.extend(row["article_id"] for row in rows)
        return marked_articles(rows, *more)

    monkeypatch.setattr(build, "marked_articles", counted)

    def made(*, is_known=True):
        seen.clear()
        known = LastPages(tmp_path / "cache") if is_known else None
        scripts = {name: script(name, value) for name, value in data_of(read_release(release_folder), known)}
        if known:
            known.keep(pytest.fail)
        return scripts, sorted(seen)

    return made


def ids(folder):
    return sorted(read_table("articles", folder / "articles.parquet")["article_id"])


def test_what_is_known_is_not_marked_again(make, release_folder):
    whole = make(is_known=False)
    assert whole[1] == ids(release_folder)
    assert make() == whole
    assert make() == (whole[0], []) == make()


CHANGES = {
    "articles": {"title": "تیتر دیگر", "url": "https://news.example/other", "sha256": "0" * 64, "outlet": None},
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
    write_parquet(table, frame, path)
    article = frame.loc[row, "article_id"] if "article_id" in frame else _article_of(release_folder, frame, row)
    found, marked = make()
    assert marked == [article]
    assert found == make(is_known=False)[0]


def _article_of(folder, frame, row):
    events = read_table("events", folder / "events.parquet")
    return events.set_index("event_id").loc[frame.loc[row, "event_id"], "article_id"]


def test_an_article_that_is_copied_no_more_is_marked_anew_with_its_copy(make, release_folder):
    make()
    frame = read_table("articles", release_folder / "articles.parquet")
    copy = frame.index[frame["near_duplicate_of"].notna()][0]
    both = sorted([frame.loc[copy, "article_id"], frame.loc[copy, "near_duplicate_of"]])
    frame.loc[copy, "near_duplicate_of"] = None
    write_parquet("articles", frame, release_folder / "articles.parquet")
    found, marked = make()
    assert marked == both and found == make(is_known=False)[0]


def test_a_damaged_file_tells_nothing(make, tmp_path):
    whole = make()
    file = tmp_path / "cache" / last_pages.FOLDER / "pages"
    file.write_bytes(file.read_bytes()[:-20] + b"x" * 20)
    assert make() == whole
    assert make() == (whole[0], [])


def test_pages_too_large_to_be_kept_are_not(make, monkeypatch):
    monkeypatch.setattr(kept, "LIMIT", 100)
    assert make() == make()


def test_other_code_marks_all_anew(make, monkeypatch):
    whole = make()
    monkeypatch.setattr(last_pages, "page_fingerprint", lambda: {"explorer/marks.py": "other"})
    assert make() == whole
