"""Texts made to be slow: one unit repeated costs what its length costs, and breaks nothing."""

import datetime
import time

import pytest

from pipeline.dates.find import find_times
from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers
from pipeline.text.tokens import LONGEST_SENTENCE, find_sentences

PUBLISHED = datetime.date(2022, 9, 12)


@pytest.mark.parametrize("unit", [".", ". ", "و ", "شنبه ", "۱۲ مهر ۱۴۰۱ ", "۱۲ ", "۱۲/", "سال ", "هزار "])
def test_a_unit_repeated_is_read_in_time(unit: str) -> None:
    folded = fold("حمله " + unit * (16_000 // len(unit)))
    begun = time.process_time()
    find_sentences(folded)
    find_numbers(folded)
    find_times(folded, PUBLISHED)
    assert time.process_time() - begun < 5


def test_no_sentence_is_longer_than_the_bound() -> None:
    assert all(end - start <= LONGEST_SENTENCE for start, end in find_sentences(fold("الف و ب " * 5_000)))
