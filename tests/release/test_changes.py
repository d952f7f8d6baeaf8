"""What CHANGES.md shows of changed cells."""

import pytest

from pipeline.release.changes import Cell, Changes, TableChanges, markdown
from pipeline.release.regrouping import Regrouping

OPENING = "پلیس گفت که بامداد دوشنبه در پی برخورد یک خودروی بمب‌گذاری‌شده با ایست بازرسی شهر، "


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (OPENING + "۵ نفر کشته شدند", OPENING + "۷ نفر کشته شدند", "۵ نفر کشته شدند` → `…"),
        (OPENING, OPENING + "و خیابان بسته شد", "و خیابان بسته شد`"),
        ("5", "7", "`5` → `7`"),
        (None, "7", "missing → `7`"),
    ],
)
def test_a_long_cell_is_shown_from_where_it_changed(old: str | None, new: str | None, shown: str) -> None:
    table = TableChanges("articles", (), (), 1, {"text": (1, (Cell("a-1", old, new),))})
    assert shown in markdown(Changes(False, (table,), Regrouping({}, {})))
