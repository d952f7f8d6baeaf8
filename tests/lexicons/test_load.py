"""Lexicons are read as rows and as the keys under which a text may hold their forms."""

import gc
from pathlib import Path

import pytest

from pipeline.lexicons import load
from pipeline.lexicons.load import cell_keys, keyed_rows, keys_by, keys_of, read_rows, split_forms, uncollected
from pipeline.text.letters import fold_word

LEXICONS = sorted(path.stem for path in load.FOLDER.glob("*.csv"))


@pytest.fixture
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon of two rows, one with stray spaces and a short line."""
    rows = "forms,code,note\nپهپاد‌ها | پرنده ,drone, x \nپرنده|مین,thing\n"
    (tmp_path / "made.csv").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(load, "FOLDER", tmp_path)
    for kept in (read_rows, keys_by):
        kept.cache_clear()
    yield
    for kept in (read_rows, keys_by):
        kept.cache_clear()


def test_cells_are_stripped_and_missing_ones_empty(lexicon: None) -> None:
    assert read_rows("made") == (
        {"forms": "پهپاد\u200cها | پرنده", "code": "drone", "note": "x"},
        {"forms": "پرنده|مین", "code": "thing", "note": ""},
    )


def test_a_form_of_two_rows_leads_to_both_in_file_order(lexicon: None) -> None:
    found = keyed_rows("made")
    assert [row["code"] for row in found["پرنده"]] == ["drone", "thing"]
    assert list(found) == ["پهپاد ها", "پهپادها", "پرنده", "مین"]


def test_a_column_that_is_not_there_gives_nothing(lexicon: None) -> None:
    assert keyed_rows("made", "weak_forms") == {}


def test_keys_are_found_by_class_and_a_class_that_no_row_has_is_an_error(lexicon: None) -> None:
    assert keys_by("made", "code") == {"drone": {"پهپاد ها", "پهپادها", "پرنده"}, "thing": {"پرنده", "مین"}}
    with pytest.raises(KeyError):
        keys_by("made", "code")["thign"]


def test_split_forms_leaves_blanks_out() -> None:
    assert split_forms(" یک | | دو|") == ["یک", "دو"]
    assert split_forms("") == []


@pytest.mark.parametrize(
    ("form", "keys"),
    [
        ("كمين", ("کمین",)),
        ("آتش‌بس", ("آتش بس", "آتشبس")),
        ("نیرو‌های هوا‌فضا", ("نیرو های هوا فضا", "نیرو های هوافضا", "نیروهای هوا فضا", "نیروهای هوافضا")),
        ("پایان آتش‌بس", ("پایان آتش بس", "پایان آتشبس")),
        ("‌یک‌", ("یک",)),
    ],
)
def test_keys_of(form: str, keys: tuple[str, ...]) -> None:
    assert keys_of(form) == cell_keys(f"{form}|") == keys


def test_of_many_joints_all_are_open_or_all_closed() -> None:
    assert keys_of("آ‌ب‌پ‌ت‌ث‌ج") == ("آ ب پ ت ث ج", "آبپتثج")


@pytest.mark.parametrize("name", LEXICONS)
def test_every_row_says_where_it_is_from_and_every_form_has_a_key(name: str) -> None:
    rows = read_rows(name)
    assert rows
    assert [row for row in rows if not row["source"]] == []
    forms = [form for row in rows for form in split_forms(row.get("forms", ""))]
    assert [form for form in forms if not all(keys_of(form)) or not fold_word(form)] == []


def test_the_collector_rests_while_tables_are_built_and_works_again_after() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
