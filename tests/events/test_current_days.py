"""This year, month or week of a row: up to the publication where the text looks back."""

import datetime

import pytest

from pipeline.dates.find import find_times
from pipeline.events.current_days import so_far
from pipeline.text.letters import fold

PUBLISHED = datetime.datetime(2022, 9, 14, 10, 30)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("امسال ده نفر کشته شدند.", datetime.date(2022, 9, 14)),
        ("در این هفته ده نفر کشته شدند.", datetime.date(2022, 9, 14)),
        ("امسال ده پل ساخته خواهد شد.", datetime.date(2023, 3, 20)),
        ("سال گذشته ده نفر کشته شدند.", datetime.date(2022, 3, 20)),
    ],
)
def test_what_has_happened_ends_at_the_publication(text: str, last: datetime.date) -> None:
    (time,) = find_times(fold(text), PUBLISHED)
    assert so_far(time, PUBLISHED).date_end == last
    assert so_far(time, None) == time
